"""The lists of this room."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.tables import TitleSearch, codes_of
from dayaq.cooperation.tables.kept import ByMeasure, OfBodies
from dayaq.cooperation.tables.kept import KeptSearch as Kept
from dayaq.kernel.lists import Words
from dayaq.kernel.signs import sign
from dayaq.partnership import models, states
from dayaq.partnership.models.kept import COUNTRIES

NUMBER = {"td": {"class": "number"}}


def titled(name: str, label: object) -> Any:
    """The title, which leads to the row."""
    return Words(verbose_name=label, linkify=lambda record: reverse(name, args=[record.pk]))


def kept() -> Any:
    return Words(verbose_name=_("Kept by"), accessor="body_name")


class Choice(tables.Column):  # type: ignore[misc]
    """A kind or a stage in words."""

    def render(self, record: Any, bound_column: Any) -> str:
        return str(getattr(record, f"get_{bound_column.name}_display")())

    def value(self, record: Any, bound_column: Any) -> str:
        return self.render(record, bound_column)


def day(label: object, **asked: Any) -> Any:
    return tables.DateColumn(verbose_name=label, format="d.m.Y", **asked)


class KeptSearch(Kept, ByMeasure):
    """By body, by words, by measure."""


class PartnerTable(tables.Table):  # type: ignore[misc]
    title = titled("partnership:partner", _("Partner"))
    kind = Choice(verbose_name=_("Kind"))
    country = tables.Column(verbose_name=_("Country"), order_by="country__name_az")
    body = kept()

    class Meta:
        sequence = ("title", "kind", "country", "body")
        order_by = ("title",)


class PartnerSearch(KeptSearch):
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=states.PartnerKind.choices)
    country = django_filters.ModelChoiceFilter(label=_("Country"), queryset=codes_of(COUNTRIES))

    class Meta:
        model = models.Partner
        fields = ()


class AgreementTable(tables.Table):  # type: ignore[misc]
    title = titled("partnership:agreement", _("Agreement"))
    body = kept()
    partners = tables.ManyToManyColumn(verbose_name=_("Partners"))
    signed_on = day(pgettext_lazy("agreement", "Signed"))
    ends_on = day(_("In force until"))

    class Meta:
        sequence = ("title", "body", "partners", "signed_on", "ends_on")
        order_by = ("-signed_on",)


class AgreementSearch(KeptSearch):
    days = django_filters.DateFromToRangeFilter(
        label=pgettext_lazy("agreement", "Signed"), field_name="signed_on"
    )

    class Meta:
        model = models.Agreement
        fields = ()


class LiaisonTable(tables.Table):  # type: ignore[misc]
    country = tables.Column(
        verbose_name=_("Country"),
        order_by="country__name_az",
        linkify=lambda record: reverse("partnership:liaison", args=[record.pk]),
    )
    office = tables.Column(verbose_name=_("Office and position"))
    body = kept()
    since = day(_("Since"))
    until = day(_("Until"))

    class Meta:
        sequence = ("country", "office", "body", "since", "until")


class LiaisonSearch(OfBodies):
    country = django_filters.ModelChoiceFilter(label=_("Country"), queryset=codes_of(COUNTRIES))

    class Meta:
        model = models.Liaison
        fields = ()


class RequestTable(tables.Table):  # type: ignore[misc]
    title = titled("partnership:request", _("Request"))
    way = Choice(verbose_name=_("Who asked"))
    country = tables.Column(verbose_name=_("Country"), order_by="country__name_az")
    body = kept()
    asked_at = tables.DateTimeColumn(verbose_name=_("Asked"), format="d.m.Y H:i")
    due_at = tables.DateTimeColumn(verbose_name=_("To be answered by"), format="d.m.Y H:i")
    status = tables.Column(verbose_name=_("Status"))
    hours = tables.Column(verbose_name=_("Hours to an answer"), attrs=NUMBER, orderable=False)

    class Meta:
        sequence = ("title", "way", "country", "body", "asked_at", "due_at", "status", "hours")
        order_by = ("-asked_at",)

    def render_status(self, record: models.Request) -> str:
        if record.is_overdue(at=now()):
            return sign("request", "overdue", _("Answer is late"))
        return sign("request", record.status, record.get_status_display())

    def value_status(self, record: models.Request) -> str:
        return str(record.get_status_display())


class RequestSearch(TitleSearch, OfBodies):
    country = django_filters.ModelChoiceFilter(label=_("Country"), queryset=codes_of(COUNTRIES))
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=states.RequestStatus.choices
    )
    late = django_filters.BooleanFilter(label=_("Answer is late"), method="only_late")

    class Meta:
        model = models.Request
        fields = ()

    def only_late(self, rows: Any, _name: str, value: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        late = models.Request.objects.overdue(at=now()).values("pk")
        return rows.filter(pk__in=late) if value else rows.exclude(pk__in=late)


class ActivityTable(tables.Table):  # type: ignore[misc]
    title = titled("partnership:activity", _("Activity"))
    kind = Choice(verbose_name=_("Kind"))
    body = kept()
    starts_on = day(_("First day"))
    countries = tables.ManyToManyColumn(verbose_name=_("Countries"))
    participants = tables.Column(verbose_name=_("Participants"), attrs=NUMBER)

    class Meta:
        sequence = ("title", "kind", "body", "starts_on", "countries", "participants")
        order_by = ("-starts_on",)


class ActivitySearch(KeptSearch):
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=states.ActivityKind.choices)
    countries = django_filters.ModelChoiceFilter(label=_("Country"), queryset=codes_of(COUNTRIES))
    days = django_filters.DateFromToRangeFilter(label=_("First day"), field_name="starts_on")

    class Meta:
        model = models.Activity
        fields = ()


class FundingTable(tables.Table):  # type: ignore[misc]
    title = titled("partnership:fund", _("Financing"))
    year = tables.Column(verbose_name=_("Year"), attrs=NUMBER)
    source = Choice(verbose_name=_("Source"))
    body = kept()
    currency = tables.Column(verbose_name=_("Currency"))
    asked = tables.Column(verbose_name=_("Asked for"), attrs=NUMBER, visible=False)
    pledged = tables.Column(verbose_name=_("Pledged"), attrs=NUMBER)
    received = tables.Column(verbose_name=pgettext_lazy("money", "Received"), attrs=NUMBER)
    allocated = tables.Column(verbose_name=_("Allocated"), attrs=NUMBER)
    spent = tables.Column(verbose_name=_("Spent"), attrs=NUMBER)

    class Meta:
        sequence = (
            "title", "year", "source", "body", "currency", "asked", "pledged", "received", "allocated",
            "spent",
        )  # fmt: skip
        order_by = ("-year",)

    def render_year(self, value: int) -> str:
        return str(value)


class FundingSearch(KeptSearch):
    year = django_filters.NumberFilter(label=_("Year"))
    source = django_filters.MultipleChoiceFilter(label=_("Source"), choices=states.Source.choices)

    class Meta:
        model = models.Funding
        fields = ()


class ResourceTable(tables.Table):  # type: ignore[misc]
    title = titled("partnership:resource", _("Shared resource"))
    body = kept()
    offered = tables.Column(verbose_name=pgettext_lazy("resource", "Offered"), attrs=NUMBER)
    offered_on = day(_("Offered since"))
    until = day(_("Until"))
    used_times = tables.Column(verbose_name=_("Times used"), attrs=NUMBER)

    class Meta:
        sequence = ("title", "body", "offered", "offered_on", "until", "used_times")


class ResourceSearch(KeptSearch):
    class Meta:
        model = models.Resource
        fields = ()


class StudyTable(tables.Table):  # type: ignore[misc]
    title = titled("partnership:study", _("Study"))
    topic = tables.Column(verbose_name=_("Topic"))
    body = kept()
    region = tables.Column(verbose_name=_("Region"), order_by="region__code")
    stage = Choice(verbose_name=pgettext_lazy("study", "Stage"))
    begun_on = day(pgettext_lazy("study", "Begun"))
    published_on = day(pgettext_lazy("study", "Published"), visible=False)

    class Meta:
        sequence = ("title", "topic", "body", "region", "stage", "begun_on", "published_on")


class StudySearch(KeptSearch):
    stage = django_filters.MultipleChoiceFilter(
        label=pgettext_lazy("study", "Stage"), choices=states.StudyStage.choices
    )

    class Meta:
        model = models.Study
        fields = ()
