"""The lives of cycles, reports and editions, and the three separate facts about a measure."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CycleStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", pgettext_lazy("cycle", "Open")
    CLOSED = "closed", pgettext_lazy("cycle", "Closed")


NEXT_CYCLE = MappingProxyType(
    {
        CycleStatus.PLANNED: frozenset({CycleStatus.OPEN}),
        CycleStatus.OPEN: frozenset({CycleStatus.CLOSED}),
        CycleStatus.CLOSED: frozenset(
            {CycleStatus.OPEN}
        ),  # reopened by the coordinator, with a reason
    }
)


class CycleKind(TextChoices):
    QUARTERLY = "quarterly", _("Quarterly, light")
    ANNUAL = "annual", _("Annual, full")


class Binding(TextChoices):
    """An executor must report; a recommended body is invited, and never chased."""

    REQUIRED = "required", _("Required")
    INVITED = "invited", _("Invited")


class ReportStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    WITH_APPROVER = "with_approver", _("With the approver")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


NEXT_REPORT = MappingProxyType(
    {
        ReportStatus.DRAFT: frozenset({ReportStatus.WITH_APPROVER}),
        ReportStatus.WITH_APPROVER: frozenset(
            {ReportStatus.SUBMITTED, ReportStatus.RETURNED, ReportStatus.DRAFT}
        ),
        ReportStatus.SUBMITTED: frozenset({ReportStatus.ACCEPTED, ReportStatus.RETURNED}),
        ReportStatus.RETURNED: frozenset({ReportStatus.WITH_APPROVER}),
        ReportStatus.ACCEPTED: frozenset[ReportStatus](),
    }
)

EDITABLE = frozenset({ReportStatus.DRAFT, ReportStatus.RETURNED})
HANDED_IN = frozenset({ReportStatus.SUBMITTED, ReportStatus.ACCEPTED})


class Act(TextChoices):
    """What somebody did to a report: the steps of its trail."""

    BEGUN = "begun", _("Begun")
    SENT = "sent", _("Sent to the approver")
    RECALLED = "recalled", _("Taken back")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved and submitted")
    ACCEPTED = "accepted", _("Accepted")


class Declared(TextChoices):
    """What the executor says."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    SUSPENDED = "suspended", _("Suspended")
    PERFORMED = "performed", _("Performed in this period")
    PARTLY_PERFORMED = "partly_performed", _("Partly performed in this period")
    NOT_PERFORMED = "not_performed", _("Not performed in this period")
    NOT_APPLICABLE = "not_applicable", _("Not applicable in this period")


FOR_REGULAR = (
    Declared.PERFORMED,
    Declared.PARTLY_PERFORMED,
    Declared.NOT_PERFORMED,
    Declared.SUSPENDED,
    Declared.NOT_APPLICABLE,
)
FOR_DATED = (
    Declared.NOT_STARTED,
    Declared.IN_PROGRESS,
    Declared.COMPLETED,
    Declared.SUSPENDED,
    Declared.NOT_APPLICABLE,
)


def declared_for(*, is_regular: bool) -> tuple[Declared, ...]:
    """A regular measure is judged by its period; only one with an end can be completed."""
    return FOR_REGULAR if is_regular else FOR_DATED


class Verified(TextChoices):
    """What the verifier found."""

    FULLY = "fully", _("Fully implemented")
    MOSTLY = "mostly", _("Mostly implemented")
    PARTIALLY = "partially", _("Partially implemented")
    NOT = "not", _("Not implemented")
    NO_EVIDENCE = "no_evidence", _("No evidence")


class Schedule(TextChoices):
    """Where a measure or an obligation stands against its dates. Computed, never stored or edited."""

    NOT_YET = "not_yet", _("Not yet due")
    ON_SCHEDULE = "on_schedule", _("On schedule")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    REPORTED = "reported", _("Reported")
    REPORTED_LATE = "reported_late", _("Reported late")
    NOT_REPORTED = "not_reported", _("Not reported")
    INVITED = "invited", _("Invited")
    ENDED = "ended", _("Ended")


class Source(TextChoices):
    """Where money comes from (section 3 of the plan)."""

    STATE_BUDGET = "state_budget", _("State budget")
    OFF_BUDGET = "off_budget", _("Off-budget funds")
    GRANT = "grant", _("Grant")
    DONOR = "donor", _("Donor")
    OTHER = "other", _("Other lawful source")


class Sensitivity(TextChoices):
    PUBLIC = "public", _("Public")
    GOVERNMENT = "government", _("Government only")
    RESTRICTED = "restricted", _("Restricted")


class EditionStatus(TextChoices):
    BUILDING = "building", _("Being built")
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    FAILED = "failed", _("Failed")


NEXT_EDITION = MappingProxyType(
    {
        EditionStatus.BUILDING: frozenset({EditionStatus.DRAFT, EditionStatus.FAILED}),
        EditionStatus.DRAFT: frozenset({EditionStatus.SIGNED, EditionStatus.BUILDING}),
        EditionStatus.FAILED: frozenset({EditionStatus.BUILDING}),
        EditionStatus.SIGNED: frozenset[EditionStatus](),
    }
)
