"""A place for somebody: asked for, matched, a bed held for hours, accepted or refused."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.access.refusal import Denied, require
from dayaq.cases.actions.facts import Turn
from dayaq.cases.actions.promising import assign_accepting, keep_promise
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle
from dayaq.cases.actions.sharing import locked
from dayaq.cases.models import Case, Consent
from dayaq.cases.models.readers import Sharing, stored
from dayaq.cases.states import Part, Purpose
from dayaq.directory.models import Parameter
from dayaq.notices.actions import tell
from dayaq.shelters.actions import facilities
from dayaq.shelters.actions.settling import settle_facility
from dayaq.shelters.models import Booking, Facility, Hold, PlaceRequest, Staff, Stay
from dayaq.shelters.models.matching import Offer, free_beds, offers_for
from dayaq.shelters.policies import places as may
from dayaq.shelters.states import HoldStatus, PlaceStatus
from dayaq.vault.context import house

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def _hours(code: str, default: str, at: datetime) -> int:
    return int(Parameter.objects.value_of(code, on=localdate(at), default=default))


@transaction.atomic
def ask(
    case: Case,
    *,
    who: str,
    by: "User",
    at: datetime,
    parts: Collection[str] = (),
    consent: Consent | None = None,
    **fits: Any,
) -> PlaceRequest:
    """Somebody needs a place. `parts` are the sections that open to the facility that accepts."""
    case = locked(case)
    require(may.why_not_ask(case, by, at=at))
    if parts and (consent is None or not set(parts) <= set(consent.parts)):
        raise Denied(_("There is no consent that stands. Ask the person first."))
    with house("ask_place", by=by):
        running = PlaceRequest.objects.for_house().filter(
            case=case, status__in=(PlaceStatus.OPEN, PlaceStatus.HELD)
        )
        if running.exists():
            raise Denied(_("A place is looked for already."))
        readers = Sharing.of(case, at=at).readers(Part.WHEREABOUTS, at=at)
        request = PlaceRequest.objects.create(
            case=case,
            who=who,
            asked_at=at,
            asked_by=by,
            saved_at=at,
            saved_by=by,
            parts=sorted(set(parts)),
            consent=consent if parts else None,
            readers=stored(readers),
            **fits,
        )
    note("place.asked", case, by=by, at=at)
    return request


@transaction.atomic
def match(request: PlaceRequest, *, by: "User", at: datetime) -> list[Offer]:
    """What fits and is free: plain names, no places. The looking is written down."""
    require(may.why_not_hold(request, by, at=at))
    with house("match", by=by):
        found = offers_for(request, at=at)
    note("place.matched", request.case, by=by, at=at, found=len(found))
    return found


def _locked_request(request: PlaceRequest) -> PlaceRequest:
    rows = PlaceRequest.objects.for_house().select_related("case", "consent", "asked_by")
    return rows.select_for_update(of=("self",)).get(pk=request.pk)


@transaction.atomic
def hold_bed(request: PlaceRequest, facility_key: UUID, *, by: "User", at: datetime) -> Hold:
    """Keep beds of that facility for some hours. Of many who want the last one, one gets it.

    The database itself refuses a second booking of a bed; who comes too late is told so.
    """
    with house("hold", by=by):
        case = locked(request.case)
        request = _locked_request(request)
        require(may.why_not_hold(request, by, at=at))
        offer = next((one for one in offers_for(request, at=at) if one.key == facility_key), None)
        if offer is None:
            raise Denied(_("This place has been taken meanwhile. Choose another."))
        facility = Facility.objects.for_house().get(pk=facility_key)
        until = at + timedelta(hours=_hours("shelter.hold", "12", at))
        hold = Hold.objects.create(
            case=case,
            request=request,
            facility=facility,
            held_at=at,
            until=until,
            saved_at=at,
            saved_by=by,
        )
        _book(facility, hold, 1 + request.children, until=until, at=at)
        request.status = PlaceStatus.HELD
        request.save(update_fields=["status"])
        settle(case, at=at)
        settle_facility(facility, at=at)
        _tell_people(facility, hold, at=at)
    note("place.held", case, by=by, at=at)
    return hold


def _book(facility: Facility, hold: Hold, count: int, *, until: datetime, at: datetime) -> None:
    """As many free beds as are needed, each taken at once or passed over. All, or none."""
    taken = 0
    for bed in free_beds(facility, at=at):
        try:
            with transaction.atomic():
                Booking.objects.create(
                    facility=facility, taken_by=hold.pk, bed=bed, begins_at=at, ends_at=until
                )
        except IntegrityError:
            continue
        taken += 1
        if taken == count:
            return
    raise Denied(_("This place has been taken meanwhile. Choose another."))


def _tell_people(facility: Facility, hold: Hold, *, at: datetime) -> None:
    staff = Staff.objects.for_house().filter(facility=facility).live()
    people = [
        one.appointment.user
        for one in staff.select_related("appointment__user")
        if holds(one.appointment.user, Permission.SHELTER_KEEP)
    ]
    url = reverse("shelters:hold", args=[hold.pk])
    tell(people, "shelters.asked", key=f"hold:{hold.pk}", url=url, at=at)


def _locked_hold(hold: Hold) -> Hold:
    rows = Hold.objects.for_house().select_related("facility", "request", "case")
    return rows.select_for_update(of=("self",)).get(pk=hold.pk)


@transaction.atomic
def accept(hold: Hold, *, by: "User", at: datetime) -> Stay:
    """The person may come: the bed is theirs, what was agreed opens to the facility's people.

    Where it is opens for some hours to those of the lead who work on the case, and to nobody else.
    """
    with house("accept_place", by=by):
        case = locked(hold.case)
        hold = _locked_hold(hold)
        require(may.why_not_answer(hold, by, at=at))
        request, facility = _locked_request(hold.request), hold.facility
        _answered(hold, HoldStatus.ACCEPTED, by=by, at=at)
        request.status, request.settled_at = PlaceStatus.ACCEPTED, at
        request.save(update_fields=["status", "settled_at"])
        Booking.objects.for_house().filter(taken_by=hold.pk).update(ends_at=None)
        stay = Stay(
            case=case, facility=facility, hold=hold, accepted_at=at, saved_at=at, saved_by=by
        )
        stay.grant = _opened(request, facility, case, by=by, at=at)
        stay.save(force_insert=True)
        _let_them_find_it(facility, case, at=at)
        settle(case, at=at)
        settle_facility(facility, at=at)
        _tell_asker(request, at=at)
    note("place.accepted", case, by=by, at=at)
    return stay


def _opened(
    request: PlaceRequest, facility: Facility, case: Case, *, by: "User", at: datetime
) -> Any:
    """Exactly the sections that the person agreed to; the named people of the facility work on the case."""
    live = Staff.objects.for_house().filter(facility=facility).live()
    workers = [one.appointment for one in live.select_related("appointment__user")]
    if facility.body_id == case.lead_id:
        assign_accepting(case, workers, by=by, at=at)
        return None
    if not request.parts or request.consent is None:
        return None
    return keep_promise(
        case,
        body=facility.body,
        parts=request.parts,
        purpose=Purpose.PROTECTION,
        consent=request.consent,
        lapses_at=at + timedelta(days=_hours("shelter.reads", "365", at)),
        promised_by=request.asked_by,
        by=by,
        at=at,
        workers=workers,
    )


def _let_them_find_it(facility: Facility, case: Case, *, at: datetime) -> None:
    hours = _hours("shelter.address", "72", at)
    for assignment in Sharing.of(case, at=at).assignments:
        if assignment.appointment.body_id == case.lead_id:
            facilities.open_address(facility, assignment.appointment, case=case, hours=hours, at=at)


def _answered(
    hold: Hold, status: HoldStatus, *, by: "User | None", at: datetime, reason: str = ""
) -> None:
    hold.status, hold.answered_at, hold.answered_by, hold.reason = status, at, by, reason
    hold.save(update_fields=["status", "answered_at", "answered_by", "reason"])


def _tell_asker(request: PlaceRequest, *, at: datetime) -> None:
    url = reverse("shelters:place", args=[request.case.reference])
    key = f"place:{request.pk}:{at.isoformat()}"
    tell([request.asked_by], "shelters.answered", key=key, url=url, at=at)


def _free(
    hold: Hold, status: HoldStatus, *, by: "User | None", at: datetime, reason: str = ""
) -> None:
    """The beds are free again, and a place is looked for once more. Within `house(…)`."""
    _answered(hold, status, by=by, at=at, reason=reason)
    Booking.objects.for_house().filter(taken_by=hold.pk).delete()
    request = _locked_request(hold.request)
    if request.status == PlaceStatus.HELD:
        request.status = PlaceStatus.OPEN
        request.save(update_fields=["status"])
    settle(hold.case, at=at)
    settle_facility(hold.facility, at=at)
    _tell_asker(request, at=at)


@transaction.atomic
def refuse(hold: Hold, *, reason: str, by: "User", at: datetime) -> Hold:
    """The facility cannot take the person, and says why; the next is looked for."""
    with house("refuse_place", by=by):
        case = locked(hold.case)
        hold = _locked_hold(hold)
        require(may.why_not_answer(hold, by, at=at))
        _free(hold, HoldStatus.REFUSED, by=by, at=at, reason=reason)
    note("place.refused", case, by=by, at=at, reason=reason)
    return hold


@transaction.atomic
def withdraw(request: PlaceRequest, *, by: "User", at: datetime) -> PlaceRequest:
    """No place is needed any more; a bed that is held is free again."""
    with house("withdraw_place", by=by):
        case = locked(request.case)
        request = _locked_request(request)
        require(may.why_not_withdraw(request, by, at=at))
        _withdrawn(request, by=by, at=at)
    note("place.withdrawn", case, by=by, at=at)
    return request


def _withdrawn(request: PlaceRequest, *, by: "User", at: datetime) -> None:
    for hold in Hold.objects.for_house().filter(request=request).waiting():
        _free(_locked_hold(hold), HoldStatus.RELEASED, by=by, at=at)
    request.status, request.settled_at = PlaceStatus.WITHDRAWN, at
    request.save(update_fields=["status", "settled_at"])


def end_with_the_case(turn: Turn) -> None:
    """Heard when a case is closed: no place is looked for any more."""
    with house("end_places", by=turn.by):
        running = PlaceRequest.objects.for_house().filter(
            case=turn.case, status__in=(PlaceStatus.OPEN, PlaceStatus.HELD)
        )
        for request in running:
            _withdrawn(_locked_request(request), by=turn.by, at=turn.at)


@transaction.atomic
def lapse_holds(*, at: datetime) -> int:
    """Hours that are over: the beds are free again, the asker hears of it."""
    count = 0
    with house("lapse_holds"):
        rows = Hold.objects.for_house().run_out(at=at)
        for hold in rows:
            locked(hold.case)
            hold = _locked_hold(hold)  # noqa: PLW2901 - as it now stands
            if hold.status != HoldStatus.HELD:
                continue
            _free(hold, HoldStatus.LAPSED, by=None, at=at)
            note("place.lapsed", hold.case, by=None, at=at)
            count += 1
    return count


def what_is_asked(hold: Hold, *, by: "User") -> PlaceRequest:
    """The codes of the request behind a hold that this person sees: what a facility must know to answer."""
    with house("what_is_asked", by=by):
        return PlaceRequest.objects.for_house().get(pk=hold.request_id)
