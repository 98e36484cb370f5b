"""Texts of consent."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import ConsentText
from dayaq.cases.models.clocks import TEXTS
from dayaq.cases.models.codes import Languages
from dayaq.cases.models.texts import texts_in_force
from dayaq.cases.states import Purpose, TextStatus
from dayaq.cases.tables.cases import status_part
from dayaq.kernel.text import Fold, fold


class TextTable(tables.Table):  # type: ignore[misc]
    version = tables.Column(
        verbose_name=_("Version"),
        linkify=lambda record: reverse("cases:text", args=[record.pk]),
    )
    language = tables.Column(verbose_name=_("Language"))
    purpose = tables.Column(verbose_name=_("Purpose"), empty_values=())
    status = tables.Column(verbose_name=_("Status"))
    since = tables.DateColumn(verbose_name=_("In force since"), format="d.m.Y")
    now = tables.Column(
        verbose_name=_("Read out today"), accessor="pk", orderable=False, empty_values=()
    )
    confirmed_by = tables.Column(verbose_name=_("Confirmed by"))

    class Meta:
        model = ConsentText
        sequence = ("version", "language", "purpose", "status", "since", "now", "confirmed_by")
        fields = sequence
        order_by = ("purpose", "-version", "language")

    @cached_property
    def languages(self) -> Languages:
        return Languages()

    @cached_property
    def in_force(self) -> set[Any]:
        return {text.pk for text in texts_in_force(on=localdate(), purpose=None)}

    def render_version(self, record: ConsentText) -> str:
        return str(_("Version %(number)s") % {"number": record.version})

    def value_version(self, record: ConsentText) -> int:
        return record.version

    def render_language(self, record: ConsentText) -> str:
        return self.languages.name(record.language)

    def render_purpose(self, record: ConsentText) -> str:
        return str(record.get_purpose_display() or _("for every purpose"))

    def render_status(self, record: ConsentText) -> str:
        return status_part(TEXTS[TextStatus(record.status)], record.get_status_display())

    def value_status(self, record: ConsentText) -> str:
        return str(record.get_status_display())

    def render_now(self, record: ConsentText) -> str:
        return str(_("Yes")) if record.pk in self.in_force else "—"


def _languages(_request: HttpRequest | None = None) -> list[tuple[str, str]]:
    known = Languages()
    used = ConsentText.objects.order_by("language").values_list("language", flat=True).distinct()
    return [(code, known.name(code)) for code in used]


class TextSearch(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Search"), method="find")
    purpose = django_filters.MultipleChoiceFilter(label=_("Purpose"), choices=Purpose)
    language = django_filters.MultipleChoiceFilter(label=_("Language"), choices=_languages)
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=TextStatus)

    class Meta:
        model = ConsentText
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[ConsentText], _name: str, words: str) -> QuerySet[ConsentText]:
        return rows.annotate(key=Fold("text")).filter(key__contains=fold(words))
