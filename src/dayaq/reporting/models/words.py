"""What each body says about each measure in each cycle: its obligation and the state of its report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dayaq.reporting.models.cycles import Cycle, Obligation
from dayaq.reporting.states import Binding, ReportStatus, Schedule

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from dayaq.accounts.models import User

_HANDED_IN = frozenset({Schedule.REPORTED, Schedule.REPORTED_LATE})


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

    @property
    def is_handed_in(self) -> bool:
        return self.schedule in _HANDED_IN


def spoken_in(
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
        spoken[obligation.measure_id, obligation.cycle_id].append(word_of(obligation, on=on))
    return spoken


def word_of(obligation: Obligation, *, on: date) -> Word:
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


def readable_to(user: "User | None", cycles: Sequence[Cycle]) -> set[int] | None:
    """The obligations whose reports a person may read; None means all of them."""
    if user is None:
        return set()
    return set(
        Obligation.objects.visible_to(user).filter(cycle__in=cycles).values_list("pk", flat=True)
    )
