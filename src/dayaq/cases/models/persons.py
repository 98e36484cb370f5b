"""A person as somebody may know them: the cases that tell who they are, and those they take part in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from dayaq.access.permissions import Permission, holds
from dayaq.cases.models.cases import Case
from dayaq.cases.models.merging import Merge
from dayaq.cases.models.people import Person
from dayaq.cases.models.readers import Sharing
from dayaq.cases.models.taking_part import Participation
from dayaq.cases.models.telling import references_of_people
from dayaq.cases.states import MergeStatus, Part
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
    """The same of several people, in as many queries; who is hidden from the asker is not among them."""
    mine = tokens_of(user)
    people = [person for person in people if mine & set(person.readers)]
    rows = Case.objects.visible_to(user).filter(subject__in=people).order_by("-opened_at", "pk")
    own = list(rows.select_related("lead").prefetch_related("lead__names"))
    homes = _homes({person.pk for person in people} - {case.subject_id for case in own}, user)
    sharings = Sharing.of_each([*own, *(one.case for one in homes.values())], at=at)
    found = {}
    for person in people:
        home = homes.get(person.pk)
        part = Part.FAMILY if home else Part.IDENTITY
        theirs = [home.case] if home else [case for case in own if case.subject_id == person.pk]
        ways = [
            Way(case, part, sharings[case.pk])
            for case in theirs
            if sharings[case.pk].readers(part, at=at) & mine
        ]
        if ways:
            found[person.pk] = Known(person, ways, home, at, mine)
    return found


def _homes(people: Collection[UUID], user: "User") -> dict[UUID, Participation]:
    """The cases that people without a case of their own came with."""
    if not people:
        return {}
    came = Participation.objects.visible_to(user).filter(person__in=people, is_home=True)
    rows = came.select_related("case__lead").prefetch_related("case__lead__names")
    return {one.person_id: one for one in rows}


def parts_of(person: Person, user: "User") -> list[Participation]:
    """Where else the person takes part, as far as the asker reads the people of those cases."""
    rows = Participation.objects.visible_to(user).filter(person=person)
    return list(rows.select_related("case__lead", "saved_by").prefetch_related("case__lead__names"))


def merges_of(person: Person, user: "User") -> list[Merge]:
    """What the asker may know of other records of the person: held to be the same, or waiting."""
    rows = Merge.objects.visible_to(user).touching([person.pk])
    return list(rows.filter(status__in=(MergeStatus.PROPOSED, MergeStatus.STANDING)))


def same_as(person: Person, merges: Iterable[Merge], user: "User") -> list[Person]:
    """The other records of this person by the merges that stand and that the asker may know."""
    found: set[UUID] = {person.pk}
    while True:
        standing = [merge for merge in merges if merge.status == MergeStatus.STANDING]
        more = {key for merge in standing for key in (merge.kept_id, merge.merged_id)} - found
        if not more:
            break
        found |= more
        merges = Merge.objects.visible_to(user).standing().touching(list(found))
    if len(found) == 1:
        return []
    rows = Person.objects.visible_to(user).filter(pk__in=found - {person.pk})
    return list(rows.select_related("key"))


def known_references(
    people: Sequence[UUID], user: "User", *, at: datetime
) -> dict[UUID, list[str]]:
    """By which cases the asker knows each of these people; of all of them for the desk."""
    if holds(user, Permission.GLASS_REVIEW):
        return references_of_people(people)
    rows = Person.objects.visible_to(user).filter(pk__in=people)
    found = each_known(list(rows), user, at=at)
    return {key: [way.case.reference for way in known.ways] for key, known in found.items()}
