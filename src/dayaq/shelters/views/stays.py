"""A facility's own day: who is expected, who stays, who is away, which beds are free; and one stay."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest
from dayaq.cases.models import Case
from dayaq.shelters.actions import stays as acts
from dayaq.shelters.forms import EntryForm, LeaveForm
from dayaq.shelters.models import Bed, Booking, Facility, Hold, Stay, StayEntry
from dayaq.shelters.policies import places as may
from dayaq.shelters.states import StayStatus
from dayaq.vault.door import confidential

LOOKS = {
    StayStatus.EXPECTED: "going",
    StayStatus.STAYING: "good",
    StayStatus.AWAY: "watch",
    StayStatus.LEFT: "calm",
    StayStatus.NEVER_CAME: "calm",
}


@require_safe
@confidential(Permission.SHELTER_WORK)
def today(request: UserRequest) -> HttpResponse:
    """Each facility that one is named for, as it is now."""
    user, at = request.user, now()
    facilities = list(Facility.objects.visible_to(user))
    stays = list(Stay.objects.visible_to(user).here().select_related("facility"))
    seen = Case.objects.visible_to(user).filter(pk__in={stay.case_id for stay in stays})
    references = dict(seen.values_list("pk", "reference"))
    beds = list(Bed.objects.visible_to(user).filter(is_out=False))
    taken = Booking.objects.visible_to(user).filter(begins_at__lte=at).exclude(ends_at__lte=at)
    busy = set(taken.values_list("bed", flat=True))
    holds = list(Hold.objects.visible_to(user).waiting().filter(until__gt=at))
    return render(
        request,
        "shelters/today.html",
        {
            "title": _("Today"),
            "crumbs": [(_("Shelters"), reverse("shelters:facilities"))],
            "days": [
                {
                    "facility": one,
                    "beds": sum(bed.facility_id == one.pk for bed in beds),
                    "free": sum(bed.facility_id == one.pk and bed.pk not in busy for bed in beds),
                    "holds": [hold for hold in holds if hold.facility_id == one.pk],
                    "stays": [
                        (stay, LOOKS[StayStatus(stay.status)], _name(stay, references))
                        for stay in stays
                        if stay.facility_id == one.pk
                    ],
                }
                for one in facilities
            ],
        },
    )


def _name(stay: Stay, references: dict[Any, str]) -> str:
    """The reference for whoever sees the case; else the day since which somebody is there."""
    since = localdate(stay.arrived_at or stay.accepted_at)
    return references.get(stay.case_id) or _("Somebody, since %(day)s") % {
        "day": f"{since:%d.%m.%Y}"
    }


def _stay_for(request: UserRequest, pk: Any) -> Stay:
    rows = Stay.objects.visible_to(request.user).select_related("facility")
    found: Stay = get_object_or_404(rows, pk=pk)
    return found


def stay_page(stay: Stay) -> str:
    return reverse("shelters:stay", args=[stay.pk])


@require_form
@confidential(Permission.SHELTER_WORK)
def stay(request: UserRequest, pk: Any) -> HttpResponse:
    """One stay: what may be done, and its days by kind. Words are covered until they are asked for."""
    found = _stay_for(request, pk)
    entries = list(
        StayEntry.objects.filter(stay=found)
        .visible_to(request.user)
        .select_related("saved_by")[:100]
    )
    is_opened = request.method == "POST"
    words = acts.open_entries(found, by=request.user, at=now()) if is_opened else {}
    case = Case.objects.visible_to(request.user).filter(pk=found.case_id).first()
    return render(
        request,
        "shelters/stay.html",
        {
            "stay": found,
            "case": case,
            "look": LOOKS[StayStatus(found.status)],
            "title": case.reference if case else _("Stay"),
            "crumbs": [(_("Today"), reverse("shelters:today"))],
            "entries": [(entry, words.get(entry.pk, "")) for entry in entries],
            "is_opened": is_opened,
            "has_words": any(entry.words for entry in entries),
            "why_not_arrive": may.why_not_move(found, StayStatus.STAYING, request.user),
            "why_not_leave": may.why_not_move(found, StayStatus.LEFT, request.user),
            "why_not_never": may.why_not_move(found, StayStatus.NEVER_CAME, request.user),
            "why_not_write": may.why_not_write(found, request.user),
        },
    )


@require_POST
@confidential(Permission.SHELTER_WORK)
def arrive(request: UserRequest, pk: Any) -> HttpResponse:
    found = acts.arrive(_stay_for(request, pk), by=request.user, at=now())
    messages.success(request, _("The person is here."))
    return HttpResponseRedirect(stay_page(found))


@require_POST
@confidential(Permission.SHELTER_WORK)
def never_came(request: UserRequest, pk: Any) -> HttpResponse:
    acts.never_came(_stay_for(request, pk), by=request.user, at=now())
    messages.success(request, _("The bed is free again."))
    return HttpResponseRedirect(reverse("shelters:today"))


@require_form
@confidential(Permission.SHELTER_WORK)
def write(request: UserRequest, pk: Any) -> HttpResponse:
    found = _stay_for(request, pk)
    return form_page(
        request,
        EntryForm(request.POST or None),
        partial(acts.write_entry, found),
        title=_("Write down what happened"),
        done=_("Written down."),
        submit=_("Write it down"),
        crumbs=[(_("Today"), reverse("shelters:today")), (_("Stay"), stay_page(found))],
        refusal=may.why_not_write(found, request.user),
    )


@require_form
@confidential(Permission.SHELTER_WORK)
def leave(request: UserRequest, pk: Any) -> HttpResponse:
    found = _stay_for(request, pk)
    return form_page(
        request,
        LeaveForm(request.POST or None),
        partial(acts.leave, found),
        title=_("The person leaves"),
        lead=_("The bed is free at once, and what was opened for the stay closes."),
        done=_("Written down. The bed is free."),
        submit=_("Write it down"),
        crumbs=[(_("Today"), reverse("shelters:today")), (_("Stay"), stay_page(found))],
        to=lambda _stay: reverse("shelters:today"),
        refusal=may.why_not_move(found, StayStatus.LEFT, request.user),
    )
