"""Keeping facilities: listed, opened, their beds and people, where they are, what was assessed."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.accounts.models import Appointment
from dayaq.audit.models import record
from dayaq.cases.actions.lapsing import put_out
from dayaq.cases.actions.promising import release
from dayaq.cases.actions.settling import settle
from dayaq.shelters.actions.settling import settle_facility
from dayaq.shelters.models import (
    AddressOpening,
    Assessment,
    Bed,
    Booking,
    Facility,
    Location,
    Staff,
    Stay,
)
from dayaq.shelters.policies import places as may
from dayaq.shelters.states import NEXT_FACILITY, FacilityStatus
from dayaq.vault.context import ends_what_ran_out, house
from dayaq.vault.models import Alarm
from dayaq.vault.sealing import new_key, seal, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def add_facility(*, by: "User", at: datetime, **fields: Any) -> Facility:
    """A facility is listed under a name that says nothing. Where it is, its own people write."""
    require(may.why_not_study(by))
    with house("facility", by=by):
        facility = Facility.objects.create(key=new_key(), **fields)
        settle_facility(facility, at=at)
    record("facility.added", facility, by=by, at=at)
    return facility


def locked(facility: Facility) -> Facility:
    rows = Facility.objects.for_house().select_related("key", "region")
    return rows.select_for_update(of=("self",)).get(pk=facility.pk)


@transaction.atomic
def move_facility(
    facility: Facility, status: FacilityStatus, *, by: "User", at: datetime
) -> Facility:
    """Opened, paused, closed down; one with people in it is not closed."""
    with house("facility", by=by):
        facility = locked(facility)
        require(may.why_not_study(by))
        if status not in NEXT_FACILITY[FacilityStatus(facility.status)]:
            raise Denied(_("The facility cannot go from its present status to that one."))
        taken = Booking.objects.for_house().filter(facility=facility, begins_at__lte=at)
        if status == FacilityStatus.CLOSED and taken.exclude(ends_at__lte=at).exists():
            raise Denied(_("Somebody still stays there. Find them another place first."))
        facility.status = status
        if status == FacilityStatus.OPEN and facility.opened_on is None:
            facility.opened_on = localdate(at)
        if status == FacilityStatus.CLOSED:
            facility.closed_on = localdate(at)
        facility.save(update_fields=["status", "opened_on", "closed_on"])
    record("facility.moved", facility, by=by, at=at, status=str(status))
    return facility


@transaction.atomic
def name_person(facility: Facility, appointment: Appointment, *, by: "User", at: datetime) -> Staff:
    """Somebody works there from now on: the coordinator names the first, the head the others."""
    with house("facility", by=by):
        facility = locked(facility)
        if may.why_not_study(by) is not None:
            require(may.why_not_lead(facility, by))
        if appointment.body_id != facility.body_id:
            raise Denied(_("People of the body that runs the facility are named for it."))
        staff = Staff.objects.create(facility=facility, appointment=appointment, given_at=at)
        settle_facility(facility, at=at)
    record("facility.person_named", facility, by=by, at=at, to=appointment.user.username)
    return staff


@transaction.atomic
def dismiss_person(staff: Staff, *, by: "User", at: datetime) -> None:
    """They work there no more, and read nothing of it or of who stays there from this moment."""
    with house("facility", by=by):
        facility = locked(staff.facility)
        if may.why_not_study(by) is not None:
            require(may.why_not_lead(facility, by))
        Staff.objects.for_house().filter(pk=staff.pk, ended_at=None).update(ended_at=at)
        stays = Stay.objects.for_house().filter(facility=facility).here()
        for stay in stays.select_related("case"):
            release(stay.case, [staff.appointment], by=by, at=at)
            settle(stay.case, at=at)
        settle_facility(facility, at=at)
    record("facility.person_dismissed", facility, by=by, at=at, to=staff.appointment.user.username)


@transaction.atomic
def write_location(
    facility: Facility,
    *,
    address: str,
    directions: str = "",
    phone: str = "",
    by: "User",
    at: datetime,
) -> Location:
    """Where it is: written by its head, sealed under a key of the facility's own."""
    with house("location", by=by):
        facility = locked(facility)
        require(may.why_not_lead(facility, by))
        row = Location.objects.for_house().filter(facility=facility).first()
        is_new = row is None
        row = row or Location(facility=facility)
        row.facility, row.saved_at = facility, at
        seal(row, address=address, directions=directions, phone=phone)
        row.save(force_insert=is_new)
        settle_facility(facility, at=at)
    record("facility.location_written", facility, by=by, at=at)
    return row


