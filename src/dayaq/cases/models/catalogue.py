"""The sections of a case: which records each holds, whose they are, how they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from dayaq.cases.models.cases import CaseRecord
from dayaq.cases.models.documents import Document
from dayaq.cases.models.people import Contact, Identity, PersonRecord
from dayaq.cases.models.sections import (
    Health,
    Journey,
    Legal,
    Need,
    Note,
    Protection,
    Relative,
    Situation,
    Whereabouts,
)
from dayaq.cases.models.taking_part import Participation
from dayaq.cases.states import Part

Kind = type[PersonRecord] | type[CaseRecord]


@dataclass(frozen=True, slots=True)
class Section:
    """A section and its records: the first is the sheet of which there is one, the others are lists."""

    part: Part
    sheets: Sequence[Kind] = ()
    lists: Sequence[Kind] = ()

    @property
    def kinds(self) -> Sequence[Kind]:
        return (*self.sheets, *self.lists)

    @property
    def title(self) -> str:
        return str(self.part.label)


SECTIONS = {
    section.part: section
    for section in (
        Section(Part.IDENTITY, sheets=(Identity,)),
        Section(Part.CONTACT, sheets=(Contact,)),
        Section(Part.SITUATION, sheets=(Situation,), lists=(Journey,)),
        Section(Part.HEALTH, sheets=(Health,)),
        Section(Part.LEGAL, sheets=(Legal,)),
        Section(Part.WHEREABOUTS, sheets=(Whereabouts,)),
        Section(Part.NEEDS, lists=(Need,)),
        Section(Part.FAMILY, lists=(Relative, Participation)),
        Section(Part.DOCUMENTS, lists=(Document,)),
        Section(Part.NOTES, lists=(Note,)),
        Section(Part.PROTECTION, sheets=(Protection,)),
    )
}
"""In the order of the case page. Consent is a section too; it has actions of its own."""


def kind_named(name: str) -> "Kind | None":
    """The kind of record with this model name, as addresses write it; None for any other word."""
    kinds = (kind for section in SECTIONS.values() for kind in section.kinds)
    return next((kind for kind in kinds if kind._meta.model_name == name), None)
