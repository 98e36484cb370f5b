"""What the joined pages show of a plan: which plan, its cycles, and how each measure stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from dayaq.accounts.models import User
from dayaq.directory.models import Body
from dayaq.plan.models import Direction, Measure, Party, PlanVersion
from dayaq.plan.states import PartyRole
from dayaq.reporting.models import Cycle
from dayaq.reporting.models.standing import Standing, of_measures
from dayaq.reporting.states import CycleStatus, Verified


def version_asked(request: HttpRequest) -> PlanVersion:
    """The version that the address names (`?plan=2020-2024`), else that of the latest plan; or 404."""
    versions = (
        PlanVersion.objects.select_related("plan", "act", "reading__source")
        .defer("reading__result", "reading__source__content")
        .order_by("-plan__starts_on", "-number")
    )
    code = request.GET.get("plan")
    version = (versions.filter(plan__code=code) if code else versions).first()
    if version is None:
        raise Http404
    return version


def cycles_of(version: PlanVersion) -> list[Cycle]:
    """Yearly cycles that were opened, the earliest first."""
    return list(
        Cycle.objects.annual()
        .filter(version__plan=version.plan)
        .exclude(status=CycleStatus.PLANNED)
        .order_by("period_first")
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with its first-listed executor and how it stands, cycle by cycle."""

    measure: Measure
    lead: Body | None
    executors: int
    standings: Sequence[Standing]

    @property
    def latest(self) -> Standing | None:
        return self.standings[-1] if self.standings else None

    @property
    def judged(self) -> Standing | None:
        """The last cycle in which a verifier found something."""
        return next((s for s in reversed(self.standings) if s.verified), None)


def rows_of(
    version: PlanVersion, cycles: Sequence[Cycle], *, on: date, user: User, clause: str = ""
) -> list[Row]:
    """All measures of the version (or of one direction), in a fixed number of queries."""
    measures = (
        Measure.objects.of(version)
        .select_related("direction")
        .order_by("direction__position", "position")
    )
    if clause:
        measures = measures.filter(direction__clause=clause)
    found = list(measures)
    standings = of_measures(version, cycles, on=on, user=user, measures=found)
    executors: dict[int, list[Party]] = {}
    for party in (
        Party.objects.filter(measure__in=found, role=PartyRole.EXECUTOR)
        .select_related("body")
        .prefetch_related("body__names")
        .order_by("order")
    ):
        executors.setdefault(party.measure_id, []).append(party)
    return [
        Row(
            measure,
            next((p.body for p in executors.get(measure.pk, [])), None),
            len(executors.get(measure.pk, [])),
            [standings[measure.pk][cycle.pk] for cycle in cycles],
        )
        for measure in found
    ]


@dataclass(frozen=True, slots=True)
class DirectionSummary:
    """A direction in numbers: its measures, and what verifiers found in the last judged cycle."""

    direction: Direction
    measures: int
    regular: int
    verified: list[tuple[Verified | None, int]]
    reported: int
    required: int


def summaries(rows: Sequence[Row]) -> list[DirectionSummary]:
    """Directions in the order of the law; measures not judged are counted as unknown."""
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.measure.direction_id, []).append(row)
    return [_summary(group) for group in grouped.values()]


def _summary(rows: Sequence[Row]) -> DirectionSummary:
    found = Counter(row.judged.verified if row.judged else None for row in rows)
    latest = [row.latest for row in rows if row.latest is not None]
    return DirectionSummary(
        rows[0].measure.direction,
        len(rows),
        sum(row.measure.is_regular for row in rows),
        [(status, found[status]) for status in (*Verified, None) if found[status]],
        sum(s.reported for s in latest),
        sum(s.required for s in latest),
    )
