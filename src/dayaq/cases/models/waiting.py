"""What of the mechanism waits for a person: the nearest clocks, and what others ask of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dayaq.access.permissions import Permission, holds
from dayaq.cases.models.cases import Case, CaseQuerySet
from dayaq.cases.models.closing import Opening, OpeningQuerySet
from dayaq.cases.models.merging import Merge, MergeQuerySet
from dayaq.cases.models.watching import Alert, AlertQuerySet
from dayaq.cases.states import OpeningKind

if TYPE_CHECKING:
    from dayaq.accounts.models import User

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Asked for within the person's own context; unread until it is looked at."""

    due: CaseQuerySet
    to_agree: OpeningQuerySet
    to_compare: MergeQuerySet
    to_review: OpeningQuerySet
    to_look_at: AlertQuerySet


def waiting(user: "User", *, at: datetime) -> Waiting:
    """Cases whose clock ends within a week or is over, requests of two people, the desk's own."""
    cases = Case.objects.visible_to(user)
    openings = Opening.objects.visible_to(user).select_related("appointment__user")
    asked = openings.filter(kind=OpeningKind.PROTECTION, begun_at=None, stopped_at=None)
    return Waiting(
        due=cases.due_by(at + SOON).select_related("lead").order_by("clock_at", "pk"),
        to_agree=asked.exclude(appointment__user=user)
        if holds(user, Permission.CASE_SEAL)
        else asked.none(),
        to_compare=Merge.objects.visible_to(user).waiting().select_related("proposed_by")
        if holds(user, Permission.MERGE_DECIDE)
        else Merge.objects.visible_to(user).none(),
        to_review=openings.unreviewed().exclude(appointment__user=user)
        if holds(user, Permission.GLASS_REVIEW)
        else openings.none(),
        to_look_at=Alert.objects.visible_to(user).unanswered().select_related("about"),
    )
