"""Sealing by decision of a court or of the prosecution, and lifting the seal."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.cases.actions import sealing as acts
from dayaq.cases.forms.sharing import LiftForm, SealForm
from dayaq.cases.models import Case, Seal
from dayaq.cases.policies import sharing as may
from dayaq.cases.views.fetching import case_for, crumbs_to
from dayaq.cases.views.sharing import readers_page
from dayaq.vault.context import tokens_of
from dayaq.vault.door import confidential


@require_form
@confidential(Permission.CASE_SEAL)
def seal(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)

    def after(made: Seal) -> str:
        stays = set(made.holders) & tokens_of(request.user) or made.parts
        return readers_page(case) if stays else reverse("cases:queue")

    return form_page(
        request,
        SealForm(request.POST or None),
        partial(acts.seal_case, case),
        title=_("Seal the record"),
        lead=_(
            "By a decision of the court or of the criminal prosecution body. It takes effect at once, in "
            "emergencies too."
        ),
        done=_("The record is sealed."),
        submit=_("Seal"),
        crumbs=crumbs_to(case, (_("Who can read this?"), readers_page(case))),
        refusal=may.why_not_seal(case, request.user),
        to=after,
    )


@require_form
@confidential(Permission.CASE_SEAL)
def lift(request: UserRequest, reference: str, pk: str) -> HttpResponse:
    case: Case = case_for(request.user, reference)
    made = get_object_or_404(
        Seal.objects.filter(case=case).visible_to(request.user).select_related("case"), pk=pk
    )
    return form_page(
        request,
        LiftForm(request.POST or None),
        partial(acts.lift_seal, made),
        title=_("Lift the seal"),
        lead=_("Those who have grants read again from this moment (%(now)s).")
        % {"now": f"{now():%d.%m.%Y}"},
        done=_("The seal is lifted."),
        submit=_("Lift the seal"),
        crumbs=crumbs_to(case, (_("Who can read this?"), readers_page(case))),
        refusal=may.why_not_lift(made, request.user),
    )
