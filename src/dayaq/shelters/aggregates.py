"""The indicators of shelters: hours to a bed, refusals, occupancy, facilities, what was assessed."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Region
from dayaq.indicators.terms import (
    Breakdown,
    Cell,
    Indicator,
    Phrase,
    Scope,
    Sensitivity,
    Unit,
)
from dayaq.shelters.models import Assessment, Bed, Booking, Facility, Hold, PlaceRequest
from dayaq.shelters.states import FacilityStatus, HoldStatus, Owner, PlaceStatus, RefusalReason
from dayaq.vault.context import house


def _span(scope: Scope) -> tuple[datetime, datetime]:
    """From the first moment of the period to the last, in Baku."""
    zone = get_default_timezone()
    last = scope.period.last + timedelta(days=1)
    return (
        datetime.combine(scope.period.first, time(), zone),
        datetime.combine(last, time(), zone),
    )


def hours_to_a_bed(scope: Scope) -> Iterator[Cell]:
    """Hours from the question to the yes of a facility, in the mean."""
    with house("indicators"):
        rows = PlaceRequest.objects.for_house().filter(
            status=PlaceStatus.ACCEPTED, settled_at__range=_span(scope)
        )
        moments = rows.values_list("asked_at", "settled_at")
        spans = [after - before for before, after in moments if after is not None]
    hours = sum((span.total_seconds() for span in spans), 0.0) / 3600
    yield Cell(Decimal(round(hours, 2)), len(spans))


def refusals(scope: Scope) -> Iterator[Cell]:
    with house("indicators"):
        rows = Hold.objects.for_house().filter(
            status=HoldStatus.REFUSED, answered_at__range=_span(scope)
        )
        reasons = Counter(rows.values_list("reason", flat=True))
    yield Cell(reasons.total())
    for reason in RefusalReason:
        yield Cell(reasons[reason], None, "reason", reason)


def occupancy(scope: Scope) -> Iterator[Cell]:
    """Of all hours that beds in use had in the period, those in which they were taken."""
    first, last = _span(scope)
    with house("indicators"):
        beds = Bed.objects.for_house().filter(is_out=False, facility__status=FacilityStatus.OPEN)
        count = beds.count()
        taken = Booking.objects.for_house().filter(bed__in=beds, begins_at__lt=last)
        rows = list(taken.values_list("begins_at", "ends_at"))
    seconds = sum(
        max(0.0, (min(after or last, last) - max(before, first)).total_seconds())
        for before, after in rows
    )
    yield Cell(round(seconds / 3600), round(count * (last - first).total_seconds() / 3600))


def _standing(scope: Scope) -> Any:
    rows = Facility.objects.for_house().exclude(closed_on__lt=scope.period.first)
    return rows.exclude(opened_on__gt=scope.period.last)


def facilities(scope: Scope) -> Iterator[Cell]:
    with house("indicators"):
        rows = list(_standing(scope).values_list("owner", "status"))
    owners, states = Counter(o for o, _s in rows), Counter(s for _o, s in rows)
    yield Cell(len(rows))
    for owner in Owner:
        yield Cell(owners[owner], None, "owner", owner)
    for state in FacilityStatus:
        yield Cell(states[state], None, "status", state)


def by_region(scope: Scope) -> Iterator[Cell]:
    """By economic region, with few covered: a single facility in a region would say where it is."""
    with house("indicators"):
        rows = list(_standing(scope).values_list("region__code", "region__parent__code"))
    regions = Counter((parent or code) for code, parent in rows)
    yield Cell(len(rows))
    for code in sorted(regions):
        yield Cell(regions[code], None, "region", code)


def beds(scope: Scope) -> Iterator[Cell]:  # noqa: ARG001 - beds have no day of their own
    with house("indicators"):
        rows = Bed.objects.for_house().filter(is_out=False)
        count = rows.exclude(facility__status=FacilityStatus.CLOSED).count()
    yield Cell(count)


def assessments(scope: Scope) -> Iterator[Cell]:
    with house("indicators"):
        rows = Assessment.objects.for_house().filter(
            on__range=(scope.period.first, scope.period.last)
        )
        owners = Counter(rows.values_list("facility__owner", flat=True))
    yield Cell(owners.total())
    for owner in Owner:
        yield Cell(owners[owner], None, "owner", owner)


def funding(scope: Scope) -> Iterator[Cell]:
    """What is given against what is needed, by the last assessment of each facility in the period."""
    with house("indicators"):
        rows = Assessment.objects.for_house().filter(
            on__lte=scope.period.last, on__gte=scope.period.first, need__isnull=False
        )
        newest = {row.facility_id: row for row in rows.order_by("on").select_related("facility")}
    given: dict[str, Decimal] = dict.fromkeys(Owner.values, Decimal(0))
    needed: dict[str, Decimal] = dict.fromkeys(Owner.values, Decimal(0))
    for row in newest.values():
        given[row.facility.owner] += row.allocated or Decimal(0)
        needed[row.facility.owner] += row.need or Decimal(0)
    yield Cell(sum(given.values()), sum(needed.values()))
    for owner in Owner:
        yield Cell(given[owner], needed[owner], "owner", owner)


def name_owner(owner: str) -> Phrase:
    return Owner(owner).label


def name_state(state: str) -> Phrase:
    return FacilityStatus(state).label


def name_reason(reason: str) -> Phrase:
    return RefusalReason(reason).label


def name_region(code: str) -> Phrase:
    found = Region.objects.filter(code=code).first()
    return found.name if found else code


OWNER = Breakdown("owner", _("by owner"), name_owner)
REQUESTS = _("Requests for a place, holds of beds and their answers.")
FACILITIES = _("The register of facilities.")
ASSESSED = _("Assessments of facilities.")

INDICATORS = [
    Indicator(
        code="4.1.8-hours",
        clauses=("4.1.8",),
        title=_("Hours from a request to a place in the shelter"),
        unit=Unit.HOURS,
        numerator=_("Hours from the question to the yes of a facility, together"),
        denominator=_("Requests for a place accepted in the period"),
        method=_("A mean over all requests that were accepted."),
        records=REQUESTS,
        count=hours_to_a_bed,
        sensitivity=Sensitivity.PEOPLE,
    ),
    Indicator(
        code="4.1.8-refused",
        clauses=("4.1.8",),
        title=_("Refused admissions, by reason"),
        unit=Unit.COUNT,
        numerator=_("Holds that facilities refused in the period"),
        denominator=None,
        method=_("By the reason that the facility gave."),
        records=REQUESTS,
        count=refusals,
        breakdowns=(Breakdown("reason", _("by reason"), name_reason),),
        sensitivity=Sensitivity.PEOPLE,
    ),
    Indicator(
        code="4.1.8-occupancy",
        clauses=("4.1.8",),
        title=_("Occupancy of shelters"),
        unit=Unit.SHARE,
        numerator=_("Hours in which beds were held or slept in"),
        denominator=_("Hours of all beds in use in open facilities"),
        method=_("Beds that are in use today, over the whole period."),
        records=_("Bookings of beds."),
        count=occupancy,
    ),
    Indicator(
        code="4.4.1-facilities",
        clauses=("4.4.1",),
        title=_("Shelters and assistance centres by owner and status"),
        unit=Unit.COUNT,
        numerator=_("Facilities of the register that stood in the period"),
        denominator=None,
        method=_("Facilities that were closed down before the period are not counted."),
        records=FACILITIES,
        count=facilities,
        breakdowns=(OWNER, Breakdown("status", _("by status"), name_state)),
    ),
    Indicator(
        code="4.4.1-regions",
        clauses=("4.4.1",),
        title=_("Shelters and assistance centres by region"),
        unit=Unit.COUNT,
        numerator=_("Facilities of the register that stood in the period"),
        denominator=None,
        method=_("By economic region; few are covered, because they would say where one is."),
        records=FACILITIES,
        count=by_region,
        breakdowns=(Breakdown("region", _("by region"), name_region),),
        sensitivity=Sensitivity.PEOPLE,
    ),
    Indicator(
        code="4.4.1-beds",
        clauses=("4.4.1",),
        title=_("Places in shelters and assistance centres"),
        unit=Unit.COUNT,
        numerator=_("Beds in use on the day of counting"),
        denominator=None,
        method=_("Of facilities that are not closed down."),
        records=FACILITIES,
        count=beds,
    ),
    Indicator(
        code="4.4.4-assessed",
        clauses=("4.4.4",),
        title=_("Assessments of shelters and centres"),
        unit=Unit.COUNT,
        numerator=_("Assessments made in the period"),
        denominator=None,
        method=_("Each assessment counts."),
        records=ASSESSED,
        count=assessments,
        breakdowns=(OWNER,),
    ),
    Indicator(
        code="4.4.4-funding",
        clauses=("4.4.4",),
        title=_("Need compared with money allotted, by owner"),
        unit=Unit.SHARE,
        numerator=_("Money allocated a year"),
        denominator=_("Money needed a year"),
        method=_("By the last assessment of each facility in the period."),
        records=ASSESSED,
        count=funding,
        breakdowns=(OWNER,),
    ),
]

SERVES = {"shelters:facilities": ("4.1.8", "4.4.1", "4.4.4")}
"""The registers of this room, and the measures whose work is kept in them."""
