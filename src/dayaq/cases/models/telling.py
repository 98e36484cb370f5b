"""What is told of a person to those who may not know who it is: that a record exists, with whom to talk."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from dayaq.cases.models.cases import Case
from dayaq.cases.models.closing import Seal
from dayaq.cases.models.people import Person
from dayaq.cases.models.sections import Protection
from dayaq.cases.models.taking_part import Participation
from dayaq.cases.states import Part
from dayaq.directory.models import Body
from dayaq.vault.context import house


@dataclass(frozen=True)
class Told:
    """A case that leads to a person, and the section by which it tells who they are."""

    case: Case
    part: Part


Ways = dict[UUID, list[Told]]


def ways_to(people: Iterable[Person | UUID]) -> Ways:
    """The cases about each; of somebody who has none, the case they came with. Within `house(…)`."""
    people = list(people)
    rows = Case.objects.for_house().filter(subject__in=people).order_by("-opened_at")
    found: Ways = defaultdict(list)
    for case in rows.select_related("lead").prefetch_related("lead__names"):
        found[case.subject_id].append(Told(case, Part.IDENTITY))
    came = Participation.objects.for_house().filter(person__in=people, is_home=True)
    for one in came.select_related("case__lead").prefetch_related("case__lead__names"):
        if one.person_id not in found:
            found[one.person_id].append(Told(one.case, Part.FAMILY))
    return found


def flat(ways: Ways) -> list[Told]:
    return [way for found in ways.values() for way in found]


def hidden_among(ways: Ways) -> set[UUID]:
    """People of whom not even that they are known is told: a seal closes who they are, or the state
    protects somebody in one of their cases. Within `house(…)`.
    """
    cases = {way.case.pk for way in flat(ways)}
    who = Q(parts=[]) | Q(parts__overlap=[Part.IDENTITY, Part.FAMILY])
    closing: dict[UUID, list[Seal]] = defaultdict(list)
    for seal in Seal.objects.for_house().filter(who, case__in=cases).standing():
        closing[seal.case_id].append(seal)
    protected = Protection.objects.for_house().filter(case__in=cases)
    kept = set(protected.values_list("case", flat=True))
    return {
        person
        for person, theirs in ways.items()
        if any(
            way.case.pk in kept or any(seal.closes(way.part) for seal in closing[way.case.pk])
            for way in theirs
        )
    }


def whom_to_ask(people: Iterable[UUID]) -> dict[UUID, list[Body]]:
    """The bodies that lead each person's cases; nobody where even that is not told."""
    with house("whom_to_ask"):
        ways = ways_to(people)
        hidden = hidden_among(ways)
    return {
        person: sorted({way.case.lead for way in theirs}, key=lambda body: body.code)
        for person, theirs in ways.items()
        if person not in hidden
    }


def references_of_people(people: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The bare references of people's cases, for the desk that watches over acts and sees no cover."""
    with house("references"):
        ways = ways_to(people)
    return {person: [way.case.reference for way in found] for person, found in ways.items()}
