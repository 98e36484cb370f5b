"""A stay: arrival, days, absence, incidents, visits, needs; departure, and how it goes on outside."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.audit.recording import record_read
from dayaq.cases.actions.promising import release, take_back
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle
from dayaq.cases.actions.sharing import locked
from dayaq.shelters.actions.settling import settle_facility
from dayaq.shelters.models import Booking, Staff, Stay, StayEntry
from dayaq.shelters.policies import places as may
from dayaq.shelters.states import EntryKind, StayStatus
from dayaq.vault.context import house
from dayaq.vault.sealing import seal, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def _locked(stay: Stay) -> Stay:
    rows = Stay.objects.for_house().select_related(
        "facility", "case__subject__key", "grant__body", "grant__case"
    )
    return rows.select_for_update(of=("self",)).get(pk=stay.pk)


@transaction.atomic
def arrive(stay: Stay, *, by: "User", at: datetime) -> Stay:
    """The person is here."""
    with house("stay", by=by):
        locked(stay.case)
        stay = _locked(stay)
        require(may.why_not_move(stay, StayStatus.STAYING, by))
        stay.status = StayStatus.STAYING
        stay.arrived_at = stay.arrived_at or at
        _save(stay, by=by, at=at)
    note("stay.begun", stay.case, by=by, at=at)
    return stay


@transaction.atomic
def never_came(stay: Stay, *, by: "User", at: datetime) -> Stay:
    """The person did not come: the bed is free again, what was opened closes."""
    with house("stay", by=by):
        case = locked(stay.case)
        stay = _locked(stay)
        require(may.why_not_move(stay, StayStatus.NEVER_CAME, by))
        stay.status, stay.left_at = StayStatus.NEVER_CAME, at
        _end(stay, by=by, at=at)
    note("stay.never_begun", case, by=by, at=at)
    return stay


def _save(stay: Stay, *, by: "User", at: datetime) -> None:
    stay.revision += 1
    stay.saved_at, stay.saved_by = at, by
    stay.save()


def _end(stay: Stay, *, by: "User", at: datetime) -> None:
    """The bed is free; the people of the facility read no more of the person. Within `house(…)`."""
    _save(stay, by=by, at=at)
    Booking.objects.for_house().filter(taken_by=stay.hold_id, ends_at=None).update(ends_at=at)
    staff = Staff.objects.for_house().filter(facility=stay.facility)
    people = [one.appointment for one in staff.select_related("appointment__user")]
    if stay.grant is not None:
        take_back(stay.grant, why="stay is over", by=by, at=at, workers=people)
    else:
        release(stay.case, people, by=by, at=at)
    settle(stay.case, at=at)
    settle_facility(stay.facility, at=at)


@transaction.atomic
def leave(stay: Stay, *, departure: str, by: "User", at: datetime, aftercare: str = "") -> Stay:
    """The person goes, somewhere; how it goes on outside is written down for who leads the case."""
    with house("stay", by=by):
        case = locked(stay.case)
        stay = _locked(stay)
        require(may.why_not_move(stay, StayStatus.LEFT, by))
        seal(stay, aftercare=aftercare)
        stay.status, stay.left_at, stay.departure = StayStatus.LEFT, at, departure
        _end(stay, by=by, at=at)
    note("stay.ended", case, by=by, at=at)
    return stay


@transaction.atomic
def write_entry(
    stay: Stay,
    *,
    kind: str,
    by: "User",
    at: datetime,
    words: str = "",
    back_by: datetime | None = None,
    is_serious: bool = False,
) -> Any:
    """What happened today. Going out and coming back also say where the person is now."""
    with house("stay", by=by):
        locked(stay.case)
        stay = _locked(stay)
        require(may.why_not_write(stay, by))
        after = {EntryKind.ABSENCE: StayStatus.AWAY, EntryKind.RETURN: StayStatus.STAYING}
        if (status := after.get(EntryKind(kind))) is not None:
            require(may.why_not_move(stay, status, by))
            stay.status = status
            _save(stay, by=by, at=at)
        entry = StayEntry(
            case=stay.case,
            stay=stay,
            kind=kind,
            at=at,
            back_by=back_by if kind == EntryKind.ABSENCE else None,
            is_serious=is_serious,
            saved_at=at,
            saved_by=by,
            readers=stay.readers,
        )
        seal(entry, words=words)
        entry.save(force_insert=True)
    note("stay.written", stay.case, by=by, at=at)
    return entry


@transaction.atomic
def open_entries(stay: Stay, *, by: "User", at: datetime) -> dict[Any, str]:
    """What was written of the days of a stay, in clear, by entry; the reading is written down.

    Whoever sees the entries may not see the case whose key sealed them: the house opens them.
    """
    seen = set(StayEntry.objects.filter(stay=stay).visible_to(by).values_list("pk", flat=True))
    with house("read_stay", by=by):
        rows = StayEntry.objects.for_house().filter(pk__in=seen)
        found = {
            row.pk: unseal(row, "words")["words"]
            for row in rows.select_related("case__subject__key")
        }
        if found:
            record_read(
                stay.case, section=str(StayEntry.PART), case=stay.case, by=by, at=at, why=""
            )
    return found
