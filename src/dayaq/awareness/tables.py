"""The lists of this room."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access import tables as shared
from dayaq.access.permissions import Permission
from dayaq.access.tables import codes_of
from dayaq.awareness.models import Campaign, Issue, Material, Movement, Point, Reach, Stock
from dayaq.awareness.models.campaigns import LANGUAGES, MEDIA
from dayaq.awareness.states import Flow, MaterialKind, MaterialStatus, PointKind
from dayaq.directory.models import Region
from dayaq.kernel.lists import Words
from dayaq.kernel.related import sum_of
from dayaq.kernel.signs import sign
from dayaq.learning.models.training import TOPICS

NUMBER = {"td": {"class": "number"}}


class KeptSearch(shared.RegisterSearch):
    reads = Permission.LEARNING_READ
    reads_all = Permission.LEARNING_READ_ALL


class OfBodies(shared.OfBodies):
    reads = Permission.LEARNING_READ
    reads_all = Permission.LEARNING_READ_ALL


class MaterialTable(tables.Table):  # type: ignore[misc]
    title = Words(
        verbose_name=_("Material"),
        linkify=lambda record: reverse("awareness:material", args=[record.pk]),
    )
    kind = tables.Column(verbose_name=_("Kind"))
    body = Words(verbose_name=_("Issued by"), accessor="body_name")
    status = tables.Column(verbose_name=_("Status"))
    version = tables.Column(verbose_name=_("Version"), attrs=NUMBER)
    issued_on = tables.DateColumn(verbose_name=pgettext_lazy("material", "Issued"), format="d.m.Y")
    review_on = tables.DateColumn(verbose_name=_("Review by"), format="d.m.Y", visible=False)
    downloaded = tables.Column(verbose_name=_("Downloads"), attrs=NUMBER)

    class Meta:
        sequence = (
            "title", "kind", "body", "status", "version", "issued_on", "review_on", "downloaded",
        )  # fmt: skip
        order_by = ("-issued_on",)

    def render_kind(self, record: Material) -> str:
        return record.get_kind_display()

    def value_kind(self, record: Material) -> str:
        return record.get_kind_display()

    def render_status(self, record: Material) -> str:
        return sign("material", record.status, record.get_status_display())

    def value_status(self, record: Material) -> str:
        return str(record.get_status_display())


class MaterialSearch(django_filters.FilterSet):  # type: ignore[misc]
    """Full text over titles and summaries, in any spelling and any of the three languages."""

    q = django_filters.CharFilter(label=_("Search"), method="find")
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=MaterialKind.choices)
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=MaterialStatus.choices)
    topics = django_filters.ModelChoiceFilter(label=_("Topic"), queryset=codes_of(TOPICS))
    language = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=codes_of(LANGUAGES), method="in_language"
    )

    class Meta:
        model = Material
        fields = ()

    def find(self, rows: Any, _name: str, words: str) -> Any:
        return rows.about(words)

    def in_language(self, rows: Any, _name: str, language: Any) -> Any:
        newest = Issue.objects.filter(language=language, version=OuterRef("version"))
        return rows.filter(Exists(newest.filter(material=OuterRef("pk"))))


class CampaignTable(tables.Table):  # type: ignore[misc]
    title = Words(
        verbose_name=_("Campaign"),
        linkify=lambda record: reverse("awareness:campaign", args=[record.pk]),
    )
    body = Words(verbose_name=_("Organised by"), accessor="body_name")
    starts_on = tables.DateColumn(verbose_name=_("First day"), format="d.m.Y")
    media = tables.ManyToManyColumn(verbose_name=_("Media"))
    people = tables.Column(verbose_name=_("People reached"), attrs=NUMBER)
    cost = tables.Column(verbose_name=_("Cost, AZN"), attrs=NUMBER)

    class Meta:
        sequence = ("title", "body", "starts_on", "media", "people", "cost")
        order_by = ("-starts_on",)


class CampaignSearch(KeptSearch):
    media = django_filters.ModelChoiceFilter(label=_("Medium"), queryset=codes_of(MEDIA))
    region = django_filters.ModelChoiceFilter(label=_("Region"), queryset=Region.objects.all())
    days = django_filters.DateFromToRangeFilter(label=_("First day"), field_name="starts_on")

    class Meta:
        model = Campaign
        fields = ()


class PointTable(tables.Table):  # type: ignore[misc]
    title = Words(
        verbose_name=pgettext_lazy("distribution", "Point"),
        linkify=lambda record: reverse("awareness:point", args=[record.pk]),
    )
    kind = tables.Column(verbose_name=_("Kind"))
    body = Words(verbose_name=_("Kept by"), accessor="body_name")
    region = tables.Column(verbose_name=_("Region"), order_by="region__code")
    copies = tables.Column(verbose_name=_("Copies handed out"), attrs=NUMBER)

    class Meta:
        sequence = ("title", "kind", "body", "region", "copies")
        order_by = ("title",)

    def render_kind(self, record: Point) -> str:
        return record.get_kind_display()

    def value_kind(self, record: Point) -> str:
        return record.get_kind_display()


class PointSearch(KeptSearch):
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=PointKind.choices)
    region = django_filters.ModelChoiceFilter(label=_("Region"), queryset=Region.objects.all())

    class Meta:
        model = Point
        fields = ()


class MovementTable(tables.Table):  # type: ignore[misc]
    on = tables.DateColumn(
        verbose_name=_("Day"),
        format="d.m.Y",
        linkify=lambda record: reverse("awareness:movement", args=[record.pk]),
    )
    material = tables.Column(verbose_name=_("Material"), order_by="material__title")
    language = tables.Column(verbose_name=_("Language"), order_by="language__position")
    flow = tables.Column(verbose_name=_("What happened"))
    point = tables.Column(
        verbose_name=pgettext_lazy("distribution", "Point"), order_by="point__title"
    )
    body = Words(verbose_name=_("Kept by"), accessor="body_name")
    copies = tables.Column(verbose_name=_("Copies"), attrs=NUMBER)

    class Meta:
        sequence = ("on", "material", "language", "flow", "point", "body", "copies")
        order_by = ("-on",)

    def render_flow(self, record: Movement) -> str:
        return record.get_flow_display()

    def value_flow(self, record: Movement) -> str:
        return record.get_flow_display()


class MovementSearch(OfBodies):
    flow = django_filters.ChoiceFilter(label=_("What happened"), choices=Flow.choices)
    language = django_filters.ModelChoiceFilter(label=_("Language"), queryset=codes_of(LANGUAGES))
    kind = django_filters.ChoiceFilter(
        label=_("Kind of point"), choices=PointKind.choices, field_name="point__kind"
    )
    days = django_filters.DateFromToRangeFilter(label=_("Day"), field_name="on")

    class Meta:
        model = Movement
        fields = ()


class StockTable(tables.Table):  # type: ignore[misc]
    material = tables.Column(
        verbose_name=_("Material"),
        order_by="material__title",
        linkify=lambda record: reverse("awareness:material", args=[record.material_id]),
    )
    language = tables.Column(verbose_name=_("Language"), order_by="language__position")
    body = Words(verbose_name=_("Kept by"), accessor="body_name")
    received = tables.Column(verbose_name=pgettext_lazy("copies", "Received"), attrs=NUMBER)
    handed_out = tables.Column(verbose_name=pgettext_lazy("copies", "Handed out"), attrs=NUMBER)
    left = tables.Column(
        verbose_name=pgettext_lazy("copies", "Left"), attrs=NUMBER, orderable=False
    )

    class Meta:
        sequence = ("material", "language", "body", "received", "handed_out", "left")


class StockSearch(OfBodies):
    language = django_filters.ModelChoiceFilter(label=_("Language"), queryset=codes_of(LANGUAGES))

    class Meta:
        model = Stock
        fields = ()


def with_people(rows: "QuerySet[Campaign]") -> "QuerySet[Campaign]":
    """With how many each reached: summed for the rows of a page alone."""
    people = sum_of(Reach.objects.filter(campaign=OuterRef("pk")), "campaign", "people")
    return rows.annotate(people=people).prefetch_related("media")


def with_copies(rows: "QuerySet[Point]") -> "QuerySet[Point]":
    """With how many copies were handed out at each: summed for the rows of a page alone."""
    given = Movement.objects.filter(point=OuterRef("pk"), flow=Flow.HANDED_OUT)
    return rows.select_related("region").annotate(copies=sum_of(given, "point", "copies"))
