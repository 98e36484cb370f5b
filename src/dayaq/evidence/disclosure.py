"""Numbers too small to be told: they are covered, with as many others as would give them away.

Where an indicator counts people, a category of one or two can point at somebody. A covered number
can be computed back from its total, so the next smallest are covered with it, and the total itself
where nothing else hides it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from dayaq.directory.models import Parameter
from dayaq.indicators.terms import Cell, Number, Sensitivity

INSIDE = "small_cells.inside"
PUBLIC = "small_cells.public"
AT_LEAST = {INSIDE: "5", PUBLIC: "10"}
"""What holds where the ministry has set nothing: the parameters of the directory say otherwise."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it may be told, with what its counts come to. Covered ones hold no number."""

    cell: Cell
    value: Number
    is_covered: bool = False


def limit(audience: str, *, on: date) -> int:
    """The smallest count that this audience is told on that day."""
    return int(Parameter.objects.value_of(audience, on=on, default=AT_LEAST[audience]))


def is_small(cell: Cell, smallest: int) -> bool:
    """Does the count, or what is left of its denominator, point at few people? Zero does not."""
    left = (
        None
        if cell.numerator is None or cell.denominator is None
        else cell.denominator - cell.numerator
    )
    return any(n is not None and 0 < n < smallest for n in (cell.numerator, left))


def cover(told: Sequence[Shown], sensitivity: Sensitivity, *, smallest: int) -> list[Shown]:
    """The same numbers with the small ones covered; as they are where nobody can be pointed at."""
    if sensitivity == Sensitivity.OPEN:
        return list(told)
    wholes = [one for one in told if not one.cell.breakdown]
    parts = [one for one in told if one.cell.breakdown]
    gives_away = False
    kept: list[Shown] = []
    for _code, group in groupby(parts, key=lambda one: one.cell.breakdown):
        covered, hides = _cover_group(list(group), smallest)
        gives_away = gives_away or not hides
        kept.extend(covered)
    return [
        _covered(one) if gives_away or one.is_covered or is_small(one.cell, smallest) else one
        for one in wholes
    ] + kept


def _cover_group(group: list[Shown], smallest: int) -> tuple[list[Shown], bool]:
    """The categories of one breakdown, and whether the covered ones hide each other."""
    small = {i for i, one in enumerate(group) if one.is_covered or is_small(one.cell, smallest)}
    others = sorted(
        (i for i, one in enumerate(group) if i not in small and one.cell.numerator),
        key=lambda i: group[i].cell.numerator or 0,
    )
    while small and others and not _hide(group, small, smallest):
        small.add(others.pop(0))
    covered = [_covered(one) if i in small else one for i, one in enumerate(group)]
    return covered, not small or _hide(group, small, smallest)


def _hide(group: list[Shown], small: set[int], smallest: int) -> bool:
    return len(small) > 1 and sum(group[i].cell.numerator or 0 for i in small) >= smallest


def _covered(one: Shown) -> Shown:
    return Shown(replace(one.cell, numerator=None, denominator=None), None, is_covered=True)
