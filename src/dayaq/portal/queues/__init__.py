"""What waits for a person, in queues of one kind: the parts of which My work is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dayaq.kernel.together import together

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHOWN = 8
"""How many items of a queue the first page shows; the rest is one click away."""

MOST = 500
"""So far a queue is counted: whoever has more to do does not need to know how many more."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: where, what it is about, and how much time is left."""

    url: str
    clause: str
    text: str
    body: str
    clock: str
    is_late: bool
    language: str = ""
    """Of the text, where it stays in the words in which somebody wrote it: the law, a recommendation."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Things of one kind that wait for this person."""

    key: str
    title: "_StrPromise"
    verb: "_StrPromise"
    items: Sequence[Item]
    count: int
    more: str
    """Where the whole list stands, when it is longer than what is shown."""

    @property
    def counted(self) -> str:
        """How many there are, or that there are more than anybody counts."""
        return f"{MOST}+" if self.count > MOST else str(self.count)


class _Counted(Subquery):
    """How many rows another question has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def _with_count(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """With how many there are in all, counted only so far that the page stays quick."""
    counted: QuerySet[Any] = rows.annotate(
        in_all=_Counted(rows.order_by().values("pk")[: MOST + 1])
    )
    return counted


def shown_of_each(
    *asked: "tuple[QuerySet[Any], Callable[[Any], Item]]",
) -> list[tuple[list[Item], int]]:
    """The same of several kinds of things, in one query for all of them."""
    questions = [_with_count(rows) for rows, _item in asked]
    return [
        ([item(row) for row in rows], rows[0].in_all if rows else 0)
        for rows, (_rows, item) in zip(together(*questions, most=SHOWN), asked, strict=True)
    ]


def shown(found: "QuerySet[Any]", item: Callable[[Any], Item]) -> tuple[list[Item], int]:
    """The first few as items, and how many there are in all."""
    first, count = first_few(found)
    return [item(row) for row in first], count


def first_few(found: "QuerySet[Any]") -> tuple[list[Any], int]:
    """The first few rows, and how many there are in all: one query for both."""
    first = list(_with_count(found)[:SHOWN])
    return first, first[0].in_all if first else 0


def due_clock(day: date, today: date) -> tuple[str, bool]:
    """How much time is left until a day, in words, and whether it has passed."""
    left = (day - today).days
    if left < 0:
        late = ngettext("%(days)d day late", "%(days)d days late", -left) % {"days": -left}
        return late, True
    if left == 0:
        return str(_("due today")), True
    return ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}, False
