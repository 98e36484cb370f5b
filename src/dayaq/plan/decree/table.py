"""The table of measures found in the text and cut into headings and rows, by their numbers."""

import re
from collections import Counter
from dataclasses import dataclass

from dayaq.plan.decree.questions import Doubts, NotADecree
from dayaq.plan.decree.spelling import key, letters

_COLUMN_NUMBERS = re.compile(r"\s*1\s+2\s+3\s+4\s*")
_HEADER_WORDS = tuple(map(key, ("Tədbirin adı", "İcraçı", "İcra müddəti")))
_NOTES = re.compile(r"\s*Qeyd(?:lər)?\s*:\s*(.*)", re.IGNORECASE)
# "4.1.1.", "4.2.11" and "4.9.1. Text"; never "4.1.1-ci", which refers to a row.
_MEASURE = re.compile(r"\s*(\d{1,2})\.(\d{1,3})\.(\d{1,3})(?:(\.)(?!\d)|(?=\s|$))(?!-)\s*(.*)")
_DIRECTION = re.compile(r"\s*(\d{1,2})\.(\d{1,3})(?:(\.)(?!\d)|(?=\s|$))(?!-)\s*(.*)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbered lines from an anchor to the next, the anchor's number taken off the first."""

    clause: str
    lines: tuple[tuple[int, str], ...]

    @property
    def first_line(self) -> int:
        return self.lines[0][0]

    @property
    def last_line(self) -> int:
        return max((number for number, text in self.lines if text.strip()), default=self.first_line)

    @property
    def span(self) -> tuple[int, ...]:
        return tuple(range(self.first_line, self.last_line + 1))


@dataclass(frozen=True, slots=True)
class Table:
    """The table between its header and the notes. Line numbers are 1-based; `end` is excluded."""

    header_line: int
    start: int
    end: int
    notes_line: int | None
    headings: tuple[Stretch, ...]
    rows: tuple[Stretch, ...]
    skipped: frozenset[int]
    stray: tuple[int, ...]


def find_table(lines: tuple[str, ...], doubts: Doubts) -> Table:
    """Locate the table. Raises NotADecree when there is none, or none with measures."""
    start = _start(lines)
    if start is None:
        raise NotADecree("no-table")
    notes = next(
        (number for number in range(start, len(lines) + 1) if _NOTES.fullmatch(lines[number - 1])),
        None,
    )
    end = notes or len(lines) + 1
    chapter = _chapter(lines, start, end)
    if chapter is None:
        raise NotADecree("no-measures")
    header = _header_line(lines, start)
    skipped = _repeated_headers(lines, header, start, end)
    for number in sorted(skipped):
        if _COLUMN_NUMBERS.fullmatch(lines[number - 1]):
            doubts.remark("repeated-header", (number,))
    headings, rows, stray = _cut(lines, start, end, chapter, skipped)
    return Table(header, start, end, notes, headings, rows, skipped, stray)


def notes_text(line: str) -> str:
    """What follows the word that opens the notes, on its own line."""
    match = _NOTES.fullmatch(line)
    return match[1] if match else line


def _start(lines: tuple[str, ...]) -> int | None:
    """The line after the column numbers, else after the column titles."""
    for number, line in enumerate(lines, start=1):
        if _COLUMN_NUMBERS.fullmatch(line):
            return number + 1
    text_from = {}
    for number, line in enumerate(lines, start=1):
        for word in _HEADER_WORDS:
            if word in key(line):
                text_from[word] = number
        if len(text_from) == len(_HEADER_WORDS):
            first = max(text_from.values()) + 1
            return _first_anchor(lines, first)
    return None


def _first_anchor(lines: tuple[str, ...], first: int) -> int | None:
    """Without column numbers, the table begins with its first numbered heading or row."""
    for number in range(first, len(lines) + 1):
        if _MEASURE.fullmatch(lines[number - 1]) or _DIRECTION.fullmatch(lines[number - 1]):
            return number
    return None


def _header_line(lines: tuple[str, ...], start: int) -> int:
    """Where the header of the table begins: at most ten lines of text above its first row."""
    header, seen = start, 0
    for number in range(start - 1, 0, -1):
        text = key(lines[number - 1])
        if not text:
            continue
        seen += 1
        if seen > 10:
            break
        if text.startswith("sıra") or _HEADER_WORDS[0] in text:
            header = number
    return header


def _chapter(lines: tuple[str, ...], start: int, end: int) -> int | None:
    """The chapter number that the rows share; a stray reference cannot outvote them."""
    numbers = Counter(
        int(match[1])
        for number in range(start, end)
        if (match := _MEASURE.fullmatch(lines[number - 1]))
    )
    return numbers.most_common(1)[0][0] if numbers else None


def _repeated_headers(lines: tuple[str, ...], header: int, start: int, end: int) -> frozenset[int]:
    """Lines of the header printed again at the top of a page."""
    own = {key(lines[number - 1]) for number in range(header, start)} - {""}
    skipped: set[int] = set()
    for number in range(start, end):
        if not _COLUMN_NUMBERS.fullmatch(lines[number - 1]):
            continue
        skipped.add(number)
        above = number - 1
        while above >= start and (not lines[above - 1].strip() or key(lines[above - 1]) in own):
            skipped.add(above)
            above -= 1
    return frozenset(skipped)


def _cut(
    lines: tuple[str, ...], start: int, end: int, chapter: int, skipped: frozenset[int]
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...], tuple[int, ...]]:
    stretches: list[tuple[str, list[tuple[int, str]]]] = []
    stray: list[int] = []
    for number in range(start, end):
        line = lines[number - 1]
        if number in skipped:
            continue
        if anchor := _anchor(line, chapter):
            clause, rest = anchor
            stretches.append((clause, [(number, rest)]))
        elif stretches:
            stretches[-1][1].append((number, line))
        elif letters(line):
            stray.append(number)
    cut = [Stretch(clause, tuple(numbered)) for clause, numbered in stretches]
    headings = tuple(stretch for stretch in cut if stretch.clause.count(".") == 1)
    rows = tuple(stretch for stretch in cut if stretch.clause.count(".") == 2)
    return headings, rows, tuple(stray)


def _anchor(line: str, chapter: int) -> tuple[str, str] | None:
    """The clause that a line begins with, without its dot, and the rest of the line."""
    for pattern in (_MEASURE, _DIRECTION):
        match = pattern.fullmatch(line)
        if match is None or int(match[1]) != chapter:
            continue
        *numbers, dot, rest = match.groups()
        # Without its dot, a number followed by a small letter is a reference inside a sentence.
        if rest and (rest[0].islower() or (dot is None and not rest[0].isupper())):
            continue
        if pattern is _DIRECTION and rest and not rest[0].isalpha() and rest[0] not in '"“„«':
            continue
        return ".".join(str(int(part)) for part in numbers), rest
    return None
