"""Plans, requests to providers and placements as lists: references, codes and clocks, never words."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import Case
from dayaq.cases.models.clocks import span
from dayaq.cases.tables import status_part
from dayaq.directory.models import Body
from dayaq.kernel.signs import status
from dayaq.kernel.text import fold
from dayaq.recovery.models import Employer, Placement, Plan, Provider, ServiceReferral
from dayaq.recovery.models.looks import LOOKS
from dayaq.recovery.states import (
    AfterWork,
    EmployerStatus,
    Incentive,
    PlacementKind,
    PlanStatus,
    ReferralStatus,
    ServiceKind,
)

DUE = (("late", _("Late")), ("week", _("Within seven days")))


class PlanTable(tables.Table):  # type: ignore[misc]
    case = tables.Column(
        verbose_name=_("Reference"),
        accessor="case__reference",
        linkify=lambda record: reverse("recovery:plan", args=[record.case.reference]),
    )
    status = tables.Column(verbose_name=_("Status"))
    version = tables.Column(verbose_name=_("Version"), attrs={"td": {"class": "number"}})
    agreed_on = tables.DateColumn(verbose_name=_("Agreed on"), format="d.m.Y")
    follow_up_on = tables.Column(verbose_name=_("Next follow-up"))
    lead = tables.Column(verbose_name=_("Lead body"), accessor="case__lead", orderable=False)

    class Meta:
        model = Plan
        sequence = ("case", "status", "version", "agreed_on", "follow_up_on", "lead")
        fields = sequence
        order_by = ("follow_up_on",)

    def render_status(self, record: Plan) -> str:
        return status_part(LOOKS[PlanStatus(record.status)], record.get_status_display())

    def value_status(self, record: Plan) -> str:
        return str(record.get_status_display())

    def render_follow_up_on(self, record: Plan) -> str:
        day, today = record.follow_up_on, localdate()
        if day is None:
            return "—"
        look = "bad" if day < today else "watch" if day <= today + timedelta(days=7) else "going"
        return status_part(look, f"{day:%d.%m.%Y}")

    def value_follow_up_on(self, record: Plan) -> Any:
        return record.follow_up_on

    def render_lead(self, value: Body) -> str:
        return str(value.short_name)


class PlanSearch(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Reference"), method="find")
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=PlanStatus)
    due = django_filters.ChoiceFilter(label=_("Next follow-up"), choices=DUE, method="by_clock")

    class Meta:
        model = Plan
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Plan], _name: str, words: str) -> QuerySet[Plan]:
        return rows.filter(case__reference__startswith=words.strip().upper())

    def by_clock(self, rows: QuerySet[Plan], _name: str, which: str) -> QuerySet[Plan]:
        days = timedelta(days=7) if which == "week" else timedelta(days=-1)
        return rows.filter(follow_up_on__lte=localdate() + days)


class RequestTable(tables.Table):  # type: ignore[misc]
    kind = tables.Column(
        verbose_name=_("Kind of help"),
        linkify=lambda record: reverse("recovery:request", args=[record.pk]),
    )
    case = tables.Column(
        verbose_name=_("Case"), accessor="case_id", orderable=False, empty_values=()
    )
    provider = tables.Column(verbose_name=_("Provider"), accessor="provider__name")
    priority = tables.Column(verbose_name=_("Priority"))
    status = tables.Column(verbose_name=_("Status"))
    answer_by = tables.Column(verbose_name=_("Answer by"))
    sent_at = tables.DateTimeColumn(verbose_name=_("Sent"), format="d.m.Y H:i")
    answered_at = tables.DateTimeColumn(
        verbose_name=_("Answered"), format="d.m.Y H:i", visible=False
    )
    reason = tables.Column(verbose_name=_("Why returned"), visible=False)

    class Meta:
        model = ServiceReferral
        sequence = (
            "kind", "case", "provider", "priority", "status", "answer_by", "sent_at",
            "answered_at", "reason",
        )  # fmt: skip
        fields = sequence
        order_by = ("answer_by",)

    @cached_property
    def references(self) -> dict[Any, str]:
        """Of cases whose cover this person sees; a provider that has not accepted sees none."""
        rows = self.page.object_list if hasattr(self, "page") else self.rows
        keys = {row.record.case_id for row in rows}
        seen = Case.objects.visible_to(self.request.user).filter(pk__in=keys)
        return dict(seen.values_list("pk", "reference"))

    def render_case(self, record: ServiceReferral) -> str:
        return self.references.get(record.case_id, "—")

    def render_status(self, record: ServiceReferral) -> str:
        return status_part(LOOKS[ReferralStatus(record.status)], record.get_status_display())

    def value_status(self, record: ServiceReferral) -> str:
        return str(record.get_status_display())

    def render_answer_by(self, record: ServiceReferral) -> str:
        if not record.is_waiting:
            return "—"
        look = "bad" if record.is_late(at=now()) else "going"
        return status_part(look, span(record.answer_by, now()))

    def value_answer_by(self, record: ServiceReferral) -> Any:
        return record.answer_by


WAITING = (("waiting", _("Waiting for an answer")), ("late", _("Late")))


class RequestSearch(django_filters.FilterSet):  # type: ignore[misc]
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=ReferralStatus)
    waiting = django_filters.ChoiceFilter(label=_("Clock"), choices=WAITING, method="by_clock")
    kind = django_filters.MultipleChoiceFilter(label=_("Kind of help"), choices=ServiceKind)
    provider = django_filters.ModelChoiceFilter(
        label=_("Provider"), queryset=Provider.objects.all()
    )

    class Meta:
        model = ServiceReferral
        fields: Iterable[str] = ()

    def by_clock(self, rows: Any, _name: str, which: str) -> Any:
        rows = rows.waiting()
        return rows.filter(answer_by__lte=now()) if which == "late" else rows


class PlacementTable(tables.Table):  # type: ignore[misc]
    case = tables.Column(
        verbose_name=_("Reference"),
        accessor="case__reference",
        linkify=lambda record: reverse("recovery:plan", args=[record.case.reference]),
    )
    kind = tables.Column(verbose_name=_("Kind of work"))
    employer = tables.Column(verbose_name=_("Employer"), accessor="employer__name")
    began_on = tables.DateColumn(verbose_name=_("Began on"), format="d.m.Y")
    half_year_on = tables.Column(verbose_name=_("To be asked on"))
    after = tables.Column(verbose_name=_("After six months"), empty_values=())

    class Meta:
        model = Placement
        sequence = ("case", "kind", "employer", "began_on", "half_year_on", "after")
        fields = sequence
        order_by = ("half_year_on",)

    def render_half_year_on(self, record: Placement) -> str:
        if record.after:
            return f"{record.half_year_on:%d.%m.%Y}"
        look = "bad" if record.half_year_on < localdate() else "going"
        return status_part(look, f"{record.half_year_on:%d.%m.%Y}")

    def value_half_year_on(self, record: Placement) -> Any:
        return record.half_year_on

    def render_after(self, record: Placement) -> str:
        return str(record.get_after_display() or gettext("not asked yet"))


ASKED = (("no", _("Not asked yet")), *AfterWork.choices)


class PlacementSearch(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Reference"), method="find")
    kind = django_filters.MultipleChoiceFilter(label=_("Kind of work"), choices=PlacementKind)
    after = django_filters.ChoiceFilter(
        label=_("After six months"), choices=ASKED, method="by_answer"
    )

    class Meta:
        model = Placement
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        return rows.filter(case__reference__startswith=words.strip().upper())

    def by_answer(self, rows: QuerySet[Any], _name: str, which: str) -> QuerySet[Any]:
        return rows.filter(after="" if which == "no" else which)


class EmployerTable(tables.Table):  # type: ignore[misc]
    name = tables.Column(
        verbose_name=_("Employer"),
        linkify=lambda record: reverse("recovery:employer", args=[record.pk]),
    )
    region = tables.Column(verbose_name=_("Region"), order_by="region__code")
    incentives = tables.Column(verbose_name=_("What it gets for it"), orderable=False)
    contact = tables.Column(verbose_name=_("Whom to ask"), orderable=False)
    status = tables.Column(verbose_name=_("Status"))

    class Meta:
        model = Employer
        sequence = ("name", "region", "incentives", "contact", "status")
        fields = sequence
        order_by = ("name",)

    def render_incentives(self, value: list[str]) -> str:
        return ", ".join(str(one.label) for one in Incentive if one in value)

    def render_status(self, record: Employer) -> str:
        look = "active" if record.status == EmployerStatus.ACTIVE else "suspended"
        return status(look, record.get_status_display())

    def value_status(self, record: Employer) -> str:
        return str(record.get_status_display())


class EmployerSearch(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Search"), method="find")
    status = django_filters.ChoiceFilter(label=_("Status"), choices=EmployerStatus.choices)
    incentive = django_filters.ChoiceFilter(
        label=_("What it gets for it"), choices=Incentive.choices, method="by_incentive"
    )

    class Meta:
        model = Employer
        fields: Iterable[str] = ()

    def find(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        for word in words.split():
            rows = rows.filter(Q(key__contains=fold(word)) | Q(tax_number=word))
        return rows

    def by_incentive(self, rows: QuerySet[Any], _name: str, which: str) -> QuerySet[Any]:
        return rows.filter(incentives__contains=[which])


__all__ = [
    "EmployerSearch",
    "EmployerTable",
    "PlacementSearch",
    "PlacementTable",
    "PlanSearch",
    "PlanTable",
    "RequestSearch",
    "RequestTable",
]
