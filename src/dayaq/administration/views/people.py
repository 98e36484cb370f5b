"""Pages about accounts: who may sign in, and how somebody gets in again."""

from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.forms import ReasonForm
from dayaq.access.permissions import Permission, UserRequest, needs, signed_in
from dayaq.accounts.models import Appointment, User
from dayaq.administration import policies, tables
from dayaq.administration.actions import accounts as actions
from dayaq.administration.forms.people import AccountForm, AccountRevision
from dayaq.administration.views.forms import form_page, require_form
from dayaq.kernel.lists import show_list


def accounts_crumb() -> tuple[object, str]:
    return (_("Accounts"), reverse("administration:accounts"))


def account_url(account: User) -> str:
    return reverse("administration:account", args=[account.username])


def account_of(username: str) -> User:
    return get_object_or_404(User, username=username)


def with_posts(rows: QuerySet[User]) -> QuerySet[User]:
    factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    held = Authenticator.objects.filter(user=OuterRef("pk"), type__in=factors)
    today = Appointment.objects.holding_on(localdate()).with_body()
    return rows.annotate(has_second_factor=Exists(held)).prefetch_related(
        Prefetch("appointments", today, to_attr="posts_today")
    )


@require_safe
@needs(Permission.ACCOUNT_KEEP)
def accounts(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=with_posts(User.objects.all()),
        table=tables.AccountTable,
        filters=tables.AccountSearch,
        title=_("Accounts"),
        name="accounts",
        template="administration/list.html",
        context={
            "lead": _(
                "What a person may do comes from appointments, never from the account itself."
            ),
            "add": (reverse("administration:open_account"), _("Open an account")),
        },
    )


@require_safe
@needs(Permission.ACCOUNT_KEEP)
def account(request: UserRequest, username: str) -> HttpResponse:
    known = account_of(username)
    posts = list(
        known.appointments.with_body().select_related("deputy_for__user").order_by("-since")
    )
    factors = sorted(set(Authenticator.objects.filter(user=known).values_list("type", flat=True)))
    return render(
        request,
        "administration/account.html",
        {
            "account": known,
            "posts": posts,
            "factors": factors,
            "crumbs": [accounts_crumb()],
            "why_not_close": policies.why_not_close(known, request.user),
            "today": localdate(),
        },
    )


@require_form
@needs(Permission.ACCOUNT_KEEP)
def open_account(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        AccountForm(request.POST or None, initial={"language": "az"}),
        actions.open_account,
        title=_("Open an account"),
        lead=_("Next, give the person a role at a body and a link for the first password."),
        to=account_url,
        done=_("The account has been opened."),
        crumbs=[accounts_crumb()],
    )


@require_form
@needs(Permission.ACCOUNT_KEEP)
def revise_account(request: UserRequest, username: str) -> HttpResponse:
    known = account_of(username)
    return form_page(
        request,
        AccountRevision(request.POST or None, instance=account_of(username)),
        partial(actions.revise_account, known),
        title=_("Change the account of %(name)s") % {"name": known},
        done=_("The account has been changed."),
        crumbs=[accounts_crumb(), (known, account_url(known))],
    )


def _with_reason(
    request: UserRequest, known: User, act: Any, refusal: Any, **words: Any
) -> HttpResponse:
    """A page that asks for the reason and then does one thing to an account."""
    return form_page(
        request,
        ReasonForm(request.POST or None),
        partial(act, known),
        crumbs=[accounts_crumb(), (known, account_url(known))],
        refusal=refusal,
        **words,
    )


@require_form
@needs(Permission.ACCOUNT_KEEP)
def close_account(request: UserRequest, username: str) -> HttpResponse:
    known = account_of(username)
    return _with_reason(
        request,
        known,
        actions.close_account,
        policies.why_not_close(known, request.user),
        title=_("Close the account of %(name)s") % {"name": known},
        lead=_("Nobody signs in with it any more; its sessions end at once. What was done stays."),
        submit=_("Close the account"),
        done=_("The account has been closed."),
    )


@require_form
@needs(Permission.ACCOUNT_KEEP)
def reopen_account(request: UserRequest, username: str) -> HttpResponse:
    known = account_of(username)
    return _with_reason(
        request,
        known,
        actions.reopen_account,
        policies.why_not_reopen(known, request.user),
        title=_("Reopen the account of %(name)s") % {"name": known},
        lead=_("It is opened with the appointments that still hold."),
        submit=_("Reopen the account"),
        done=_("The account has been reopened."),
    )


@require_form
@needs(Permission.ACCOUNT_KEEP)
def reset_second_factor(request: UserRequest, username: str) -> HttpResponse:
    known = account_of(username)
    return _with_reason(
        request,
        known,
        actions.reset_second_factor,
        policies.why_not_invite(known, request.user),
        title=_("Reset the second factor of %(name)s") % {"name": known},
        lead=_(
            "Only when you are sure who asks: the person sets up a new one at the next sign-in. "
            "All sessions end."
        ),
        submit=_("Reset the second factor"),
        done=_("The second factor has been reset."),
    )


@require_POST
@needs(Permission.ACCOUNT_KEEP)
def end_sessions(request: UserRequest, username: str) -> HttpResponse:
    known = actions.end_sessions(account_of(username), by=request.user, at=now())
    if known == request.user:
        update_session_auth_hash(request, known)
    messages.success(request, _("All sessions of %(name)s have ended.") % {"name": known})
    return redirect(account_url(known))


@require_POST
@signed_in
def end_own_sessions(request: UserRequest) -> HttpResponse:
    """Everywhere but here."""
    known = actions.end_sessions(request.user, by=request.user, at=now())
    update_session_auth_hash(request, known)
    messages.success(request, _("You have been signed out on all other devices."))
    return redirect("mfa_index")


@require_POST
@never_cache
@needs(Permission.ACCOUNT_KEEP)
def invite(request: UserRequest, username: str) -> HttpResponse:
    """Make a link for a new password: shown once on this page, or sent to the office address."""
    known = account_of(username)
    link = f"{settings.PUBLIC_ADDRESS}{actions.invite(known, by=request.user, at=now())}"
    if "mail" in request.POST and known.email:
        if send_link(known, link):
            messages.success(
                request, _("The link has been sent to %(address)s.") % {"address": known.email}
            )
            return redirect(account_url(known))
        messages.error(
            request, _("The mail server did not take the message. Hand over the link another way.")
        )
    return render(
        request,
        "administration/link.html",
        {"account": known, "link": link, "crumbs": [accounts_crumb(), (known, account_url(known))]},
    )


def send_link(account: User, link: str) -> bool:
    """Whether the mail server took it. The text is neutral: it names no case and no role."""
    with override(account.language if account.language in dict(settings.LANGUAGES) else "az"):
        message = EmailMessage(
            _("Dayaq: set your password"),
            _(
                "Good day, %(name)s,\n\n"
                "an administrator has made a link for you to set your password. "
                "It works once, within three days:\n\n%(link)s\n\n"
                "Your user name: %(username)s\n\n"
                "If you do not expect this message, tell your administrator."
            )
            % {"name": account.full_name, "link": link, "username": account.username},
            to=[account.email],
        )
        try:
            return bool(message.send())
        except (
            OSError
        ):  # no server, no answer, or a refusal: SMTP's exceptions are all of this kind
            return False
