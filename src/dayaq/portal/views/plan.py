"""The plan as people look at it: overview, all measures, a direction, a measure, the roadmap."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, needs
from dayaq.audit.models import Entry
from dayaq.councils.models.linked import linked
from dayaq.evidence.compile import indicators, to_come
from dayaq.evidence.releases import Figure, for_report
from dayaq.indicators.terms import Indicator
from dayaq.kernel.lists import show_list
from dayaq.kernel.periods import Period
from dayaq.plan.models import Direction, Measure, Party, PlanVersion
from dayaq.plan.models.kinds import kind_of
from dayaq.plan.states import PartyRole
from dayaq.portal.plans import cycles_of, rows_of, summaries, version_asked
from dayaq.portal.tables import MeasureFilters, MeasureTable, measure_rows
from dayaq.reporting.models import Obligation, Verification
from dayaq.reporting.models.standing import freshness, of_measures

if TYPE_CHECKING:
    from dayaq.accounts.models import User

LISTED_FOR = (Permission.REPORT_READ_OWN, Permission.REPORT_READ_ALL)
"""Who has a list of obligations behind the number of reports; the others go on to the roadmap."""


@require_safe
@needs(Permission.PLAN_READ)
def overview(request: UserRequest) -> HttpResponse:
    """The whole plan on one page: its act, its directions, and how each stands."""
    version = version_asked(request)
    cycles = cycles_of(version)
    rows = rows_of(version, cycles, on=localdate(), user=request.user)
    latest = cycles[-1] if cycles else None
    return render(
        request,
        "portal/overview.html",
        {
            "stands": version,
            "plan": version.plan,
            "summaries": summaries(rows),
            "cycle": latest,
            "measures": len(rows),
            "regular": sum(row.measure.is_regular for row in rows),
            "reported": sum(row.latest.reported for row in rows if row.latest),
            "required": sum(row.latest.required for row in rows if row.latest),
            "may_list": any(holds(request.user, permission) for permission in LISTED_FOR),
            "said_not_verified": sum(
                row.judged.is_said_done_not_verified for row in rows if row.judged
            ),
        },
    )


@require_safe
@needs(Permission.PLAN_READ)
def measures(request: UserRequest) -> HttpResponse:
    """All measures as one list."""
    version = version_asked(request)
    return show_list(
        request,
        rows=measure_rows(version, cycles_of(version)),
        table=MeasureTable,
        filters=MeasureFilters,
        title=_("Measures"),
        name="measures",
    )


@require_safe
@needs(Permission.PLAN_READ)
def clause(request: UserRequest, clause: str) -> HttpResponse:
    """The page of a clause: a direction or a measure; a clause that there is not is a 404."""
    version = version_asked(request)
    measures = Measure.objects.of(version).select_related("direction__version__plan", "lead")
    measure = measures.filter(clause=clause).first()
    if measure is not None:
        return _measure(request, version, measure)
    found = get_object_or_404(Direction, version=version, clause=clause)
    return _direction(request, version, found)


def _direction(request: UserRequest, version: PlanVersion, direction: Direction) -> HttpResponse:
    cycles = cycles_of(version)
    rows = rows_of(version, cycles, on=localdate(), user=request.user, clause=direction.clause)
    if not rows:
        raise Http404
    return render(
        request,
        "portal/direction.html",
        {
            "direction": direction,
            "plan": version.plan,
            "rows": rows,
            "cycles": cycles,
            "summary": summaries(rows)[0],
        },
    )


def _measure(request: UserRequest, version: PlanVersion, measure: Measure) -> HttpResponse:
    today = localdate()
    cycles = cycles_of(version)
    standings = of_measures(version, cycles, on=today, user=request.user, measures=[measure])
    parties = _parties(measure)
    latest = cycles[-1] if cycles else None
    kinds = kind_of(version.plan.code, measure.clause)
    return render(
        request,
        "portal/measure.html",
        {
            "measure": measure,
            "plan": version.plan,
            "source": version.reading.source,
            "kinds": [kind.label for kind in kinds.kinds],
            "executors": [(p, _bearer(p)) for p in parties if p.role == PartyRole.EXECUTOR],
            "involved": [p for p in parties if p.role == PartyRole.INVOLVED],
            "recommended": [(p, _bearer(p)) for p in parties if p.role == PartyRole.RECOMMENDED],
            "lead": getattr(measure, "lead", None),
            "strip": [(cycle, standings[measure.pk][cycle.pk]) for cycle in cycles],
            "cycle": latest,
            "obligations": _obligations(measure, request.user),
            "freshness": freshness([measure], on=today).get(measure.pk),
            "findings": _findings(measure, request.user),
            "computed": _computed(measure, latest.period if latest else Period.of_year(today.year)),
            "expected": to_come(kinds.indicators),
            "together": linked(measure.clause, request.user),
            "may_propose": holds(request.user, Permission.COOPERATION_KEEP),
            "history": Entry.objects.about(measure).select_related("by")[:10],
        },
    )


def _computed(measure: Measure, period: Period) -> list[tuple[Indicator, Figure | None]]:
    """The measure's indicators, each with the number that was frozen for the period, if one was."""
    frozen = {f.indicator: f for f in for_report(measure.clause, period, None) if f.is_whole}
    return [
        (one, frozen.get(one.code))
        for one in indicators().values()
        if measure.clause in one.clauses
    ]


