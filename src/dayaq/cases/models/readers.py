"""Who reads a section: one function, from grants, assignments, openings and seals to tokens.

`readers` on each row are this function's answer, written down so that the wall in the database can
ask it quickly. The two are held together by a property test.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dayaq.cases.models.cases import Case
from dayaq.cases.models.closing import Opening, Seal
from dayaq.cases.models.sharing import Assignment, Grant
from dayaq.cases.states import Basis, OpeningKind, Part
from dayaq.vault.context import DESK, HOUSE, token_of


@dataclass(frozen=True)
class Sharing:
    """All that decides who reads a case at a moment."""

    grants: tuple[Grant, ...]
    assignments: tuple[Assignment, ...]
    openings: tuple[Opening, ...]
    seals: tuple[Seal, ...]

    @classmethod
    def of(cls, case: Case, *, at: datetime) -> "Sharing":
        """What stands now. Four queries; complete for whoever reads the cover, and for the house."""
        return cls(
            tuple(Grant.objects.for_house().filter(case=case).live(at=at)),
            tuple(
                Assignment.objects.for_house()
                .filter(case=case)
                .live()
                .select_related("appointment")
            ),
            tuple(Opening.objects.for_house().filter(case=case).live(at=at)),
            tuple(Seal.objects.for_house().filter(case=case).standing()),
        )

    def bodies(self, part: str, *, at: datetime) -> frozenset[int]:
        """The bodies that read this section; a seal leaves only those it names."""
        if part == Part.PROTECTION:
            return frozenset()
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

    def _openers(self, part: str, at: datetime) -> Iterable[int]:
        """Emergencies do not open what is sealed; state protection opens to nothing else."""
        if part != Part.PROTECTION and any(seal.closes(part) for seal in self.seals):
            return
        kind = OpeningKind.PROTECTION if part == Part.PROTECTION else OpeningKind.EMERGENCY
        for opening in self.openings:
            if opening.kind == kind and part in opening.parts and opening.is_live(at=at):
                yield token_of(opening.appointment_id)


def of_desk(readers: frozenset[int]) -> frozenset[int]:
    """Those who read the cover, and the data protection desk: for the acts of sharing alone."""
    return readers | {DESK}


def stored(readers: frozenset[int]) -> list[int]:
    """The form in which readers stand on a row."""
    return sorted(readers)
