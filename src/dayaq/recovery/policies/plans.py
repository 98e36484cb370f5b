"""May this person write the plan, agree it, follow it up, close or reopen it?"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from dayaq.cases.models import Case
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import cases as of_cases
from dayaq.cases.states import Part
from dayaq.recovery.models import FollowUp, Goal, Placement, Plan, Support
from dayaq.recovery.states import (
    NEXT_GOAL,
    NEXT_SUPPORT,
    FollowUpStatus,
    GoalStatus,
    PlanStatus,
    SupportStatus,
)

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_read(case: Case, user: "User", *, at: datetime) -> "Refusal | None":
    return of_cases.why_not_read(Part.PLAN, user, Sharing.of(case, at=at), at=at)


def _why_not_in_case(case: Case, user: "User", at: datetime) -> "Refusal | None":
    return of_cases.why_not_write(case, Part.PLAN, user, Sharing.of(case, at=at), at=at)


def why_not_begin(case: Case, plan: Plan | None, user: "User", *, at: datetime) -> "Refusal | None":
    """For presumed victims too, and for those who do not cooperate with anybody."""
    if plan is not None:
        return _("This case has a plan already.")
    return _why_not_in_case(case, user, at)


def why_not_write(case: Case, plan: Plan | None, user: "User", *, at: datetime) -> "Refusal | None":
    if plan is None:
        return _("There is no plan yet. Begin one with the person.")
    if plan.is_closed:
        return _("This plan is closed. Reopen it before you write in it.")
    return _why_not_in_case(case, user, at)


def why_not_agree(
    case: Case, plan: Plan | None, user: "User", *, has_content: bool, at: datetime
) -> "Refusal | None":
    if refusal := why_not_write(case, plan, user, at=at):
        return refusal
    if not has_content:
        return _("Write down at least one goal or one service before you agree the plan.")
    return None


def why_not_reopen(case: Case, plan: Plan, user: "User", *, at: datetime) -> "Refusal | None":
    if plan.status != PlanStatus.CLOSED:
        return _("This plan is open.")
    return _why_not_in_case(case, user, at)


def why_not_settle_goal(goal: Goal, after: GoalStatus) -> "Refusal | None":
    if after not in NEXT_GOAL[GoalStatus(goal.status)]:
        return _("The goal cannot go from its present status to that one.")
    return None


def why_not_move_support(support: Support, after: SupportStatus) -> "Refusal | None":
    if after not in NEXT_SUPPORT[SupportStatus(support.status)]:
        return _("The service cannot go from its present status to that one.")
    return None


def why_not_ask_after(support: Support) -> "Refusal | None":
    if support.from_on is None:
        return _("This service has not begun.")
    return None


def why_not_hold(follow_up: FollowUp) -> "Refusal | None":
    if follow_up.status == FollowUpStatus.HELD:
        return _("This follow-up was held already.")
    return None


SETTLED: Mapping[type, frozenset[str]] = {
    Goal: frozenset(GoalStatus) - {GoalStatus.OPEN},
    Support: frozenset({SupportStatus.FINISHED}),
    FollowUp: frozenset({FollowUpStatus.HELD}),
}


def why_not_correct(row: Any) -> "Refusal | None":
    """Corrected is what was settled; before that it is simply written."""
    if row.status not in SETTLED[type(row)]:
        return _("Only what was settled is corrected. Change it, or write down what came of it.")
    return None


def why_not_miss(follow_up: FollowUp) -> "Refusal | None":
    if follow_up.status != FollowUpStatus.DUE:
        return _("This follow-up is not due any more.")
    return None


def why_not_ask_about_work(placement: Placement) -> "Refusal | None":
    if placement.after:
        return _("It is written down already what became of it.")
    return None
