"""Facilities: listed and assessed by who studies them, kept by their own people."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.pages import form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, holds
from dayaq.access.refusal import Denied
from dayaq.access.step_up import step_up
from dayaq.access.taking_out import guarded_list, takes_out
from dayaq.accounts.models import Appointment, Role
from dayaq.shelters.actions import facilities as acts
from dayaq.shelters.forms import (
    AssessForm,
    BedsForm,
    FacilityForm,
    LocationForm,
    MoveForm,
    PersonForm,
)
from dayaq.shelters.models import (
    AddressOpening,
    Assessment,
    Bed,
    Booking,
    Facility,
    Location,
    Staff,
    Supply,
)
from dayaq.shelters.models.matching import occupancy_by_month
from dayaq.shelters.policies import places as may
from dayaq.shelters.states import FacilityStatus, Resident
from dayaq.shelters.tables import LOOKS, FacilitySearch, FacilityTable
from dayaq.vault.door import confidential

if TYPE_CHECKING:
    from dayaq.accounts.models import User

READ = (Permission.SHELTER_STUDY, Permission.SHELTER_WORK)


def facilities_crumb() -> tuple[object, str]:
    return (_("Shelters"), reverse("shelters:facilities"))


def facility_page(facility: Facility) -> str:
    return reverse("shelters:facility", args=[facility.pk])


def facility_for(request: UserRequest, pk: Any) -> Facility:
    rows = Facility.objects.visible_to(request.user).select_related("region", "body")
    found: Facility = get_object_or_404(rows.prefetch_related("body__names"), pk=pk)
    return found


@require_form
@confidential(*READ)
@step_up(when=takes_out)
def facilities(request: UserRequest) -> HttpResponse:
    studies = holds(request.user, Permission.SHELTER_STUDY)
    return guarded_list(
        request,
        subject=Facility,
        rows=Facility.objects.visible_to(request.user).select_related("region"),
        table=FacilityTable,
        filters=FacilitySearch,
        narrowed=("kind", "owner", "status", "sort"),
        title=_("Shelters"),
        name="facilities",
        template="shelters/list.html",
        crumbs=[facilities_crumb()],
        context={
            "lead": _("Under names that say nothing. Where they are stands in no list."),
            "empty": _("No facility is open to you."),
            "add": reverse("shelters:add") if studies else "",
        },
    )


@require_safe
@confidential(*READ)
def facility(request: UserRequest, pk: Any) -> HttpResponse:
    found = facility_for(request, pk)
    beds = list(Bed.objects.filter(facility=found).visible_to(request.user))
    staff = Staff.objects.filter(facility=found).visible_to(request.user).live()
    return render(
        request,
        "shelters/facility.html",
        {
            "facility": found,
            "title": found.code,
            "crumbs": [facilities_crumb()],
            "look": LOOKS[FacilityStatus(found.status)],
            "takes": ", ".join(str(one.label) for one in Resident if one in found.takes),
            "beds": beds,
            "months": _months(found, request.user, now()),
            "staff": staff.select_related("appointment__user"),
            "assessments": Assessment.objects.filter(facility=found).visible_to(request.user),
            "has_location": Location.objects.filter(facility=found)
            .visible_to(request.user)
            .exists(),
            "lacking": Supply.objects.filter(facility=found)
            .visible_to(request.user)
            .short()
            .count(),
            "openings": _open_to(found, request.user, now()),
            "why_not_study": may.why_not_study(request.user),
            "why_not_lead": may.why_not_lead(found, request.user),
        },
    )


@require_form
@confidential(Permission.SHELTER_STUDY)
def add(request: UserRequest) -> HttpResponse:
    return form_page(
        request,
        FacilityForm(request.POST or None),
        acts.add_facility,
        title=_("List a facility"),
        lead=_("Its own people write where it is, once they are named."),
        done=_("The facility is listed. Now name who heads it."),
        crumbs=[facilities_crumb()],
        to=facility_page,
    )


def _way(found: Facility) -> list[tuple[object, str]]:
    return [facilities_crumb(), (found.code, facility_page(found))]


@require_form
@confidential(Permission.SHELTER_STUDY)
def move(request: UserRequest, pk: Any) -> HttpResponse:
    found = facility_for(request, pk)
    return form_page(
        request,
        MoveForm(request.POST or None, now_is=FacilityStatus(found.status)),
        partial(acts.move_facility, found),
        title=_("Change the status"),
        done=_("The status has been changed."),
        crumbs=_way(found),
        refusal=may.why_not_study(request.user),
    )


@require_form
@confidential(Permission.SHELTER_STUDY)
def assess(request: UserRequest, pk: Any) -> HttpResponse:
    found = facility_for(request, pk)
    return form_page(
        request,
        AssessForm(request.POST or None),
        partial(acts.assess, found),
        title=_("Write down an assessment"),
        done=_("The assessment is written down."),
        crumbs=_way(found),
        refusal=may.why_not_study(request.user),
    )


@require_form
@confidential(Permission.SHELTER_STUDY, Permission.SHELTER_KEEP)
def name_person(request: UserRequest, pk: Any) -> HttpResponse:
    found = facility_for(request, pk)
    studies = may.why_not_study(request.user) is None
    posts = (
        Appointment.objects.holding_on(localdate())
        .filter(body=found.body_id)
        .in_roles((Role.SHELTER_MANAGER, Role.SHELTER_WORKER))
        .select_related("user")
        .order_by("user__full_name")
    )
    return form_page(
        request,
        PersonForm(request.POST or None, posts=posts),
        partial(_named, found),
        title=_("Name somebody"),
        lead=_("They read what is written there, and where it is."),
        done=_("Named."),
        crumbs=_way(found),
        refusal=None if studies else may.why_not_lead(found, request.user),
    )


def _named(found: Facility, *, appointment: Appointment, **done: Any) -> Any:
    return acts.name_person(found, appointment, **done)


@require_form
@confidential(Permission.SHELTER_KEEP)
def add_beds(request: UserRequest, pk: Any) -> HttpResponse:
    found = facility_for(request, pk)
    return form_page(
        request,
        BedsForm(request.POST or None),
        partial(acts.add_beds, found),
        title=_("Add beds"),
        done=_("The beds have been added."),
        crumbs=_way(found),
        refusal=may.why_not_lead(found, request.user),
    )


@require_POST
@confidential(Permission.SHELTER_KEEP)
def put_bed(request: UserRequest, pk: Any, bed: Any) -> HttpResponse:
    """Out of use, or in use again: one button."""
    found = facility_for(request, pk)
    rows = Bed.objects.filter(facility=found).visible_to(request.user).select_related("facility")
    row = get_object_or_404(rows, pk=bed)
    try:
        acts.put_bed(row, is_out=not row.is_out, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, _("The bed is kept as you said."))
    return HttpResponseRedirect(facility_page(found))


@require_form
@confidential(Permission.SHELTER_STUDY, Permission.SHELTER_KEEP)
def dismiss(request: UserRequest, pk: Any, staff: Any) -> HttpResponse:
    found = facility_for(request, pk)
    rows = Staff.objects.filter(facility=found).visible_to(request.user).live()
    row = get_object_or_404(rows.select_related("appointment__user", "facility"), pk=staff)
    studies = may.why_not_study(request.user) is None
    return form_page(
        request,
        Form(request.POST if request.method == "POST" else None),
        partial(acts.dismiss_person, row),
        title=_("Does not work here any more"),
        lead=_("%(name)s reads nothing of the facility from this moment.")
        % {"name": row.appointment.user.full_name},
        done=_("Written down."),
        submit=_("Take off the list"),
        crumbs=_way(found),
        refusal=None if studies else may.why_not_lead(found, request.user),
        to=lambda _done: facility_page(found),
    )


def _open_to(found: Facility, user: "User", at: datetime) -> list[AddressOpening]:
    """Who may look up where it is at present, for its head."""
    if may.why_not_lead(found, user) is not None:
        return []
    rows = AddressOpening.objects.filter(facility=found, closed_at=None).visible_to(user)
    return [one for one in rows.select_related("appointment__user") if one.is_live(at=at)]


def _months(found: Facility, user: "User", at: datetime) -> list[tuple[str, int]]:
    """How full it was in each of the last six months, in per cent, for whoever sees its beds."""
    rows = Booking.objects.filter(facility=found).visible_to(user)
    spans = list(rows.values_list("begins_at", "ends_at"))
    beds = Bed.objects.filter(facility=found, is_out=False).visible_to(user).count()
    return occupancy_by_month(spans, beds, at=at) if beds else []


@require_form
@confidential(Permission.SHELTER_KEEP)
def write_location(request: UserRequest, pk: Any) -> HttpResponse:
    """Written anew each time: what stands there already is shown on no form."""
    found = facility_for(request, pk)
    return form_page(
        request,
        LocationForm(request.POST or None),
        partial(acts.write_location, found),
        title=_("Write where it is"),
        lead=_("It is sealed, and opens for some hours to who brings somebody."),
        done=_("Where it is is written down, and sealed."),
        crumbs=_way(found),
        refusal=may.why_not_lead(found, request.user),
    )
