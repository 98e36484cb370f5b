"""The way of a report: sent, taken back, returned, approved, accepted. Each step is kept."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.accounts.models import Role
from dayaq.notices.actions import tell
from dayaq.notices.recipients import everybody, people_at
from dayaq.reporting.actions.writing import Incomplete, become, locked, step
from dayaq.reporting.models import Report
from dayaq.reporting.policies import reports as may
from dayaq.reporting.states import Act, ReportStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def send(report: Report, *, by: "User", at: datetime) -> Report:
    """Put the report before the body's approver. Raises `Incomplete` where something is unsaid."""
    report = locked(report)
    require(may.why_not_send(report, by))
    if missing := may.what_is_missing(report):
        raise Incomplete(missing)

    report.authors.add(by)
    become(report, ReportStatus.WITH_APPROVER)
    step(report, Act.SENT, by=by, at=at)
    _tell_body(report, "reporting.sent", Role.APPROVER, Role.HEAD, but=by, at=at)
    return report


@transaction.atomic
def recall(report: Report, *, by: "User", at: datetime) -> Report:
    """Take the report back from the approver, to write on."""
    report = locked(report)
    require(may.why_not_recall(report, by))

    become(report, ReportStatus.DRAFT)
    step(report, Act.RECALLED, by=by, at=at)
    return report


@transaction.atomic
def return_to_drafter(report: Report, *, comment: str, by: "User", at: datetime) -> Report:
    """The approver gives the report back, saying why."""
    report = locked(report)
    require(may.why_not_return_to_drafter(report, by))
    require(may.why_not_leave_unsaid(comment))

    _return(report, comment=comment, by=by, at=at)
    _tell_body(report, "reporting.returned", Role.DRAFTER, but=by, at=at)
    return report


@transaction.atomic
def approve(report: Report, *, by: "User", at: datetime) -> Report:
    """The body stands by the report: it is handed in. Nobody approves what they wrote themselves."""
    report = locked(report)
    require(may.why_not_approve(report, by, authors=_authors(report)))
    if missing := may.what_is_missing(report):
        raise Incomplete(missing)

    report.approved_by = by
    report.submitted_at = report.submitted_at or at
    become(report, ReportStatus.SUBMITTED, "approved_by", "submitted_at")
    step(report, Act.APPROVED, by=by, at=at)
    cycle = report.obligation.cycle
    tell(
        everybody(Role.COORDINATOR, on=localdate(at)),
        "reporting.submitted",
        key=f"cycle:{cycle.pk}:submitted:{localdate(at):%Y%m%d}",  # once a day, not once a report
        url=f"{reverse('reporting:obligations')}?cycle={cycle.pk}&status=submitted",
        at=at,
        cycle=cycle.name,
    )
    return report


@transaction.atomic
def return_to_body(report: Report, *, comment: str, by: "User", at: datetime) -> Report:
    """The coordinator gives a submitted report back to its body, saying why."""
    report = locked(report)
    require(may.why_not_return_to_body(report, by, authors=_authors(report)))
    require(may.why_not_leave_unsaid(comment))

    _return(report, comment=comment, by=by, at=at)
    _tell_body(report, "reporting.returned", Role.DRAFTER, Role.APPROVER, but=by, at=at)
    return report


@transaction.atomic
def accept(report: Report, *, by: "User", at: datetime) -> Report:
    """The coordinator takes the report over: from here on it does not change."""
    report = locked(report)
    require(may.why_not_accept(report, by, authors=_authors(report)))

    report.accepted_at = at
    become(report, ReportStatus.ACCEPTED, "accepted_at")
    step(report, Act.ACCEPTED, by=by, at=at)
    _tell_body(report, "reporting.accepted", Role.DRAFTER, Role.APPROVER, but=by, at=at)
    return report


def _return(report: Report, *, comment: str, by: "User", at: datetime) -> None:
    step_revision = report.revision
    report.revision = step_revision + 1
    become(report, ReportStatus.RETURNED, "revision")
    report.revision = step_revision  # the trail says which revision was returned
    step(report, Act.RETURNED, by=by, at=at, comment=comment)
    report.revision = step_revision + 1


def _authors(report: Report) -> set[int]:
    return set(report.authors.values_list("pk", flat=True)) | {report.drafted_by_id}


def _tell_body(report: Report, code: str, *roles: Role, but: "User", at: datetime) -> None:
    """Tell the people of the reporting body, except whoever did it. The text names clause and cycle."""
    obligation = report.obligation
    people = people_at([obligation.body_id], *roles, on=localdate(at)).get(obligation.body_id, [])
    tell(
        [person for person in people if person.pk != but.pk],
        code,
        key=f"report:{report.pk}:{report.edit_number}",
        url=reverse("reporting:obligation", args=[obligation.pk]),
        at=at,
        clause=obligation.measure.clause,
        cycle=obligation.cycle.name,
        due=obligation.due_on,
    )
