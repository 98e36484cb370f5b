"""Which facilities fit somebody who needs a place. Tells what fits, never where it is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.timezone import get_default_timezone, localdate

from dayaq.shelters.models.facilities import Bed, Booking, Facility
from dayaq.shelters.states import STANDS, Danger, FacilityStatus, Resident

if TYPE_CHECKING:
    from dayaq.shelters.models.stays import PlaceRequest


@dataclass(frozen=True, slots=True)
class Offer:
    """A facility as who looks for a place may see it: a plain name, what it is, how many beds are free.

    No region and no body: near whom it lies would tell where.
    """

    key: UUID
    code: str
    kind: str
    free: int
    speaks: bool


def why_not_fitting(
    facility: Facility, request: "PlaceRequest", near: Collection[int]
) -> str | None:
    """The first thing that does not fit, as a word for tests; None where all fits.

    `near` are the ids of the region and of those around it.
    """
    checks = (
        ("status", facility.status == FacilityStatus.OPEN),
        ("whom", _takes(facility, request)),
        ("age", _fits_age(facility, request.age)),
        ("step", facility.is_step_free or not request.needs_step_free),
        ("danger", STANDS[Danger(facility.stands)] >= STANDS[Danger(request.danger)]),
        ("near", not set(near) & set(request.avoid)),
    )
    return next((word for word, fits in checks if not fits), None)


def _takes(facility: Facility, request: "PlaceRequest") -> bool:
    if request.children and Resident.FAMILIES not in facility.takes:
        return False
    return request.who in facility.takes


def _fits_age(facility: Facility, age: int | None) -> bool:
    if age is None:
        return True
    return (facility.from_age or 0) <= age <= (facility.to_age or 200)


def free_beds(facility: Facility, *, at: datetime) -> list[Bed]:
    """Beds in use that nobody has taken at that moment. Within `house(…)`."""
    taken = Booking.objects.for_house().filter(facility=facility, begins_at__lte=at)
    standing = taken.filter(ends_at=None) | taken.filter(ends_at__gt=at)
    beds = Bed.objects.for_house().filter(facility=facility, is_out=False)
    return list(beds.exclude(pk__in=standing.values("bed")).order_by("room", "name"))


def offers_for(request: "PlaceRequest", *, at: datetime) -> list[Offer]:
    """All that fit and have beds enough, those that speak the language first. Within `house(…)`."""
    found = []
    rows = Facility.objects.for_house().filter(status=FacilityStatus.OPEN).select_related("region")
    for facility in rows:
        region = facility.region
        near = [one for one in (region.pk, region.parent_id) if one is not None]
        if why_not_fitting(facility, request, near) is not None:
            continue
        free = len(free_beds(facility, at=at))
        if free >= 1 + request.children:
            speaks = bool(set(facility.languages) & set(request.languages))
            found.append(
                Offer(facility.pk, facility.code, facility.get_kind_display(), free, speaks)
            )
    return sorted(found, key=lambda one: (not one.speaks, -one.free, one.code))


def occupancy_by_month(
    spans: Iterable[tuple[datetime, datetime | None]], beds: int, *, at: datetime, months: int = 6
) -> list[tuple[str, int]]:
    """For each of the last months, the oldest first: which share of the bed hours was taken, in per cent.

    By the beds in use today: rooms that were added since make earlier months look emptier.
    """
    taken = list(spans)
    zone = get_default_timezone()
    first = localdate(at).replace(day=1)
    found = []
    for _month in range(months):
        begin = datetime.combine(first, time(), zone)
        following = (first + timedelta(days=32)).replace(day=1)
        end = min(datetime.combine(following, time(), zone), at)
        seconds = sum(
            max(0.0, (min(until or end, end) - max(since, begin)).total_seconds())
            for since, until in taken
        )
        whole = beds * (end - begin).total_seconds()
        found.append((f"{first:%m.%Y}", min(100, round(100 * seconds / whole)) if whole else 0))
        first = (first - timedelta(days=1)).replace(day=1)
    return found[::-1]
