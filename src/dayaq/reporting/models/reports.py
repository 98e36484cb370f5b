"""What bodies say they did: reports, the money and evidence in them, and their trail."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.reporting.models.cycles import Obligation
from dayaq.reporting.states import (
    EDITABLE,
    HANDED_IN,
    NEXT_REPORT,
    Act,
    Declared,
    ReportStatus,
    Sensitivity,
    Source,
    declared_for,
)

if TYPE_CHECKING:
    from dayaq.accounts.models import User


WRITTEN = (
    "is_nothing_to_report",
    "nothing_reason",
    "facts",
    "result",
    "declared",
    "problems",
    "decision_needed",
    "next_plan",
    "partners",
)
"""The fields that a drafter fills in."""


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "User") -> Self:
        """A body's own reports to its people; what has left the body to those who read all."""
        own = Q(obligation__body__in=bodies_where(user, Permission.REPORT_READ_OWN))
        if holds(user, Permission.REPORT_READ_ALL):
            return self.filter(own | Q(submitted_at__isnull=False))
        return self.filter(own)

    def accepted(self) -> Self:
        return self.filter(status=ReportStatus.ACCEPTED)

    def before(self, obligation: Obligation) -> Self:
        """What was handed in about the same clause in earlier cycles, the latest first.

        A successor finds the reports of the body whose duty it took over.
        """
        body = obligation.body_id
        same_duty = (
            Q(obligation__body=body)
            | Q(obligation__body__successions_from__successor=body)
            | Q(obligation__body__successions_from__successor__successions_from__successor=body)
        )
        return self.filter(
            same_duty,
            status__in=HANDED_IN,
            obligation__measure__clause=obligation.measure.clause,
            obligation__cycle__version__plan=obligation.cycle.version.plan_id,
            obligation__cycle__period_last__lt=obligation.cycle.period_first,
        ).order_by("-obligation__cycle__period_last", "-submitted_at")

    def with_everything(self) -> Self:
        """With what a report's page shows, in a fixed number of queries."""
        return self.select_related(
            "obligation__cycle__version__plan",
            "obligation__measure__direction",
            "obligation__party__group",
            "drafted_by",
            "approved_by",
        ).prefetch_related("obligation__body__names", "spendings", "evidence", "steps__by")


class Report(models.Model):
    """What one body says it did about one measure in one cycle.

    Holds no data about victims: counts come from `evidence`, texts say what the body did.
    """

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="report")
    status = models.CharField(
        _("status"), max_length=14, choices=ReportStatus, default=ReportStatus.DRAFT
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    edit_number = models.PositiveIntegerField(
        default=0
    )  # guards against two people saving over each other

    is_nothing_to_report = models.BooleanField(_("nothing to report"), default=False)
    nothing_reason = models.TextField(_("why there is nothing to report"), blank=True)
    facts = models.TextField(_("what was done: facts, dates, places"), blank=True)
    result = models.TextField(_("result"), blank=True)
    declared = models.CharField(_("declared status"), max_length=20, choices=Declared, blank=True)
    problems = models.TextField(_("difficulties and their causes"), blank=True)
    decision_needed = models.TextField(_("decision needed, and from whom"), blank=True)
    next_plan = models.TextField(_("planned for the next period"), blank=True)
    partners = models.TextField(_("partners: NGOs, international organisations"), blank=True)

    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    begun_at = models.DateTimeField(_("begun"))
    saved_at = models.DateTimeField(_("saved"))
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        ordering = ("obligation",)
        constraints = (
            filled_exactly_when(
                Q(status=ReportStatus.ACCEPTED), "accepted_at", name="accepted_reports_say_when"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ReportStatus.SUBMITTED, ReportStatus.ACCEPTED])
                | Q(submitted_at__isnull=False, approved_by__isnull=False),
                name="submitted_reports_say_when_and_by_whom",
            ),
        )

    def __str__(self) -> str:
        return str(self.obligation)

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def is_handed_in(self) -> bool:
        return self.status in HANDED_IN

    def can_become(self, status: ReportStatus) -> bool:
        return status in NEXT_REPORT[ReportStatus(self.status)]

    def fits(self, declared: str) -> bool:
        """Is that a status which this kind of measure can have? A regular one is never completed."""
        return declared in declared_for(is_regular=self.obligation.measure.is_regular)

    def written(self) -> dict[str, object]:
        """What the report says, as plain values: for the trail, and for showing it to its readers."""
        return {
            **{name: getattr(self, name) for name in WRITTEN},
            "spendings": [
                {
                    "source": spending.source,
                    "amount": None if spending.amount is None else str(spending.amount),
                    "reason_if_unknown": spending.reason_if_unknown,
                }
                for spending in self.spendings.all()
            ],
            "evidence": [
                {
                    "id": item.pk,
                    "title": item.title,
                    "number": item.number,
                    "dated_on": item.dated_on.isoformat() if item.dated_on else None,
                    "link": item.link,
                    "file_name": item.file_name,
                    "sha256": item.sha256,
                    "sensitivity": item.sensitivity,
                }
                for item in self.evidence.all()
            ],
        }

    @property
    def submitted_on(self) -> date | None:
        """The day it first reached the coordinator: a later return does not make it late."""
        return localdate(self.submitted_at) if self.submitted_at else None