def _parties(measure: Measure) -> list[Party]:
    heirs = "body__successions_from__successor"
    return list(
        Party.objects.filter(measure=measure)
        .select_related("body", "group", "note")
        .prefetch_related("body__names", f"{heirs}__names", "decisions__body__names")
        .order_by("order")
    )


def _bearer(party: Party) -> object:
    """Who carries the duty today, where that is not whom the decree names."""
    if party.body is None:
        return None
    bearer = party.body.bearer_on(localdate())
    return bearer if bearer.pk != party.body_id else None


def _obligations(measure: Measure, user: "User") -> "QuerySet[Obligation]":
    return (
        Obligation.objects.visible_to(user)
        .filter(measure=measure)
        .with_everything()
        .order_by("-cycle__period_first", "binding", "body__code")
    )


def _findings(measure: Measure, user: "User") -> "QuerySet[Verification] | tuple[()]":
    """What verifiers found: grounds are for those who read reports, the status is for all."""
    if not (holds(user, Permission.REPORT_READ_ALL) or holds(user, Permission.REPORT_READ_OWN)):
        return ()
    return (
        Verification.objects.filter(measure=measure, superseded_at=None)
        .select_related("cycle", "body")
        .prefetch_related("body__names")
        .order_by("-cycle__period_first")
    )


@require_safe
@needs(Permission.PLAN_READ)
def roadmap(request: UserRequest) -> HttpResponse:
    """Years across, measures down: bars for dated measures, a tick a year for regular ones."""
    version = version_asked(request)
    plan = version.plan
    cycles = cycles_of(version)
    years = list(range(plan.starts_on.year, plan.ends_on.year + 1))
    by_year = {cycle.year: number for number, cycle in enumerate(cycles)}
    rows = rows_of(version, cycles, on=localdate(), user=request.user)
    words = request.GET.get("q", "").replace("\x00", "").strip()
    kind = request.GET.get("kind", "")
    if words:
        wanted = set(Measure.objects.of(version).found(words).values_list("pk", flat=True))
        rows = [row for row in rows if row.measure.pk in wanted]
    if kind:
        rows = [row for row in rows if row.measure.is_regular == (kind == "regular")]
    return render(
        request,
        "portal/roadmap.html",
        {
            "plan": plan,
            "years": years,
            "q": words,
            "kind": kind,
            "rows": [
                (
                    row,
                    [
                        (
                            year,
                            row.measure.runs_in(year),
                            row.standings[by_year[year]] if year in by_year else None,
                        )
                        for year in years
                    ],
                )
                for row in rows
            ],
        },
    )
