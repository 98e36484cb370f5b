"""The list of clocks: what is due, whose, how much time is left, why it was missed."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.cases.models.clocks import span
from dayaq.cases.models.codes import Codes
from dayaq.directory.models import Body
from dayaq.referrals.models import Clock
from dayaq.referrals.states import ClockKind
from dayaq.referrals.tables.referrals import clock_part, status_part

STANDS = (
    ("late", _("Late now")),
    ("soon", _("Ends within a day")),
    ("running", pgettext_lazy("clock", "Running")),
    ("missed", _("Done too late")),
    ("unexplained", _("Missed, no reason given")),
)


class ClockTable(tables.Table):  # type: ignore[misc]
    number = tables.Column(
        verbose_name=pgettext_lazy("referral", "Reference"),
        linkify=lambda record: reverse("referrals:clock", args=[record.pk]),
    )
    kind = tables.Column(verbose_name=_("What is due"))
    body = tables.Column(verbose_name=_("Body"), order_by="body__code")
    due_at = tables.DateTimeColumn(verbose_name=_("Due"), format="d.m.Y H:i")
    left = tables.Column(verbose_name=_("Time"), accessor="pk", orderable=False, empty_values=())
    missed_reason = tables.Column(verbose_name=_("Why it was missed"), empty_values=())

    class Meta:
        model = Clock
        sequence = ("number", "kind", "body", "due_at", "left", "missed_reason")
        fields = sequence
        order_by = ("due_at",)

    codes = Codes(frozenset({"missed-reason"}))

    def before_render(self, _request: HttpRequest) -> None:
        self.codes = Codes(frozenset({"missed-reason"}))

    def render_body(self, record: Clock) -> str:
        return str(record.body.short_name)

    def render_left(self, record: Clock) -> str:
        if record.is_running:
            return clock_part(record)
        if record.met_at is None:
            return status_part("calm", _("stopped"))
        if record.met_at <= record.due_at:
            return status_part("good", _("done in time"))
        return status_part(
            "bad", _("done: %(late)s") % {"late": span(record.due_at, record.met_at)}
        )

    def render_missed_reason(self, record: Clock) -> str:
        return self.codes.said(record.missed_reason) if record.missed_reason else "—"


def _bodies(request: HttpRequest | None) -> QuerySet[Body]:
    if request is None:
        return Body.objects.none()
    seen = Clock.objects.visible_to(request.user)  # type: ignore[arg-type]
    return Body.objects.filter(pk__in=seen.values("body")).with_names()


class ClockSearch(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=pgettext_lazy("referral", "Reference"), method="find")
    stands = django_filters.ChoiceFilter(label=_("Stands"), choices=STANDS, method="by_stand")
    kind = django_filters.MultipleChoiceFilter(label=_("What is due"), choices=ClockKind)
    body = django_filters.ModelChoiceFilter(label=_("Body"), queryset=_bodies)
    due = django_filters.DateFromToRangeFilter(label=_("Due"), field_name="due_at")

    class Meta:
        model = Clock
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Clock], _name: str, words: str) -> QuerySet[Clock]:
        return rows.filter(number__startswith=words.strip().upper())

    def by_stand(self, rows: Any, _name: str, which: str) -> Any:
        at = now()
        if which == "missed":
            return rows.missed()
        if which == "unexplained":
            missed = Q(met_at__gt=F("due_at")) | Q(met_at=None, due_at__lte=at)
            return rows.filter(missed, stopped_at=None, missed_reason="")
        running = rows.running()
        if which == "late":
            return running.filter(due_at__lte=at)
        if which == "soon":
            return running.filter(due_at__gt=at, due_at__lte=at + timedelta(days=1))
        return running
