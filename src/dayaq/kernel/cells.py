"""What stands in the cells of a table, asked for once a column instead of once a cell.

django-tables2 looks up with each cell which arguments its function wants, and a template with each
cell which class it has. A list of fifty rows has hundreds of cells: this looks once.
"""

import inspect
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.forms.utils import flatatt
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime

BLANK = "—"
"""What stands where there is nothing."""


class Drawn:
    """A column of one table: how its cells are drawn, or what plain values they have in a file."""

    def __init__(self, table: Any, bound: Any, *, is_plain: bool = False) -> None:
        self.table = table
        self.bound = bound
        self.act: Callable[..., Any] = bound.value if is_plain else bound.render
        self.link = None if is_plain else bound.link
        self.default = None if is_plain else bound.default
        self.wanted = _wanted(self.act)

    def of(self, row: Any) -> Any:
        """What stands in the cell of that row."""
        return row._get_and_render_with(
            self.bound, render_func=partial(self._called, row), default=self.default
        )

    def _called(self, row: Any, _bound: Any, value: Any = None) -> Any:
        known = {
            "value": value,
            "record": row.record,
            "column": self.bound.column,
            "bound_column": self.bound,
            "bound_row": row,
            "table": self.table,
        }
        wanted = known if self.wanted is None else {name: known[name] for name in self.wanted}
        content = self.act(**wanted)
        return self.link(content, **known) if self.link else content


def _wanted(act: Callable[..., Any]) -> tuple[str, ...] | None:
    """The names of the arguments that the function takes; None when it takes any."""
    parameters = inspect.signature(act).parameters.values()
    if any(p.kind == p.VAR_KEYWORD for p in parameters):
        return None
    return tuple(p.name for p in parameters if p.kind != p.VAR_POSITIONAL)


def values(table: Any, columns: Sequence[Any]) -> Iterator[list[Any]]:
    """Each row of the whole table, as the plain values of these columns."""
    drawn = [Drawn(table, column, is_plain=True) for column in columns]
    for row in table.rows:
        yield [column.of(row) for column in drawn]


def rows(table: Any) -> SafeString:
    """The rows of the page that is shown; each cell names its header, for narrow screens."""
    drawn = [(Drawn(table, bound), *_openings(bound)) for bound in table.columns]
    parts: list[str] = []
    for row in table.paginated_rows:
        parts.append("<tr>")
        for column, opening, opening_of_blank in drawn:
            shown = _shown(column.of(row))
            parts += (opening_of_blank if shown == BLANK else opening, shown, "</span></td>")
        parts.append("</tr>")
    return mark_safe("".join(parts))  # noqa: S308 - joined from what was escaped


def _openings(bound: Any) -> tuple[str, str]:
    """How a cell of the column begins, and how one does in which nothing stands."""
    told = {"data-label": bound.header, "class": "", **bound.column.attrs.get("td", {})}
    blank = {**told, "class": f"{told['class']} blank".strip()}
    begin = '<td{}><span class="cell">'
    return format_html(begin, flatatt(told)), format_html(begin, flatatt(blank))


def _shown(value: Any) -> str:
    """As a template would show it: by the customs of the language, and escaped."""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    if not isinstance(value, str):
        value = localize(value)
    return conditional_escape(value)
