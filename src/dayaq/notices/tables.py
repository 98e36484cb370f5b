"""The list of one's own notices: its columns, its search and its filter."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.kernel.signs import status
from dayaq.notices.models import Notice

UNREAD, READ = "unread", "read"


class Notices(tables.Table):  # type: ignore[misc]
    subject = tables.Column(verbose_name=_("Notice"), orderable=False)
    text = tables.Column(
        verbose_name=_("What is told"), orderable=False, attrs={"td": {"class": "long"}}
    )
    at = tables.DateTimeColumn(verbose_name=_("When"))
    read_at = tables.Column(verbose_name=pgettext_lazy("notice", "Read"), empty_values=())
    open = tables.Column(
        verbose_name=pgettext_lazy("notice", "Open"),
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
    )

    class Meta:
        model = Notice
        fields = ()
        sequence = ("subject", "text", "at", "read_at", "open")

    def render_read_at(self, record: Notice) -> str:
        if record.read_at is None:
            return status("open", _("Unread"), "notice")
        return date_format(localtime(record.read_at), "SHORT_DATETIME_FORMAT")

    def value_read_at(self, record: Notice) -> Any:
        return record.read_at or _("Unread")

    def render_open(self, record: Notice) -> str:
        return render_to_string("notices/_open.html", {"notice": record})


class NoticeFilters(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Search"), method="find")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=((UNREAD, _("Unread")), (READ, pgettext_lazy("notice", "Read"))),
        method="in_state",
    )

    def find(self, rows: QuerySet[Notice], _name: str, words: str) -> Any:
        return rows.found(words)  # type: ignore[attr-defined]

    def in_state(self, rows: QuerySet[Notice], _name: str, state: str) -> Any:
        return rows.filter(read_at__isnull=state == UNREAD)
