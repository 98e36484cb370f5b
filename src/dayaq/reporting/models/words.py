"""What each body says about each measure in each cycle: its obligation and the state of its report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils.timezone import localdate

from dayaq.reporting.models.cycles import Cycle, Obligation, schedule_of
from dayaq.reporting.states import HANDED_IN, Binding, ReportStatus, Schedule

_REPORTED = frozenset({Schedule.REPORTED, Schedule.REPORTED_LATE})


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
    accepted_at: datetime | None

    @property
    def is_accepted(self) -> bool:
        return self.status == ReportStatus.ACCEPTED

    @property
    def is_handed_in(self) -> bool:
        return self.schedule in _REPORTED


class _Told(NamedTuple):
    """What the tables tell of one obligation and its report, by the names of their columns."""

    pk: int
    measure_id: int
    cycle_id: int
    body_id: int
    binding: str
    due_on: date
    report__status: str | None
    report__declared: str | None
    report__is_nothing_to_report: bool | None
    report__submitted_at: datetime | None
    report__accepted_at: datetime | None


def spoken_in(
    cycles: Sequence[Cycle], measures: "list[int] | None", *, on: date
) -> dict[tuple[int, int], list[Word]]:
    """Every obligation of the cycles with its report's state, by measure id and cycle id.

    One query; as plain values, for a plan has a thousand of them and a page only counts them.
    """
    known = {cycle.pk: cycle for cycle in cycles}
    obligations = Obligation.objects.filter(cycle__in=known).order_by("body_id")
    if measures is not None:
        obligations = obligations.filter(measure__in=measures)
    spoken: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for row in obligations.values_list(*_Told._fields):
        told = _Told._make(row)
        word = _word(told, known[told.cycle_id], on=on)
        spoken[told.measure_id, told.cycle_id].append(word)
    return spoken


def word_of(obligation: Obligation, *, on: date) -> Word:
    """The same of one obligation that was read already, with its report."""
    report = obligation.reported
    told = _Told(
        obligation.pk,
        obligation.measure_id,
        obligation.cycle_id,
        obligation.body_id,
        obligation.binding,
        obligation.due_on,
        report.status if report else None,
        report.declared if report else None,
        report.is_nothing_to_report if report else None,
        report.submitted_at if report else None,
        report.accepted_at if report else None,
    )
    return _word(told, obligation.cycle, on=on)


def _word(told: _Told, cycle: Cycle, *, on: date) -> Word:
    binding, status = Binding(told.binding), told.report__status or ""
    submitted_at = told.report__submitted_at if status in HANDED_IN else None
    handed_in_on = localdate(submitted_at) if submitted_at else None
    return Word(
        obligation_id=told.pk,
        measure_id=told.measure_id,
        cycle_id=told.cycle_id,
        body_id=told.body_id,
        binding=binding,
        status=status,
        declared=told.report__declared or "",
        is_nothing=bool(told.report__is_nothing_to_report),
        schedule=schedule_of(cycle, binding, told.due_on, handed_in_on, on=on),
        due_on=told.due_on,
        accepted_at=told.report__accepted_at if status == ReportStatus.ACCEPTED else None,
    )
