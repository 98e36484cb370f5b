"""The notes under the table: who is recommended to take part, where, and what else is asked."""

import re
from collections.abc import Iterator
from datetime import date

from dayaq.plan.decree.gazetteer import Gazetteer, Searchable
from dayaq.plan.decree.measures import as_candidates
from dayaq.plan.decree.parties import CONNECTOR
from dayaq.plan.decree.passage import Passage, join
from dayaq.plan.decree.questions import Doubts, NotADecree
from dayaq.plan.decree.records import Cell, Commitment, NamedBody, Note
from dayaq.plan.decree.spelling import Lexicon, letters
from dayaq.plan.decree.table import Table, notes_text

_NUMBER = re.compile(r"\s*(\d{1,2})\.\s*(?=\D)(.*)")
_RECOMMENDED = re.compile(r"\btövsiyə\s+(?:edilsin|olunsun)(?:\s+ki\b)?,?\s*")
_TAKES_PART = re.compile(r"\biştirak\s+et(?:sin|sinlər)\b")
_CLAUSE = r"\d{1,2}\.\d{1,3}\.\d{1,3}(?![\d.]*\.\d)"
_REFERENCE = re.compile(
    rf"(?P<first>{_CLAUSE})(?:-(?P<ending>c[ıiuü]))?"
    rf"(?:\s*[–—-]\s*(?P<last>{_CLAUSE})(?:-(?P<last_ending>c[ıiuü]))?)?"
)
_LIKE_A_CLAUSE = re.compile(r"\d+(?:\.\d+)+(?:-c[ıiuü])?|\d+-c[ıiuü]\b")
# The ordinal ending follows the last word of the number as spoken: üçüncü, altıncı, onuncu.
_ENDING_OF_DIGIT = ("", "ci", "ci", "cü", "cü", "ci", "cı", "ci", "ci", "cu")
_ENDING_OF_TENS = ("", "cu", "ci", "cu", "cı", "ci", "cı", "ci", "ci", "cı")
_BY_DOING = re.compile(r"m(?:aq|ək)l[aə]\s*$")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_WISH_ENDS = r"s[ıiuü]n(?:l[aə]r)?"
_NEXT_WISH = re.compile(r"(?<=s[ıiuü]n)\s*[,;]\s*(?:(?:habelə|həmçinin|və)\b\s*)?")
_LEADING = re.compile(r"[\s,;.]*(?:(?:habelə|həmçinin|və)\b\s*)?")
_TOGETHER = re.compile(r"\s+ilə\s+birlikdə\b")
_WORD = re.compile(r"[^\s,;]+")


def read_notes(
    table: Table,
    lines: tuple[str, ...],
    gazetteer: Gazetteer,
    *,
    on: date | None,
    lexicon: Lexicon,
    doubts: Doubts,
) -> tuple[tuple[Note, ...], tuple[Passage, ...]]:
    """Every note, and the passages they were read from. Raises NotADecree for a cut text."""
    if table.notes_line is None:
        doubts.ask("notes-missing", (table.end - 1,))
        return (), ()
    cut = _cut(table.notes_line, lines)
    if not cut:
        doubts.ask("notes-missing", (table.notes_line,))
    notes, passages = [], []
    for position, (number, numbered) in enumerate(cut, start=1):
        passage = join(numbered, lexicon)
        end = len(passage.text)
        if position == len(cut):
            end = _sentence_end(passage, doubts)
        reader = _NoteReader(number, passage, end, gazetteer, on=on, doubts=doubts)
        notes.append(reader.note())
        passages.append(passage)
    return tuple(notes), tuple(passages)


