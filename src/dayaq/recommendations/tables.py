"""The lists of international documents and of what they recommend."""

from datetime import timedelta
from typing import Any

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.access.tables import TitleSearch
from dayaq.cooperation.tables.kept import ByMeasure, Clauses, KeptSearch, codes_of, sign
from dayaq.directory.models import Body
from dayaq.kernel.lists import Words
from dayaq.recommendations.models import Recommendation, Reply, SourceDocument
from dayaq.recommendations.models.recommendations import ISSUERS
from dayaq.recommendations.states import Fulfilment, ReplyStatus


class DocumentTable(tables.Table):  # type: ignore[misc]
    title = Words(
        verbose_name=_("Document"),
        linkify=lambda record: reverse("recommendations:document", args=[record.pk]),
    )
    symbol = tables.Column(verbose_name=_("Number of the document"))
    issuer = tables.Column(verbose_name=_("International body"), order_by="issuer__position")
    published_on = tables.DateColumn(verbose_name=_("Published"), format="d.m.Y")
    paragraphs = tables.Column(verbose_name=_("Recommendations"), attrs={"td": {"class": "number"}})
    done = tables.Column(verbose_name=_("Carried out"), attrs={"td": {"class": "number"}})
    next_report_on = tables.DateColumn(verbose_name=_("Our next report"), format="d.m.Y")

    class Meta:
        model = SourceDocument
        sequence = (
            "title", "symbol", "issuer", "published_on", "paragraphs", "done", "next_report_on"
        )  # fmt: skip
        fields = sequence
        order_by = ("-published_on",)


class DocumentSearch(TitleSearch):
    issuer = django_filters.ModelChoiceFilter(
        label=_("International body"), queryset=codes_of(ISSUERS)
    )
    published = django_filters.DateFromToRangeFilter(
        label=_("Published"), field_name="published_on"
    )


class RecommendationTable(tables.Table):  # type: ignore[misc]
    text = tables.Column(
        verbose_name=_("Recommendation"),
        linkify=lambda record: reverse("recommendations:recommendation", args=[record.pk]),
        orderable=False,
    )
    document = tables.Column(verbose_name=_("Document"), order_by="document__published_on")
    paragraph = tables.Column(verbose_name=_("Paragraph"), order_by="pk")
    clauses = Clauses()
    bodies = tables.ManyToManyColumn(verbose_name=_("Bodies concerned"), separator="; ")
    status = tables.Column(verbose_name=_("Status"))
    next_on = tables.DateColumn(verbose_name=_("Next date"), format="d.m.Y")
    answers = tables.Column(
        verbose_name=_("Answers"), orderable=False, visible=False, empty_values=([], None)
    )

    class Meta:
        model = Recommendation
        sequence = (
            "text", "document", "paragraph", "clauses", "bodies", "status", "next_on", "answers"
        )  # fmt: skip
        fields = sequence

    def render_text(self, value: str, record: Recommendation) -> str:
        short = value if len(value) <= 200 else f"{value[:200].rsplit(' ', 1)[0]}…"
        return format_html('<span lang="{}">{}</span>', record.language, short)

    def value_text(self, value: str) -> str:
        return value

    def render_answers(self, value: list[Any]) -> str:
        return "\n".join(
            f"{one.body_name} ({date_format(one.as_of, 'SHORT_DATE_FORMAT')}): {one.text}"
            for one in value
        )

    def render_document(self, record: Recommendation) -> str:
        return record.document.label

    def render_status(self, record: Recommendation) -> str:
        return sign("recommendation", record.status, record.get_status_display())

    def value_status(self, record: Recommendation) -> str:
        return str(record.get_status_display())


DUE = ("due", _("Due within a month")), ("late", _("Past its date"))


class RecommendationSearch(TitleSearch, ByMeasure):
    body = django_filters.ModelChoiceFilter(
        label=_("Body concerned"),
        field_name="bodies",
        queryset=lambda _request: Body.objects.to_choose_from(),
    )
    issuer = django_filters.ModelChoiceFilter(
        label=_("International body"), field_name="document__issuer", queryset=codes_of(ISSUERS)
    )
    document = django_filters.ModelChoiceFilter(
        label=_("Document"), queryset=lambda _request: SourceDocument.objects.all()
    )
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=Fulfilment)
    answered = django_filters.BooleanFilter(label=_("Answered"), method="by_answer")
    due = django_filters.ChoiceFilter(label=_("Next date"), choices=DUE, method="by_date")

    def by_answer(self, rows: Any, _name: str, value: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        told = Reply.objects.approved().values("recommendations")
        return rows.filter(pk__in=told) if value else rows.exclude(pk__in=told)

    def by_date(self, rows: Any, _name: str, which: str) -> Any:
        today = localdate()
        if which == "late":
            return rows.open().filter(next_on__lt=today)
        return rows.open().filter(next_on__range=(today, today + timedelta(days=31)))


class ReplyTable(tables.Table):  # type: ignore[misc]
    text = tables.Column(
        verbose_name=_("Answer"),
        linkify=lambda record: reverse("recommendations:reply", args=[record.pk]),
        orderable=False,
    )
    body = Words(verbose_name=_("Body"), accessor="body_name")
    as_of = tables.DateColumn(verbose_name=_("As of"), format="d.m.Y")
    serves = tables.Column(
        verbose_name=_("Recommendations"), attrs={"td": {"class": "number"}}, order_by="serves"
    )
    status = tables.Column(verbose_name=_("Status"))

    class Meta:
        model = Reply
        sequence = ("text", "body", "as_of", "serves", "status")
        fields = sequence

    def render_text(self, value: str) -> str:
        return value if len(value) <= 160 else f"{value[:160].rsplit(' ', 1)[0]}…"

    def value_text(self, value: str) -> str:
        return value

    def render_status(self, record: Reply) -> str:
        return sign("answer", record.status, record.get_status_display())

    def value_status(self, record: Reply) -> str:
        return str(record.get_status_display())


class ReplySearch(KeptSearch):
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=ReplyStatus)
