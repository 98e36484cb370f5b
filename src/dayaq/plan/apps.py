"""How Django knows this room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dayaq.indicators.clauses import Clause


def clauses() -> "list[Clause]":
    """The measures of the plan in force, for rooms that name them by their clauses."""
    from dayaq.indicators.clauses import Clause
    from dayaq.plan.models import Measure, PlanVersion

    in_force = PlanVersion.objects.order_by("-plan__starts_on", "-number").values("pk")[:1]
    measures = Measure.objects.filter(direction__version__in=in_force)
    measures = measures.order_by("direction__position", "position")
    return [Clause(*told) for told in measures.values_list("clause", "text")]


class PlanConfig(AppConfig):
    name = "dayaq.plan"
    label = "plan"

    def ready(self) -> None:
        from dayaq.indicators.clauses import told_by
        from dayaq.notices import texts

        told_by(clauses)

        texts.register(
            "plan.body_missing",
            _("A body is missing from the directory"),
            _("A text names “%(text)s”, which the directory does not have. Please add it."),
        )
