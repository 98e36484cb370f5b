"""The list of facilities: what they are and how full, never where or with whom."""

from collections.abc import Iterable
from typing import Any

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dayaq.cases.tables import status_part
from dayaq.directory.models import Region
from dayaq.kernel.lists import Search
from dayaq.shelters.models import Facility, Supply, SupplyQuerySet
from dayaq.shelters.states import FacilityKind, FacilityStatus, Owner, Resident

LOOKS = {
    FacilityStatus.PLANNED: "going",
    FacilityStatus.OPEN: "good",
    FacilityStatus.PAUSED: "watch",
    FacilityStatus.CLOSED: "calm",
}


class FacilityTable(tables.Table):  # type: ignore[misc]
    code = tables.Column(
        verbose_name=_("Facility"),
        linkify=lambda record: reverse("shelters:facility", args=[record.pk]),
    )
    kind = tables.Column(verbose_name=_("Kind"))
    owner = tables.Column(verbose_name=_("Whose it is"))
    region = tables.Column(verbose_name=_("Region"), order_by="region__code")
    status = tables.Column(verbose_name=_("Status"))
    takes = tables.Column(verbose_name=_("Whom it takes"), orderable=False)
    opened_on = tables.DateColumn(verbose_name=_("Opened on"), format="d.m.Y", visible=False)

    class Meta:
        model = Facility
        sequence = ("code", "kind", "owner", "region", "status", "takes", "opened_on")
        fields = sequence
        order_by = ("code",)

    def render_status(self, record: Facility) -> str:
        return status_part(LOOKS[FacilityStatus(record.status)], record.get_status_display())

    def value_status(self, record: Facility) -> str:
        return str(record.get_status_display())

    def render_takes(self, value: list[str]) -> str:
        return ", ".join(str(one.label) for one in Resident if one in value)


class FacilitySearch(django_filters.FilterSet):  # type: ignore[misc]
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=FacilityKind.choices)
    owner = django_filters.ChoiceFilter(label=_("Whose it is"), choices=Owner.choices)
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=FacilityStatus)
    region = django_filters.ModelChoiceFilter(label=_("Region"), queryset=Region.objects.all())

    class Meta:
        model = Facility
        fields: Iterable[Any] = ()


class SupplyTable(tables.Table):  # type: ignore[misc]
    what = tables.Column(
        verbose_name=_("What is needed"),
        linkify=lambda record: reverse("shelters:supply", args=[record.facility_id, record.pk]),
    )
    unit = tables.Column(verbose_name=_("Unit"), orderable=False)
    wanted = tables.Column(verbose_name=_("Wanted"))
    in_stock = tables.Column(verbose_name=_("In stock"))
    missing = tables.Column(verbose_name=_("Missing"), orderable=False)
    changed_at = tables.DateColumn(verbose_name=_("Last changed"), format="d.m.Y")

    class Meta:
        model = Supply
        sequence = ("what", "unit", "wanted", "in_stock", "missing", "changed_at")
        fields = sequence
        order_by = ("what",)


class SupplySearch(Search):
    looks_in = ("what",)
    is_short = django_filters.BooleanFilter(label=_("Something is missing"), method="short")

    class Meta:
        model = Supply
        fields: Iterable[Any] = ()

    def short(self, rows: SupplyQuerySet, _name: str, value: bool) -> SupplyQuerySet:  # noqa: FBT001 - as filters are called
        missing = rows.short()
        return missing if value else rows.exclude(pk__in=missing)
