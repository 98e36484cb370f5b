"""Keeping a case: its review, its end, its lead. Its status is decided by the identification."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.cases.actions import cases as acts
from dayaq.cases.forms import CloseForm, HandOverForm, ReopenForm
from dayaq.cases.models import Case
from dayaq.cases.models.codes import Codes
from dayaq.cases.policies import cases as may
from dayaq.cases.views.fetching import case_for, crumbs_to
from dayaq.directory.models import Body
from dayaq.vault.door import confidential


def _to(case: Case) -> str:
    return reverse("cases:case", args=[case.reference])


@require_form
@confidential(Permission.CASE_WRITE)
def close(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    return form_page(
        request,
        CloseForm(request.POST or None, codes=Codes.of(Case)),
        partial(acts.close, case),
        title=_("Close the case"),
        lead=_("Other bodies stop reading at once. The case can be reopened."),
        done=_("The case is closed."),
        submit=_("Close the case"),
        crumbs=crumbs_to(case),
        refusal=may.why_not_close(case, request.user),
        to=_to,
    )


@require_form
@confidential(Permission.CASE_WRITE)
def reopen(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    return form_page(
        request,
        ReopenForm(request.POST or None),
        partial(acts.reopen, case),
        title=_("Reopen the case"),
        lead=_(
            "It gets back the status that it had. Other bodies do not read it again by themselves."
        ),
        done=_("The case is open again."),
        submit=_("Reopen the case"),
        crumbs=crumbs_to(case),
        refusal=may.why_not_reopen(case, request.user),
        to=_to,
    )


@require_form
@confidential(Permission.CASE_ASSIGN)
def hand_over(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    others = Body.objects.exclude(pk=case.lead_id).to_choose_from()
    return form_page(
        request,
        HandOverForm(request.POST or None, bodies=others),
        partial(acts.hand_over, case),
        title=_("Hand the case over"),
        lead=_("The other body leads from now on. Yours reads the case no more, from this moment."),
        done=_("The case is handed over."),
        submit=_("Hand over"),
        crumbs=crumbs_to(case),
        refusal=may.why_not_hand_over(case, request.user),
        to=lambda _case: reverse("cases:queue"),
    )


@require_POST
@confidential(Permission.CASE_WRITE)
def review(request: UserRequest, reference: str) -> HttpResponse:
    """Somebody looked at the whole case: the clock begins anew."""
    case = case_for(request.user, reference)
    acts.review(case, by=request.user, at=now())
    messages.success(request, _("The review is recorded; the clock begins anew."))
    return HttpResponseRedirect(_to(case))