def _cut(first: int, lines: tuple[str, ...]) -> list[tuple[int, list[tuple[int, str]]]]:
    """The notes as numbered lines. A text without numbers is one note, the first."""
    notes: list[tuple[int, list[tuple[int, str]]]] = []
    for number in range(first, len(lines) + 1):
        line = notes_text(lines[number - 1]) if number == first else lines[number - 1]
        match = _NUMBER.fullmatch(line)
        if match and int(match[1]) == len(notes) + 1:
            notes.append((len(notes) + 1, [(number, match[2])]))
        elif notes:
            notes[-1][1].append((number, line))
        elif letters(line):
            notes.append((1, [(number, line)]))
    return notes


def _sentence_end(passage: Passage, doubts: Doubts) -> int:
    """Where the last note ends. A last note that ends in mid-sentence means a cut file."""
    text = passage.text.rstrip()
    end = max((match.end() for match in re.finditer(r"(?<!\d)\.(?!\d)[\"”»)]*", text)), default=0)
    if letters(text[end:]):
        if re.search(rf"{_WISH_ENDS}$", text):
            doubts.ask("notes-unended", (passage.line_of[-1],))
            return len(text)
        if not re.search(rf"{_WISH_ENDS}\.", text[:end]):
            raise NotADecree("cut-notes", line=str(passage.line_of[-1]))
        left_over = passage.cell(end)
        doubts.ask("stray-text", left_over.lines, text=left_over.text)
    return end or len(text)


