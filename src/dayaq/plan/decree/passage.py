"""A run of lines joined into one text that still knows the line of every character."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dayaq.plan.decree.records import Cell, Lines, Repair
from dayaq.plan.decree.spelling import WORD, Lexicon


@dataclass(frozen=True, slots=True)
class Passage:
    """`breaks` are the offsets of text that had a blank line before it."""

    text: str
    line_of: Lines
    breaks: tuple[int, ...] = ()
    joins: tuple[Repair, ...] = ()

    def lines(self, start: int = 0, end: int | None = None) -> Lines:
        numbers = dict.fromkeys(self.line_of[start:end])
        return tuple(numbers)

    def cell(self, start: int = 0, end: int | None = None) -> Cell:
        """The stretch without surrounding space, and its lines."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Cell(self.text[start:end], self.lines(start, end))


def join(lines: Iterable[tuple[int, str]], lexicon: Lexicon) -> Passage:
    """Join numbered lines with single spaces; a hyphen at a line's end takes none."""
    text = ""
    line_of: list[int] = []
    breaks: list[int] = []
    joins: list[Repair] = []
    blank_before = False
    for number, raw in lines:
        line = " ".join(raw.split())
        if not line:
            blank_before = bool(text)
            continue
        if text and _ends_in_hyphen(text):
            kept, repair = _across_hyphen(text, line, line_of[-1], lexicon)
            text, line_of = text[:kept], line_of[:kept]
            joins.append(repair)
        elif text:
            text += " "
            line_of.append(line_of[-1])
        if blank_before:
            breaks.append(len(text))
            blank_before = False
        text += line
        line_of.extend([number] * len(line))
    return Passage(text, tuple(line_of), tuple(breaks), tuple(joins))


def _ends_in_hyphen(text: str) -> bool:
    return len(text) > 1 and text[-1] == "-" and text[-2].isalnum()


def _across_hyphen(text: str, line: str, number: int, lexicon: Lexicon) -> tuple[int, Repair]:
    """How much of the text to keep before the next line: with its hyphen, or without.

    `qeyri-` + `hökumət` keeps it. A word divided by the typesetter loses it, but only when
    the whole word is known and the second half is not a word of its own.
    """
    left = text.rsplit(maxsplit=1)[-1]
    right = line.split(maxsplit=1)[0]
    first, second = WORD.findall(left)[-1:], WORD.match(right)
    if first and second:
        is_word = lexicon.is_known(first[0] + second[0])
        if is_word and not lexicon.is_listed(second[0]) and second[0][0].islower():
            return len(text) - 1, Repair(
                "hyphenation", number, f"{left}\n{right}", left[:-1] + right
            )
    return len(text), Repair("line-hyphen", number, f"{left}\n{right}", left + right)


def numbered(lines: tuple[str, ...], start: int, end: int) -> Iterator[tuple[int, str]]:
    """Lines `start` to `end` (1-based, the end not included) with their numbers."""
    for number in range(start, end):
        yield number, lines[number - 1]
