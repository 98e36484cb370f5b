"""What this room keeps about one measure: proposals, tasks and recommendations, in one query."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from dayaq.access.permissions import Permission, holds
from dayaq.councils.models.tasks import Task
from dayaq.councils.states import TaskStatus
from dayaq.proposals.models.proposals import Proposal
from dayaq.proposals.states import Stage
from dayaq.recommendations.models.recommendations import Recommendation
from dayaq.recommendations.states import Fulfilment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from dayaq.accounts.models import User

LISTED = 10
"""So many of each kind; the rest is one click away."""

_PAGES = {
    "proposal": "proposals:proposal",
    "task": "councils:task",
    "recommendation": "recommendations:recommendation",
}
_STATUSES = {"proposal": Stage, "task": TaskStatus, "recommendation": Fulfilment}


@dataclass(frozen=True, slots=True)
class Linked:
    """A thing that has to do with a measure, as its page lists it."""

    kind: str
    pk: int
    text: str
    status: str

    @property
    def url(self) -> str:
        return reverse(_PAGES[self.kind], args=[self.pk])

    @property
    def label(self) -> "_StrPromise | str":
        return _STATUSES[self.kind](self.status).label


def linked(clause: str, user: "User") -> list[Linked]:
    """What the person may read of it, the newest of each kind first."""
    may = (Permission.COOPERATION_READ, Permission.COOPERATION_READ_ALL)
    if not any(holds(user, permission) for permission in may):
        return []
    paragraph = Concat(Value("§ "), "paragraph", Value(": "), "text", output_field=TextField())
    proposals, tasks, recommendations = (
        _told("proposal", Proposal.objects.visible_to(user).about(clause), "title"),
        _told("task", Task.objects.visible_to(user).on_point_about(clause), "text"),
        _told("recommendation", Recommendation.objects.about(clause), paragraph),
    )
    return [Linked(*row) for row in proposals.union(tasks, recommendations, all=True)]


def _told(kind: str, rows: "QuerySet[Any]", text: "str | Concat") -> Any:
    return (
        rows.order_by("-pk")
        .annotate(
            kind_=Value(kind, output_field=CharField()),
            text_=Cast(F(text) if isinstance(text, str) else text, TextField()),
        )
        .values_list("kind_", "pk", "text_", "status")[:LISTED]
    )
