"""The proof that nothing was lost: the letters of the source and of the cells, in sequence.

Spaces and punctuation do not count. That is also the limit of the proof: a word joined or
divided wrongly keeps its letters, which is why every repair is written down.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dayaq.plan.decree.numbering import Heading
from dayaq.plan.decree.records import Measure, Note
from dayaq.plan.decree.repairs import LOOKALIKES, LOST
from dayaq.plan.decree.spelling import letters
from dayaq.plan.decree.table import Table


@dataclass(frozen=True, slots=True)
class Difference:
    """Letters of the source that no cell has, and letters of cells that the source lacks."""

    missing: str
    added: str


def is_retold(source: Iterable[str], cells: Iterable[str]) -> bool:
    """Whether the cells retell the source letter by letter, in order.

    A lost character may have been any one letter, or none.
    """
    written = "".join(source).translate(LOOKALIKES)
    read = letters("".join(cells))
    first, *others = map(letters, written.split(LOST))
    if not read.startswith(first):
        return False
    reached = {len(first)}
    for piece in others:
        tried = reached | {at + 1 for at in reached}
        reached = {at + len(piece) for at in tried if read.startswith(piece, at)}
    return len(read) in reached


def difference(source: Iterable[str], cells: Iterable[str]) -> Difference | None:
    """None when the cells retell the source; else what is missing and what was added.

    For a row at a time: finding the difference takes time by the square of the length.
    """
    written, read = "".join(source), "".join(cells)
    if is_retold([written], [read]):
        return None
    return _between(letters(written.translate(LOOKALIKES)), letters(read))


def measure_difference(
    measure: Measure, lines: tuple[str, ...], skipped: frozenset[int]
) -> Difference | None:
    """Whether a row's title, executors' cell and period hold all its letters, and no others."""
    first, last = measure.lines
    source = (lines[n - 1] for n in range(first, last + 1) if n not in skipped)
    return difference(source, retold(measure))


def retold(measure: Measure) -> tuple[str, ...]:
    """The row again, from its cells. A period that a person supplied is not the source's."""
    from_source = measure.period is not None and bool(measure.period.lines)
    return (
        measure.clause,
        measure.title.text,
        *(piece.text for piece in measure.pieces),
        measure.period.text if measure.period and from_source else "",
    )


def table_is_conserved(
    table: Table,
    lines: tuple[str, ...],
    measures: Iterable[Measure],
    headings: Iterable[Heading],
) -> bool:
    """The whole table against all its headings and rows, put back in the order of the text."""
    told = [(measure.lines[0], "".join(retold(measure))) for measure in measures]
    told += [(heading.lines[0], heading.clause + heading.title.text) for heading in headings]
    source = (lines[n - 1] for n in range(table.start, table.end) if n not in table.skipped)
    return is_retold(source, (text for _, text in sorted(told)))


def notes_are_conserved(table: Table, lines: tuple[str, ...], notes: Iterable[Note]) -> bool:
    """The notes are kept whole; only the word that opens them and their numbers stand apart."""
    if table.notes_line is None:
        return True
    source = letters("".join(lines[table.notes_line - 1 :]).translate(LOOKALIKES))
    told = "".join(letters(f"{note.number}{note.text}") for note in notes)
    opening = re.match(r"Qeyd(?:lər)?", source, re.IGNORECASE)
    rest = source[opening.end() :] if opening else source
    return rest == told or (len(told) > 1 and rest == told[1:])


def _between(source: str, read: str) -> Difference:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(a=source, b=read, autojunk=False)
    missing, added = [], []
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            missing.append(source[start:end])
            added.append(read[other_start:other_end])
    return Difference(" ".join(filter(None, missing)), " ".join(filter(None, added)))
