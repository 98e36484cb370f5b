"""The list of indicators: those that records give, and those that are still to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dayaq.evidence.compile import indicators, to_come
from dayaq.indicators.terms import Unit
from dayaq.kernel.signs import status
from dayaq.kernel.text import fold, sort_key
from dayaq.plan.models import Direction, Measure, PlanVersion
from dayaq.plan.models.kinds import expected_in


class State(TextChoices):
    COMPUTED = "computed", _("Computed")
    TO_COME = "to_come", _("To come")


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator as the list shows it: a computed one has a code, a unit and a version."""

    clauses: tuple[str, ...]
    title: str
    measures: str
    """What the law says of its measures."""

    code: str = ""
    unit: Unit | None = None
    version: int | None = None

    @property
    def state(self) -> State:
        return State.COMPUTED if self.code else State.TO_COME

    @property
    def clause(self) -> str:
        return ", ".join(self.clauses)

    @property
    def place(self) -> tuple[list[int], str]:
        """Where it stands in the order of the plan: the computed before those to come."""
        return [int(part) for part in self.clauses[0].split(".")], self.state.value

    @property
    def spelling(self) -> tuple[str, str]:
        return sort_key(self.title)

    def is_about(self, words: str) -> bool:
        """A clause finds itself and what is under it, words find what holds them."""
        wanted = words.strip().rstrip(".")
        if any(f"{clause}.".startswith(f"{wanted}.") for clause in self.clauses):
            return True
        return any(fold(wanted) in fold(told) for told in (self.title, self.measures, self.code))


class Rows(list[Listed]):
    """All rows; filters ask rows for their model, and these have none."""

    model = None

    def all(self) -> "Rows":
        return self


def indicator_rows() -> Rows:
    """Every indicator of the plan in force, in its order."""
    version = PlanVersion.objects.in_force()
    texts: dict[str, str] = {}
    if version is not None:
        texts = dict(Measure.objects.of(version).values_list("clause", "text"))
    return Rows(sorted(_listed(version, texts), key=lambda row: row.place))


def _listed(version: PlanVersion | None, texts: dict[str, str]) -> Iterator[Listed]:
    for one in indicators().values():
        told = " ".join(texts.get(clause, "") for clause in one.clauses)
        yield Listed(one.clauses, str(one.title), told, one.code, one.unit, one.version)
    for clause, expected in expected_in(version.plan.code) if version else ():
        if to_come([expected]):
            yield Listed((clause,), str(expected), texts.get(clause, ""))


class IndicatorTable(tables.Table):  # type: ignore[misc]
    clause = tables.Column(
        verbose_name=_("Measure"),
        order_by="place",
        linkify=lambda record: reverse("portal:clause", args=[record.clauses[0]]),
    )
    title = tables.Column(verbose_name=_("Indicator"), order_by="spelling")
    state = tables.Column(verbose_name=_("State"), order_by="state")
    unit = tables.Column(verbose_name=_("Unit"), accessor="unit__label")
    version = tables.Column(verbose_name=_("Version"))
    measures = tables.Column(verbose_name=_("Text of the law"), visible=False, orderable=False)
    code = tables.Column(verbose_name=_("Code"), visible=False)

    class Meta:
        sequence = ("clause", "title", "state", "unit", "version", "measures", "code")

    def render_title(self, record: Listed) -> str:
        if not record.code:
            return record.title
        address = reverse("evidence:indicator", args=[record.code])
        return format_html('<a href="{}">{}</a>', address, record.title)

    def value_title(self, record: Listed) -> str:
        return record.title

    def render_state(self, record: Listed) -> str:
        return status(record.state.value, record.state.label, "indicator")

    def value_state(self, record: Listed) -> str:
        return str(record.state.label)

    def render_measures(self, value: str) -> str:
        return format_html('<span class="clamped" lang="az">{}</span>', value)

    def value_measures(self, value: str) -> str:
        return value


def _directions(request: Any) -> Any:  # noqa: ARG001
    newest = PlanVersion.objects.order_by("-plan__starts_on", "-number").values("pk")[:1]
    return Direction.objects.filter(version__in=newest)


class IndicatorFilters(django_filters.FilterSet):  # type: ignore[misc]
    """Filters rows that are no rows of a table: what is declared in code and shipped with the plan."""

    q = django_filters.CharFilter(label=_("Search"), method="about")
    direction = django_filters.ModelChoiceFilter(
        label=_("Direction"), queryset=_directions, to_field_name="clause", method="under"
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, method="in_state")
    unit = django_filters.ChoiceFilter(label=_("Unit"), choices=Unit.choices, method="measured_in")

    def filter_queryset(self, rows: Rows) -> Rows:
        for name, value in self.form.cleaned_data.items():
            rows = self.filters[name].filter(rows, value)
        return rows

    def about(self, rows: Rows, _name: str, words: str) -> Rows:
        return Rows(row for row in rows if row.is_about(words))

    def under(self, rows: Rows, _name: str, direction: Direction) -> Rows:
        inside = f"{direction.clause}."
        return Rows(row for row in rows if any(c.startswith(inside) for c in row.clauses))

    def in_state(self, rows: Rows, _name: str, state: str) -> Rows:
        return Rows(row for row in rows if row.state == state)

    def measured_in(self, rows: Rows, _name: str, unit: str) -> Rows:
        return Rows(row for row in rows if row.unit == unit)
