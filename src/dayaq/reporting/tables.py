"""The lists of this room."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Body
from dayaq.kernel.signs import status
from dayaq.kernel.text import Fold, fold
from dayaq.plan.models import Direction, Measure
from dayaq.reporting.models import Cycle, Edition, Obligation
from dayaq.reporting.models.cycles import DUE_SOON
from dayaq.reporting.states import Binding, ReportStatus, Schedule

NOT_BEGUN = "none"


class ObligationTable(tables.Table):  # type: ignore[misc]
    measure = tables.Column(
        verbose_name=_("Measure"),
        accessor="measure__clause",
        order_by=("measure__direction__position", "measure__position"),
        linkify=lambda record: reverse("reporting:obligation", args=[record.pk]),
    )
    text = tables.Column(
        verbose_name=_("Text of the law"), accessor="measure__text", orderable=False
    )
    body = tables.Column(verbose_name=_("Body"), accessor="body", order_by="body__code")
    cycle = tables.Column(verbose_name=_("Cycle"), order_by="cycle__period_first")
    due_on = tables.DateColumn(verbose_name=_("Due"), format="d.m.Y")
    status = tables.Column(
        verbose_name=_("Report"), accessor="state", order_by="report__status", empty_values=()
    )
    schedule = tables.Column(
        verbose_name=_("Schedule"), accessor="pk", orderable=False, empty_values=()
    )
    declared = tables.Column(
        verbose_name=_("Declared"), accessor="report__declared", order_by="report__declared"
    )
    binding = tables.Column(verbose_name=_("Kind"), visible=False)

    class Meta:
        model = Obligation
        sequence = (
            "measure",
            "text",
            "body",
            "cycle",
            "due_on",
            "status",
            "schedule",
            "declared",
            "binding",
        )
        fields = sequence

    def render_text(self, value: str) -> str:
        return format_html('<span class="clamped" lang="az">{}</span>', value)

    def value_text(self, value: str) -> str:
        return value

    def render_status(self, record: Obligation) -> str:
        return status(record.state, self.value_status(record), "report")

    def value_status(self, record: Obligation) -> Any:
        return ReportStatus(record.state).label if record.state else _("Not begun")

    def render_schedule(self, record: Obligation) -> str:
        schedule = record.schedule(on=localdate())
        return status(schedule, schedule.label, "schedule")

    def value_schedule(self, record: Obligation) -> Any:
        return record.schedule(on=localdate()).label

    def render_declared(self, record: Obligation, value: str) -> str:
        report = record.reported
        return status(report.declared, value, "declared") if report and report.declared else "—"

    def value_declared(self, value: str) -> str:
        return value


def _bodies(request: HttpRequest | None) -> QuerySet[Body]:
    if request is None:
        return Body.objects.none()
    mine = Obligation.objects.visible_to(request.user)  # type: ignore[arg-type]
    return Body.objects.filter(pk__in=mine.values("body")).prefetch_related("names")


class ObligationFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Search"), method="found")
    cycle = django_filters.ModelChoiceFilter(label=_("Cycle"), queryset=Cycle.objects.all())
    direction = django_filters.ModelChoiceFilter(
        label=_("Direction"),
        queryset=Direction.objects.all(),
        field_name="measure__direction__clause",
        to_field_name="clause",
    )
    body = django_filters.ModelChoiceFilter(label=_("Body"), queryset=_bodies)
    status = django_filters.ChoiceFilter(
        label=_("Report"),
        method="in_state",
        choices=[(NOT_BEGUN, _("Not begun")), *ReportStatus.choices],
    )
    schedule = django_filters.ChoiceFilter(
        label=_("Schedule"),
        method="on_schedule",
        choices=[
            (s.value, s.label)
            for s in (
                Schedule.OVERDUE,
                Schedule.DUE_SOON,
                Schedule.NOT_REPORTED,
                Schedule.REPORTED,
                Schedule.REPORTED_LATE,
            )
        ],
    )
    binding = django_filters.ChoiceFilter(label=_("Kind"), choices=Binding.choices)

    def found(self, rows: QuerySet[Obligation], _name: str, words: str) -> QuerySet[Obligation]:
        """By clause, by the law's words, or by any name of the body."""
        words = words.strip()
        texts = Measure.objects.annotate(key=Fold("text")).filter(key__contains=fold(words))
        return rows.filter(
            Q(measure__clause__startswith=words)
            | Q(measure__in=texts)
            | Q(body__in=Body.objects.named_like(words))
        )

    def in_state(self, rows: QuerySet[Obligation], _name: str, state: str) -> QuerySet[Obligation]:
        return rows.filter(report=None) if state == NOT_BEGUN else rows.filter(report__status=state)

    def on_schedule(
        self, rows: QuerySet[Obligation], _name: str, schedule: str
    ) -> QuerySet[Obligation]:
        today = localdate()
        running = rows.exclude(cycle__status="closed")
        handed_on = TruncDate("report__submitted_at")
        late = rows.handed_in().required().annotate(on=handed_on).filter(on__gt=F("due_on"))  # type: ignore[attr-defined]
        found: QuerySet[Obligation] = {
            Schedule.OVERDUE: lambda: running.overdue(on=today),  # type: ignore[attr-defined]
            Schedule.DUE_SOON: lambda: (
                running.required()  # type: ignore[attr-defined]
                .unreported()
                .filter(due_on__range=(today, today + DUE_SOON), cycle__opens_on__lte=today)
            ),
            Schedule.NOT_REPORTED: lambda: (
                rows.required()  # type: ignore[attr-defined]
                .unreported()
                .filter(cycle__status="closed")
            ),
            Schedule.REPORTED_LATE: lambda: late,
            Schedule.REPORTED: lambda: rows.handed_in().exclude(pk__in=late.values("pk")),  # type: ignore[attr-defined]
        }[Schedule(schedule)]()
        return found


