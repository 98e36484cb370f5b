"""May this person say that two records are one, agree to it, refuse it, or take it apart?"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.cases.models import Merge
from dayaq.cases.models.merging import Side
from dayaq.cases.models.persons import Known
from dayaq.cases.states import MergeStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_propose(
    user: "User", known: "Collection[UUID]", hidden: "Collection[UUID]"
) -> "Refusal | None":
    """Whoever opens cases and knows one of the two; the other may be known to others alone."""
    if not holds(user, Permission.CASE_OPEN):
        return _("People are searched for by those who may open a case.")
    if not known or hidden:
        return _("Of two records you must know who the one is.")
    return None


def sides_of(merge: Merge, user: "User", known: "Mapping[UUID, Known]") -> frozenset[Side]:
    """For which of the two records this person decides: their body leads it, and they know who it is."""
    able = bodies_where(user, Permission.MERGE_DECIDE)
    return frozenset(
        side
        for side in Side
        if (found := known.get(merge.person_id(side)))
        and any(way.case.lead_id in able for way in found.ways)
    )


def why_not_agree(merge: Merge, user: "User", sides: "Collection[Side]") -> "Refusal | None":
    """Two people at least: nobody proposes and decides alone."""
    if merge.status != MergeStatus.PROPOSED:
        return _("This has been decided.")
    if not sides:
        return _("A case manager of a body that leads one of the two records decides.")
    waiting = [side for side in merge.waits_for if side in sides]
    if not waiting:
        return _("Your side has agreed. The other side has not answered yet.")
    others = {merge.kept_agreed_by_id, merge.merged_agreed_by_id} - {None, user.pk}
    is_last = len(waiting) == len(merge.waits_for)
    if is_last and merge.proposed_by_id == user.pk and not others:
        return _("A second person must agree; you proposed it yourself.")
    return None


def why_not_refuse(merge: Merge, user: "User", sides: "Collection[Side]") -> "Refusal | None":
    if merge.status != MergeStatus.PROPOSED:
        return _("This has been decided.")
    if not sides and merge.proposed_by_id != user.pk:
        return _("A case manager of a body that leads one of the two records decides.")
    return None


def why_not_undo(merge: Merge, user: "User", sides: "Collection[Side]") -> "Refusal | None":
    """Whoever leads a side takes it apart; so does the data protection officer, at the person's wish."""
    if merge.status != MergeStatus.STANDING:
        return _("These are not held to be one person.")
    if not sides and not holds(user, Permission.GLASS_REVIEW):
        return _("A case manager of a body that leads one of the two records decides.")
    return None
