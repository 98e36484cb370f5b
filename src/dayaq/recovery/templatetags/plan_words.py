"""States of a plan as pages show them, and words of rows that were opened."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import template
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.recovery.models import FollowUp, Goal, Plan, Risk, Support
from dayaq.recovery.models.looks import LOOKS
from dayaq.recovery.states import (
    FollowUpStatus,
    GoalStatus,
    PlanStatus,
    RiskLevel,
    SupportStatus,
)

register = template.Library()

RISKS = {RiskLevel.HIGH: "bad", RiskLevel.MEDIUM: "watch", RiskLevel.LOW: "good"}
GOALS = {
    GoalStatus.OPEN: "going",
    GoalStatus.REACHED: "good",
    GoalStatus.PARTLY: "watch",
    GoalStatus.DROPPED: "calm",
}
SUPPORTS = {
    SupportStatus.PLANNED: "watch",
    SupportStatus.ASKED: "going",
    SupportStatus.RUNNING: "good",
    SupportStatus.FINISHED: "calm",
    SupportStatus.DROPPED: "calm",
}


@register.filter
def plan_look(plan: Plan) -> str:
    return LOOKS[PlanStatus(plan.status)]


@register.filter
def risk_look(risk: Risk) -> str:
    return RISKS[RiskLevel(risk.level)]


@register.filter
def goal_look(goal: Goal) -> str:
    return GOALS[GoalStatus(goal.status)]


@register.filter
def support_look(support: Support) -> str:
    return SUPPORTS[SupportStatus(support.status)]


@register.filter
def follow_up_look(follow_up: FollowUp) -> str:
    if follow_up.status == FollowUpStatus.HELD:
        return "good"
    return "watch" if follow_up.status == FollowUpStatus.MISSED else day_look(follow_up.due_on)


@register.filter
def day_look(day: date) -> str:
    """The look of a day by which something is due."""
    today = localdate()
    return "bad" if day < today else "watch" if day <= today + timedelta(days=7) else "going"


@register.filter
def asked_on(day: date) -> str:
    return _("to be asked %(day)s") % {"day": f"{day:%d.%m.%Y}"}


@register.filter
def of_row(words: Mapping[str, Any], row: Any) -> Mapping[str, str]:
    """The opened words of this row; nothing while it is covered."""
    found: Mapping[str, str] = (words or {}).get(str(row.pk), {})
    return found


@register.filter
def field(clear: Mapping[str, str], name: str) -> str:
    return clear.get(name, "")


@register.filter
def level_label(level: str) -> str:
    return str(RiskLevel(level).label)


@register.filter
def as_day(kept: str) -> str:
    """A day as a version keeps it, `2026-03-09`, as people write it."""
    return f"{date.fromisoformat(kept):%d.%m.%Y}" if kept else ""