class _NoteReader:
    def __init__(
        self,
        number: int,
        passage: Passage,
        end: int,
        gazetteer: Gazetteer,
        *,
        on: date | None,
        doubts: Doubts,
    ) -> None:
        self._number = number
        self._passage = passage
        self._text = passage.text[:end]
        self._searchable = Searchable(self._text)
        self._gazetteer = gazetteer
        self._on = on
        self._doubts = doubts

    def note(self) -> Note:
        whole = self._passage.cell(0, len(self._text))
        recommended = _RECOMMENDED.search(self._text)
        if recommended is None:
            self._doubts.ask("note-unread", whole.lines, note=str(self._number))
            return Note(self._number, whole.text, whole.lines, (), (), ())
        bodies = tuple(self._addressees(recommended.start()))
        takes_part = _TAKES_PART.search(self._text, recommended.end())
        clauses: tuple[str, ...] = ()
        asked_from = recommended.end()
        if takes_part:
            clauses = self._clauses(recommended.end(), takes_part.start())
            asked_from = takes_part.end()
            if not clauses:
                self._doubts.ask("note-without-clauses", whole.lines, note=str(self._number))
        self._ask_about_numbers(recommended.end(), takes_part.start() if takes_part else 0)
        cells = [self._passage.cell(*span) for span in self._wishes(asked_from)]
        commitments = tuple(
            Commitment(
                self._number, order, cell.text, cell.lines, bodies, tuple(self._partners(cell))
            )
            for order, cell in enumerate(cells, start=1)
        )
        return Note(self._number, whole.text, whole.lines, bodies, clauses, commitments)

    def _addressees(self, end: int) -> Iterator[NamedBody]:
        """The bodies named before "tövsiyə edilsin", each as far as its name reaches."""
        at = 0
        unknown: int | None = None
        while word := _WORD.search(self._text, at, end):
            start = word.start()
            found = self._gazetteer.find(self._searchable, start, on=self._on)
            if found and found.end <= end:
                if unknown is not None:
                    yield self._unknown(unknown, start)
                    unknown = None
                at = self._with_bracket(found.end, end)
                cell = self._passage.cell(start, at)
                code = found.names[0].code if len(found.names) == 1 else None
                if code is None:
                    self._doubts.ask(
                        "ambiguous-body",
                        cell.lines,
                        candidates=as_candidates(found.names),
                        text=cell.text,
                    )
                yield NamedBody(cell.text, code, found.names[0].kind, cell.lines)
                continue
            if unknown is None and not CONNECTOR.match(self._text, start):
                unknown = start
            at = word.end()
        if unknown is not None:
            yield self._unknown(unknown, end)

    def _with_bracket(self, start: int, end: int) -> int:
        """A bracket straight after a known name explains it and belongs to it."""
        match = re.compile(r"\)|\s*\([^()]*\)").match(self._text, start, end)
        return match.end() if match else start

    def _unknown(self, start: int, end: int) -> NamedBody:
        cell = self._passage.cell(start, end)
        self._doubts.ask(
            "unknown-body",
            cell.lines,
            candidates=as_candidates(self._gazetteer.like(cell.text)),
            text=cell.text,
        )
        return NamedBody(cell.text, None, "body", cell.lines)

    def _clauses(self, start: int, end: int) -> tuple[str, ...]:
        """The clauses named, in the note's order; a span from one to another is spelt out.

        Repeats and endings that do not fit their number betray a lost digit.
        """
        clauses: list[str] = []
        for match in _REFERENCE.finditer(self._text, start, end):
            lines = self._passage.lines(match.start(), match.end())
            first, last = match["first"], match["last"]
            for clause, ending in ((first, match["ending"]), (last, match["last_ending"])):
                if ending and ending != _ordinal_ending(clause):
                    written = f"{clause}-{ending}"
                    self._doubts.ask("note-ending", lines, note=str(self._number), text=written)
            for clause in _span(first, last) if last else (first,):
                if clause in clauses:
                    self._doubts.ask("note-repeats", lines, note=str(self._number), subject=clause)
                else:
                    clauses.append(clause)
        return tuple(clauses)

    def _ask_about_numbers(self, start: int, clauses_end: int) -> None:
        """Whatever looks like the number of a clause and was not read as one is asked about."""
        references = (
            list(_REFERENCE.finditer(self._text, start, clauses_end)) if clauses_end else []
        )
        for match in _LIKE_A_CLAUSE.finditer(self._text, start):
            if not any(r.start() <= match.start() and match.end() <= r.end() for r in references):
                lines = self._passage.lines(match.start(), match.end())
                self._doubts.ask("note-reference", lines, note=str(self._number), subject=match[0])

    def _wishes(self, start: int) -> Iterator[tuple[int, int]]:
        """What is asked beyond taking part: bracketed "by doing …", then one wish after another."""
        text = self._text
        end = len(text.rstrip(" ."))
        rest = start
        for bracketed in _BRACKETED.finditer(text, start):
            before = text[rest : bracketed.start()]
            if _BY_DOING.search(bracketed[1]) and not letters(before):
                yield bracketed.span(1)
                rest = bracketed.end()
        while rest < end:
            leading = _LEADING.match(text, rest, end)
            rest = leading.end() if leading else rest
            following = _NEXT_WISH.search(text, rest, end)
            stop = following.start() if following else end
            if letters(text[rest:stop]):
                yield rest, stop
            rest = following.end() if following else end

    def _partners(self, cell: Cell) -> Iterator[NamedBody]:
        """Bodies with which the commitment is carried out: "… ilə birlikdə"."""
        start = self._text.find(cell.text)
        end = start + len(cell.text)
        while word := _WORD.search(self._text, start, end):
            found = self._gazetteer.find(self._searchable, word.start(), on=self._on)
            start = found.end if found else word.end()
            if found and len(found.names) == 1 and _TOGETHER.match(self._text, found.end):
                named = self._passage.cell(found.start, found.end)
                yield NamedBody(named.text, found.names[0].code, found.names[0].kind, named.lines)


def _span(first: str, last: str) -> tuple[str, ...]:
    direction, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if direction != other:
        return first, last
    return tuple(f"{direction}.{number}" for number in range(int(low), int(high) + 1))


def _ordinal_ending(clause: str) -> str:
    """`cu` for 4.1.10 (onuncu), `cı` for 4.6.6 (altıncı)."""
    number = int(clause.rpartition(".")[-1])
    tens, digit = divmod(number, 10)
    return _ENDING_OF_DIGIT[digit] or _ENDING_OF_TENS[tens % 10]
