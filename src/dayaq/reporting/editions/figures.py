"""Figures of indicators in an edition: those that were frozen with the cycle, as released."""

from typing import Any

from dayaq.evidence.models import Release
from dayaq.reporting.models import Cycle

Row = dict[str, Any]


def of_cycle(cycle: Cycle) -> list[Row]:
    """The frozen numbers of the whole for the cycle's period; none while nothing is frozen.

    Where a definition or a number was corrected, the latest release counts.
    """
    releases = Release.objects.filter(
        period_first=cycle.period_first,
        period_last=cycle.period_last,
        body=None,
        region=None,
    )
    latest: dict[tuple[str, str, str], Release] = {}
    for one in releases.order_by("version", "frozen_at"):
        latest[one.indicator, one.breakdown, one.category] = one
    return [_told(latest[key]) for key in sorted(latest)]


def _told(release: Release) -> Row:
    return {
        "indicator": release.indicator,
        "version": release.version,
        "clause": release.clause,
        "breakdown": release.breakdown,
        "category": release.category,
        "numerator": _number(release.numerator),
        "denominator": _number(release.denominator),
        "value": _number(release.value),
        "frozen_on": release.frozen_at.date().isoformat(),
    }


def _number(value: object) -> str | None:
    return None if value is None else f"{value:f}"
