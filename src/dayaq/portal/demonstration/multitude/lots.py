"""What becomes of the n-th case: who leads it, whom it is shared with, when it was opened and closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from dayaq.accounts.models import Appointment, Role
from dayaq.cases.models import Assignment, Grant
from dayaq.cases.models.readers import Sharing, of_desk, stored
from dayaq.cases.states import WHOLE, Basis, Part, Status
from dayaq.portal.demonstration.crowd import SEED
from dayaq.portal.demonstration.multitude.errand import Desk

YEARS = 12
"""Cases go back so far."""
LEADS = {"mia-anti-trafficking": 6.0, "labour": 2.5, "migration": 1.5}
SELDOM = 0.5
"""How often another body with people for cases leads one, beside these weights."""

SHARED = 0.2
SHARED_PARTS = (Part.NEEDS, Part.CONTACT, Part.HEALTH)
STILL_OPEN = ((30, 0.97), (120, 0.8), (300, 0.5), (365 * YEARS, 0.02))
"""Up to so many days after it was opened, this share of cases is still open."""
OWN_WORK = 300
"""About as many cases as a worker is assigned to: the earliest numbers, then fewer and fewer."""


def desks() -> list[Desk]:
    """The bodies where somebody works on cases today, the one that leads most first."""
    posts = Appointment.objects.filter(role=Role.CASE_WORKER, until=None).order_by("body", "pk")
    found: dict[int, Desk] = {}
    for post in posts.select_related("body"):
        found.setdefault(post.body_id, Desk(post.body_id, post.body.code, post.user_id, post.pk))
    return sorted(found.values(), key=lambda desk: (-LEADS.get(desk.code, SELDOM), desk.code))


class Reading(NamedTuple):
    """The readers of each kind of row, as the product's own rule names them."""

    cover: str
    identity: str
    situation: str
    sharing: str


@dataclass(frozen=True, slots=True)
class Lot:
    """The life of one case so far."""

    lead: Desk
    shared_with: Desk | None
    is_assigned: bool
    opened_at: datetime
    decided: Status | None
    decided_at: datetime
    closed_at: datetime | None
    reviewed_at: datetime
    lapses_at: datetime
    """When the other body reads no more, if the case is not closed before."""

    draw: int
    """Chooses among things told."""

    @property
    def status(self) -> Status:
        if self.closed_at is not None:
            return Status.CLOSED
        return self.decided or Status.PRESUMED

    @property
    def clock(self) -> str:
        return "review" if self.decided or self.reviewed_at > self.opened_at else "handover"

    @property
    def clock_at(self) -> datetime:
        if self.clock == "handover":
            return self.opened_at + timedelta(days=1)
        return self.reviewed_at + timedelta(days=90)

    def steps(self) -> Iterator[tuple[Status, datetime, str]]:
        """To what, when, and the code of why."""
        yield Status.PRESUMED, self.opened_at, ""
        if self.decided is not None:
            is_one = self.decided == Status.IDENTIFIED
            reason = f"decision-reason@1:{'indicators' if is_one else 'no_indicators'}"
            yield self.decided, self.decided_at, reason
        if self.closed_at is not None:
            yield Status.CLOSED, self.closed_at, ""


class Lots:
    """Draws lots: the same for the same number, however many are drawn."""

    def __init__(self, desks: list[Desk], *, at: datetime) -> None:
        self.desks, self.at = desks, at
        self._upto = list(accumulate(LEADS.get(desk.code, SELDOM) for desk in desks))
        self._readings: dict[tuple[int, int, bool], Reading] = {}

    def lot(self, number: int) -> Lot:
        """What becomes of the case of this number."""
        chance = Random(SEED * 2_000_003 + number)  # noqa: S311 - a story, not a secret
        lead, other = self._desk(chance), self._desk(chance)
        is_shared = chance.random() < SHARED and other is not lead
        age = chance.random() * 365 * YEARS
        opened_at = self.at - timedelta(days=age)
        is_open = chance.random() < next(share for days, share in STILL_OPEN if age <= days)
        works_for = min(age, 40 + chance.random() * 300)
        ends_at = self.at if is_open else opened_at + timedelta(days=works_for)
        since_review = min((ends_at - opened_at).days, chance.random() * 100)
        return Lot(
            lead=lead,
            shared_with=other if is_shared else None,
            is_assigned=is_open and chance.random() < min(0.9, OWN_WORK / (number + 1)),
            opened_at=opened_at,
            decided=_decided(chance) if age > 20 else None,
            decided_at=opened_at + timedelta(days=12),
            closed_at=None if is_open else ends_at,
            reviewed_at=ends_at - timedelta(days=since_review),
            lapses_at=self.at + timedelta(days=30 + chance.random() * 330),
            draw=chance.randrange(1 << 30),
        )

    def _desk(self, chance: Random) -> Desk:
        place = chance.random() * self._upto[-1]
        return next(d for d, upto in zip(self.desks, self._upto, strict=True) if place <= upto)

    def readers(self, lot: Lot) -> Reading:
        """Who reads a case with this lot; few patterns, so that each is asked of the rule once."""
        live = lot.shared_with if lot.closed_at is None else None
        pattern = (lot.lead.body, live.body if live else 0, lot.is_assigned)
        if pattern not in self._readings:
            self._readings[pattern] = self._asked(lot.lead, live, is_assigned=lot.is_assigned)
        return self._readings[pattern]

    def _asked(self, lead: Desk, other: Desk | None, *, is_assigned: bool) -> Reading:
        grants = [Grant(body_id=lead.body, parts=sorted(WHOLE), basis=Basis.LEAD)]
        if other is not None:
            grants.append(Grant(body_id=other.body, parts=list(SHARED_PARTS), basis=Basis.REFERRAL))
        post = Appointment(pk=lead.post, body_id=lead.body)
        working = (Assignment(appointment=post),) if is_assigned else ()
        sharing = Sharing(tuple(grants), working, (), ())
        cover = sharing.readers(Part.COVER, at=self.at)
        return Reading(
            _array(stored(cover)),
            _array(stored(sharing.readers(Part.IDENTITY, at=self.at))),
            _array(stored(sharing.readers(Part.SITUATION, at=self.at))),
            _array(stored(of_desk(cover))),
        )


def _decided(chance: Random) -> Status | None:
    if chance.random() > 0.85:
        return None
    return Status.IDENTIFIED if chance.random() < 0.8 else Status.NOT_IDENTIFIED


def _array(values: list[int]) -> str:
    return "{" + ",".join(map(str, values)) + "}"
