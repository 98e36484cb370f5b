"""Every list: search, filters, chosen columns, sorting, pages and export, kept in the address.

A view hands over rows that the person may see, a table and the filters; the address says the rest:
`?q=…&status=late&columns=clause&columns=body&sort=-due&page=2`, and `&export=xlsx` or `csv`.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import F, Model, Q, QuerySet
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.formats import localize
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dayaq.kernel.exports import csv_file, xlsx_file
from dayaq.kernel.text import AzOrder, Fold, fold

PER_PAGE = 50
STEP = 2_000
"""Rows are counted as far as a person turns pages: counting a million takes longer than the page."""
FURTHEST = 50_000
"""No page beyond this row, and no file of more."""
FRAGMENT = "kernel/_list.html"
EXPORTS = {"csv": csv_file, "xlsx": xlsx_file}

Rows = QuerySet[Any] | Sequence[Any]


class Words(tables.Column):  # type: ignore[misc]
    """A column of Azerbaijani words, sorted as a dictionary sorts them."""

    def order(self, queryset: QuerySet[Model], is_descending: bool) -> tuple[QuerySet[Model], bool]:  # noqa: FBT001 - django-tables2's signature
        key = AzOrder(F(str(self.order_by[0] if self.order_by else self.accessor)))
        return queryset.order_by(key.desc() if is_descending else key.asc()), True


class Search(django_filters.FilterSet):  # type: ignore[misc]
    """A filter set whose search box looks into `looks_in`, whatever the spelling."""

    looks_in: tuple[str, ...] = ()
    q = django_filters.CharFilter(label=gettext_lazy("Search"), method="find")

    def find(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        wanted = Q()
        for number, field in enumerate(self.looks_in):
            rows = rows.annotate(**{f"key_{number}": Fold(field)})
            wanted |= Q(**{f"key_{number}__contains": fold(words)})
        return rows.filter(wanted)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is in force, and the address without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    name: str
    label: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the list; the gap between far pages has no address."""

    label: str
    address: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Listing:
    """A list as one request asked for it: what the templates of lists read."""

    name: str
    asked: QueryDict
    table: Any
    form: Form | None = None
    empty: str = ""
    export_page: str = ""
    """Where one says first what the list is needed for; empty where it is simply given out."""

    @property
    def count(self) -> int:
        """How many rows there are on all pages, as far as they are counted."""
        return int(self.table.paginator.count)

    @property
    def is_cut(self) -> bool:
        """There are more than were counted."""
        return bool(self.table.paginator.is_cut)

    @cached_property
    def state(self) -> QueryDict:
        """What the address says, but for empty fields, the page and an export."""
        state = QueryDict(mutable=True)
        for key, values in self.asked.lists():
            kept = [value for value in values if value]
            if kept and key not in {"page", "export"}:
                state.setlist(key, kept)
        return state

    @property
    def address(self) -> str:
        return self.changed()

    def changed(self, drop: Sequence[str] = (), **changes: str) -> str:
        """The list's address with something set or dropped; it begins with `?`."""
        state = self.state.copy()
        for key in drop:
            state.pop(key, None)
        for key, value in changes.items():
            state[key] = value
        return f"?{state.urlencode()}"

    @property
    def search(self) -> BoundField | None:
        return self.form["q"] if self.form is not None and "q" in self.form.fields else None

    @property
    def filters(self) -> list[BoundField]:
        """The filters besides the search box."""
        return [bound for bound in self.form or () if bound.name != "q"]

    @cached_property
    def chips(self) -> list[Chip]:
        return [] if self.form is None else [*_chips(self, self.form)]

    @property
    def first_column(self) -> str:
        return str(next(iter(self.table.columns.iterall())).name)

    @property
    def choices(self) -> list[ColumnChoice]:
        """Columns that may be hidden: all but the first and those that hold only buttons."""
        columns = [c for c in self.table.columns.iterall() if not c.column.exclude_from_export]
        return [ColumnChoice(c.name, str(c.header), c.visible) for c in columns[1:]]

    @property
    def carried_by_columns(self) -> list[tuple[str, str]]:
        """What the form of columns must carry along."""
        return _pairs(self.state, without={"columns"})

    @property
    def carried_by_filters(self) -> list[tuple[str, str]]:
        """What the form of filters must carry along."""
        return [(k, v) for k, v in _pairs(self.state, without=set()) if k in {"columns", "sort"}]

    @property
    def headers(self) -> list[tuple[Any, str, str]]:
        """Each shown column with the address that sorts by it and the order it is in now."""
        return [
            (
                column,
                self.changed(sort=str(column.order_by_alias.next)) if column.orderable else "",
                _direction(column),
            )
            for column in self.table.columns
        ]

    @property
    def pages(self) -> list[PageLink]:
        page = self.table.page
        if page.paginator.num_pages < 2:
            return []
        return [
            PageLink(str(n), self.changed(page=str(n)), n == page.number)
            if isinstance(n, int)
            else PageLink(str(n))
            for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        ]

    @property
    def excel(self) -> str:
        return self.export_page + self.changed(export="xlsx")

    @property
    def csv(self) -> str:
        return self.export_page + self.changed(export="csv")


