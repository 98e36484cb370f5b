"""What bodies say they did: reports, the money and evidence in them, and their trail."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, holds
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.reporting.models.cycles import Obligation
from dayaq.reporting.states import EDITABLE, Act, Declared, ReportStatus, Sensitivity, Source

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "User") -> Self:
        """A body's own reports to its people; what has left the body to those who read all."""
        own = Q(obligation__body__in=user.body_ids())
        if holds(user, Permission.REPORT_READ_ALL):
            handed_in = Q(status__in=[ReportStatus.SUBMITTED, ReportStatus.ACCEPTED]) | Q(
                submitted_at__isnull=False
            )
            return (
                self.filter(handed_in | own)
                if holds(user, Permission.REPORT_READ_OWN)
                else self.filter(handed_in)
            )
        return self.filter(own) if holds(user, Permission.REPORT_READ_OWN) else self.none()

    def accepted(self) -> Self:
        return self.filter(status=ReportStatus.ACCEPTED)


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
    def submitted_on(self) -> date | None:
        return localdate(self.submitted_at) if self.submitted_at else None


class Spending(models.Model):
    """Money used for the reported work, by source. An amount that is not known says why, and is not zero."""

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
                condition=Q(amount__isnull=False) | ~Q(reason_if_unknown=""),
                name="unknown_amounts_say_why",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="amounts_are_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.amount if self.amount is not None else self.reason_if_unknown}"


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
