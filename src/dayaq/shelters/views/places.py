"""A place for somebody, from both sides: who looks for one, and the facility that answers."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.access.refusal import Denied
from dayaq.cases.models import Case, Consent
from dayaq.cases.models.codes import Codes
from dayaq.cases.views.fetching import case_for, crumbs_to
from dayaq.shelters.actions import facilities
from dayaq.shelters.actions import places as acts
from dayaq.shelters.forms import PlaceForm, RefuseForm
from dayaq.shelters.models import Hold, PlaceRequest, Stay
from dayaq.shelters.policies import places as may
from dayaq.shelters.states import PlaceStatus
from dayaq.vault.door import confidential


def place_page(case: Case) -> str:
    return reverse("shelters:place", args=[case.reference])


def _newest(case: Case, request: UserRequest) -> PlaceRequest | None:
    rows = PlaceRequest.objects.filter(case=case).visible_to(request.user)
    found: PlaceRequest | None = rows.order_by("-asked_at").first()
    return found


@require_safe
@confidential(Permission.SHELTER_ASK)
def place(request: UserRequest, reference: str) -> HttpResponse:
    """Where the search for a place stands: what fits, what is held, what was answered."""
    case, at = case_for(request.user, reference), now()
    asked = _newest(case, request)
    is_open = asked is not None and asked.status == PlaceStatus.OPEN
    why_not = may.why_not_ask(case, request.user, at=at)
    holds = Hold.objects.filter(case=case).visible_to(request.user)
    return render(
        request,
        "shelters/place.html",
        {
            "case": case,
            "asked": asked,
            "title": case.reference,
            "crumbs": crumbs_to(case),
            "offers": acts.match(asked, by=request.user, at=at)
            if asked is not None and is_open and why_not is None
            else [],
            "is_open": is_open,
            "holds": holds,
            "stay": Stay.objects.filter(case=case).visible_to(request.user).here().first(),
            "why_not_ask": why_not,
        },
    )


@require_form
@confidential(Permission.SHELTER_ASK)
def ask(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    consents = Consent.objects.filter(case=case).visible_to(request.user).standing(at=now())
    return form_page(
        request,
        PlaceForm(request.POST or None, consents=consents),
        partial(acts.ask, case),
        title=_("Look for a place"),
        lead=_("Say what must fit. Nobody outside learns who needs it, and you not where it is."),
        done=_("These places fit."),
        submit=_("Look for a place"),
        crumbs=crumbs_to(case, (_("Place"), place_page(case))),
        refusal=may.why_not_ask(case, request.user, at=now()),
    )


def _asked(case: Case, request: UserRequest) -> PlaceRequest:
    asked = _newest(case, request)
    if asked is None:
        raise Http404
    return asked


@require_POST
@confidential(Permission.SHELTER_ASK)
def hold_bed(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    asked = _asked(case, request)
    try:
        key = UUID(request.POST.get("facility", ""))
    except ValueError:
        raise Http404 from None
    try:
        acts.hold_bed(asked, key, by=request.user, at=now())
    except Denied as denied:
        messages.warning(request, str(denied))
    else:
        messages.success(request, _("A bed is held. The facility is asked."))
    return HttpResponseRedirect(place_page(case))


@require_POST
@confidential(Permission.SHELTER_ASK)
def withdraw(request: UserRequest, reference: str) -> HttpResponse:
    case = case_for(request.user, reference)
    acts.withdraw(_asked(case, request), by=request.user, at=now())
    messages.success(request, _("No place is looked for any more."))
    return HttpResponseRedirect(place_page(case))


@require_POST
@confidential(Permission.SHELTER_ASK)
def address(request: UserRequest, reference: str) -> HttpResponse:
    """Where to bring the person, on this answer alone; written down with the name of who looked."""
    case = case_for(request.user, reference)
    stay = Stay.objects.filter(case=case).visible_to(request.user).here().first()
    if stay is None:
        raise Http404
    clear = facilities.look_at_address(stay.facility_id, by=request.user, at=now())
    context = {
        "case": case,
        "title": case.reference,
        "crumbs": crumbs_to(case, (_("Place"), place_page(case))),
        "clear": clear,
    }
    return render(request, "shelters/address.html", context)


# --- the facility answers -------------------------------------------------------------------------


def _hold_for(request: UserRequest, pk: Any) -> Hold:
    # The request stays out of the query: it is behind the wall, and its row would take the hold along.
    rows = Hold.objects.visible_to(request.user).select_related("facility")
    found: Hold = get_object_or_404(rows, pk=pk)
    return found


@require_safe
@confidential(Permission.SHELTER_WORK)
def hold(request: UserRequest, pk: Any) -> HttpResponse:
    """What must fit, in codes; who it is opens when the facility accepts."""
    found = _hold_for(request, pk)
    asked = acts.what_is_asked(found, by=request.user)
    codes = Codes.of(PlaceRequest)
    return render(
        request,
        "shelters/hold.html",
        {
            "hold": found,
            "asked": asked,
            "languages": ", ".join(codes.said(one) for one in asked.languages),
            "title": _("A bed is asked for"),
            "crumbs": [(_("Today"), reverse("shelters:today"))],
            "why_not_answer": may.why_not_answer(found, request.user, at=now()),
        },
    )


@require_POST
@confidential(Permission.SHELTER_KEEP)
def accept(request: UserRequest, pk: Any) -> HttpResponse:
    stay = acts.accept(_hold_for(request, pk), by=request.user, at=now())
    messages.success(
        request, _("Accepted. Who brings the person learns for some hours where to go.")
    )
    return HttpResponseRedirect(reverse("shelters:stay", args=[stay.pk]))


@require_form
@confidential(Permission.SHELTER_KEEP)
def refuse(request: UserRequest, pk: Any) -> HttpResponse:
    found = _hold_for(request, pk)
    return form_page(
        request,
        RefuseForm(request.POST or None),
        partial(acts.refuse, found),
        title=_("We cannot take the person"),
        done=_("Refused. The next place is looked for."),
        submit=_("Refuse"),
        crumbs=[(_("Today"), reverse("shelters:today"))],
        refusal=may.why_not_answer(found, request.user, at=now()),
    )
