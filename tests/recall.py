"""Looking for somebody under another spelling than the desk wrote, and where they stand among those found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from dayaq.cases.actions.finding import MOST_PAGES, MOST_SHOWN, find
from dayaq.cases.models import Case
from dayaq.portal.demonstration import spelling
from dayaq.portal.demonstration.crowd import Crowd
from dayaq.portal.demonstration.multitude.sheets import FIRST, reference
from dayaq.portal.demonstration.spelling import Told
from dayaq.vault.context import asking, house

if TYPE_CHECKING:
    from dayaq.accounts.models import User

FIRST_SHOWN = 10


def _slip(told: Told, chance: Random) -> str:
    family, given, patronymic = spelling.latin(told)
    if chance.random() < 0.5:
        return f"{spelling.with_slip(family, chance)} {given} {patronymic}"
    return f"{family} {spelling.with_slip(given, chance)} {patronymic}"


SPELLINGS = {
    "Latin": lambda told, _chance: " ".join(spelling.latin(told)),
    "Cyrillic": lambda told, _chance: " ".join(spelling.old_cyrillic(told)),
    "Russian": lambda told, chance: " ".join(spelling.russian(told, chance)),
    "no patronymic": lambda told, _chance: " ".join(spelling.latin(told)[:2]),
    "one slip": _slip,
}
"""How somebody asks for a person whose name they were told."""


@dataclass(frozen=True)
class Try:
    """One search: what was typed, for whom, and the place at which the person was shown."""

    spelled: str
    typed: str
    person: UUID
    place: int | None

    @property
    def is_first(self) -> bool:
        return self.place is not None and self.place <= FIRST_SHOWN


def tries(many: int, among: int, *, with_year: bool, by: "User", at: datetime) -> Iterator[Try]:
    """Look for so many people of the first `among`, each under one spelling after the other."""
    crowd, chance = Crowd(), Random(11)
    for turn in range(many):
        number = chance.randrange(among)
        spelled = list(SPELLINGS)[turn % len(SPELLINGS)]
        typed = SPELLINGS[spelled](crowd.told(FIRST + number), chance)
        if with_year:
            typed += f" {crowd.person(FIRST + number).born[:4]}"
        with house("recall"):
            person = Case.objects.for_house().get(reference=reference(number)).subject_id
        yield Try(spelled, typed, person, _place(typed, person, by=by, at=at))


def _place(typed: str, person: UUID, *, by: "User", at: datetime) -> int | None:
    for page in range(1, MOST_PAGES + 1):
        with asking(by, at=at):
            hits = find(typed, page=page, by=by, at=at)
        found = [hit.person.pk for hit in hits]
        if person in found:
            return (page - 1) * MOST_SHOWN + found.index(person) + 1
        if not hits.has_more:
            break
    return None
