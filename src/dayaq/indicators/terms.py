"""What an indicator is: a number that records give, with everything one must know to read it.

A room declares `INDICATORS = [Indicator(...), ...]` in its `aggregates.py`; nothing else is needed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import TextChoices
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.directory.models import Body, Region
from dayaq.kernel.periods import Period

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from dayaq.accounts.models import User

Phrase: TypeAlias = "str | _StrPromise"
Number: TypeAlias = int | Decimal | None
"""A count or a sum. None means that it is not known, which is never the same as zero."""


class Unit(TextChoices):
    """What the value of an indicator is measured in."""

    COUNT = "count", pgettext_lazy("unit", "number")
    SHARE = "share", _("per cent")
    DAYS = "days", _("days")
    HOURS = "hours", _("hours")
    MONEY = "money", _("AZN")
    POINTS = "points", _("percentage points")
    SCORE = "score", _("of 5")


class Sensitivity(TextChoices):
    """Whether a small number could point at a person."""

    OPEN = "open", _("Work of public bodies: shown as it is")
    PEOPLE = "people", _("People: small numbers are covered")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: days, and within them one body or all, one region or all.

    `on` is the day of counting: what is late depends on it.
    """

    period: Period
    body: Body | None = None
    region: Region | None = None
    on: date = field(default_factory=localdate)


@dataclass(frozen=True, slots=True)
class Cell:
    """One count: of the whole where `breakdown` is empty, else of one category of a breakdown.

    `denominator` stays None for an indicator that has none.
    """

    numerator: Number
    denominator: Number = None
    breakdown: str = ""
    category: str = ""


def as_it_is(category: str) -> str:
    return category


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A way of dividing the whole. `label` names a category in the language of the moment.

    Where the names stand in a table, `rows` finds all at once: things that say their own name.
    """

    code: str
    title: Phrase
    label: Callable[[str], Phrase] = as_it_is
    rows: Callable[[Iterable[str]], Mapping[str, object]] | None = None

    def names(self, categories: Iterable[str]) -> Callable[[str], str]:
        """How to name each of these categories, in whatever language it is when one asks."""
        known = self.rows(categories) if self.rows else {}
        return lambda category: str(known.get(category) or self.label(category))


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number with its definition. A change of what is counted is a new `version`.

    `count` gives the cells for a scope, the whole first. `bodies` and `regions` say for which of
    them a number is frozen; where one is missing, the indicator is not told by it at all.
    """

    code: str
    """Lower case, begins with its clause: `4.9.1-on-time`. Never renamed.

    Named beside the measure's expected indicator (`plan/data/measure_kinds.json`), it is no longer
    shown as one to come.
    """

    clauses: tuple[str, ...]
    title: Phrase
    unit: Unit
    numerator: Phrase
    denominator: "Phrase | None"
    method: Phrase
    records: Phrase
    """Which records are counted, and where they come from."""

    count: Callable[[Scope], Iterable[Cell]]
    breakdowns: tuple[Breakdown, ...] = ()
    sensitivity: Sensitivity = Sensitivity.OPEN
    version: int = 1
    bodies: Callable[[Period], Iterable[Body]] | None = None
    regions: Callable[[Period], Iterable[Region]] | None = None
    behind: "Callable[[Scope, User], str] | None" = None
    """The address of the list of what was counted; empty for whoever may not open it."""

    room: str = field(default="", compare=False)
    """Filled in by whoever discovers it."""

    def value_of(self, numerator: Number, denominator: Number) -> Number:
        """What the counts come to: a percentage for a share, a mean where there is a denominator.

        Unknown when a part is unknown, and when there is nothing to divide by: none of none is not
        zero per cent.
        """
        if self.denominator is None:
            return numerator
        if numerator is None or not denominator:
            return None
        quotient = Decimal(numerator) / Decimal(denominator)
        return round(quotient * 100 if self.unit == Unit.SHARE else quotient, 4)
