"""The directory of services as a list: looked for by need, by words, by what somebody speaks."""

from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models.codes import Codes
from dayaq.directory.models import Code, Region
from dayaq.kernel.lists import Search, Words
from dayaq.kernel.signs import status
from dayaq.kernel.text import fold
from dayaq.recovery.models import Provider, Service
from dayaq.recovery.models.directory import ServiceQuerySet, verified_every
from dayaq.recovery.states import ANSWERS_NEED, Access, ForWhom, Owner, ServiceKind

FRESH = (("stale", _("To be verified again")), ("fresh", _("Verified")))


def service_rows(rows: ServiceQuerySet) -> QuerySet[Service]:
    return rows.select_related("provider").prefetch_related("regions").order_by("title", "pk")


def names_of(values: list[str], choices: Any) -> str:
    return ", ".join(str(one.label) for one in choices if one in values)


class ServiceTable(tables.Table):  # type: ignore[misc]
    title = Words(
        verbose_name=_("Service"),
        linkify=lambda record: reverse("recovery:service", args=[record.pk]),
    )
    provider = Words(verbose_name=_("Provider"), accessor="provider__name")
    kind = tables.Column(verbose_name=_("Kind of help"))
    for_whom = tables.Column(verbose_name=_("For whom"), orderable=False)
    languages = tables.Column(verbose_name=_("Languages"), orderable=False)
    regions = tables.Column(verbose_name=_("Regions"), orderable=False, empty_values=())
    hours = tables.Column(verbose_name=_("Hours"), orderable=False)
    access = tables.Column(verbose_name=_("How to get in"), orderable=False, visible=False)
    contact = tables.Column(verbose_name=_("Whom to ask"), orderable=False, visible=False)
    is_taking = tables.Column(verbose_name=_("Takes people"))
    verified_on = tables.Column(verbose_name=_("Verified"), empty_values=())

    class Meta:
        model = Service
        sequence = (
            "title", "provider", "kind", "for_whom", "languages", "regions", "hours", "access",
            "contact", "is_taking", "verified_on",
        )  # fmt: skip
        fields = sequence

    @cached_property
    def codes(self) -> Codes:
        return Codes(frozenset({"language"}))

    @cached_property
    def fresh_since(self) -> Any:
        return localdate() - verified_every(on=localdate())

    def render_for_whom(self, value: list[str]) -> str:
        return names_of(value, ForWhom) or gettext("everybody")

    def render_languages(self, value: list[str]) -> str:
        return ", ".join(self.codes.said(one) for one in value)

    def render_regions(self, record: Service) -> str:
        return ", ".join(region.name for region in record.regions.all()) or gettext("whole country")

    def render_access(self, value: list[str]) -> str:
        return names_of(value, Access)

    def render_is_taking(self, record: Service) -> str:
        word = gettext("yes") if record.is_taking else gettext("not at present")
        return status("open" if record.is_taking else "suspended", word)

    def value_is_taking(self, record: Service) -> str:
        return gettext("yes") if record.is_taking else gettext("not at present")

    def render_verified_on(self, record: Service) -> str:
        if record.verified_on is None:
            return status("unknown", gettext("never"))
        is_fresh = record.verified_on >= self.fresh_since
        return status("confirmed" if is_fresh else "due_soon", f"{record.verified_on:%d.%m.%Y}")

    def value_verified_on(self, record: Service) -> Any:
        return record.verified_on


def codes_of(list_code: str) -> Any:
    return lambda _request: Code.objects.of_list(list_code, on=localdate())


