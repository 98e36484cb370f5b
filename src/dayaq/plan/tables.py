"""The lists of this room."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dayaq.kernel.text import Fold, fold
from dayaq.plan.models import Lead, Reading
from dayaq.plan.states import Basis, ReadingStatus


class ReadingTable(tables.Table):  # type: ignore[misc]
    source = tables.Column(
        verbose_name=_("Text"),
        accessor="source__name",
        linkify=lambda record: reverse("plan:reading", args=[record.pk]),
    )
    status = tables.TemplateColumn(
        '{% include "parts/status.html" with kind="reading" value=record.status '
        "label=record.get_status_display %}",
        verbose_name=_("State"),
    )
    amends = tables.Column(verbose_name=_("Changes the plan"), accessor="amends__code")
    question_count = tables.Column(
        verbose_name=_("Open questions"), attrs={"td": {"class": "number"}}
    )
    confirmed_count = tables.Column(
        verbose_name=_("Confirmed rows"), attrs={"td": {"class": "number"}}
    )
    measure_count = tables.Column(verbose_name=_("Measures"), attrs={"td": {"class": "number"}})
    started_at = tables.DateTimeColumn(verbose_name=_("Handed in"), format="d.m.Y H:i")
    started_by = tables.Column(verbose_name=_("Handed in by"), default=_("the operator"))

    class Meta:
        model = Reading
        sequence = (
            "source",
            "status",
            "amends",
            "measure_count",
            "confirmed_count",
            "question_count",
            "started_at",
            "started_by",
        )
        fields = sequence
        order_by = "-started_at"


class ReadingFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Search"), method="named_like")
    status = django_filters.ChoiceFilter(label=_("State"), choices=ReadingStatus.choices)

    def named_like(self, rows: QuerySet[Reading], _name: str, words: str) -> QuerySet[Reading]:
        return rows.annotate(key=Fold("source__name")).filter(key__contains=fold(words))


class LeadTable(tables.Table):  # type: ignore[misc]
    measure = tables.Column(
        verbose_name=_("Measure"),
        accessor="measure__clause",
        order_by=("measure__direction__position", "measure__position"),
        linkify=lambda record: reverse("plan:lead", args=[record.measure_id]),
    )
    text = tables.Column(
        verbose_name=_("Text of the law"), accessor="measure__text", orderable=False
    )
    party = tables.Column(
        verbose_name=_("Lead executor"), accessor="party__named", order_by="party__verbatim"
    )
    basis = tables.Column(verbose_name=_("Basis"))
    decided_by = tables.Column(verbose_name=_("Confirmed by"))
    decided_on = tables.DateColumn(verbose_name=_("Confirmed on"), format="d.m.Y")

    class Meta:
        model = Lead
        sequence = ("measure", "text", "party", "basis", "decided_by", "decided_on")
        fields = sequence
        order_by = "measure"

    def render_basis(self, record: Lead) -> str:
        # As `parts/status.html` draws it; a template a row would take longer than the page may.
        tone = "good" if record.basis == Basis.CONFIRMED else "watch"
        label = record.get_basis_display()
        return format_html('<span class="status status-{}">{}</span>', tone, label)

    def value_basis(self, record: Lead) -> str:
        return record.get_basis_display()

    def render_text(self, value: str) -> str:
        return format_html('<span class="clamped" lang="az">{}</span>', value)

    def value_text(self, value: str) -> str:
        return value


class LeadFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Search"), method="found")
    basis = django_filters.ChoiceFilter(
        label=_("Basis"),
        choices=[(b.value, b.label) for b in (Basis.INFERRED, Basis.CONFIRMED)],
    )

    def found(self, rows: QuerySet[Lead], _name: str, words: str) -> QuerySet[Lead]:
        key = fold(words.strip())
        rows = rows.annotate(text_key=Fold("measure__text"), party_key=Fold("party__verbatim"))
        by_clause = rows.filter(measure__clause__startswith=words.strip())
        return (
            rows.filter(text_key__contains=key) | rows.filter(party_key__contains=key) | by_clause
        )
