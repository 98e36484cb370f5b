"""Frozen numbers, for whoever prints or prefills them. Knows no record and no way of counting.

Between here and `compile` stands a wall: an import contract. What a report, an edition or the
public reads has been counted, covered where it was small, and frozen; no row ever comes with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import localize

from dayaq.directory.models import Body
from dayaq.evidence.disclosure import PUBLIC, Shown, cover, limit
from dayaq.evidence.models import Definition, Release
from dayaq.indicators.terms import Cell, Sensitivity, Unit
from dayaq.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class Figure:
    """One frozen number with what one must know to print it."""

    indicator: str
    version: int
    clauses: tuple[str, ...]
    title: str
    unit: str
    breakdown: str
    category: str
    label: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    is_covered: bool
    period: Period
    frozen_at: datetime
    occasion: str

    @property
    def is_whole(self) -> bool:
        return not self.breakdown

    @property
    def told(self) -> str:
        """The number with its unit; empty where it is unknown or too small to be told."""
        if self.value is None:
            return ""
        places = 0 if self.value == self.value.to_integral_value() else 1
        number = str(localize(round(self.value, places) if places else int(self.value)))
        is_number = self.unit == Unit.COUNT
        return number if is_number else f"{number} {Unit(self.unit).label}"


def for_report(clause: str, period: Period, body: Body | None) -> list[Figure]:
    """What is frozen about a measure for that period and body: what its report need not type.

    Where nothing was frozen for the body, the list is empty: the whole is not the body's own.
    """
    releases = Release.objects.about(period, body=body).newest()
    return [f for f in figures(releases) if clause in f.clauses]


def for_edition(occasion: str) -> list[Figure]:
    """Everything of the whole country that was frozen on an occasion, in the order of clauses."""
    releases = Release.objects.filter(
        occasion=occasion, body=None, region=None
    ).newest_of_its_occasion()
    return sorted(figures(releases), key=_by_clause)


def for_public(period: Period, *, on: date) -> list[Figure]:
    """Of a period, what anybody may read: the public's limit for small numbers is put on top."""
    found = figures(Release.objects.about(period).newest())
    smallest = limit(PUBLIC, on=on)
    definitions = _definitions(found)
    told: list[Figure] = []
    for code in dict.fromkeys(f.indicator for f in found):
        group = [f for f in found if f.indicator == code]
        sensitivity = Sensitivity(definitions[code, group[0].version].sensitivity)
        covered = cover([_shown(f) for f in group], sensitivity, smallest=smallest)
        wholes_first = sorted(group, key=lambda f: bool(f.breakdown))
        told.extend(_told(f, one) for f, one in zip(wholes_first, covered, strict=True))
    return told


def figures(releases: Iterable[Release]) -> list[Figure]:
    """The releases with their definitions, in three queries at most."""
    rows = list(releases)
    definitions = _definitions(rows)
    return [_figure(row, definitions[row.indicator, row.version]) for row in rows]


def _definitions(rows: Iterable[Release | Figure]) -> dict[tuple[str, int], Definition]:
    codes = {row.indicator for row in rows}
    return {
        (one.indicator, one.version): one for one in Definition.objects.filter(indicator__in=codes)
    }


def _figure(row: Release, definition: Definition) -> Figure:
    return Figure(
        indicator=row.indicator,
        version=row.version,
        clauses=tuple(definition.clauses),
        title=definition.text("title"),
        unit=definition.unit,
        breakdown=row.breakdown,
        category=row.category,
        label=row.label,
        numerator=row.numerator,
        denominator=row.denominator,
        value=row.value,
        is_covered=row.is_covered,
        period=Period(row.period_first, row.period_last),
        frozen_at=row.frozen_at,
        occasion=row.occasion,
    )


def _by_clause(figure: Figure) -> tuple[list[int], str, str]:
    return (
        [int(part) for part in figure.clauses[0].split(".")],
        figure.indicator,
        figure.breakdown,
    )


def _shown(figure: Figure) -> Shown:
    cell = Cell(figure.numerator, figure.denominator, figure.breakdown, figure.category)
    return Shown(cell, figure.value, figure.is_covered)


def _told(figure: Figure, one: Shown) -> Figure:
    if not one.is_covered:
        return figure
    return replace(figure, numerator=None, denominator=None, value=None, is_covered=True)
