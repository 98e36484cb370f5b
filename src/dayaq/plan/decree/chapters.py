"""The plan outside its table: its title and years, its chapters, its goal and its financing."""

import re

from dayaq.plan.decree.act import paragraphs
from dayaq.plan.decree.passage import join, numbered
from dayaq.plan.decree.questions import Doubts
from dayaq.plan.decree.records import Cell, Paragraph, Plan, Section
from dayaq.plan.decree.spelling import Lexicon, fold

_CHAPTER = re.compile(r"\s*(\d{1,2})\.\s+(\D.*)")
_YEARS = re.compile(r"\b((?:19|20)\d\d)\s*[–—-]\s*((?:19|20)\d\d)\b")


def read_plan(
    lines: tuple[str, ...], start: int, header_line: int, lexicon: Lexicon, doubts: Doubts
) -> Plan:
    """Lines `start` up to the header of the table, the table's own chapter heading included."""
    headings = _headings(lines, start, header_line)
    first = headings[0] if headings else header_line
    title = join(numbered(lines, start, first), lexicon).cell()
    years = _YEARS.search(title.text)
    if years is None:
        doubts.ask("plan-years-missing", title.lines)
    ends = [*headings[1:], header_line]
    sections = (
        tuple(
            _section(lines, begins, ends_at, lexicon, is_last=begins == headings[-1])
            for begins, ends_at in zip(headings, ends, strict=True)
        )
        if headings
        else ()
    )
    return Plan(
        title,
        int(years[1]) if years else None,
        int(years[2]) if years else None,
        sections,
        goal=_under(sections, "məqsədi"),
        principles=_under(sections, "prinsip"),
        financing=_financing(sections),
    )


def _headings(lines: tuple[str, ...], start: int, end: int) -> list[int]:
    """Lines that open a chapter: numbers that count up from one."""
    found: list[int] = []
    for number in range(start, end):
        match = _CHAPTER.fullmatch(lines[number - 1])
        if match and int(match[1]) == len(found) + 1:
            found.append(number)
    return found


def _section(
    lines: tuple[str, ...], start: int, end: int, lexicon: Lexicon, *, is_last: bool
) -> Section:
    """A chapter's heading runs to its first blank line; the table's own, to the table."""
    match = _CHAPTER.fullmatch(lines[start - 1])
    number, rest = (match[1], match[2]) if match else ("", lines[start - 1])
    body = end
    if not is_last:
        body = next((n for n in range(start + 1, end) if not lines[n - 1].strip()), end)
    own = [(start, rest), *numbered(lines, start + 1, body)]
    heading: Cell = join(own, lexicon).cell()
    return Section(number, heading, paragraphs(lines, body, end, lexicon))


def _under(sections: tuple[Section, ...], word: str) -> tuple[Paragraph, ...]:
    """The first second-level paragraph that speaks of this, with the paragraphs under it."""
    for section in sections:
        if word not in fold(section.heading.text):
            continue
        tops = [p for p in section.paragraphs if p.number.count(".") == 1]
        top = next((p for p in tops if word in fold(p.text)), None)
        if top is None:
            return section.paragraphs
        prefix = f"{top.number}."
        return tuple(p for p in section.paragraphs if p is top or p.number.startswith(prefix))
    return ()


def _financing(sections: tuple[Section, ...]) -> tuple[Paragraph, ...]:
    for section in sections:
        if "maliyyələş" in fold(section.heading.text):
            return section.paragraphs
    return ()
