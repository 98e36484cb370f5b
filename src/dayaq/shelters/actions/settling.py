"""Who reads: a facility's rows are for its named people; a stay's also for who may know where one is."""

from datetime import datetime
from typing import Any

from dayaq.cases.actions.settling import settles
from dayaq.cases.models import Case
from dayaq.cases.models.readers import Sharing, stored
from dayaq.cases.states import Part
from dayaq.shelters.models import (
    AddressOpening,
    Assessment,
    Bed,
    Booking,
    Facility,
    Hold,
    Location,
    Staff,
    Stay,
    StayEntry,
    Supply,
    SupplyEntry,
)
from dayaq.shelters.states import HERE, HoldStatus
from dayaq.vault.context import HOUSE, STUDY, token_of
from dayaq.vault.models import DataKey

STUDIED: tuple[Any, ...] = (Assessment, Staff, Supply, SupplyEntry)
"""Also for who studies facilities: they name its people, and see what it lacks."""

OWN: tuple[Any, ...] = (AddressOpening, Bed, Booking)


def people_of(facility: Facility) -> frozenset[int]:
    """The tokens of the people who are named for it today. Within `house(…)`."""
    live = Staff.objects.for_house().filter(facility=facility).live()
    return frozenset(token_of(pk) for pk in live.values_list("appointment_id", flat=True))


def settle_facility(facility: Facility, *, at: datetime) -> None:
    """Every row of the facility names its readers of this moment. Within `house(…)`."""
    people = people_of(facility)
    cover = stored(frozenset({HOUSE, STUDY}) | people)
    own = stored(frozenset({HOUSE}) | people)
    openings = AddressOpening.objects.for_house().filter(facility=facility, closed_at=None)
    visiting = {token_of(one.appointment_id) for one in openings if one.is_live(at=at)}
    place = stored(frozenset({HOUSE}) | people | visiting)
    _write(Facility.objects.for_house().filter(pk=facility.pk), cover)
    for kind in STUDIED:
        _write(kind.objects.for_house().filter(facility=facility), cover)
    for own_kind in OWN:
        _write(own_kind.objects.for_house().filter(facility=facility), own)
    _write(Location.objects.for_house().filter(facility=facility), place)
    _write(DataKey.objects.for_house().filter(pk=facility.key_id), place)
    facility.readers = cover
    cases = {
        *Hold.objects.for_house()
        .filter(facility=facility)
        .waiting()
        .values_list("case", flat=True),
        *Stay.objects.for_house().filter(facility=facility).here().values_list("case", flat=True),
    }
    for case in Case.objects.for_house().filter(pk__in=cases):
        settle_stays(case, Sharing.of(case, at=at), at)


def _write(rows: Any, readers: list[int]) -> None:
    rows.exclude(readers=readers).update(readers=readers)


@settles
def settle_stays(case: Case, sharing: Sharing, at: datetime) -> None:
    """Holds and stays are also read by the people of the facility, while they last."""
    readers = sharing.readers(Part.WHEREABOUTS, at=at)
    for hold in Hold.objects.for_house().filter(case=case).select_related("facility"):
        ours = hold.status == HoldStatus.HELD
        people = people_of(hold.facility) if ours else frozenset()
        _write(Hold.objects.for_house().filter(pk=hold.pk), stored(readers | people))
    for stay in Stay.objects.for_house().filter(case=case).select_related("facility"):
        people = people_of(stay.facility) if stay.status in HERE else frozenset()
        both = stored(readers | people)
        _write(Stay.objects.for_house().filter(pk=stay.pk), both)
        _write(StayEntry.objects.for_house().filter(stay=stay), both)