def show_list(
    request: HttpRequest,
    *,
    rows: Rows,
    table: type[tables.Table],
    name: str,
    title: object,
    filters: type[django_filters.FilterSet] | None = None,
    template: str = "kernel/list.html",
    context: Mapping[str, object] | None = None,
    export_page: str = "",
) -> HttpResponse:
    """A page of the list, the list alone for htmx, or the whole of it as a file.

    `rows` are already narrowed to what the person may see. `name` is the list's own, plain and
    neutral: saved views belong to it and exported files carry it. The context may say `empty`: what
    stands where there is nothing to show. `export_page` is where a confidential list is taken out.
    """
    form = None
    if filters is not None:
        filterset = filters(request.GET, queryset=rows, request=request)
        rows, form = filterset.qs, filterset.form
    drawn = table(rows, order_by=request.GET.getlist("sort") or None)
    drawn.request = request
    _settle(drawn)
    _choose_columns(drawn, [c for c in request.GET.getlist("columns") if c])

    export = EXPORTS.get(request.GET.get("export", ""))
    if export is not None:
        _require_few(rows)
        return export(drawn, f"{name}-{localdate():%Y-%m-%d}")

    _turn_to(drawn, request.GET.get("page", ""))
    context = dict(context or {})
    listing = Listing(name, request.GET, drawn, form, str(context.get("empty", "")), export_page)
    is_fragment = request.headers.get("HX-Target") == "list"
    response = render(
        request,
        FRAGMENT if is_fragment else template,
        {**context, "title": title, "listing": listing, "table": drawn},
    )
    if is_fragment:
        is_typing = request.headers.get("HX-Trigger") == "list-form"
        verb = "HX-Replace-Url" if is_typing else "HX-Push-Url"
        page = {"page": request.GET["page"]} if request.GET.get("page") else {}
        response.headers[verb] = f"{request.path}{listing.changed(**page)}"
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    patch_cache_control(response, private=True, no_store=True)
    return response


def _require_few(rows: Rows) -> None:
    """A file of very many rows keeps everybody else waiting, and nobody reads it."""
    if (
        isinstance(rows, QuerySet)
        and rows.order_by().values("pk")[: FURTHEST + 1].count() > FURTHEST
    ):
        raise PermissionDenied(
            _("The list has more than %(most)s rows. Narrow it before you take it out.")
            % {"most": FURTHEST}
        )


def _choose_columns(table: Any, chosen: Sequence[str]) -> None:
    """Show the chosen columns; the first, and those of buttons, always stay."""
    known = [c for c in table.columns.iterall() if not c.column.exclude_from_export]
    if not set(chosen) & {column.name for column in known}:
        return
    for column in known[1:]:
        if column.name in chosen:
            table.columns.show(column.name)
        else:
            table.columns.hide(column.name)


