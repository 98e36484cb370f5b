"""May this person plan, open, close or reopen a cycle, or move a due day?"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.reporting.models import Cycle, Extension, Obligation
from dayaq.reporting.states import CycleStatus, ReportStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.plan.models import PlanVersion

CLOSED = _("This cycle is closed. Nothing in it changes any more.")
NOT_OPEN = _("This cycle has not been opened yet.")


def why_not_change_within(cycle: Cycle) -> "Refusal | None":
    """Work is done in an open cycle only."""
    if cycle.status == CycleStatus.CLOSED:
        return CLOSED
    if cycle.status != CycleStatus.OPEN:
        return NOT_OPEN
    return None


def why_not_keep_cycles(user: "User") -> "Refusal | None":
    if not holds(user, Permission.CYCLE_KEEP):
        return _("Reporting cycles are kept by the coordinator.")
    return None


def why_not_plan_cycle(
    version: "PlanVersion", user: "User", *, first: date, last: date
) -> "Refusal | None":
    if refusal := why_not_keep_cycles(user):
        return refusal
    if last < version.plan.starts_on or version.plan.ends_on < first:
        return _("The period lies outside the years of the plan.")
    return None


def why_not_open(cycle: Cycle, user: "User") -> "Refusal | None":
    if refusal := why_not_keep_cycles(user):
        return refusal
    if cycle.status == CycleStatus.CLOSED:
        return _("This cycle is closed. It can be reopened with a reason.")
    if not cycle.can_become(CycleStatus.OPEN):
        return _("This cycle is already open.")
    return None


def why_not_close(cycle: Cycle, user: "User", *, on: date) -> "Refusal | None":
    """Not before its window has closed, and not while a report waits for the coordinator's word."""
    if refusal := why_not_keep_cycles(user):
        return refusal
    if refusal := why_not_change_within(cycle):
        return refusal
    if on <= cycle.closes_on:
        return _("The window for submissions is still open; reports may still come.")
    waiting = cycle.obligations.filter(report__status=ReportStatus.SUBMITTED).count()
    if waiting:
        return ngettext(
            "%(count)d submitted report waits to be accepted or returned.",
            "%(count)d submitted reports wait to be accepted or returned.",
            waiting,
        ) % {"count": waiting}
    return None


def why_not_reopen(cycle: Cycle, user: "User") -> "Refusal | None":
    if refusal := why_not_keep_cycles(user):
        return refusal
    if cycle.status != CycleStatus.CLOSED:
        return _("Only a closed cycle can be reopened.")
    return None


def why_not_refresh(cycle: Cycle, user: "User") -> "Refusal | None":
    return why_not_keep_cycles(user) or why_not_change_within(cycle)


def why_not_remind_in(cycle: Cycle, user: "User") -> "Refusal | None":
    """The coordinator may remind by hand while the cycle is open."""
    return why_not_keep_cycles(user) or why_not_change_within(cycle)


def why_not_remind(obligation: Obligation, user: "User") -> "Refusal | None":
    """Executors only, and only of what is still owed."""
    if refusal := why_not_remind_in(obligation.cycle, user):
        return refusal
    if not obligation.is_required:
        return _("A recommended body is invited, not chased.")
    if obligation.is_reported:
        return _("This report has already been submitted.")
    return None


def why_not_reach(people: Sequence["User"]) -> "Refusal | None":
    if not people:
        return _("Nobody drafts or approves at this body yet: there is nobody to remind.")
    return None


def why_not_ask_extension(obligation: Obligation, user: "User") -> "Refusal | None":
    ours = bodies_where(user, Permission.REPORT_DRAFT) | bodies_where(
        user, Permission.REPORT_APPROVE
    )
    if obligation.body_id not in ours:
        return _("More time is asked for by the people of the body that reports.")
    if refusal := why_not_change_within(obligation.cycle):
        return refusal
    if not obligation.is_required:
        return _("A recommended body is invited and has no due day to move.")
    if obligation.is_reported:
        return _("This report has already been submitted.")
    if any(extension.is_granted is None for extension in obligation.extensions.all()):
        return _("A request for more time is already waiting for the coordinator.")
    return None


def why_not_decide_extension(extension: Extension, user: "User") -> "Refusal | None":
    if not holds(user, Permission.CYCLE_KEEP):
        return _("Requests for more time are decided by the coordinator.")
    if refusal := why_not_change_within(extension.obligation.cycle):
        return refusal
    if extension.is_granted is not None:
        return _("This request has already been decided.")
    if extension.asked_by_id == user.pk:
        return _("Whoever asked for more time cannot decide on it.")
    return None
