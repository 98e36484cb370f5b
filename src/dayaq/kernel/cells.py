"""What stands in the cells of a table, asked for once a column instead of once a cell.

django-tables2 looks up with each cell which arguments its function wants and where its value is, and
compiles a template for each date. A list of fifty rows has hundreds of cells: this looks once.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial, partialmethod
from html import escape
from operator import attrgetter, methodcaller
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import Model
from django.forms.utils import flatatt
from django.utils.formats import date_format, localize
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
        self.act: Callable[..., Any] = bound.value if is_plain else _dated(bound) or bound.render
        self.link = None if is_plain or not bound.link else _Link(bound.link)
        self.default = None if is_plain else bound.default
        self.wanted = _wanted(self.act)
        self.is_simple = (
            self.link is None and self.wanted is not None and {"value", "record"} >= {*self.wanted}
        )
        self._found: dict[type, Callable[[Any], Any] | None] = {}

    def of(self, row: Any) -> Any:
        """What stands in the cell of that row."""
        record = row.record
        kind = type(record)
        if kind not in self._found:
            self._found[kind] = _attribute(self.bound, kind)
        if (found := self._found[kind]) is None:
            return row._get_and_render_with(
                self.bound, render_func=partial(self._called, row), default=self.default
            )
        value = _value(found, record)
        if value in self.bound.column.empty_values:
            return self.default
        return self._called(row, self.bound, value)

    def _called(self, row: Any, _bound: Any, value: Any = None) -> Any:
        if self.is_simple:
            told = {"value": value, "record": row.record}
            return self.act(**{name: told[name] for name in self.wanted or ()})
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
        return self.link(content, known) if self.link else content


class _Link:
    """What a column's cells lead to; which arguments that wants is looked up once."""

    def __init__(self, link: Any) -> None:
        self.link = link
        is_plain = callable(link.url) and not link.attrs
        self.wanted = _wanted(link.url) if is_plain else None

    def __call__(self, content: Any, known: dict[str, Any]) -> Any:
        if self.wanted is None:
            return self.link(content, **known)
        address = self.link.url(**{name: known[name] for name in self.wanted})
        return content if address is None else format_html('<a href="{}">{}</a>', address, content)


def _attribute(bound: Any, kind: type) -> Callable[[Any], Any] | None:
    """How a value is read from records of this kind: an attribute, or a choice in its words.

    None for what only django-tables2 finds: paths through relations, keys, several values.
    """
    name, column = str(bound.accessor), bound.column
    if not name.isidentifier() or "__" in name or issubclass(kind, dict):
        return None
    if isinstance(column, tables.ManyToManyColumn | tables.columns.linkcolumn.BaseLinkColumn):
        return None
    if issubclass(kind, Model):
        return _choice(kind, name) or attrgetter(name)
    return attrgetter(name)


def _choice(kind: type[Model], name: str) -> Callable[[Any], Any] | None:
    """A choice in its words, as `get_…_display` says it; None for a field without choices."""
    try:
        labels = dict(getattr(kind._meta.get_field(name), "flatchoices", None) or ())
    except FieldDoesNotExist:
        return None
    if not labels:
        return None
    if not isinstance(inspect.getattr_static(kind, f"get_{name}_display", None), partialmethod):
        return methodcaller(f"get_{name}_display")

    def said(record: Any) -> Any:
        value = getattr(record, name)
        label = labels.get(value, value)
        return label if label is None else str(label)

    return said


def _value(found: Callable[[Any], Any], record: Any) -> Any:
    """The value, or None where there is none; a method is asked."""
    try:
        value = found(record)
        return value() if callable(value) and not getattr(value, "alters_data", False) else value
    except (AttributeError, ObjectDoesNotExist, TypeError, ValueError):
        return None


_FORMAT = re.compile(r'\|date:"([^"]*)"')


def _dated(bound: Any) -> Callable[..., Any] | None:
    """How a column of dates draws them, without a template for each; None for other columns."""
    column = bound.column
    if not isinstance(column, tables.DateColumn | tables.DateTimeColumn):
        return None
    if getattr(bound.render, "__func__", None) is not tables.TemplateColumn.render:
        return None
    (form,) = _FORMAT.findall(column.template_code)

    def drawn(value: Any) -> Any:
        if isinstance(value, datetime) and is_aware(value):
            value = localtime(value)
        return date_format(value, form) if isinstance(value, date) else bound.default

    return drawn


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
    if type(value) is str:  # nine cells of ten; Django asks of each whether it is a promise
        return escape(value)
    return conditional_escape(value)
