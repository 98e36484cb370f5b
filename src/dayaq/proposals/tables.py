"""The lists of proposals and of opinions."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.cooperation.tables.kept import ByMeasure, Clauses, KeptSearch, sign
from dayaq.directory.models import Body
from dayaq.kernel.lists import Search, Words
from dayaq.proposals.models import Opinion, Proposal, Step
from dayaq.proposals.models.proposals import ProposalQuerySet
from dayaq.proposals.states import OpinionStatus, ProposalKind, Stage, Stance


def proposal_rows(rows: ProposalQuerySet) -> QuerySet[Proposal]:
    """With the day on which each reached its stage."""
    last = Step.objects.standing().filter(proposal=OuterRef("pk")).order_by("-on", "-pk")
    return rows.with_body_name().annotate(reached_on=Subquery(last.values("on")[:1]))


class ProposalTable(tables.Table):  # type: ignore[misc]
    title = Words(
        verbose_name=_("Proposal"),
        linkify=lambda record: reverse("proposals:proposal", args=[record.pk]),
    )
    number = tables.Column(verbose_name=_("Number"), accessor="number", order_by="pk")
    kind = tables.Column(verbose_name=_("Kind"))
    clauses = Clauses()
    body = Words(verbose_name=_("Prepared by"), accessor="body_name")
    status = tables.Column(verbose_name=_("Stage"))
    reached_on = tables.DateColumn(verbose_name=_("Since"), format="d.m.Y")
    act_number = tables.Column(verbose_name=_("Act"))

    class Meta:
        model = Proposal
        sequence = (
            "title", "number", "kind", "clauses", "body", "status", "reached_on", "act_number"
        )  # fmt: skip
        fields = sequence
        order_by = ("-number",)

    def render_status(self, record: Proposal) -> str:
        return sign("proposal", record.status, record.get_status_display())

    def value_status(self, record: Proposal) -> str:
        return str(record.get_status_display())


class ProposalSearch(KeptSearch, ByMeasure):
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=ProposalKind)
    status = django_filters.MultipleChoiceFilter(label=_("Stage"), choices=Stage)


class OpinionTable(tables.Table):  # type: ignore[misc]
    proposal = Words(
        verbose_name=_("Proposal"),
        accessor="draft__proposal__title",
        linkify=lambda record: reverse("proposals:opinion", args=[record.pk]),
    )
    body = tables.Column(verbose_name=_("Whose opinion"), order_by="body__code")
    asked_on = tables.DateColumn(verbose_name=_("Asked"), format="d.m.Y")
    due_on = tables.DateColumn(verbose_name=_("Due"), format="d.m.Y")
    status = tables.Column(verbose_name=_("Status"))
    stance = tables.Column(verbose_name=_("Opinion"))
    given_on = tables.DateColumn(verbose_name=pgettext_lazy("opinion", "Given on"), format="d.m.Y")

    class Meta:
        model = Opinion
        sequence = ("proposal", "body", "asked_on", "due_on", "status", "stance", "given_on")
        fields = sequence
        order_by = ("-due_on",)

    def render_status(self, record: Opinion) -> str:
        return sign("opinion", record.status, record.get_status_display())

    def value_status(self, record: Opinion) -> str:
        return str(record.get_status_display())

    def render_stance(self, record: Opinion) -> str:
        return str(record.get_stance_display()) if record.status == OpinionStatus.GIVEN else "—"


class OpinionSearch(Search):
    looks_in = ("draft__proposal__title", "text")
    body = django_filters.ModelChoiceFilter(
        label=_("Whose opinion"), queryset=lambda _request: Body.objects.to_choose_from()
    )
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=OpinionStatus)
    stance = django_filters.MultipleChoiceFilter(label=_("Opinion"), choices=Stance)
    late = django_filters.BooleanFilter(label=_("Past its day"), method="by_day")

    def by_day(self, rows: Any, _name: str, value: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        late = Opinion.objects.to_silence(on=localdate()).values("pk")
        return rows.filter(pk__in=late) if value else rows.exclude(pk__in=late)