class Spending(models.Model):
    """Money used for the reported work, by source.

    An amount that is not known says why, and is not zero: a draft may still owe the reason, the
    database lets no report leave its drafter without it.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="spendings")
    source = models.CharField(_("source"), max_length=20, choices=Source)
    amount = models.DecimalField(
        _("amount, AZN"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    reason_if_unknown = models.CharField(
        _("why the amount is not known"), max_length=300, blank=True
    )

    class Meta:
        verbose_name = _("spending")
        ordering = ("report", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="amounts_are_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.amount if self.amount is not None else self.reason_if_unknown}"


class EvidenceQuerySet(models.QuerySet["EvidenceItem"]):
    def visible_to(self, user: "User") -> Self:
        """Documents of the reports one may read; restricted ones only where the duty asks for it.

        Restricted documents are for the body itself, the coordinator and the verifier: oversight
        reads the report and knows that the document exists.
        """
        readable = self.filter(report__in=Report.objects.visible_to(user))
        if holds(user, Permission.REPORT_ACCEPT) or holds(user, Permission.MEASURE_VERIFY):
            return readable
        return readable.filter(
            ~Q(sensitivity=Sensitivity.RESTRICTED)
            | Q(report__obligation__body__in=bodies_where(user, Permission.REPORT_READ_OWN))
        )


class EvidenceManager(models.Manager.from_queryset(EvidenceQuerySet)):  # type: ignore[misc]
    """Documents without their bytes, which are fetched only when somebody opens one."""

    def get_queryset(self) -> EvidenceQuerySet:
        found: EvidenceQuerySet = super().get_queryset().defer("content")
        return found


class EvidenceItem(models.Model):
    """A document that proves reported work: its number and date, a link or the file itself."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence")
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(_("document number"), max_length=100, blank=True)
    dated_on = models.DateField(_("document date"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    content = models.BinaryField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sensitivity = models.CharField(
        _("who may see it"), max_length=12, choices=Sensitivity, default=Sensitivity.GOVERNMENT
    )

    objects = EvidenceManager()

    class Meta:
        verbose_name = _("evidence")
        ordering = ("report", "pk")

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """One step in a report's trail, with what the report said at that moment. Append-only."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    did = models.CharField(_("step"), max_length=10, choices=Act)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    comment = models.TextField(_("comment"), blank=True)
    revision = models.PositiveIntegerField(_("revision"))
    snapshot = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("step")
        ordering = ("report", "at", "pk")

    def __str__(self) -> str:
        return f"{self.report}: {self.get_did_display()}"
