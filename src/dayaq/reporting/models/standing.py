"""The three separate facts about measures - declared, verified, schedule - and what waits for whom.

Everything here reads in a fixed number of queries, however many measures, bodies or cycles there are.
What is summed up counts accepted reports only, so that everybody sees the same; what a single body
says is shown to those alone who may read its reports.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.timezone import localdate

from dayaq.directory.models import Body, Parameter
from dayaq.plan.models import Measure, PlanVersion
from dayaq.reporting.models.cycles import Cycle, Obligation
from dayaq.reporting.models.reports import Report
from dayaq.reporting.models.verification import Verification
from dayaq.reporting.states import (
    Binding,
    Declared,
    ReportStatus,
    Schedule,
    Verified,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from dayaq.accounts.models import User


@dataclass(frozen=True, slots=True)
class Word:
    """How one body stands with its report about one measure in one cycle."""

    obligation_id: int
    measure_id: int
    cycle_id: int
    body_id: int
    binding: Binding
    status: str  # a `ReportStatus`, or empty where no report was begun
    declared: str  # a `Declared`, or empty
    is_nothing: bool
    schedule: Schedule
    due_on: date

    @property
    def is_accepted(self) -> bool:
        return self.status == ReportStatus.ACCEPTED


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure in one cycle: what was declared, what was verified, where it stands in time.

    `declared`, `verified` and `accepted_on` are None while unknown, which is never the same as
    "not implemented". `schedule` is about the measure's own dates, `reporting` about its reports.
    """

    measure_id: int
    cycle_id: int
    runs: bool
    declared: Declared | None
    verified: Verified | None
    schedule: Schedule
    reporting: Schedule
    required: int = 0  # reports owed by executors
    reported: int = 0  # of these, handed in
    accepted: int = 0  # of these, accepted
    overdue: int = 0
    invited: int = 0
    invited_reported: int = 0
    accepted_on: date | None = None
    has_conflict: bool = False  # verified by an executor, with a recorded reason
    words: tuple[Word, ...] = field(default=(), repr=False)

    @property
    def is_said_done(self) -> bool:
        return self.declared in DONE

    @property
    def is_said_done_not_verified(self) -> bool:
        """The executors say it is done; nobody has found it fully so."""
        return self.is_said_done and self.verified != Verified.FULLY


DONE = frozenset({Declared.COMPLETED, Declared.PERFORMED})
_HANDED_IN = frozenset({Schedule.REPORTED, Schedule.REPORTED_LATE})
_REPORTING_FIRST = (
    Schedule.OVERDUE,
    Schedule.NOT_REPORTED,
    Schedule.DUE_SOON,
    Schedule.ON_SCHEDULE,
    Schedule.NOT_YET,
    Schedule.REPORTED_LATE,
    Schedule.REPORTED,
    Schedule.INVITED,
)
"""Which one stands for several obligations: the first of these that any of them has."""


def of_measures(
    version: PlanVersion,
    cycles: Sequence[Cycle],
    *,
    on: date,
    user: "User | None" = None,
    measures: "Iterable[Measure] | None" = None,
) -> dict[int, dict[int, Standing]]:
    """Standings by measure id and cycle id, for every measure of the version (or the given ones).

    `words` holds what single bodies say, as far as the user may read it (nothing without a user).
    Four queries.
    """
    rows = list(Measure.objects.of(version) if measures is None else measures)
    spoken = _words(cycles, [m.pk for m in rows], on=on)
    found = {
        (v.measure_id, v.cycle_id): v
        for v in Verification.objects.standing().filter(cycle__in=cycles, measure__in=rows)
    }
    accepted_at = _accepted_on(cycles, rows)
    due_soon = _due_soon(on)
    readable = _readable(user, cycles)
    return {
        measure.pk: {
            cycle.pk: _standing(
                measure,
                cycle,
                words=spoken[measure.pk, cycle.pk],
                verification=found.get((measure.pk, cycle.pk)),
                accepted_on=accepted_at.get((measure.pk, cycle.pk)),
                readable=readable,
                on=on,
                due_soon=due_soon,
            )
            for cycle in cycles
        }
        for measure in rows
    }


def of_read(
    measure: Measure,
    cycle: Cycle,
    obligations: Iterable[Obligation],
    verification: Verification | None,
    *,
    on: date,
) -> Standing:
    """The standing of one measure from obligations, with their reports, that were read already."""
    obligations = list(obligations)
    accepted = [
        localdate(o.reported.accepted_at)
        for o in obligations
        if o.reported is not None and o.reported.accepted_at is not None
    ]
    return _standing(
        measure,
        cycle,
        words=[_word(obligation, on=on) for obligation in obligations],
        verification=verification,
        accepted_on=max(accepted, default=None),
        readable=None,
        on=on,
        due_soon=_due_soon(on),
    )


