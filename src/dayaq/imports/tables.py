"""The list of files that were sent."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.imports.models import Import
from dayaq.imports.states import Status
from dayaq.kernel.lists import Search
from dayaq.kernel.signs import status

NUMBER = {"td": {"class": "number"}}


class ImportTable(tables.Table):  # type: ignore[misc]
    name = tables.Column(
        verbose_name=_("File"),
        linkify=lambda record: reverse("imports:detail", args=[record.sheet, record.pk]),
    )
    sent_at = tables.DateTimeColumn(verbose_name=_("Sent"), format="d.m.Y H:i")
    sent_by = tables.Column(verbose_name=_("By"), accessor="sent_by__full_name")
    status = tables.Column(verbose_name=_("Status"))
    rows = tables.Column(verbose_name=_("Rows"), attrs=NUMBER)
    stored = tables.Column(verbose_name=pgettext_lazy("rows", "Stored"), attrs=NUMBER)
    known = tables.Column(verbose_name=_("Known before"), attrs=NUMBER, visible=False)
    wrong = tables.Column(verbose_name=_("Rows with remarks"), attrs=NUMBER)

    class Meta:
        sequence = ("name", "sent_at", "sent_by", "status", "rows", "stored", "known", "wrong")
        order_by = ("-sent_at",)

    def render_status(self, record: Import) -> str:
        return status(record.status, record.get_status_display(), "import")

    def value_status(self, record: Import) -> str:
        return str(record.get_status_display())


class ImportSearch(Search):
    looks_in = ("name",)
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=Status.choices)
    days = django_filters.DateFromToRangeFilter(label=_("Sent"), field_name="sent_at")

    class Meta:
        model: Any = Import
        fields = ()
