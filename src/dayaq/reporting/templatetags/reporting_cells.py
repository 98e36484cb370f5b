"""The cells of the coverage matrix: two thousand of them on one page, printed from a few stamps."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from dayaq.directory.models import Body
from dayaq.kernel.stamps import Stamp
from dayaq.reporting.models.words import Word
from dayaq.reporting.states import Schedule

register = template.Library()


class Cells:
    """How a cell looks by what stands in it; a body may be reminded from the cell of what it owes."""

    def __init__(
        self, *, remindable: Collection[int], reminded: Collection[int], back: str
    ) -> None:
        self.remindable = remindable
        self.reminded = reminded
        self.back = back
        self._stamp = cache(self._cut)
        self._name = cache(_called)
        self._day = cache(_short)

    def across(self, row: Any) -> SafeString:
        """The row of the wide matrix: one cell for each body."""
        parts = []
        for body, word in row.across:
            cell = self._printed("reporting/_cell.html", row, body, word) if word else ""
            parts.append(f"<td>{cell}</td>")
        return mark_safe("".join(parts))  # noqa: S308 - printed from templates

    def items(self, row: Any) -> SafeString:
        """The same as a list of what is filled, for narrow screens."""
        found = (self._printed("reporting/_item.html", row, *pair) for pair in row.filled)
        return mark_safe("".join(found))  # noqa: S308 - printed from templates

    def _printed(self, place: str, row: Any, body: Body, word: Word) -> str:
        pk = word.obligation_id
        stamp = self._stamp(place, word.schedule, pk in self.remindable, pk in self.reminded)
        return stamp.printed(
            pk=pk, clause=row.measure.clause, body=self._name(body), due=self._day(word.due_on)
        )

    def _cut(self, place: str, schedule: Schedule, is_owed: bool, is_reminded: bool) -> Stamp:  # noqa: FBT001
        return Stamp(
            place,
            ("pk", "clause", "body", "due"),
            schedule=schedule,
            is_remindable=is_owed,
            is_reminded=is_reminded,
            back=self.back,
        )


def _called(body: Body) -> str:
    return body.short_name


def _short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


register.simple_tag(Cells.across, name="cells")
register.simple_tag(Cells.items, name="items")