def _due_soon(on: date) -> timedelta:
    return timedelta(days=int(Parameter.objects.value_of("plan.due_soon", on=on, default="90")))


def _standing(
    measure: Measure,
    cycle: Cycle,
    *,
    words: list[Word],
    verification: Verification | None,
    accepted_on: date | None,
    readable: set[int] | None,
    on: date,
    due_soon: timedelta,
) -> Standing:
    required = [w for w in words if w.binding == Binding.REQUIRED]
    invited = [w for w in words if w.binding == Binding.INVITED]
    declared = summary(required, is_regular=measure.is_regular)
    verified = Verified(verification.verified) if verification else None
    is_done = declared in DONE or verified == Verified.FULLY
    schedules = {w.schedule for w in words}
    return Standing(
        measure_id=measure.pk,
        cycle_id=cycle.pk,
        runs=measure.runs_in(cycle.year),
        declared=declared,
        verified=verified,
        schedule=schedule_of(
            measure,
            on=min(on, cycle.period_last + timedelta(days=1)),
            is_done=is_done,
            due_soon=due_soon,
        ),
        reporting=next((s for s in _REPORTING_FIRST if s in schedules), Schedule.NOT_YET),
        required=len(required),
        reported=sum(w.schedule in _HANDED_IN for w in required),
        accepted=sum(w.is_accepted for w in required),
        overdue=sum(w.schedule == Schedule.OVERDUE for w in required),
        invited=len(invited),
        invited_reported=sum(w.schedule in _HANDED_IN for w in invited),
        accepted_on=accepted_on,
        has_conflict=bool(verification and verification.conflict_reason),
        words=tuple(w for w in words if readable is None or w.obligation_id in readable),
    )


def summary(words: Iterable[Word], *, is_regular: bool) -> Declared | None:
    """What the executors together have declared, by their accepted reports; None while nobody has.

    A measure is done only when every executor that owes a report says so: one that has not reported
    leaves it in progress (or partly performed), never done.
    """
    words = list(words)
    said = {
        Declared(w.declared) if w.declared else Declared.NOT_APPLICABLE
        for w in words
        if w.is_accepted
    }
    if not said:
        return None
    if said != {Declared.NOT_APPLICABLE}:
        said.discard(Declared.NOT_APPLICABLE)
    is_complete = all(w.is_accepted for w in words)
    if len(said) == 1 and (is_complete or said.isdisjoint(DONE)):
        return said.pop()
    if is_regular:
        return Declared.PARTLY_PERFORMED
    return Declared.IN_PROGRESS


def schedule_of(
    measure: Measure, *, on: date, is_done: bool, due_soon: timedelta = timedelta(days=90)
) -> Schedule:
    """Where a measure stands against its own years on that day. A regular one is always on schedule."""
    deadline = measure.deadline
    if deadline is None or measure.year_from is None:
        return Schedule.ON_SCHEDULE
    if on < date(measure.year_from, 1, 1):
        return Schedule.NOT_YET
    if on > deadline:
        return Schedule.ENDED if is_done else Schedule.OVERDUE
    if is_done or deadline - on > due_soon:
        return Schedule.ON_SCHEDULE
    return Schedule.DUE_SOON


def freshness(measures: Iterable[Measure], *, on: date) -> dict[int, int]:
    """Days since the last accepted information about each measure, by its id. One query.

    A measure about which nothing was ever accepted is absent: unknown, not zero.
    """
    latest = (
        Report.objects.accepted()
        .filter(obligation__measure__in=[m.pk for m in measures])
        .values_list("obligation__measure")
        .annotate(Max("accepted_at"))
    )
    return {pk: (on - localdate(at)).days for pk, at in latest if localdate(at) <= on}


@dataclass(frozen=True, slots=True)
class BodyStanding:
    """What one body owes in a cycle, and how much of it was done. Invitations are counted apart."""

    body_id: int
    required: int = 0
    reported: int = 0
    late: int = 0
    overdue: int = 0
    returned: int = 0
    accepted: int = 0
    invited: int = 0
    invited_reported: int = 0

    @property
    def unreported(self) -> int:
        return self.required - self.reported


def of_bodies(cycle: Cycle, *, on: date) -> dict[int, BodyStanding]:
    """How far each body is with its reports of a cycle, by body id. One query."""
    by_body: dict[int, list[Word]] = defaultdict(list)
    for words in _words([cycle], None, on=on).values():
        for word in words:
            by_body[word.body_id].append(word)
    return {body: _body_standing(body, words) for body, words in by_body.items()}


