"""The numbers of clauses: they count up from one, without gaps and without repeats."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from dayaq.plan.decree.measures import span
from dayaq.plan.decree.questions import Doubts
from dayaq.plan.decree.records import Cell, Lines, Measure


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a direction. `lines` run from its number to its last word."""

    clause: str
    title: Cell
    lines: Lines


def direction_of(clause: str) -> str:
    return clause.rpartition(".")[0]


def numbers_of(clause: str) -> tuple[int, ...]:
    """Clauses in their own order: 4.1.9 before 4.1.10."""
    return tuple(map(int, clause.split(".")))


def check_numbers(
    measures: tuple[Measure, ...], headings: tuple[Heading, ...], doubts: Doubts
) -> None:
    """Ask about repeats, gaps and directions without heading or measures; remark on the order."""
    rows = [(measure.clause, span(measure)) for measure in measures]
    titles = [(heading.clause, heading.lines) for heading in headings]
    _ask_about_repeats([*rows, *titles], doubts)
    _ask_about_gaps(dict(rows), doubts)
    _ask_about_gaps(dict(titles), doubts)
    _ask_about_directions(rows, headings, doubts)
    for (clause, lines), (following, _) in pairwise(rows):
        if numbers_of(clause) > numbers_of(following):
            doubts.remark("order", lines[:1], clause=clause, subject=clause, next=following)


def _ask_about_repeats(clauses: list[tuple[str, Lines]], doubts: Doubts) -> None:
    counts = Counter(clause for clause, _ in clauses)
    for clause in (clause for clause, count in counts.items() if count > 1):
        lines = tuple(line for other, own in clauses if other == clause for line in own)
        doubts.ask("clause-duplicate", lines, clause=clause, subject=clause)


def _ask_about_gaps(present: dict[str, Lines], doubts: Doubts) -> None:
    """A gap is asked about at the clause that follows it."""
    by_parent: dict[str, dict[int, Lines]] = {}
    for clause, lines in present.items():
        by_parent.setdefault(direction_of(clause), {})[numbers_of(clause)[-1]] = lines
    for parent, own in by_parent.items():
        for number in range(1, max(own)):
            if number not in own:
                following = min(other for other in own if other > number)
                missing = f"{parent}.{number}"
                doubts.ask("clause-missing", own[following][:1], clause=missing, subject=missing)


def _ask_about_directions(
    rows: list[tuple[str, Lines]], headings: tuple[Heading, ...], doubts: Doubts
) -> None:
    titled = {heading.clause for heading in headings if heading.title.text}
    filled: dict[str, Lines] = {}
    for clause, lines in rows:
        filled.setdefault(direction_of(clause), lines)
    for clause, lines in filled.items():
        if clause not in titled:
            doubts.ask("direction-missing", lines, clause=clause, subject=clause)
    for heading in headings:
        if heading.clause not in filled:
            doubts.ask(
                "direction-empty", heading.lines, clause=heading.clause, subject=heading.clause
            )
