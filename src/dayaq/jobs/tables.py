"""The list of one's own jobs: its columns, its search and its filters."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dayaq.jobs.models import Job
from dayaq.jobs.states import Status


class Jobs(tables.Table):  # type: ignore[misc]
    title = tables.Column(linkify=("jobs:detail", [tables.A("pk")]))
    status = tables.Column()
    percent = tables.Column(_("per cent done"), orderable=False)
    asked_at = tables.DateTimeColumn()
    ended_at = tables.DateTimeColumn()

    class Meta:
        model = Job
        fields = ()
        sequence = ("title", "status", "percent", "asked_at", "ended_at")


class JobFilters(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(method="find", label=_("Search"))
    status = django_filters.ChoiceFilter(choices=Status.choices, label=_("status"))

    class Meta:
        model = Job
        fields = ()

    def find(self, rows: QuerySet[Job], _name: str, words: str) -> Any:
        return rows.found(words)  # type: ignore[attr-defined]
