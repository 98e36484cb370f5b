"""The three separate facts about measures - declared, verified, schedule - and what waits for whom.

Everything here reads in a fixed number of queries, however many measures, bodies or cycles there are.
What is summed up counts accepted reports only, so that everybody sees the same; what a single body
says is shown to those alone who may read its reports.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.timezone import localdate

from dayaq.directory.models import Parameter
from dayaq.plan.models import Measure, PlanVersion
from dayaq.reporting.models.cycles import Cycle, Obligation, bodies_read_by
from dayaq.reporting.models.reports import Report
from dayaq.reporting.models.verification import Verification
from dayaq.reporting.models.words import Word, spoken_in, word_of
from dayaq.reporting.states import (
    Binding,
    Declared,
    Schedule,
    Verified,
)

if TYPE_CHECKING:
    from dayaq.accounts.models import User


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
    Three queries.
    """
    rows = list(Measure.objects.of(version) if measures is None else measures)
    spoken = spoken_in(cycles, [m.pk for m in rows], on=on)
    found = {
        (v.measure_id, v.cycle_id): v
        for v in Verification.objects.standing().filter(cycle__in=cycles, measure__in=rows)
    }
    due_soon = _due_soon(on)
    readable = bodies_read_by(user) if user is not None else set()
    return {
        measure.pk: {
            cycle.pk: _standing(
                measure,
                cycle,
                words=spoken[measure.pk, cycle.pk],
                verification=found.get((measure.pk, cycle.pk)),
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
    return _standing(
        measure,
        cycle,
        words=[word_of(obligation, on=on) for obligation in obligations],
        verification=verification,
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
    accepted_at = max((w.accepted_at for w in words if w.accepted_at), default=None)
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
        reported=sum(w.is_handed_in for w in required),
        accepted=sum(w.is_accepted for w in required),
        overdue=sum(w.schedule == Schedule.OVERDUE for w in required),
        invited=len(invited),
        invited_reported=sum(w.is_handed_in for w in invited),
        accepted_on=localdate(accepted_at) if accepted_at else None,
        has_conflict=bool(verification and verification.conflict_reason),
        words=tuple(w for w in words if readable is None or w.body_id in readable),
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
