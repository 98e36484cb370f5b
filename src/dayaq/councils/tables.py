"""The lists of standing bodies, meetings and tasks."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.tables import TitleSearch
from dayaq.cooperation.tables.kept import Clauses, sign
from dayaq.councils.models import Meeting, StandingBody, Task
from dayaq.councils.states import MeetingStatus, Standing, TaskStatus
from dayaq.directory.models import Body
from dayaq.indicators.clauses import clauses
from dayaq.kernel.lists import Search, Words


class StandingTable(tables.Table):  # type: ignore[misc]
    name = Words(
        verbose_name=_("Standing body"),
        linkify=lambda record: reverse("councils:standing_body", args=[record.pk]),
    )
    kind = tables.Column(verbose_name=_("Kind"))
    act = tables.Column(verbose_name=_("Set up by"))
    clauses = Clauses()
    seats = tables.Column(verbose_name=_("Members"), attrs={"td": {"class": "number"}})
    last_met_at = tables.DateTimeColumn(verbose_name=_("Last meeting"), format="d.m.Y")

    class Meta:
        model = StandingBody
        sequence = ("name", "kind", "act", "clauses", "seats", "last_met_at")
        fields = sequence


class StandingSearch(Search):
    looks_in = ("name", "act")
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=Standing)


class MeetingTable(tables.Table):  # type: ignore[misc]
    standing = Words(
        verbose_name=_("Standing body"),
        accessor="standing__name",
        linkify=lambda record: reverse("councils:meeting", args=[record.pk]),
    )
    number = tables.Column(verbose_name=_("Number"), attrs={"td": {"class": "number"}})
    starts_at = tables.DateTimeColumn(verbose_name=_("Begins"), format="d.m.Y H:i")
    status = tables.Column(verbose_name=_("Status"))
    present = tables.Column(verbose_name=_("Present"), attrs={"td": {"class": "number"}})
    members = tables.Column(verbose_name=_("Members"), attrs={"td": {"class": "number"}})
    quorum = tables.Column(
        verbose_name=_("Quorum"), accessor="has_quorum", orderable=False, empty_values=(None,)
    )

    class Meta:
        model = Meeting
        sequence = ("standing", "number", "starts_at", "status", "present", "members", "quorum")
        fields = sequence
        order_by = ("-starts_at",)

    def render_status(self, record: Meeting) -> str:
        return sign("meeting", record.status, record.get_status_display())

    def value_status(self, record: Meeting) -> str:
        return str(record.get_status_display())

    def render_quorum(self, value: bool) -> Any:  # noqa: FBT001 - django-tables2's signature
        return _("Yes") if value else _("No")


class MeetingSearch(django_filters.FilterSet):  # type: ignore[misc]
    standing = django_filters.ModelChoiceFilter(
        label=_("Standing body"), queryset=lambda _request: StandingBody.objects.all()
    )
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=MeetingStatus)
    clause = django_filters.ChoiceFilter(
        label=_("Measure"),
        choices=lambda: [(one.number, one.number) for one in clauses()],
        method="by_measure",
    )
    days = django_filters.DateFromToRangeFilter(label=_("Day"), field_name="starts_at")

    def by_measure(self, rows: Any, _name: str, clause: str) -> Any:
        return rows.about(clause)


class TaskTable(tables.Table):  # type: ignore[misc]
    text = tables.Column(
        verbose_name=_("Task"),
        linkify=lambda record: reverse("councils:task", args=[record.pk]),
        orderable=False,
    )
    decision = tables.Column(verbose_name=_("Decision"), order_by="decision__meeting__starts_at")
    body = tables.Column(verbose_name=_("Body"), order_by="body__code")
    due_on = tables.DateColumn(verbose_name=_("Deadline"), format="d.m.Y")
    first_due_on = tables.DateColumn(
        verbose_name=_("Original deadline"), format="d.m.Y", visible=False
    )
    status = tables.Column(verbose_name=_("Status"))
    done_on = tables.DateColumn(verbose_name=pgettext_lazy("task", "Done on"), format="d.m.Y")

    class Meta:
        model = Task
        sequence = ("text", "decision", "body", "due_on", "first_due_on", "status", "done_on")
        fields = sequence
        order_by = ("due_on",)

    def render_decision(self, record: Task) -> str:
        return f"{record.decision.meeting.standing}, {record.decision}"

    def render_status(self, record: Task) -> str:
        if record.is_overdue(on=localdate()):
            return sign("task", "overdue", _("Overdue"))
        return sign("task", record.status, record.get_status_display())

    def value_status(self, record: Task) -> str:
        return str(record.get_status_display())


class TaskSearch(TitleSearch):
    body = django_filters.ModelChoiceFilter(
        label=_("Body"), queryset=lambda _request: Body.objects.to_choose_from()
    )
    standing = django_filters.ModelChoiceFilter(
        label=_("Standing body"),
        field_name="decision__meeting__standing",
        queryset=lambda _request: StandingBody.objects.all(),
    )
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=TaskStatus)
    clause = django_filters.ChoiceFilter(
        label=_("Measure"),
        choices=lambda: [(one.number, one.number) for one in clauses()],
        method="by_measure",
    )
    overdue = django_filters.BooleanFilter(label=_("Overdue"), method="by_day")

    def by_measure(self, rows: Any, _name: str, clause: str) -> Any:
        return rows.about(clause)

    def by_day(self, rows: Any, _name: str, value: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        late = Task.objects.overdue(on=localdate()).values("pk")
        return rows.filter(pk__in=late) if value else rows.exclude(pk__in=late)
