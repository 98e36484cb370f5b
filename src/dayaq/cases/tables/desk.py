"""What the data protection desk looks through."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import Alert, Grant, Opening
from dayaq.cases.models.cases import references_of
from dayaq.cases.models.desk import opened_by
from dayaq.cases.states import OpeningKind, Part, Signal, Verdict
from dayaq.cases.tables.cases import status_part
from dayaq.kernel.text import Fold, fold


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
