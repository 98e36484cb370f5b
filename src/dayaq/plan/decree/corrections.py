"""What people answer to the reader's questions, applied to the text and checked like the reading.

An answer never overrides the source: a correction that loses or adds letters is found by the
same conservation that guards the reading.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from dayaq.plan.decree.gazetteer import Gazetteer, Name
from dayaq.plan.decree.measures import segments_as_cells
from dayaq.plan.decree.parties import Explainer
from dayaq.plan.decree.passage import Passage
from dayaq.plan.decree.periods import period_of
from dayaq.plan.decree.records import Cell, Kind, Measure, Party, Period, Piece, Role
from dayaq.plan.decree.spelling import fold, letters

_CONNECTORS = re.compile(r"(?:və|habelə|həmçinin|ocümlədən|cəlb(?:etmək|edilmək|olunmaq)l[aə])*")


@dataclass(frozen=True, slots=True)
class GivenParty:
    """A party as a person reads it out of the cell: the name as written, and who it is."""

    name: str
    role: Role
    kind: Kind
    code: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A row as a person reads it. What is None stays as the reader read it.

    `line`, the row's first source line, tells rows apart that carry the same clause.
    """

    clause: str
    line: int | None = None
    title: str | None = None
    period: str | None = None
    parties: tuple[GivenParty, ...] | None = None

    def concerns(self, measure: Measure) -> bool:
        return self.clause == measure.clause and self.line in (None, measure.lines[0])


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: the reading stands as it is, or what a name means."""

    accept: bool = False
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """All that people said about one reading: answers by question id, and corrected rows."""

    answers: Mapping[str, Answer]
    corrections: tuple[Correction, ...] = ()

    @classmethod
    def nothing(cls) -> "Review":
        return cls({})

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Review":
        """From `{"answers": {id: {"accept", "names"}}, "corrections": [{"clause", …}]}`."""
        answers = {
            identity: Answer(
                bool(answer.get("accept", False)),
                tuple(
                    Name(name["text"], name["code"], name["kind"])
                    for name in answer.get("names", ())
                ),
            )
            for identity, answer in content.get("answers", {}).items()
        }
        corrections = tuple(_correction(item) for item in content.get("corrections", ()))
        return cls(answers, corrections)

    def names(self) -> tuple[Name, ...]:
        return tuple(name for answer in self.answers.values() for name in answer.names)

    def accepts(self, identity: str) -> bool:
        answer = self.answers.get(identity)
        return answer is not None and answer.accept


def correct(
    measure: Measure, row: Passage, correction: Correction, gazetteer: Gazetteer, on: date | None
) -> Measure:
    """The row as corrected. Source lines are found again by the letters of what was given."""
    row_letters = _Letters(row)
    title, after_title = row_letters.at_start(correction.title, measure.title)
    period, before_period = row_letters.at_end(correction.period, measure.period)
    if correction.parties is not None:
        parties, pieces = row_letters.given(correction.parties, after_title, before_period)
    elif correction.title is not None:
        explainer = Explainer(row, row_letters.offset(before_period), gazetteer, on)
        segments = explainer.explain(row_letters.offset(after_title))
        parties, pieces = segments_as_cells(row, segments)
    else:
        parties, pieces = measure.parties, measure.pieces
    return replace(
        measure, title=title, period=period, parties=parties, pieces=pieces, is_corrected=True
    )


class _Letters:
    """The letters of a row, and the place of each in its text."""

    def __init__(self, row: Passage) -> None:
        self._row = row
        self._at = [index for index, char in enumerate(row.text) if char.isalnum()]
        self._text = letters(row.text)

    def offset(self, position: int) -> int:
        """The place in the text of the letter at this position, or the end."""
        return self._at[position] if position < len(self._at) else len(self._row.text)

    def at_start(self, given: str | None, read: Cell) -> tuple[Cell, int]:
        text = read.text if given is None else " ".join(given.split())
        wanted = letters(text)
        if self._text.startswith(wanted):
            lines = self._lines(0, len(wanted))
            return Cell(text, lines), len(wanted)
        return Cell(text, read.lines), len(letters(read.text))

    def at_end(self, given: str | None, read: Period | None) -> tuple[Period | None, int]:
        """The period, as the row ends with it; one that the row lacks has no source lines."""
        period = read if given is None else period_of(given)
        read_from = len(self._text) - (len(letters(read.text)) if read else 0)
        if period is None:
            return read, read_from
        wanted = letters(period.text)
        if self._text.endswith(wanted):
            start = len(self._text) - len(wanted)
            return replace(period, lines=self._lines(start, len(self._text))), start
        return replace(period, lines=read.lines if read else ()), read_from

    def given(
        self, parties: Iterable[GivenParty], start: int, end: int
    ) -> tuple[tuple[Party, ...], tuple[Piece, ...]]:
        """Parties placed in the cell one after another; only connecting words may lie between."""
        placed: list[Party] = []
        pieces: list[Piece] = []
        for order, party in enumerate(parties, start=1):
            wanted = letters(party.name)
            found = self._text.find(wanted, start, end)
            lines: tuple[int, ...] = ()
            if found >= 0:
                pieces += self._connector(start, found)
                start = found + len(wanted)
                lines = self._lines(found, start)
            leads = party.role == "executor" and all(p.role != "executor" for p in placed)
            placed.append(
                Party(
                    party.name,
                    party.code,
                    party.role,
                    party.kind,
                    order,
                    lines,
                    lead_inferred=leads and party.kind == "body",
                )
            )
            kind: Literal["involved", "executor"] = (
                "involved" if party.role == "involved" else "executor"
            )
            pieces.append(Piece(kind, party.name, lines))
        pieces += self._connector(start, end)
        return tuple(placed), tuple(pieces)

    def _connector(self, start: int, end: int) -> list[Piece]:
        """Letters between two names: kept when they only connect, lost to the proof otherwise."""
        between = self._text[start:end]
        if not between or not _CONNECTORS.fullmatch(fold(between)):
            return []
        cell = self._row.cell(self._at[start], self._at[end - 1] + 1)
        return [Piece("connector", cell.text, cell.lines)]

    def _lines(self, start: int, end: int) -> tuple[int, ...]:
        if start >= end:
            return ()
        return self._row.lines(self._at[start], self._at[end - 1] + 1)


def _correction(content: Mapping[str, Any]) -> Correction:
    parties = content.get("parties")
    return Correction(
        content["clause"],
        content.get("line"),
        content.get("title"),
        content.get("period"),
        None
        if parties is None
        else tuple(GivenParty(p["name"], p["role"], p["kind"], p.get("code")) for p in parties),
    )
