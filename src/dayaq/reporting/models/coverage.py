"""The coverage of a cycle: measures × bodies, and how far each body is with what it owes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dayaq.directory.models import Body
from dayaq.plan.models import Measure
from dayaq.reporting.models.cycles import Cycle, bodies_read_by
from dayaq.reporting.models.words import Word, spoken_in
from dayaq.reporting.states import Binding, ReportStatus, Schedule

if TYPE_CHECKING:
    from dayaq.accounts.models import User


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
    for words in spoken_in([cycle], None, on=on).values():
        for word in words:
            by_body[word.body_id].append(word)
    return {body: _body_standing(body, words) for body, words in by_body.items()}


def _body_standing(body: int, words: list[Word]) -> BodyStanding:
    required = [w for w in words if w.binding == Binding.REQUIRED]
    invited = [w for w in words if w.binding == Binding.INVITED]
    return BodyStanding(
        body_id=body,
        required=len(required),
        reported=sum(w.is_handed_in for w in required),
        late=sum(w.schedule == Schedule.REPORTED_LATE for w in required),
        overdue=sum(w.schedule == Schedule.OVERDUE for w in required),
        returned=sum(w.status == ReportStatus.RETURNED for w in required),
        accepted=sum(w.is_accepted for w in required),
        invited=len(invited),
        invited_reported=sum(w.is_handed_in for w in invited),
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
    """The coverage matrix of a cycle: everything, or what the user may see of it. Three queries."""
    readable = bodies_read_by(user) if user is not None else None
    words = [
        word
        for words in spoken_in([cycle], None, on=on).values()
        for word in words
        if readable is None or word.body_id in readable
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
