"""What the lists of this room have in common."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from dayaq.access import tables as shared
from dayaq.access.permissions import Permission
from dayaq.access.tables import codes_of
from dayaq.indicators.clauses import clauses
from dayaq.kernel.signs import sign

__all__ = ["ByMeasure", "Clauses", "KeptSearch", "OfBodies", "codes_of", "sign"]


class OfBodies(shared.OfBodies):
    reads = Permission.COOPERATION_READ
    reads_all = Permission.COOPERATION_READ_ALL


class KeptSearch(shared.RegisterSearch):
    reads = Permission.COOPERATION_READ
    reads_all = Permission.COOPERATION_READ_ALL


class ByMeasure(django_filters.FilterSet):  # type: ignore[misc]
    """With which measure of the plan it has to do."""

    clause = django_filters.ChoiceFilter(
        label=_("Measure"),
        choices=lambda: [(one.number, one.number) for one in clauses()],
        field_name="clauses",
        method="about",
    )

    def about(self, rows: Any, name: str, clause: str) -> Any:
        return rows.filter(**{f"{name}__contains": [clause]})


class Clauses(tables.Column):  # type: ignore[misc]
    """Clauses with commas between them."""

    def __init__(self, **asked: Any) -> None:
        super().__init__(
            verbose_name=_("Measures"),
            accessor="clauses",
            orderable=False,
            empty_values=([], None),
            **asked,
        )

    def render(self, value: Any) -> str:
        return ", ".join(value)
