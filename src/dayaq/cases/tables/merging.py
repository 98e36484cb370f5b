"""Records that may be one person."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import Merge
from dayaq.cases.models.clocks import MERGES
from dayaq.cases.models.persons import known_references
from dayaq.cases.states import MergeStatus
from dayaq.cases.tables.cases import status_part
from dayaq.kernel.text import Fold, fold


class MergeTable(tables.Table):  # type: ignore[misc]
    """Two records each: under which cases one may know them, and what was decided."""

    proposed_at = tables.DateTimeColumn(
        verbose_name=_("Proposed"),
        format="d.m.Y H:i",
        linkify=lambda record: reverse("cases:merge", args=[record.pk]),
    )
    kept = tables.Column(
        verbose_name=_("First record"), accessor="kept_id", orderable=False, empty_values=()
    )
    merged = tables.Column(
        verbose_name=_("Other record"), accessor="merged_id", orderable=False, empty_values=()
    )
    status = tables.Column(verbose_name=_("Status"))
    by = tables.Column(
        verbose_name=_("Proposed by"), accessor="proposed_by", orderable=False, empty_values=()
    )
    waits = tables.Column(
        verbose_name=_("Waits for"), accessor="pk", orderable=False, empty_values=()
    )

    class Meta:
        model = Merge
        sequence = ("proposed_at", "kept", "merged", "status", "by", "waits")
        fields = ("proposed_at", "status")
        order_by = ("-proposed_at",)

    @cached_property
    def references(self) -> dict[Any, list[str]]:
        shown = self.page.object_list if hasattr(self, "page") else self.rows
        people = [p for row in shown for p in (row.record.kept_id, row.record.merged_id)]
        return known_references(people, self.request.user, at=now())

    def _named(self, person: Any) -> str:
        return ", ".join(self.references.get(person, [])) or str(_("of another body"))

    def render_kept(self, record: Merge) -> str:
        return self._named(record.kept_id)

    def render_merged(self, record: Merge) -> str:
        return self._named(record.merged_id)

    def render_status(self, record: Merge) -> str:
        return status_part(MERGES[MergeStatus(record.status)], record.get_status_display())

    def value_status(self, record: Merge) -> str:
        return str(record.get_status_display())

    def render_by(self, record: Merge) -> str:
        return record.proposed_by.full_name if record.proposed_by else str(_("the product itself"))

    def render_waits(self, record: Merge) -> str:
        if record.status != MergeStatus.PROPOSED:
            return "—"
        waiting = len(record.waits_for)
        return str(_("both sides") if waiting > 1 else _("one side"))


class MergeSearch(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Proposed by"), method="find")
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=MergeStatus)

    class Meta:
        model = Merge
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Merge], _name: str, words: str) -> QuerySet[Merge]:
        return rows.annotate(key=Fold("proposed_by__full_name")).filter(key__contains=fold(words))