@transaction.atomic
def add_beds(facility: Facility, *, room: str, count: int, by: "User", at: datetime) -> list[Bed]:
    """So many beds more in a room."""
    with house("beds", by=by):
        facility = locked(facility)
        require(may.why_not_lead(facility, by))
        there = Bed.objects.for_house().filter(facility=facility, room=room).count()
        beds = [
            Bed.objects.create(facility=facility, room=room, name=str(there + number))
            for number in range(1, count + 1)
        ]
        settle_facility(facility, at=at)
    record("facility.beds_added", facility, by=by, at=at, count=count)
    return beds


@transaction.atomic
def put_bed(bed: Bed, *, is_out: bool, by: "User", at: datetime) -> Bed:
    """Out of use, or in use again. A bed in which somebody sleeps, or that is held, stays in use."""
    with house("beds", by=by):
        facility = locked(bed.facility)
        require(may.why_not_lead(facility, by))
        if is_out:
            taken = Booking.objects.for_house().filter(bed=bed).exclude(ends_at__lte=at)
            if taken.exists():
                raise Denied(_("This bed is taken or held. Take it out of use when it is free."))
        Bed.objects.for_house().filter(pk=bed.pk).update(is_out=is_out)
    bed.is_out = is_out
    did = "facility.bed_out" if is_out else "facility.bed_back"
    record(did, facility, by=by, at=at, bed=str(bed))
    return bed


@transaction.atomic
def assess(
    facility: Facility,
    *,
    on: date,
    assessed_by: str,
    standards_met: int,
    standards_asked: int,
    by: "User",
    at: datetime,
    findings: str = "",
    need: Decimal | None = None,
    allocated: Decimal | None = None,
) -> Assessment:
    """What was found: standards, and what money is needed against what is given (4.1.8, 4.4.4)."""
    require(may.why_not_study(by))
    with house("assessment", by=by):
        facility = locked(facility)
        row: Assessment = Assessment.objects.create(
            facility=facility,
            on=on,
            by=assessed_by,
            standards_met=standards_met,
            standards_asked=standards_asked,
            findings=findings,
            need=need,
            allocated=allocated,
        )
        settle_facility(facility, at=at)
    record("facility.assessed", facility, by=by, at=at)
    return row


# --- the address --------------------------------------------------------------------------------------


def open_address(
    facility: Facility, appointment: Appointment, *, case: Any, hours: int, at: datetime
) -> AddressOpening:
    """Somebody learns for some hours where it is. Within `house(…)`, before `settle_facility`."""
    ends_at = at + timedelta(hours=hours)
    opening: AddressOpening = AddressOpening.objects.create(
        facility=facility, appointment=appointment, case_key=case.pk, given_at=at, ends_at=ends_at
    )
    Alarm.objects.update_or_create(id=opening.pk, defaults={"at": ends_at})
    record("address.opened", facility, by=None, at=at, case=case, to=appointment.user.username)
    return opening


@transaction.atomic
def look_at_address(facility_id: Any, *, by: "User", at: datetime) -> dict[str, str]:
    """Where it is, in clear, for the one answer that shows it; written down each time."""
    with house("address", by=by):
        posts = [post.pk for post in by.posts]
        rows = AddressOpening.objects.for_house().filter(
            facility=facility_id, appointment__in=posts, closed_at=None
        )
        opening = next((one for one in rows if one.is_live(at=at)), None)
        require(may.why_not_look(opening, at=at))
        location = (
            Location.objects.for_house()
            .select_related("facility__key")
            .filter(facility=facility_id)
            .first()
        )
        if opening is None or location is None:
            raise Denied(_("Where it is has not been written down yet. Call the facility."))
        opening.looked_at = opening.looked_at or at
        opening.save(update_fields=["looked_at"])
        clear = unseal(location)
        record("address.read", location.facility, by=by, at=at)
    return clear


@transaction.atomic
def close_address(opening: AddressOpening, *, why: str, by: "User", at: datetime) -> AddressOpening:
    """Before its hours are over: the address is open to this person no more, for a reason."""
    with house("close_address", by=by):
        facility = locked(opening.facility)
        rows = AddressOpening.objects.for_house().select_related("appointment__user")
        opening = rows.select_for_update(of=("self",)).get(pk=opening.pk)
        require(may.why_not_close_address(facility, opening, by, at=at))
        opening.closed_at, opening.why_closed = at, why
        opening.save(update_fields=["closed_at", "why_closed"])
        put_out([opening.pk])
        settle_facility(facility, at=at)
    to = opening.appointment.user.username
    record("address.closed", facility, by=by, at=at, to=to, why=why)
    return opening


@ends_what_ran_out
def close_addresses(at: datetime) -> None:
    """Hours that are over: the address closes again."""
    with transaction.atomic(), house("close_addresses"):
        over = AddressOpening.objects.for_house().filter(closed_at=None, ends_at__lte=at)
        facilities = {one.facility_id for one in over}
        over.update(closed_at=at)
        for facility in Facility.objects.for_house().filter(pk__in=facilities):
            settle_facility(facility, at=at)
