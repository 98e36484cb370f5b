"""The pages of a simple register, the same everywhere: its list, a row with its history, adding, changing.

A room says what its register is (`Register(…)`) and gives `urls()` to its addresses; what is particular
about a row it adds in views of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Field, Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.actions import WhyNotKeep, add_row, change_row
from dayaq.access.pages import Crumbs, form_page, require_form
from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.kernel.lists import show_list
from dayaq.kernel.text import large_first

Extra = Callable[[UserRequest, Any], Mapping[str, object]]


def nothing(_request: UserRequest, _row: Any) -> Mapping[str, object]:
    return {}


def as_they_are(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows


@dataclass(frozen=True)
class Register:
    """One register: its model, form and list, what it is called, and who reads and keeps it.

    `names` are the full names of its addresses: the list, a row, adding, changing. `nouns` are the
    codes of the record for a row that was added and changed.
    """

    model: type[Model]
    form: Any
    table: Any
    search: Any
    place: str
    """The beginning of its addresses, as `agreements`."""

    names: tuple[str, str, str, str]
    codes: tuple[str, str]
    title: object
    add: object
    reads: Permission
    reads_all: Permission
    keeps: Permission
    why_not_keep: WhyNotKeep
    lead: object = ""
    empty: object = ""
    rows: Callable[["QuerySet[Any]"], "QuerySet[Any]"] = as_they_are
    particular: Extra = nothing
    template: str = "access/row.html"
    others: Callable[[UserRequest], list[tuple[str, object]]] = field(default=lambda _request: [])

    def seen(self, request: UserRequest) -> "QuerySet[Any]":
        """The rows that the person may see."""
        rows: Any = self.model._default_manager
        found: QuerySet[Any] = rows.visible_to(request.user)
        return found

    def row(self, request: UserRequest, pk: int) -> Any:
        """The row, or 404. Hidden and missing are the same answer."""
        return get_object_or_404(self.seen(request).select_related("body"), pk=pk)

    def crumbs(self) -> Crumbs:
        return [(self.title, reverse(self.names[0]))]

    def to(self, row: Any) -> str:
        return reverse(self.names[1], args=[row.pk])

    def listed(self, request: UserRequest) -> HttpResponse:
        add = (reverse(self.names[2]), self.add) if holds(request.user, self.keeps) else None
        seen: Any = self.seen(request)
        return show_list(
            request,
            rows=self.rows(seen.with_body_name()),
            table=self.table,
            filters=self.search,
            title=self.title,
            name=self.place,
            template="access/register.html",
            context={
                "lead": self.lead,
                "empty": self.empty,
                "add": add,
                "others": self.others(request),
            },
        )

    def shown(self, request: UserRequest, pk: int) -> HttpResponse:
        row = self.row(request, pk)
        return render(
            request,
            self.template,
            {
                "row": row,
                "title": str(row),
                "register": self.title,
                "crumbs": self.crumbs(),
                "facts": [*facts_of(row, self.form._meta.fields)],
                "change": reverse(self.names[3], args=[row.pk]),
                "why_not_keep": self.why_not_keep(row.body_id, request.user),
                **self.particular(request, row),
            },
        )

    def added(self, request: UserRequest) -> HttpResponse:
        return form_page(
            request,
            self.form(request.POST or None, user=request.user),
            partial(add_row, self.model, self.codes[0], why_not=self.why_not_keep),
            title=self.add,
            done=_("It has been added."),
            crumbs=self.crumbs(),
            to=self.to,
            template="access/long_form.html",
        )

    def changed(self, request: UserRequest, pk: int) -> HttpResponse:
        row = self.row(request, pk)
        return form_page(
            request,
            self.form(request.POST or None, instance=copy(row), user=request.user),
            partial(change_row, row, self.codes[1], why_not=self.why_not_keep),
            title=_("Change"),
            done=_("It has been changed."),
            crumbs=[*self.crumbs(), (str(row), self.to(row))],
            refusal=self.why_not_keep(row.body_id, request.user),
            template="access/long_form.html",
        )

    def urls(self) -> list[URLPattern]:
        """The four addresses, each with its guard."""
        reads, keeps = needs(self.reads, self.reads_all), needs(self.keeps)
        listed, shown, added, changed = (name.partition(":")[2] for name in self.names)

        def view(act: Any, guard: Any, methods: Any) -> Any:
            def page(request: Any, **asked: Any) -> HttpResponse:
                answer: HttpResponse = act(request, **asked)
                return answer

            guarded = methods(guard(page))
            guarded.permission = f"{self.reads} | {self.reads_all} | {self.keeps}"
            return guarded

        return [
            path(f"{self.place}/", view(self.listed, reads, require_safe), name=listed),
            path(f"{self.place}/add/", view(self.added, keeps, require_form), name=added),
            path(f"{self.place}/<int:pk>/", view(self.shown, reads, require_safe), name=shown),
            path(
                f"{self.place}/<int:pk>/change/",
                view(self.changed, keeps, require_form),
                name=changed,
            ),
        ]


def facts_of(row: Model, names: Any) -> Iterator[tuple[str, object]]:
    """What the fields of a row say, in the words of the field; empty ones say nothing."""
    for name in names:
        about: Any = row._meta.get_field(name)
        if about.many_to_many:
            value: object = "; ".join(str(one) for one in getattr(row, name).all())
        elif isinstance(about, Field) and about.choices:
            value = getattr(row, f"get_{name}_display")()
        else:
            value = getattr(row, name)
        if isinstance(value, bool):
            value = _("Yes") if value else _("No")
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        if value not in (None, ""):
            yield large_first(str(about.verbose_name)), value
