"""A person as somebody may know them: the cases that tell who they are, and those they take part in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from dayaq.cases.models.cases import Case
from dayaq.cases.models.people import Person
from dayaq.cases.models.readers import Sharing
from dayaq.cases.models.taking_part import Participation
from dayaq.cases.states import Part
from dayaq.vault.context import tokens_of

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@dataclass(frozen=True, slots=True)
class Way:
    """A case that opens a section of the person to the asker, and by which section of its own."""

    case: Case
    part: Part
    sharing: Sharing


@dataclass(frozen=True)
class Known:
    """Somebody whom the asker may know, and everything by which they may.

    A case belongs here only if it tells the asker who the person is: a case of which one reads other
    sections stays without a name, though the same person's name is known from elsewhere.
    """

    person: Person
    ways: Sequence[Way]
    home: Participation | None
    at: datetime
    mine: frozenset[int]

    @property
    def cases(self) -> list[Case]:
        """Their own cases, the newest first."""
        return [] if self.home else [way.case for way in self.ways]

    def way_to(self, part: Part) -> Way | None:
        """The first case by which this section of the person opens."""
        for way in self.ways:
            asked = way.part if self.home else part
            if way.sharing.readers(asked, at=self.at) & self.mine:
                return Way(way.case, asked, way.sharing)
        return None


def known(person: Person, user: "User", *, at: datetime) -> Known | None:
    """What the asker may know of somebody whose row they see; None where they may not know who it is.

    Within the asker's own context.
    """
    return each_known([person], user, at=at).get(person.pk)


def each_known(people: Sequence[Person], user: "User", *, at: datetime) -> dict[UUID, Known]:
    """The same of several people, in as many queries."""
    mine = tokens_of(user)
    rows = Case.objects.visible_to(user).filter(subject__in=people).order_by("-opened_at", "pk")
    own = list(rows.select_related("lead").prefetch_related("lead__names"))
    came = Participation.objects.visible_to(user).filter(person__in=people, is_home=True)
    homes = {one.person_id: one for one in came.select_related("case__lead")}
    with_home = [one.case for one in homes.values()]
    sharings = Sharing.of_each([*own, *with_home], at=at)
    found = {}
    for person in people:
        theirs = [case for case in own if case.subject_id == person.pk]
        home = None if theirs else homes.get(person.pk)
        part = Part.FAMILY if home else Part.IDENTITY
        ways = [
            Way(case, part, sharings[case.pk])
            for case in ([home.case] if home else theirs)
            if sharings[case.pk].readers(part, at=at) & mine
        ]
        if ways:
            found[person.pk] = Known(person, ways, home, at, mine)
    return found


def parts_of(person: Person, user: "User") -> list[Participation]:
    """Where else the person takes part, as far as the asker reads the people of those cases."""
    rows = Participation.objects.visible_to(user).filter(person=person)
    return list(rows.select_related("case__lead", "saved_by").prefetch_related("case__lead__names"))