class ServiceSearch(django_filters.FilterSet):  # type: ignore[misc]
    """By what is needed first; a need is answered by a kind of help."""

    q = django_filters.CharFilter(label=_("Search"), method="find")
    need = django_filters.ModelChoiceFilter(
        label=_("Need"), queryset=codes_of("need-kind"), method="by_need"
    )
    kind = django_filters.MultipleChoiceFilter(label=_("Kind of help"), choices=ServiceKind)
    for_whom = django_filters.ChoiceFilter(
        label=_("For whom"), choices=ForWhom.choices, method="by_person"
    )
    language = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=codes_of("language"), method="by_language"
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"), queryset=Region.objects.all(), method="by_region"
    )
    access = django_filters.ChoiceFilter(
        label=_("How to get in"), choices=Access.choices, method="by_access"
    )
    owner = django_filters.ChoiceFilter(
        label=_("Whose it is"), choices=Owner.choices, field_name="provider__owner"
    )
    taking = django_filters.BooleanFilter(label=_("Takes people"), field_name="is_taking")
    verified = django_filters.ChoiceFilter(
        label=_("Verified"), choices=FRESH, method="by_freshness"
    )

    class Meta:
        model = Service
        fields = ()

    def find(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        for word in words.split():
            rows = rows.filter(Q(key__contains=fold(word)) | Q(provider__key__contains=fold(word)))
        return rows

    def by_need(self, rows: QuerySet[Any], _name: str, need: Code) -> QuerySet[Any]:
        return rows.filter(kind=ANSWERS_NEED.get(need.code, ServiceKind.SOCIAL))

    def by_person(self, rows: QuerySet[Any], _name: str, who: str) -> QuerySet[Any]:
        return rows.filter(Q(for_whom=[]) | Q(for_whom__contains=[who]))

    def by_language(self, rows: QuerySet[Any], _name: str, spoken: Code) -> QuerySet[Any]:
        """Whatever version of the list an entry was written with."""
        values = [
            f"language@{version}:{spoken.code}"
            for version in Code.objects.filter(list__code="language", code=spoken.code).values_list(
                "list__version", flat=True
            )
        ]
        return rows.filter(languages__overlap=values)

    def by_region(self, rows: QuerySet[Any], _name: str, region: Region) -> QuerySet[Any]:
        """Of that region, of the larger one around it, or of the whole country."""
        around = [region.pk, region.parent_id]
        nearby = Service.regions.through.objects.filter(region__in=[r for r in around if r])
        everywhere = ~Q(pk__in=Service.regions.through.objects.values("service"))
        return rows.filter(Q(pk__in=nearby.values("service")) | everywhere)

    def by_access(self, rows: QuerySet[Any], _name: str, way: str) -> QuerySet[Any]:
        return rows.filter(access__contains=[way])

    def by_freshness(self, rows: Any, _name: str, which: str) -> Any:
        stale = Service.objects.stale(on=localdate()).values("pk")
        return rows.filter(pk__in=stale) if which == "stale" else rows.exclude(pk__in=stale)


class ProviderTable(tables.Table):  # type: ignore[misc]
    name = Words(
        verbose_name=_("Provider"),
        linkify=lambda record: reverse("recovery:provider", args=[record.pk]),
    )
    owner = tables.Column(verbose_name=_("Whose it is"))
    has_accounts = tables.Column(
        verbose_name=_("How it answers"), accessor="body_id", orderable=False, empty_values=()
    )
    phone = tables.Column(verbose_name=_("Office phone"), orderable=False)
    services = tables.Column(
        verbose_name=_("Services"), accessor="count", attrs={"td": {"class": "number"}}
    )
    until = tables.DateColumn(verbose_name=_("Until"), format="d.m.Y", visible=False)

    class Meta:
        model = Provider
        sequence = ("name", "owner", "has_accounts", "phone", "services", "until")
        fields = sequence
        order_by = ("name",)

    def render_has_accounts(self, record: Provider) -> str:
        return gettext("signed in") if record.body_id else gettext("by a link")


class ProviderSearch(Search):
    looks_in = ("name",)
    owner = django_filters.MultipleChoiceFilter(label=_("Whose it is"), choices=Owner)

    class Meta:
        model = Provider
        fields = ()


__all__ = ["ProviderSearch", "ProviderTable", "ServiceSearch", "ServiceTable", "service_rows"]
