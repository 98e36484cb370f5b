"""The lists of this room: covers alone, never what is told."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import Appointment, User
from dayaq.cases.models import Alert, Assignment, Case, Grant, Merge, Opening
from dayaq.cases.models.cases import references_of
from dayaq.cases.models.clocks import CLOCKS, LOOKS, MERGES, look_of, span
from dayaq.cases.models.codes import Codes
from dayaq.cases.models.desk import opened_by
from dayaq.cases.models.persons import known_references
from dayaq.cases.states import MergeStatus, OpeningKind, Part, Signal, Status, Verdict
from dayaq.directory.models import Body
from dayaq.kernel.text import Fold, fold

DUE = (
    ("late", _("Late")),
    ("day", _("Within a day")),
    ("week", _("Within seven days")),
)
WHOSE = (("me", _("Assigned to me")), ("nobody", _("Assigned to nobody of ours")))


def status_part(look: str, label: object) -> str:
    """What `cases/_status.html` shows: a list has a hundred of these."""
    return format_html('<span class="status status-{}">{}</span>', look, label)


class CaseTable(tables.Table):  # type: ignore[misc]
    reference = tables.Column(
        verbose_name=_("Reference"),
        linkify=lambda record: reverse("cases:case", args=[record.reference]),
    )
    clock = tables.Column(verbose_name=_("What is due"), orderable=False, empty_values=())
    clock_at = tables.Column(verbose_name=_("Time"), empty_values=())
    status = tables.Column(verbose_name=_("Status"), order_by=("status", "clock_at"))
    majority = tables.Column(verbose_name=_("Child or adult"), orderable=False)
    lead = tables.Column(verbose_name=_("Lead body"), orderable=False)
    workers = tables.Column(
        verbose_name=_("Worked on by"), accessor="pk", orderable=False, empty_values=()
    )
    opened_at = tables.DateColumn(verbose_name=_("Opened"), format="d.m.Y")
    reviewed_at = tables.DateColumn(verbose_name=_("Last reviewed"), format="d.m.Y", visible=False)

    class Meta:
        model = Case
        sequence = (
            "reference",
            "clock",
            "clock_at",
            "status",
            "majority",
            "lead",
            "workers",
            "opened_at",
            "reviewed_at",
        )
        fields = sequence
        order_by = ("clock_at",)

    @cached_property
    def codes(self) -> Codes:
        return Codes(frozenset({"majority"}))

    def render_clock(self, record: Case) -> str:
        return str(CLOCKS.get(record.clock, "—")) if record.clock_at else "—"

    def render_clock_at(self, record: Case) -> str:
        if record.clock_at is None:
            return "—"
        return status_part(look_of(record, at=now()), span(record.clock_at, now()))

    def value_clock_at(self, record: Case) -> Any:
        return record.clock_at

    def render_status(self, record: Case, value: str) -> str:
        return status_part(LOOKS[Status(record.status)], value)

    def value_status(self, record: Case) -> str:
        return str(record.get_status_display())

    def render_lead(self, record: Case) -> str:
        return str(record.lead.short_name)

    def render_majority(self, value: str) -> str:
        return self.codes.said(value)

    def render_workers(self, record: Case) -> str:
        return ", ".join(user.full_name for user in workers_of(record)) or "—"


def with_workers(rows: QuerySet[Case], user: Any) -> QuerySet[Case]:
    """The covers with whom they are assigned to, as far as this person may know."""
    working = Assignment.objects.visible_to(user).live().select_related("appointment__user")
    return rows.prefetch_related(
        "lead__names", Prefetch("assignments", queryset=working, to_attr="working")
    )


def workers_of(case: Any) -> list[User]:
    """Whom a cover from `with_workers` is assigned to."""
    return [assignment.appointment.user for assignment in case.working]


def _leads(request: HttpRequest | None) -> QuerySet[Body]:
    if request is None:
        return Body.objects.none()
    seen = Case.objects.visible_to(request.user)  # type: ignore[arg-type]
    return Body.objects.filter(pk__in=seen.values("lead")).with_names()


class CaseSearch(django_filters.FilterSet):  # type: ignore[misc]
    """Narrowing the queue. It takes a reference and never a name: an address is kept by others."""

    q = django_filters.CharFilter(label=_("Reference"), method="find")
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=Status, distinct=False)
    due = django_filters.ChoiceFilter(label=_("Clock"), choices=DUE, method="by_clock")
    whose = django_filters.ChoiceFilter(label=_("Worked on by"), choices=WHOSE, method="by_worker")
    lead = django_filters.ModelChoiceFilter(label=_("Lead body"), queryset=_leads)

    class Meta:
        model = Case
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Case], _name: str, words: str) -> QuerySet[Case]:
        return rows.filter(reference__startswith=words.strip().upper())

    def by_clock(self, rows: QuerySet[Case], _name: str, which: str) -> QuerySet[Case]:
        spans = {"late": timedelta(), "day": timedelta(days=1), "week": timedelta(days=7)}
        return rows.filter(clock_at__lte=now() + spans[which])

    def by_worker(self, rows: QuerySet[Case], _name: str, whose: str) -> QuerySet[Case]:
        user: Any = self.request.user
        live = Assignment.objects.visible_to(user).live()
        posts = Appointment.objects.holding_on(localdate())
        if whose == "me":
            mine = live.filter(appointment__in=posts.filter(user=user))
            return rows.filter(pk__in=mine.values("case"))
        ours = live.filter(appointment__body__in={post.body_id for post in user.posts})
        return rows.filter(~Q(pk__in=ours.values("case")))


class OpeningTable(tables.Table):  # type: ignore[misc]
    """Readings without a grant: acts, never what was read."""

    asked_at = tables.DateTimeColumn(
        verbose_name=_("Asked"),
        format="d.m.Y H:i",
        linkify=lambda record: reverse("cases:opening", args=[record.pk]),
    )
    case = tables.Column(
        verbose_name=_("Case"), accessor="case_id", orderable=False, empty_values=()
    )
    kind = tables.Column(verbose_name=_("Kind"))
    who = tables.Column(
        verbose_name=_("Who"),
        accessor="appointment__user__full_name",
        order_by="appointment__user__full_name",
    )
    body = tables.Column(verbose_name=_("Body"), accessor="appointment__body", orderable=False)
    minutes = tables.Column(verbose_name=_("Minutes"))
    ends_at = tables.DateTimeColumn(verbose_name=_("Ends"), format="d.m.Y H:i")
    verdict = tables.Column(verbose_name=_("Review"), empty_values=())

    class Meta:
        model = Opening
        sequence = ("asked_at", "case", "kind", "who", "body", "minutes", "ends_at", "verdict")
        fields = sequence
        order_by = ("-asked_at",)

    @cached_property
    def references(self) -> dict[Any, str]:
        rows = self.page.object_list if hasattr(self, "page") else self.rows
        return references_of(row.record.case_id for row in rows)

    def render_case(self, record: Opening) -> str:
        return self.references.get(record.case_id, "")

    def render_body(self, record: Opening) -> str:
        return str(record.appointment.body.short_name)

    def render_verdict(self, record: Opening) -> str:
        if record.kind == OpeningKind.PROTECTION:
            return str(record.agreed_by or _("waits for a second person"))
        return str(record.get_verdict_display() or _("to be reviewed"))


REVIEWED = (("due", _("To be reviewed")), *Verdict.choices)


class OpeningSearch(django_filters.FilterSet):  # type: ignore[misc]
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=OpeningKind)
    verdict = django_filters.ChoiceFilter(label=_("Review"), choices=REVIEWED, method="by_verdict")
    q = django_filters.CharFilter(label=_("Who"), method="find")

    class Meta:
        model = Opening
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Opening], _name: str, words: str) -> QuerySet[Opening]:
        return rows.annotate(key=Fold("appointment__user__full_name")).filter(
            key__contains=fold(words)
        )

    def by_verdict(self, rows: Any, _name: str, which: str) -> Any:
        return rows.unreviewed() if which == "due" else rows.filter(verdict=which)


class KeepingTable(tables.Table):  # type: ignore[misc]
    """Data of closed cases with the day on which their time is up."""

    reference = tables.Column(
        verbose_name=_("Case"),
        linkify=lambda record: reverse("cases:decide_retention", args=[record.reference]),
    )
    data = tables.Column(verbose_name=_("Data"), order_by="data_class")
    closed_on = tables.DateColumn(verbose_name=_("Case closed"), format="d.m.Y")
    until = tables.Column(verbose_name=_("Kept until"))
    decided = tables.Column(verbose_name=_("Last decision"))

    class Meta:
        sequence = ("reference", "data", "closed_on", "until", "decided")
        order_by = ("until",)

    def render_until(self, value: date) -> str:
        look = "bad" if value <= localdate() else "calm"
        return status_part(look, f"{value:%d.%m.%Y}")

    def value_until(self, value: date) -> date:
        return value


class SeenTable(tables.Table):  # type: ignore[misc]
    """What a body reads, by the names of sections alone."""

    case = tables.Column(verbose_name=_("Case"), accessor="case_id", orderable=False)
    parts = tables.Column(verbose_name=_("Sections"), orderable=False)
    basis = tables.Column(verbose_name=_("Why"), orderable=False)
    purpose = tables.Column(verbose_name=_("Purpose"), orderable=False)
    given_at = tables.DateTimeColumn(verbose_name=_("Since"), format="d.m.Y H:i")
    lapses_at = tables.DateTimeColumn(verbose_name=_("Until"), format="d.m.Y H:i", orderable=False)

    class Meta:
        model = Grant
        sequence = ("case", "parts", "basis", "purpose", "given_at", "lapses_at")
        fields = sequence
        order_by = ("-given_at",)

    @cached_property
    def grants(self) -> list[Grant]:
        rows = self.page.object_list if hasattr(self, "page") else self.rows
        return [row.record for row in rows]

    @cached_property
    def references(self) -> dict[Any, str]:
        return references_of(grant.case_id for grant in self.grants)

    @cached_property
    def opened(self) -> dict[Any, list[str]]:
        return opened_by(self.grants, self.request.user)

    def render_case(self, record: Grant) -> str:
        return self.references.get(record.case_id, "")

    def render_parts(self, record: Grant) -> str:
        opened = self.opened.get(record.pk, [])
        return ", ".join(str(part.label) for part in Part if part in opened) or "—"


class AlertTable(tables.Table):  # type: ignore[misc]
    """Signals by person and day."""

    raised_at = tables.DateTimeColumn(
        verbose_name=_("Raised"),
        format="d.m.Y H:i",
        linkify=lambda record: reverse("cases:alert", args=[record.pk]),
    )
    signal = tables.Column(verbose_name=_("Signal"))
    about = tables.Column(
        verbose_name=_("Who"), accessor="about__full_name", order_by="about__full_name"
    )
    count = tables.Column(verbose_name=_("How many"))
    finding = tables.Column(verbose_name=_("Finding"), empty_values=())

    class Meta:
        model = Alert
        sequence = ("raised_at", "signal", "about", "count", "finding")
        fields = sequence
        order_by = ("-raised_at",)

    def render_finding(self, record: Alert) -> str:
        return record.finding or str(_("to be looked at"))


ANSWERED = (("no", _("To be looked at")), ("yes", _("Looked at")))


class AlertSearch(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Who"), method="find")
    signal = django_filters.MultipleChoiceFilter(label=_("Signal"), choices=Signal)
    answered = django_filters.ChoiceFilter(label=_("Finding"), choices=ANSWERED, method="by_answer")

    class Meta:
        model = Alert
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Alert], _name: str, words: str) -> QuerySet[Alert]:
        return rows.annotate(key=Fold("about__full_name")).filter(key__contains=fold(words))

    def by_answer(self, rows: QuerySet[Alert], _name: str, which: str) -> QuerySet[Alert]:
        return rows.filter(answered_at__isnull=which == "no")


class MergeTable(tables.Table):  # type: ignore[misc]
    """Two records each: under which cases one may know them, and what was decided."""

    proposed_at = tables.DateTimeColumn(
        verbose_name=_("Proposed"),
        format="d.m.Y H:i",
        linkify=lambda record: reverse("cases:merge", args=[record.pk]),
    )
    kept = tables.Column(
        verbose_name=_("First record"), accessor="kept_id", orderable=False, empty_values=()
    )
    merged = tables.Column(
        verbose_name=_("Other record"), accessor="merged_id", orderable=False, empty_values=()
    )
    status = tables.Column(verbose_name=_("Status"))
    by = tables.Column(
        verbose_name=_("Proposed by"), accessor="proposed_by", orderable=False, empty_values=()
    )
    waits = tables.Column(
        verbose_name=_("Waits for"), accessor="pk", orderable=False, empty_values=()
    )

    class Meta:
        model = Merge
        sequence = ("proposed_at", "kept", "merged", "status", "by", "waits")
        fields = ("proposed_at", "status")
        order_by = ("-proposed_at",)

    @cached_property
    def references(self) -> dict[Any, list[str]]:
        shown = self.page.object_list if hasattr(self, "page") else self.rows
        people = [p for row in shown for p in (row.record.kept_id, row.record.merged_id)]
        return known_references(people, self.request.user, at=now())

    def _named(self, person: Any) -> str:
        return ", ".join(self.references.get(person, [])) or str(_("of another body"))

    def render_kept(self, record: Merge) -> str:
        return self._named(record.kept_id)

    def render_merged(self, record: Merge) -> str:
        return self._named(record.merged_id)

    def render_status(self, record: Merge) -> str:
        return status_part(MERGES[MergeStatus(record.status)], record.get_status_display())

    def value_status(self, record: Merge) -> str:
        return str(record.get_status_display())

    def render_by(self, record: Merge) -> str:
        return record.proposed_by.full_name if record.proposed_by else str(_("the product itself"))

    def render_waits(self, record: Merge) -> str:
        if record.status != MergeStatus.PROPOSED:
            return "—"
        waiting = len(record.waits_for)
        return str(_("both sides") if waiting > 1 else _("one side"))


class MergeSearch(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Proposed by"), method="find")
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=MergeStatus)

    class Meta:
        model = Merge
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Merge], _name: str, words: str) -> QuerySet[Merge]:
        return rows.annotate(key=Fold("proposed_by__full_name")).filter(key__contains=fold(words))
