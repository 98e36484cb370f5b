"""The work queue."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property, lru_cache
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
from dayaq.cases.models import Assignment, Case
from dayaq.cases.models.clocks import CLOCKS, LOOKS, look_of, span
from dayaq.cases.models.codes import Codes
from dayaq.cases.states import Status
from dayaq.directory.models import Body

DUE = (
    ("late", _("Late")),
    ("day", _("Within a day")),
    ("week", _("Within seven days")),
)
WHOSE = (("me", _("Assigned to me")), ("nobody", _("Assigned to nobody of ours")))


def status_part(look: str, label: object) -> str:
    """What `cases/_status.html` shows: a list has a hundred of these."""
    return _status_part(look, str(label))


@lru_cache(maxsize=500)
def _status_part(look: str, label: str) -> str:
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
    return Body.objects.filter(pk__in=seen.values("lead")).to_choose_from()


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
