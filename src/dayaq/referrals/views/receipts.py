"""The receipt of a person, on the side of whoever gives it; shown once, on paper."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Denied
from dayaq.cases.models import Case
from dayaq.cases.views.beside import Line, Panel, Way, beside
from dayaq.cases.views.fetching import case_for
from dayaq.directory.models import Parameter
from dayaq.referrals.actions import receipts as acts
from dayaq.referrals.forms.receipts import ReceiptForm
from dayaq.referrals.models import Receipt, Referral
from dayaq.referrals.models.codes import spaced
from dayaq.referrals.policies import receipts as may
from dayaq.referrals.views.doors import words_of
from dayaq.referrals.views.identification import crumbs_to as crumbs_to_identification
from dayaq.referrals.views.ways import crumbs_to, referral_for
from dayaq.vault.door import confidential

if TYPE_CHECKING:
    from datetime import datetime

    from dayaq.accounts.models import User


@require_form
@never_cache
@confidential(Permission.CASE_WRITE)
def give(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    crumbs = crumbs_to_identification(case)
    return _given(request, case, crumbs, reverse("cases:case", args=[reference]))


@require_form
@never_cache
@confidential(Permission.REFERRAL_SEND)
def give_for_referral(request: UserRequest, reference: str) -> HttpResponse:
    found = referral_for(request.user, reference)
    back = reverse("referrals:referral", args=[found.reference])
    return _given(request, found, crumbs_to(found), back)


def _given(
    request: UserRequest, subject: Case | Referral, crumbs: Crumbs, back: str
) -> HttpResponse:
    """Ask in which language and what comes next; then show the code, this once."""
    at = now()
    before = acts.receipt_of(subject, at=at)
    refusal = may.why_not_give(subject, request.user)
    form = ReceiptForm(request.POST or None, initial=_initial(before))
    if request.method == "POST" and refusal is None and form.is_valid():
        try:
            code = acts.give(subject, by=request.user, at=at, **form.cleaned_data)
        except (Denied, ValidationError) as refused:
            form.add_error(None, str(refused))
        else:
            return _slip(request, code, form.cleaned_data, back)
    context = {
        "form": form,
        "title": _("Receipt for the person"),
        "lead": _(
            "A code by which the person sees, without an account, how it stands and what comes next."
            " It is shown once. A code from before stops working."
        ),
        "crumbs": crumbs,
        "back": back,
        "submit": _("Make the code and show it"),
        "refusal": refusal,
    }
    status = 422 if form.errors else 403 if refusal and request.method == "POST" else 200
    return render(request, "kernel/form.html", context, status=status)


def _initial(before: "Receipt | None") -> dict[str, Any]:
    if before is None:
        return {"language": "az"}
    names = ("language", "phone", "next_step", "next_at")
    return {name: getattr(before, name) for name in names}


def _slip(request: UserRequest, code: str, told: dict[str, Any], back: str) -> HttpResponse:
    hotline = Parameter.objects.value_of("person.hotline", on=localdate(), default="152")
    context = {
        "code": spaced(code),
        "language": told["language"],
        "say": words_of("own", told["language"]),
        "phone": told["phone"] or hotline,
        "door": request.build_absolute_uri(reverse("referrals:own")),
        "back": back,
    }
    return render(request, "referrals/receipt_paper.html", context)


def _needed(case: Case) -> Receipt:
    found = acts.receipt_of(case, at=now())
    if found is None:
        raise Http404
    return found


@require_form
@confidential(Permission.CASE_WRITE)
def revise(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    found = _needed(case)
    return form_page(
        request,
        ReceiptForm(request.POST or None, initial=_initial(found)),
        partial(acts.keep_true, case),
        title=_("What the person sees next"),
        lead=_("The code that the person has stays good."),
        done=_("The person sees it from now on."),
        crumbs=crumbs_to_identification(case),
        refusal=may.why_not_give(case, request.user),
        to=lambda _done: reverse("cases:case", args=[reference]),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def revoke(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    _needed(case)
    return form_page(
        request,
        Form(request.POST if request.method == "POST" else None),
        partial(acts.revoke, case),
        title=_("Take the receipt back"),
        lead=_(
            "Lost, seen by somebody else, or not wanted any more: it opens nothing from now on."
        ),
        done=_("The receipt opens nothing any more."),
        submit=_("Take it back"),
        crumbs=crumbs_to_identification(case),
        refusal=may.why_not_give(case, request.user),
        to=lambda _done: reverse("cases:case", args=[reference]),
    )


@require_form
@confidential(Permission.CASE_WRITE)
def answer_wish(request: UserRequest, reference: str, pk: Any) -> HttpResponse:
    """Somebody has spoken with the person about what they asked for."""
    case = case_for(request.user, reference)
    found = next((one for one in acts.wishes_of(case) if str(one.pk) == str(pk)), None)
    if found is None:
        raise Http404
    return form_page(
        request,
        Form(request.POST if request.method == "POST" else None),
        partial(acts.answer_wish, case, found.pk),
        title=found.get_kind_display(),
        lead=_(
            "Answer the person first: by the safe way that stands in the case. Then write it down."
        ),
        done=_("The request is answered."),
        submit=_("The person was answered"),
        crumbs=crumbs_to_identification(case),
        refusal=may.why_not_give(case, request.user),
        to=lambda _done: reverse("cases:case", args=[reference]),
    )


@beside
def panel(case: Case, user: "User", at: "datetime") -> "Panel | None":
    """On the page of the case: whether the person has a receipt, and what they see next."""
    if may.why_not_give(case, user):
        return None
    _running, found, asked = acts.beside_case(case, at=at)
    title = _("Receipt for the person")
    give_it = reverse("referrals:give_receipt", args=[case.reference])
    if found is None:
        return Panel(title, ways=[Way(_("Give a receipt"), give_it)])
    lines = [Line(_("The person asks"), one.get_kind_display(), "watch") for one in asked]
    lines += [Line(_("Good until"), f"{localdate(found.expires_at):%d.%m.%Y}")]
    if found.next_at is not None:
        said = f"{found.get_next_step_display()}, {localtime(found.next_at):%d.%m.%Y %H:%M}"
        lines.append(Line(_("Next step"), said))
    ways = [
        Way(
            _("Answered: %(wish)s") % {"wish": one.get_kind_display()},
            reverse("referrals:answer_wish", args=[case.reference, one.pk]),
            is_main=True,
        )
        for one in asked
    ]
    ways += [
        Way(
            _("What the person sees next"),
            reverse("referrals:revise_receipt", args=[case.reference]),
        ),
        Way(_("A new code"), give_it),
        Way(_("Take the receipt back"), reverse("referrals:revoke_receipt", args=[case.reference])),
    ]
    return Panel(title, lines=lines, ways=ways)
