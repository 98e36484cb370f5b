"""Pages about appointments: giving and ending a role, deputies, handing over."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.accounts.models import Appointment, User
from dayaq.administration import policies, tables
from dayaq.administration.actions import posts as actions
from dayaq.administration.forms.people import (
    AppointmentForm,
    DeputyForm,
    EndForm,
    HandOverForm,
)
from dayaq.administration.views.forms import Crumbs, form_page, require_form
from dayaq.administration.views.people import account_of, account_url, accounts_crumb
from dayaq.kernel.lists import show_list
from dayaq.reporting.models import Report
from dayaq.reporting.states import EDITABLE


def post_of(pk: int, user: User) -> Appointment:
    """An appointment that the person may look after: any for administrators, else their bodies'."""
    rows = Appointment.objects.select_related("user", "deputy_for__user").with_body()
    if not holds(user, Permission.ACCOUNT_KEEP):
        rows = rows.filter(body__in=user.body_ids())
    return get_object_or_404(rows, pk=pk)


def crumbs_of(post: Appointment, user: User) -> Crumbs:
    if holds(user, Permission.ACCOUNT_KEEP):
        return [accounts_crumb(), (post.user, account_url(post.user))]
    return [deputies_crumb()]


def deputies_crumb() -> tuple[object, str]:
    return (_("Deputies"), reverse("administration:deputies"))


@require_safe
@needs(Permission.ACCOUNT_KEEP)
def posts(request: UserRequest) -> HttpResponse:
    return show_list(
        request,
        rows=Appointment.objects.select_related("user", "deputy_for__user").with_body(),
        table=tables.PostTable,
        filters=tables.PostSearch,
        title=_("Appointments"),
        name="appointments",
        template="administration/list.html",
        context={"lead": _("Who has held which role at which body. Nothing here is overwritten.")},
    )


@require_form
@needs(Permission.ACCOUNT_KEEP)
def appoint(request: UserRequest, username: str) -> HttpResponse:
    known = account_of(username)
    return form_page(
        request,
        AppointmentForm(request.POST or None, initial={"since": localdate()}),
        partial(actions.appoint, known),
        title=_("Appoint %(name)s") % {"name": known},
        lead=_("The role gives its permissions from the first day on, without a new sign-in."),
        submit=_("Appoint"),
        done=_("The appointment has been entered."),
        crumbs=[accounts_crumb(), (known, account_url(known))],
        refusal=policies.why_not_appoint(known, request.user),
    )


@require_form
@needs(Permission.DEPUTY_APPOINT, Permission.ACCOUNT_KEEP)
def end_post(request: UserRequest, pk: int) -> HttpResponse:
    post = post_of(pk, request.user)
    return form_page(
        request,
        EndForm(request.POST or None, initial={"until": localdate()}),
        partial(actions.end_post, post),
        title=_("End the appointment: %(post)s") % {"post": post},
        lead=_("Deputies of this appointment end with it."),
        submit=_("End the appointment"),
        done=_("The end of the appointment has been entered."),
        crumbs=crumbs_of(post, request.user),
        refusal=policies.why_not_end(post, request.user, today=localdate()),
    )


@require_form
@needs(Permission.ACCOUNT_KEEP)
def hand_over(request: UserRequest, pk: int) -> HttpResponse:
    post = post_of(pk, request.user)
    candidates = User.objects.filter(is_active=True).exclude(pk=post.user_id).order_by("full_name")
    drafts = (
        Report.objects.filter(obligation__body=post.body, status__in=EDITABLE)
        .select_related("obligation__measure", "obligation__cycle")
        .order_by("obligation__cycle", "obligation__measure__position")
    )
    return form_page(
        request,
        HandOverForm(
            request.POST or None, initial={"last_day": localdate()}, candidates=candidates
        ),
        partial(actions.hand_over, post),
        title=_("Hand over: %(post)s") % {"post": post},
        lead=_("One act: the present holder's role ends, the successor's begins the next day."),
        submit=_("Hand over"),
        to=lambda begun: account_url(begun.user),
        done=_("The post has been handed over."),
        crumbs=crumbs_of(post, request.user),
        refusal=policies.why_not_hand_over(post, request.user, today=localdate()),
        template="administration/hand_over.html",
        context={"post": post, "drafts": drafts},
    )


@require_safe
@needs(Permission.DEPUTY_APPOINT, Permission.ACCOUNT_KEEP)
def deputies(request: UserRequest) -> HttpResponse:
    """Who stands in for whom at one's bodies; for administrators, everywhere."""
    today = localdate()
    at_hand = Appointment.objects.select_related("user", "deputy_for__user").with_body()
    if not holds(request.user, Permission.ACCOUNT_KEEP):
        at_hand = at_hand.filter(body__in=request.user.body_ids())
    now_held = at_hand.holding_on(today).filter(deputy_for=None)
    stand_ins = at_hand.exclude(deputy_for=None).exclude(until__lt=today)
    return render(
        request,
        "administration/deputies.html",
        {
            "stand_ins": [
                (post, policies.why_not_end(post, request.user, today=today))
                for post in stand_ins.order_by("since")
            ],
            "posts": [
                post
                for post in now_held.order_by("body__code", "role", "user__full_name")
                if policies.why_not_name_deputy(post, request.user, today=today) is None
            ],
            "today": today,
        },
    )


@require_form
@needs(Permission.DEPUTY_APPOINT, Permission.ACCOUNT_KEEP)
def name_deputy(request: UserRequest, pk: int) -> HttpResponse:
    post = post_of(pk, request.user)
    at_body = Appointment.objects.holding_on(localdate()).filter(body=post.body)
    colleagues = (
        User.objects.filter(is_active=True, pk__in=at_body.values("user"))
        .exclude(pk=post.user_id)
        .order_by("full_name")
    )
    return form_page(
        request,
        DeputyForm(request.POST or None, initial={"since": localdate()}, colleagues=colleagues),
        partial(actions.name_deputy, post),
        title=_("A deputy for %(name)s") % {"name": post.user},
        lead=f"{post.get_role_display()}, {post.body}",
        submit=_("Name the deputy"),
        done=_("The deputy has been named."),
        crumbs=[deputies_crumb()],
        refusal=policies.why_not_name_deputy(post, request.user, today=localdate()),
    )