def _body_standing(body: int, words: list[Word]) -> BodyStanding:
    required = [w for w in words if w.binding == Binding.REQUIRED]
    invited = [w for w in words if w.binding == Binding.INVITED]
    return BodyStanding(
        body_id=body,
        required=len(required),
        reported=sum(w.schedule in _HANDED_IN for w in required),
        late=sum(w.schedule == Schedule.REPORTED_LATE for w in required),
        overdue=sum(w.schedule == Schedule.OVERDUE for w in required),
        returned=sum(w.status == ReportStatus.RETURNED for w in required),
        accepted=sum(w.is_accepted for w in required),
        invited=len(invited),
        invited_reported=sum(w.schedule in _HANDED_IN for w in invited),
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """Measures × bodies in one cycle. A cell stands where a body owes or is invited to a report."""

    cycle: Cycle
    measures: tuple[Measure, ...]
    bodies: tuple[Body, ...]
    cells: dict[tuple[int, int], Word]  # by measure id and body id

    def row(self, measure: Measure) -> list[Word | None]:
        """The cells of a measure, one for each body, None where the body has no part in it."""
        return [self.cells.get((measure.pk, body.pk)) for body in self.bodies]

    def words_of(self, measure: Measure) -> list[Word]:
        return [word for word in self.row(measure) if word is not None]


def coverage(cycle: Cycle, *, on: date, user: "User | None" = None) -> Coverage:
    """The coverage matrix of a cycle: everything, or what the user may see of it. Four queries."""
    readable = _readable(user, [cycle]) if user is not None else None
    words = [
        word
        for words in _words([cycle], None, on=on).values()
        for word in words
        if readable is None or word.obligation_id in readable
    ]
    measures = Measure.objects.filter(pk__in={w.measure_id for w in words})
    bodies = Body.objects.filter(pk__in={w.body_id for w in words}).prefetch_related("names")
    load: dict[int, int] = defaultdict(int)
    for word in words:
        load[word.body_id] += word.binding == Binding.REQUIRED
    return Coverage(
        cycle=cycle,
        measures=tuple(sorted(measures.select_related("direction"), key=lambda m: m.order)),
        bodies=tuple(sorted(bodies, key=lambda b: (-load[b.pk], b.code))),
        cells={(w.measure_id, w.body_id): w for w in words},
    )


def _words(
    cycles: Sequence[Cycle], measures: "list[int] | None", *, on: date
) -> dict[tuple[int, int], list[Word]]:
    """Every obligation of the cycles with its report's state, by measure id and cycle id. One query."""
    known = {cycle.pk: cycle for cycle in cycles}
    obligations: QuerySet[Obligation] = (
        Obligation.objects.filter(cycle__in=known)
        .select_related("report")
        .only(
            "cycle_id",
            "measure_id",
            "body_id",
            "binding",
            "due_on",
            "report__status",
            "report__declared",
            "report__is_nothing_to_report",
            "report__submitted_at",
        )
        .order_by("body_id")
    )
    if measures is not None:
        obligations = obligations.filter(measure__in=measures)
    spoken: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for obligation in obligations:
        obligation.cycle = known[obligation.cycle_id]
        spoken[obligation.measure_id, obligation.cycle_id].append(_word(obligation, on=on))
    return spoken


def _word(obligation: Obligation, *, on: date) -> Word:
    report = obligation.reported
    return Word(
        obligation_id=obligation.pk,
        measure_id=obligation.measure_id,
        cycle_id=obligation.cycle_id,
        body_id=obligation.body_id,
        binding=Binding(obligation.binding),
        status=report.status if report else "",
        declared=report.declared if report else "",
        is_nothing=bool(report and report.is_nothing_to_report),
        schedule=obligation.schedule(on=on),
        due_on=obligation.due_on,
    )


def _accepted_on(
    cycles: Sequence[Cycle], measures: Sequence[Measure]
) -> dict[tuple[int, int], date]:
    latest = (
        Report.objects.accepted()
        .filter(obligation__cycle__in=cycles, obligation__measure__in=measures)
        .values_list("obligation__measure", "obligation__cycle")
        .annotate(Max("accepted_at"))
    )
    return {(measure, cycle): localdate(at) for measure, cycle, at in latest}


def _readable(user: "User | None", cycles: Sequence[Cycle]) -> set[int] | None:
    """The obligations whose reports a person may read; None means all of them."""
    if user is None:
        return set()
    return set(
        Obligation.objects.visible_to(user).filter(cycle__in=cycles).values_list("pk", flat=True)
    )
