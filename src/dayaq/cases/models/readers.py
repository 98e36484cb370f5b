"""Who reads a section: one function, from grants, assignments, openings and seals to tokens.

`readers` on each row are this function's answer, written down so that the wall in the database can
ask it quickly. The two are held together by a property test.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dayaq.cases.models.cases import Case
from dayaq.cases.models.closing import Opening, Seal
from dayaq.cases.models.sharing import Assignment, Grant
from dayaq.cases.models.taking_part import Participation
from dayaq.cases.states import OF_PERSON, Basis, OpeningKind, Part
from dayaq.kernel.once import once
from dayaq.kernel.together import together
from dayaq.vault.context import DESK, HOUSE, token_of

if TYPE_CHECKING:
    from uuid import UUID

    from dayaq.cases.models.people import Person


@dataclass(frozen=True)
class Sharing:
    """All that decides who reads a case at a moment."""

    grants: tuple[Grant, ...]
    assignments: tuple[Assignment, ...]
    openings: tuple[Opening, ...]
    seals: tuple[Seal, ...]
    elsewhere: Mapping[str, Collection[int]] = field(default_factory=dict)
    """Sections of the person that seals in other cases close: the bodies these leave."""

    @classmethod
    def of(cls, case: Case, *, at: datetime) -> "Sharing":
        """What stands now. One query; complete for whoever reads the cover, and for the house."""
        return once(f"cases.sharing.{case.pk}", lambda: cls.of_each([case], at=at)[case.pk])

    @classmethod
    def of_each(cls, cases: Collection[Case], *, at: datetime) -> "dict[UUID, Sharing]":
        """The same of several cases, in one query as well."""
        keys = [case.pk for case in cases]
        if not keys:
            return {}
        working = Assignment.objects.for_house().filter(case__in=keys).live()
        grants, assignments, openings, seals = map(
            _by_case,
            together(
                Grant.objects.for_house().filter(case__in=keys).live(at=at).select_related("body"),
                working.select_related("appointment__user", "appointment__body"),
                Opening.objects.for_house()
                .filter(case__in=keys)
                .live(at=at)
                .select_related("appointment__user"),
                Seal.objects.for_house().filter(case__in=keys).standing(),
            ),
        )
        return {
            case.pk: cls(
                tuple(grants[case.pk]),
                tuple(assignments[case.pk]),
                tuple(openings[case.pk]),
                tuple(seals[case.pk]),
                case.sealed_elsewhere,
            )
            for case in cases
        }

    def bodies(self, part: str, *, at: datetime) -> frozenset[int]:
        """The bodies that read this section; a seal leaves only those it names."""
        if part == Part.PROTECTION:
            return frozenset()
        found = self._bodies_here(part, at)
        return found & frozenset(self.elsewhere[part]) if part in self.elsewhere else found

    def _bodies_here(self, part: str, at: datetime) -> frozenset[int]:
        sealed = [seal for seal in self.seals if seal.closes(part)]
        if sealed:
            return frozenset.intersection(*(frozenset(seal.holders) for seal in sealed))
        return frozenset(
            grant.body_id
            for grant in self.grants
            if (part in grant.parts or grant.basis == Basis.LEAD) and grant.is_live(at=at)
        )

    def readers(self, part: str, *, at: datetime) -> frozenset[int]:
        """The tokens that open this section. The cover opens to whoever reads anything."""
        if part == Part.COVER:
            rest = (self._of_part(p, at) for p in Part if p != Part.COVER)
            return self._of_part(Part.COVER, at).union(*rest)
        return self._of_part(part, at)

    def _of_part(self, part: str, at: datetime) -> frozenset[int]:
        bodies = self.bodies(part, at=at)
        assigned = {
            token_of(a.appointment_id) for a in self.assignments if a.appointment.body_id in bodies
        }
        return frozenset({HOUSE, *bodies, *assigned, *self._openers(part, at)})

    def is_sealed(self, part: str) -> bool:
        return part in self.elsewhere or any(seal.closes(part) for seal in self.seals)

    def _openers(self, part: str, at: datetime) -> Iterable[int]:
        """Emergencies do not open what is sealed; state protection opens to nothing else."""
        if part != Part.PROTECTION and self.is_sealed(part):
            return
        kind = OpeningKind.PROTECTION if part == Part.PROTECTION else OpeningKind.EMERGENCY
        for opening in self.openings:
            if opening.kind == kind and part in opening.parts and opening.is_live(at=at):
                yield token_of(opening.appointment_id)


def _by_case(rows: Iterable[Any]) -> "dict[UUID, list[Any]]":
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


@dataclass(frozen=True)
class Standing:
    """All that decides who reads what belongs to a person: their own cases, else the one they came with.

    Another case in which the person takes part opens nothing of theirs, nor does a merge.
    """

    own: tuple[Sharing, ...]
    home: tuple[Sharing, ...] = ()

    @classmethod
    def of(cls, person: "Person", *, at: datetime) -> "Standing":
        """What stands now. Within `house(…)`."""
        own = list(Case.objects.for_house().filter(subject=person))
        if own:
            return cls(tuple(Sharing.of_each(own, at=at).values()))
        came = Participation.objects.for_house().filter(person=person, is_home=True)
        with_case = [one.case for one in came.select_related("case")]
        return cls((), tuple(Sharing.of_each(with_case, at=at).values()))

    def readers(self, part: str, *, at: datetime) -> frozenset[int]:
        """The tokens that open this section of the person, or for the cover that there is one."""
        found = [sharing.readers(part, at=at) for sharing in self.own]
        found += [sharing.readers(Part.FAMILY, at=at) for sharing in self.home]
        return frozenset({HOUSE}).union(*found)


def leads_of(person: "Person") -> frozenset[int]:
    """The bodies that lead the person's cases, or the one they came with. Within `house(…)`."""
    own = Case.objects.for_house().filter(subject=person).values_list("lead", flat=True)
    home = Participation.objects.for_house().filter(person=person, is_home=True)
    return frozenset(own) or frozenset(home.values_list("case__lead", flat=True))


def left_by_seals(seals: Iterable[Seal]) -> dict[str, list[int]]:
    """For each section of the person that these seals close, the bodies that all of them name."""
    seals = list(seals)
    found = {}
    for part in sorted(OF_PERSON):
        holders = [frozenset(seal.holders) for seal in seals if seal.closes(part)]
        if holders:
            found[str(part)] = sorted(frozenset.intersection(*holders))
    return found


def of_desk(readers: frozenset[int]) -> frozenset[int]:
    """Those who read the cover, and the data protection desk: for the acts of sharing alone."""
    return readers | {DESK}


def stored(readers: frozenset[int]) -> list[int]:
    """The form in which readers stand on a row."""
    return sorted(readers)
