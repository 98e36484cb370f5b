"""The lists of measures and of bodies."""

from collections.abc import Sequence
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Body, BodyKind, BodyName
from dayaq.plan.models import Measure, Party, PlanVersion
from dayaq.plan.states import PartyRole, PeriodKind
from dayaq.reporting.models import Cycle, Verification
from dayaq.reporting.states import ReportStatus, Verified


def measure_rows(version: PlanVersion, cycles: Sequence[Cycle]) -> QuerySet[Measure]:
    """Measures with what the list shows of the last cycle and of the last judged one."""
    cycle = cycles[-1].pk if cycles else None
    handed_in = [ReportStatus.SUBMITTED, ReportStatus.ACCEPTED]
    found = Verification.objects.filter(measure=OuterRef("pk"), superseded_at=None).order_by(
        "-cycle__period_first"
    )
    here = Q(obligations__cycle=cycle, obligations__binding="required")
    return (
        Measure.objects.of(version)
        .select_related("direction")
        .annotate(
            required=Count("obligations", filter=here, distinct=True),
            reported=Count(
                "obligations",
                filter=here & Q(obligations__report__status__in=handed_in),
                distinct=True,
            ),
            verified=Subquery(found.values("verified")[:1]),
            verified_year=Subquery(found.values("cycle__period_last__year")[:1]),
            first_listed=Subquery(
                BodyName.objects.filter(
                    body__parties__measure=OuterRef("pk"),
                    body__parties__role=PartyRole.EXECUTOR,
                    body__parties__order=1,
                    language="az",
                )
                .order_by(F("since").desc(nulls_last=True))
                .values("full")[:1]
            ),
        )
        .order_by("direction__position", "position")
    )


class MeasureTable(tables.Table):  # type: ignore[misc]
    clause = tables.Column(
        verbose_name=_("Clause"),
        order_by=("direction__position", "position"),
        linkify=lambda record: reverse("portal:clause", args=[record.clause]),
    )
    text = tables.Column(verbose_name=_("Measure"), attrs={"td": {"lang": "az", "class": "long"}})
    first_listed = tables.Column(verbose_name=_("First-listed executor"))
    period_text = tables.Column(verbose_name=pgettext_lazy("measure", "Period"))
    reported = tables.Column(verbose_name=_("Reported"), orderable=True)
    verified = tables.Column(verbose_name=_("Verified"), empty_values=())

    class Meta:
        sequence = ("clause", "text", "first_listed", "period_text", "reported", "verified")

    def render_reported(self, record: Any) -> str:
        return self.value_reported(record)

    def value_reported(self, record: Any) -> str:
        """As “3 / 5”; a dash where nothing is owed in the cycle."""
        return f"{record.reported} / {record.required}" if record.required else "–"

    def render_verified(self, record: Any) -> str:
        return self.value_verified(record)

    def value_verified(self, record: Any) -> str:
        if not record.verified:
            return str(_("Unknown"))
        return f"{Verified(record.verified).label} ({record.verified_year})"


def _directions(request: Any) -> QuerySet[Any]:  # noqa: ARG001
    from dayaq.plan.models import Direction

    return Direction.objects.order_by("position")


class MeasureFilters(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(method="words", label=_("Search"))
    direction = django_filters.CharFilter(field_name="direction__clause", label=_("Direction"))
    period_kind = django_filters.ChoiceFilter(
        choices=PeriodKind.choices, label=pgettext_lazy("measure", "Period")
    )
    verified = django_filters.ChoiceFilter(
        choices=[*Verified.choices, ("unknown", _("Unknown"))],
        method="found",
        label=_("Verified"),
    )
    body = django_filters.CharFilter(method="of_body", label=_("Body (code)"))

    def words(self, rows: Any, name: str, value: str) -> Any:  # noqa: ARG002
        return rows.found(value)

    def found(self, rows: Any, name: str, value: str) -> Any:  # noqa: ARG002
        return rows.filter(verified=None) if value == "unknown" else rows.filter(verified=value)

    def of_body(self, rows: Any, name: str, value: str) -> Any:  # noqa: ARG002
        return rows.filter(pk__in=Party.objects.filter(body__code=value).values("measure"))


def body_rows() -> QuerySet[Body]:
    """Bodies with a part in a plan, with their name in the reader's language."""
    names = BodyName.objects.filter(body=OuterRef("pk")).order_by(F("since").desc(nulls_last=True))
    chosen = names.filter(language=get_language() or "az")
    return (
        Body.objects.with_names()
        .annotate(
            called=Subquery(chosen.values("full")[:1]),
            measures=Count(
                "parties__measure",
                filter=Q(parties__role=PartyRole.EXECUTOR),
                distinct=True,
            ),
            recommended=Count(
                "parties__measure",
                filter=Q(parties__role=PartyRole.RECOMMENDED),
                distinct=True,
            ),
        )
        .order_by("-measures", "code")
    )


class BodyTable(tables.Table):  # type: ignore[misc]
    called = tables.Column(
        verbose_name=_("Body"), linkify=lambda record: reverse("portal:body", args=[record.code])
    )
    kind = tables.Column(verbose_name=_("Kind"))
    measures = tables.Column(verbose_name=_("Executor in"))
    recommended = tables.Column(verbose_name=_("Recommended in"))

    class Meta:
        sequence = ("called", "kind", "measures", "recommended")

    def render_kind(self, record: Body) -> str:
        return self.value_kind(record)

    def value_kind(self, record: Body) -> str:
        return str(BodyKind(record.kind).label)


class BodyFilters(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(method="words", label=_("Search"))
    kind = django_filters.ChoiceFilter(choices=BodyKind.choices, label=_("Kind"))

    def words(self, rows: Any, name: str, value: str) -> Any:  # noqa: ARG002
        return rows.named_like(value)