def _settle(table: Any) -> None:
    """Rows that sort alike keep one order, so that none is on two pages or on no page."""
    data = table.data.data
    if table.order_by and isinstance(data, QuerySet):
        order = data.query.order_by
        table.data.data = data.order_by(*order, "-pk" if _falls(order[-1]) else "pk")


def _falls(last: Any) -> bool:
    """The same way for rows that sort alike: then an index of both serves either way."""
    return last.startswith("-") if isinstance(last, str) else bool(getattr(last, "descending", 0))


class _Pages(Paginator):  # type: ignore[type-arg]
    """Pages of rows of which those in the database are counted up to `most`."""

    def __init__(self, rows: Any, per_page: int, *, most: int) -> None:
        super().__init__(rows, per_page)
        self.most = most

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        found = rows.data.data
        if isinstance(found, QuerySet):
            return found.order_by().values("pk")[: self.most + 1].count()
        return len(found)

    @property
    def is_cut(self) -> bool:
        return self.count < self._counted

    def page(self, number: int | str) -> Any:
        """One page. Its rows are found by their keys alone and then read in full: what is computed
        for a row or read along with it is so for this page's, not for all that are sorted or skipped.
        """
        rows: Any = self.object_list
        found = rows.data.data
        if not isinstance(found, QuerySet) or _is_whole(found):
            return super().page(number)
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = found.values("pk")[first : min(first + self.per_page, self.count)]
        shown = copy(rows)
        shown.data = copy(rows.data)
        shown.data.data = found.filter(pk__in=keys)
        return Page(shown, number, self)

    @cached_property
    def count(self) -> int:
        """How many rows there are, or `most`; a list that was read already is known whole."""
        rows: Any = self.object_list
        is_read = not isinstance(rows.data.data, QuerySet)
        return self._counted if is_read else min(self._counted, self.most)


def _is_whole(found: "QuerySet[Any]") -> bool:
    """Rows that cannot be found by their keys alone: joined, cut, told apart or without a key."""
    query = found.query
    return bool(query.distinct or query.combinator or query.is_sliced or found.query.values_select)


def _turn_to(table: Any, page: str) -> None:
    """The page that was asked for, or the nearest there is. The further one goes, the more are counted."""
    number = max(1, int(page)) if page.isascii() and page.isdigit() else 1
    most = min((number * PER_PAGE // STEP + 1) * STEP, FURTHEST)
    try:
        table.paginate(_Pages, per_page=PER_PAGE, page=number, most=most)
    except EmptyPage:
        table.page = table.paginator.page(table.paginator.num_pages)


def _pairs(state: QueryDict, *, without: set[str]) -> list[tuple[str, str]]:
    return [(k, v) for k, values in state.lists() if k not in without for v in values]


def _direction(column: Any) -> str:
    if not column.is_ordered:
        return ""
    return "descending" if column.order_by_alias.is_descending else "ascending"


def _chips(listing: Listing, form: Form) -> Iterator[Chip]:
    """One for each filter in force; a filter of many values has one for each."""
    for bound in form:
        value = form.cleaned_data.get(bound.name) if form.is_bound else None
        if value in (None, "", []):
            continue
        label = str(bound.label)
        keys = [k for k in listing.state if k == bound.name or k.startswith(f"{bound.name}_")]
        given = listing.state.getlist(bound.name)
        if getattr(bound.field.widget, "allow_multiple_selected", False):
            for one in given:
                state = listing.state.copy()
                state.setlist(bound.name, [other for other in given if other != one])
                yield Chip(label, _said(bound, one), f"?{state.urlencode()}")
        elif keys:
            yield Chip(label, _said(bound, given[0] if given else value), listing.changed(keys))


def _said(bound: BoundField, value: object) -> str:
    """A value as the form names it: by its choice, as a span, or as it was typed."""
    for key, label in getattr(bound.field, "choices", ()):
        if str(key) == str(value):
            return str(label)
    if isinstance(value, slice):
        return f"{_or_open(value.start)} – {_or_open(value.stop)}"
    return str(localize(value))


def _or_open(end: object) -> str:
    return "…" if end is None else str(localize(getattr(end, "date", lambda: end)()))
