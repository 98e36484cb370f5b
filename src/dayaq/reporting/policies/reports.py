"""May this person write, send, approve, return or accept a report, and what does it still lack?"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.reporting.models import Obligation, Report
from dayaq.reporting.policies.cycles import why_not_change_within
from dayaq.reporting.states import ReportStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def _why_not_as_drafter(obligation: Obligation, user: "User") -> "Refusal | None":
    if obligation.body_id not in bodies_where(user, Permission.REPORT_DRAFT):
        return _("A report is written by a drafter of the body that owes it.")
    return why_not_change_within(obligation.cycle)


def why_not_begin(obligation: Obligation, user: "User") -> "Refusal | None":
    if refusal := _why_not_as_drafter(obligation, user):
        return refusal
    if obligation.reported is not None:
        return _("This report has already been begun.")
    return None


def why_not_edit(report: Report, user: "User") -> "Refusal | None":
    if refusal := _why_not_as_drafter(report.obligation, user):
        return refusal
    if not report.is_editable:
        return _NOT_WITH_DRAFTER[ReportStatus(report.status)]
    return None


_NOT_WITH_DRAFTER = {
    ReportStatus.WITH_APPROVER: _("This report is with the approver; take it back to change it."),
    ReportStatus.SUBMITTED: _("This report was submitted and waits for the coordinator."),
    ReportStatus.ACCEPTED: _("This report was accepted and no longer changes."),
}


def why_not_send(report: Report, user: "User") -> "Refusal | None":
    return why_not_edit(report, user)


def why_not_recall(report: Report, user: "User") -> "Refusal | None":
    if refusal := _why_not_as_drafter(report.obligation, user):
        return refusal
    if report.status != ReportStatus.WITH_APPROVER:
        return _("Only a report that waits for the approver can be taken back.")
    return None


def _why_not_as_approver(report: Report, user: "User") -> "Refusal | None":
    if report.obligation.body_id not in bodies_where(user, Permission.REPORT_APPROVE):
        return _("A report is approved by an approver or the head of the body that owes it.")
    if refusal := why_not_change_within(report.obligation.cycle):
        return refusal
    if report.status != ReportStatus.WITH_APPROVER:
        return _("This report does not wait for an approver.")
    return None


def why_not_return_to_drafter(report: Report, user: "User") -> "Refusal | None":
    return _why_not_as_approver(report, user)


def why_not_approve(report: Report, user: "User", *, authors: Collection[int]) -> "Refusal | None":
    """`authors` are the ids of all who wrote any of it: nobody approves their own words."""
    if refusal := _why_not_as_approver(report, user):
        return refusal
    if user.pk in authors:
        return _("You wrote a part of this report; somebody else must approve it.")
    return None


def _why_not_as_coordinator(
    report: Report, user: "User", *, authors: Collection[int]
) -> "Refusal | None":
    if not holds(user, Permission.REPORT_ACCEPT):
        return _("Submitted reports are accepted or returned by the coordinator.")
    if refusal := why_not_change_within(report.obligation.cycle):
        return refusal
    if report.status != ReportStatus.SUBMITTED:
        return _("This report does not wait for the coordinator.")
    if user.pk in authors or user.pk == report.approved_by_id:
        return _("You wrote or approved this report; another coordinator must decide on it.")
    return None


def why_not_accept(report: Report, user: "User", *, authors: Collection[int]) -> "Refusal | None":
    return _why_not_as_coordinator(report, user, authors=authors)


def why_not_return_to_body(
    report: Report, user: "User", *, authors: Collection[int]
) -> "Refusal | None":
    return _why_not_as_coordinator(report, user, authors=authors)


def why_not_leave_unsaid(comment: str) -> "Refusal | None":
    """What is returned, refused or reopened says why."""
    return None if comment.strip() else _("Say why, so that the others know what to do.")


def what_is_missing(report: Report) -> "dict[str, Refusal]":
    """What a report must still say before it can be sent, by the field where it is said."""
    missing: dict[str, Refusal] = {}
    if report.is_nothing_to_report:
        if not report.nothing_reason.strip():
            missing["nothing_reason"] = _("Say why there is nothing to report.")
    else:
        if not report.facts.strip():
            missing["facts"] = _("Say what was done: facts, dates, places.")
        if not report.declared:
            missing["declared"] = _("Choose the declared status.")
    if report.declared and not report.fits(report.declared):
        missing["declared"] = (
            _("A regular measure is judged by its period and is never completed.")
            if report.obligation.measure.is_regular
            else _("This status is for regular measures; choose one for a measure with an end.")
        )
    if any(s.amount is None and not s.reason_if_unknown.strip() for s in report.spendings.all()):
        missing["spendings"] = _("Give each amount, or say why it is not known.")
    return missing
