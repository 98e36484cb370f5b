"""Lists of instruments and of screenings: what, where, what it came to; never whom."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.cases.models.codes import Codes
from dayaq.referrals.models.screening import Instrument, Screening
from dayaq.referrals.states import Audience, InstrumentStatus, Result, Topic
from dayaq.referrals.tables.referrals import status_part

INSTRUMENT_LOOKS = {
    InstrumentStatus.DRAFT: "going",
    InstrumentStatus.IN_FORCE: "good",
    InstrumentStatus.RETIRED: "calm",
}
RESULT_LOOKS = {
    Result.TRAFFICKING: "bad",
    Result.DECEIVED: "watch",
    Result.EXPLOITED: "watch",
    Result.FURTHER: "watch",
    Result.NONE: "calm",
}


class InstrumentTable(tables.Table):  # type: ignore[misc]
    title = tables.Column(
        verbose_name=_("Instrument"),
        order_by="title_az",
        linkify=lambda record: reverse("referrals:instrument", args=[record.pk]),
    )
    version = tables.Column(verbose_name=_("Version"))
    topic = tables.Column(verbose_name=_("What it is about"))
    audience = tables.Column(verbose_name=_("For whom"))
    status = tables.Column(verbose_name=_("State"))
    since = tables.DateColumn(verbose_name=_("Published from"), format="d.m.Y")

    class Meta:
        model = Instrument
        sequence = ("title", "version", "topic", "audience", "status", "since")
        fields = sequence

    def render_status(self, record: Instrument) -> str:
        look = INSTRUMENT_LOOKS[InstrumentStatus(record.status)]
        return status_part(look, record.get_status_display())

    def value_status(self, record: Instrument) -> str:
        return str(record.get_status_display())


class InstrumentSearch(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Title"), method="find")
    topic = django_filters.MultipleChoiceFilter(label=_("What it is about"), choices=Topic)
    audience = django_filters.MultipleChoiceFilter(label=_("For whom"), choices=Audience)
    status = django_filters.MultipleChoiceFilter(label=_("State"), choices=InstrumentStatus)

    class Meta:
        model = Instrument
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Instrument], _name: str, words: str) -> QuerySet[Instrument]:
        return rows.filter(
            Q(title_az__icontains=words)
            | Q(title_en__icontains=words)
            | Q(title_ru__icontains=words)
        )


class ScreeningTable(tables.Table):  # type: ignore[misc]
    held_at = tables.DateTimeColumn(
        verbose_name=pgettext_lazy("screening", "When"),
        format="d.m.Y H:i",
        linkify=lambda record: reverse("referrals:screening", args=[record.pk]),
    )
    instrument = tables.Column(verbose_name=_("Instrument"), order_by="instrument__title_az")
    occasion = tables.Column(verbose_name=_("How you met the person"))
    region = tables.Column(verbose_name=_("Region"), order_by="region__code")
    majority = tables.Column(verbose_name=_("Child or adult"))
    result = tables.Column(verbose_name=_("Result"))
    referred = tables.Column(
        verbose_name=pgettext_lazy("screening", "Referred"), accessor="pk", empty_values=()
    )

    class Meta:
        model = Screening
        sequence = (
            "held_at",
            "instrument",
            "occasion",
            "region",
            "majority",
            "result",
            "referred",
        )
        fields = sequence
        order_by = ("-held_at",)

    @cached_property
    def codes(self) -> Codes:
        return Codes(frozenset({"referral-occasion", "majority"}))

    def render_occasion(self, value: str) -> str:
        return self.codes.said(value)

    def render_majority(self, value: str) -> str:
        return self.codes.said(value)

    def render_result(self, record: Screening) -> str:
        return status_part(RESULT_LOOKS[Result(record.result)], record.get_result_display())

    def value_result(self, record: Screening) -> str:
        return str(record.get_result_display())

    def render_referred(self, record: Screening) -> Any:
        return _("yes") if record.referral_id or record.case_id else "—"


class ScreeningSearch(django_filters.FilterSet):  # type: ignore[misc]
    result = django_filters.MultipleChoiceFilter(label=_("Result"), choices=Result)
    topic = django_filters.MultipleChoiceFilter(
        label=_("What it is about"), choices=Topic, field_name="instrument__topic"
    )

    class Meta:
        model = Screening
        fields: Iterable[str] = ()
