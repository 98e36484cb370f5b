"""What waits for a person: the lists of My work, each with the nearest clock first."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.reporting.models.cycles import Cycle, Extension, Obligation
from dayaq.reporting.models.verification import Verification
from dayaq.reporting.states import Act, Binding, CycleStatus, ReportStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@dataclass(frozen=True, slots=True)
class Duties:
    """Lists of obligations that wait for one person, unread until they are looked at.

    The clock of `to_report`, `returned` and `invited` is `due_on`; of the others it is `since`, the
    moment from which they wait. `to_verify` holds one obligation for each measure of a cycle.
    """

    to_report: QuerySet[Obligation]
    returned: QuerySet[Obligation]
    invited: QuerySet[Obligation]
    to_approve: QuerySet[Obligation]
    to_accept: QuerySet[Obligation]
    to_decide: QuerySet[Extension]
    to_verify: QuerySet[Obligation]


def duties(user: "User", *, on: date) -> Duties:
    """What the person owes and to whom, in open cycles whose window has come by that day."""
    running = Obligation.objects.filter(
        cycle__status=CycleStatus.OPEN, cycle__opens_on__lte=on
    ).with_everything()
    drafting = running.filter(body__in=bodies_where(user, Permission.REPORT_DRAFT))
    unwritten = Q(report=None) | Q(report__status=ReportStatus.DRAFT)
    approving = bodies_where(user, Permission.REPORT_APPROVE)
    accepts = holds(user, Permission.REPORT_ACCEPT)
    decides = holds(user, Permission.CYCLE_KEEP)
    verifies = holds(user, Permission.MEASURE_VERIFY)
    by_due = ("due_on", "measure__direction__position", "measure__position")
    return Duties(
        to_report=drafting.filter(unwritten, binding=Binding.REQUIRED).order_by(*by_due),
        returned=drafting.filter(report__status=ReportStatus.RETURNED).order_by(*by_due),
        invited=drafting.filter(unwritten, binding=Binding.INVITED).order_by(*by_due),
        to_approve=_waiting(
            running.filter(body__in=approving), ReportStatus.WITH_APPROVER, Act.SENT
        )
        # one's own words wait for somebody else
        .exclude(report__authors=user),
        to_accept=_waiting(
            running if accepts else running.none(), ReportStatus.SUBMITTED, Act.APPROVED
        ),
        to_decide=(
            Extension.objects.waiting()
            .filter(obligation__cycle__status=CycleStatus.OPEN)
            .select_related("obligation__cycle", "obligation__measure", "asked_by")
            .prefetch_related("obligation__body__names")
            if decides
            else Extension.objects.none()
        ),
        to_verify=to_verify() if verifies else Obligation.objects.none(),
    )


def to_verify() -> QuerySet[Obligation]:
    """Measures of open cycles with an accepted report and no finding: one obligation for each."""
    found = Verification.objects.standing().filter(
        cycle=OuterRef("cycle"), measure=OuterRef("measure")
    )
    return (
        Obligation.objects.filter(
            cycle__in=Cycle.objects.open(),
            binding=Binding.REQUIRED,
            report__status=ReportStatus.ACCEPTED,
        )
        .exclude(Exists(found))
        .with_everything()
        .order_by(
            "cycle__closes_on",
            "cycle_id",
            "measure__direction__position",
            "measure__position",
            "body",
        )
        .distinct(
            "cycle__closes_on", "cycle_id", "measure__direction__position", "measure__position"
        )
    )


def _waiting(
    obligations: QuerySet[Obligation], status: ReportStatus, did: Act
) -> QuerySet[Obligation]:
    """Those whose report has that status, the longest waiting first; `since` says from when."""
    return (
        obligations.filter(report__status=status)
        .annotate(since=Max("report__steps__at", filter=Q(report__steps__did=did)))
        .order_by("since", "due_on")
    )
