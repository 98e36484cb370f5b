"""What a decree says, as typed records. Every value knows the source lines it came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dayaq.plan.decree.questions import Question, Remark

Lines = tuple[int, ...]  # 1-based, in the source as it came
Role = Literal["executor", "involved", "recommended"]
Kind = Literal["body", "group"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of the decree, joined and repaired, with its source lines."""

    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Period:
    """When a measure is due. A regular measure has no years and is never completed."""

    kind: Literal["range", "regular", "single"]
    year_from: int | None
    year_to: int | None
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Party:
    """A body or group named by the decree, verbatim, in one role.

    `lead_inferred` marks the first-listed executor: a convention, not the decree's word.
    """

    name: str
    code: str | None
    role: Role
    kind: Kind
    order: int
    lines: Lines
    lead_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of an executors' cell, so that all its letters are accounted for."""

    kind: Literal["executor", "involved", "connector", "unexplained"]
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table. `pieces` retell its executors' cell from first letter to last."""

    clause: str
    title: Cell
    period: Period | None
    parties: tuple[Party, ...]
    pieces: tuple[Piece, ...]
    lines: tuple[int, int]
    is_corrected: bool = False

    def by_role(self, role: Role) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.role == role)

    @property
    def unexplained(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind == "unexplained")


@dataclass(frozen=True, slots=True)
class Direction:
    """A heading of the table with the measures whose numbers belong to it."""

    clause: str
    title: Cell
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body as a note names it, in the case the sentence asks for."""

    name: str
    code: str | None
    kind: Kind
    lines: Lines


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a note asks for beyond taking part: a row of its own, to be followed like one."""

    note: int
    order: int
    text: str
    lines: Lines
    by: tuple[NamedBody, ...]
    jointly_with: tuple[NamedBody, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note under the table: which bodies are recommended to take part in which clauses."""

    number: int
    text: str
    lines: Lines
    bodies: tuple[NamedBody, ...]
    clauses: tuple[str, ...]
    commitments: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, numbered (`2.1.1`) or not (empty number), verbatim."""

    number: str
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the plan outside its table."""

    number: str
    heading: Cell
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """The act that approves the plan. What was not found is empty or None, and asked about."""

    kind: str
    number: str
    signed_on: date | None
    title: Cell
    signatory: Cell
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan that the act approves: its name, its years and its chapters."""

    title: Cell
    year_from: int | None
    year_to: int | None
    sections: tuple[Section, ...]
    goal: tuple[Paragraph, ...]
    principles: tuple[Paragraph, ...]
    financing: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """One change of the text on one line: what stood there and what is read."""

    kind: Literal[
        "lookalike-letter",
        "lost-character",
        "letter-spacing",
        "glued-words",
        "missing-space",
        "year-spacing",
        "line-hyphen",
        "hyphenation",
    ]
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole reading of one text. `lines` is the source before any repair."""

    original: bytes
    sha256: str
    encoding: str
    lines: tuple[str, ...]
    act: Act
    plan: Plan
    directions: tuple[Direction, ...]
    notes: tuple[Note, ...]
    repairs: tuple[Repair, ...]
    questions: tuple[Question, ...]
    settled: tuple[Question, ...]
    remarks: tuple[Remark, ...]
    conserved: bool

    def measures(self) -> Iterator[Measure]:
        for direction in self.directions:
            yield from direction.measures

    def commitments(self) -> Iterator[Commitment]:
        for note in self.notes:
            yield from note.commitments

    def links(self, role: Role) -> Iterator[tuple[Measure, Party]]:
        """Every pair of a measure and a party of this role."""
        for measure in self.measures():
            for party in measure.by_role(role):
                yield measure, party