class CycleTable(tables.Table):  # type: ignore[misc]
    name = tables.Column(
        verbose_name=_("Cycle"),
        linkify=lambda record: reverse("reporting:cycle", args=[record.pk]),
        order_by="period_first",
    )
    kind = tables.Column(verbose_name=_("Kind"))
    version = tables.Column(verbose_name=_("Plan"), accessor="version__plan__code")
    period_first = tables.DateColumn(verbose_name=_("Period from"), format="d.m.Y")
    period_last = tables.DateColumn(verbose_name=_("Period to"), format="d.m.Y")
    opens_on = tables.DateColumn(verbose_name=_("Window opens"), format="d.m.Y")
    closes_on = tables.DateColumn(verbose_name=_("Window closes"), format="d.m.Y")
    status = tables.Column(verbose_name=_("State"))
    reported = tables.Column(
        verbose_name=_("Reported"), attrs={"td": {"class": "number"}}, empty_values=()
    )

    class Meta:
        model = Cycle
        sequence = (
            "name",
            "status",
            "reported",
            "period_first",
            "period_last",
            "opens_on",
            "closes_on",
            "kind",
            "version",
        )
        fields = sequence
        order_by = "-name"

    def render_status(self, record: Cycle) -> str:
        return status(record.status, record.get_status_display(), "cycle")

    def value_status(self, record: Cycle) -> str:
        return record.get_status_display()

    def render_reported(self, record: Any) -> str:
        return _("%(done)d of %(total)d") % {"done": record.reported, "total": record.owed}


class FindingTable(tables.Table):  # type: ignore[misc]
    measure = tables.Column(
        verbose_name=_("Measure"),
        accessor="measure__clause",
        order_by="measure__order",
        linkify=lambda record: reverse(
            "reporting:finding", args=[record.cycle.pk, record.measure.clause]
        ),
    )
    text = tables.Column(
        verbose_name=_("Text of the law"), accessor="measure__text", orderable=False
    )
    accepted = tables.Column(
        verbose_name=_("Accepted reports"),
        accessor="standing__accepted",
        attrs={"td": {"class": "number"}},
    )
    declared = tables.Column(
        verbose_name=_("Declared"), accessor="standing__declared", empty_values=()
    )
    verified = tables.Column(
        verbose_name=_("Verified"), accessor="standing__verified", empty_values=()
    )
    schedule = tables.Column(verbose_name=_("Schedule"), accessor="standing__schedule")

    class Meta:
        sequence = ("measure", "text", "accepted", "declared", "verified", "schedule")

    def render_text(self, value: str) -> str:
        return format_html('<span class="clamped" lang="az">{}</span>', value)

    def value_text(self, value: str) -> str:
        return value

    def render_accepted(self, record: Any) -> str:
        done, total = record.standing.accepted, record.standing.required
        return _("%(done)d of %(total)d") % {"done": done, "total": total}

    def render_declared(self, value: Any) -> str:
        return status(value or "", self.value_declared(value), "declared")

    def value_declared(self, value: Any) -> Any:
        return value.label if value else _("No report")

    def render_verified(self, value: Any) -> str:
        return status(value or "", self.value_verified(value), "verified")

    def value_verified(self, value: Any) -> Any:
        return value.label if value else _("Unknown")

    def render_schedule(self, value: Any) -> str:
        return status(value, value.label, "schedule")

    def value_schedule(self, value: Any) -> Any:
        return value.label


class EditionTable(tables.Table):  # type: ignore[misc]
    """Editions of the yearly information, newest first."""

    year = tables.Column(
        verbose_name=_("Year"),
        accessor="cycle__year",
        order_by="cycle__period_first",
        linkify=lambda record: reverse("reporting:edition", args=[record.pk]),
    )
    number = tables.Column(verbose_name=_("Edition"))
    status = tables.Column(verbose_name=_("Status"))
    cut_off_at = tables.DateTimeColumn(verbose_name=_("As of"), format="d.m.Y H:i")
    signed_at = tables.DateTimeColumn(verbose_name=_("Signed"), format="d.m.Y")
    signed_by = tables.Column(verbose_name=_("Signed by"), order_by="signed_by__full_name")
    files = tables.Column(verbose_name=_("Files"), accessor="pk", orderable=False)
    sha256 = tables.Column(verbose_name="SHA-256", accessor="snapshot_sha256", orderable=False)

    class Meta:
        model = Edition
        sequence = (
            "year",
            "number",
            "status",
            "cut_off_at",
            "signed_at",
            "signed_by",
            "files",
            "sha256",
        )
        fields = sequence

    def render_status(self, record: Edition) -> str:
        return status(record.status, record.get_status_display(), "edition")

    def value_status(self, record: Edition) -> str:
        return record.get_status_display()

    def render_files(self, record: Edition) -> str:
        return render_to_string("reporting/_edition_files.html", {"files": record.files.all()})

    def value_files(self, record: Edition) -> str:
        return ", ".join(file.name for file in record.files.all())

    def render_sha256(self, value: str) -> str:
        return format_html('<code class="text-muted" title="{}">{}…</code>', value, value[:12])

    def value_sha256(self, value: str) -> str:
        return value
