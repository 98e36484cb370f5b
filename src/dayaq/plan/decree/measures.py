"""One row of the table read into a measure, with a question for whatever does not add up."""

import re
from datetime import date

from dayaq.plan.decree.boundary import find_boundary, last_word, names_an_action
from dayaq.plan.decree.gazetteer import Gazetteer, Name
from dayaq.plan.decree.parties import Explainer, Segment
from dayaq.plan.decree.passage import Passage
from dayaq.plan.decree.periods import candidates, period_at_end
from dayaq.plan.decree.questions import Candidate, Doubts
from dayaq.plan.decree.records import Cell, Measure, Party, Period, Piece, Role
from dayaq.plan.decree.table import Stretch

_HANGING = re.compile(r"[,;]\s*(?:[,;]|\Z)")


def read_measure(
    stretch: Stretch, row: Passage, gazetteer: Gazetteer, on: date | None, doubts: Doubts
) -> Measure:
    """Title, executors and period of a row. `on` is the day of the act, for names that changed."""
    clause = stretch.clause
    period, end = _period(stretch, row, doubts)
    explainer = Explainer(row, end, gazetteer, on)
    boundary = find_boundary(row, end, explainer.earliest())
    title = row.cell(0, boundary.at)
    segments = explainer.explain(boundary.at)
    parties, pieces = segments_as_cells(row, segments)
    lines = (stretch.first_line, stretch.last_line)
    measure = Measure(clause, title, period, parties, pieces, lines)
    if boundary.verdict == "by-verb":
        doubts.remark("boundary-by-verb", measure.lines, clause=clause)
    elif boundary.verdict == "disputed" and measure.parties:
        first, second = boundary.by_blank_line, boundary.by_names
        doubts.ask(
            "boundary",
            stretch.span,
            clause=clause,
            first=_tail(row.text[: boundary.at if first is None else first]),
            second=_tail(row.text[: boundary.at if second is None else second]),
        )
    _ask_about_title(stretch, title, doubts)
    _ask_about_commas(row, boundary.at, end, clause, doubts)
    ask_about_parties(measure, gazetteer, doubts)
    _ask_about_ambiguous(row, segments, clause, doubts)
    return measure


def _period(stretch: Stretch, row: Passage, doubts: Doubts) -> tuple[Period | None, int]:
    found = period_at_end(row)
    if found is None:
        options = tuple(map(Candidate, candidates(row)))
        doubts.ask("period-missing", stretch.span, clause=stretch.clause, candidates=options)
        return None, len(row.text)
    return found


def ask_about_period(
    measure: Measure, years: tuple[int | None, int | None], doubts: Doubts
) -> None:
    """A period runs forward and stays within the years of its plan."""
    period = measure.period
    if period is None or period.year_from is None or period.year_to is None:
        return
    lines = period.lines or measure.lines
    if period.year_to < period.year_from:
        doubts.ask("period-reversed", lines, clause=measure.clause, text=period.text)
    first, last = years
    if first and last and not (first <= period.year_from and period.year_to <= last):
        doubts.ask("period-outside-plan", lines, clause=measure.clause, text=period.text)


def _ask_about_title(stretch: Stretch, title: Cell, doubts: Doubts) -> None:
    if not title.text:
        doubts.ask("title-missing", stretch.span, clause=stretch.clause)
        return
    # A comma after the last word leads to a part of the title that is not there.
    if not names_an_action(title.text) or title.text.endswith((",", ";")):
        doubts.ask("title-ending", title.lines, clause=stretch.clause, text=last_word(title.text))
    if title.text[0].islower():
        first = title.text.split(maxsplit=1)[0]
        doubts.ask("title-beginning", title.lines, clause=stretch.clause, text=first)


def _ask_about_commas(row: Passage, start: int, end: int, clause: str, doubts: Doubts) -> None:
    """A comma in the executors' cell stands between two names, or one of them is gone."""
    for comma in _HANGING.finditer(row.text, start, end):
        before = row.text[start : comma.start()].rpartition(",")[2].strip()
        lines = row.lines(comma.start(), comma.end())
        doubts.ask("name-missing", lines, clause=clause, text=before)


def ask_about_parties(measure: Measure, gazetteer: Gazetteer, doubts: Doubts) -> None:
    """Nothing in the executors' cell stays unexplained, and somebody carries the measure out."""
    for piece in measure.unexplained:
        doubts.ask(
            "unknown-body",
            piece.lines,
            clause=measure.clause,
            candidates=as_candidates(gazetteer.like(piece.text)),
            text=piece.text,
        )
    if not measure.by_role("executor") and not measure.unexplained:
        doubts.ask("no-executor", span(measure), clause=measure.clause)


def span(measure: Measure) -> tuple[int, ...]:
    return tuple(range(measure.lines[0], measure.lines[1] + 1))


def _ask_about_ambiguous(
    row: Passage, segments: tuple[Segment, ...], clause: str, doubts: Doubts
) -> None:
    for segment in segments:
        if len(segment.names) > 1:
            cell = row.cell(segment.start, segment.end)
            doubts.ask(
                "ambiguous-body",
                cell.lines,
                clause=clause,
                candidates=as_candidates(segment.names),
                text=cell.text,
            )


def as_candidates(names: tuple[Name, ...]) -> tuple[Candidate, ...]:
    return tuple(Candidate(name.text, name.code) for name in names)


def segments_as_cells(
    row: Passage, segments: tuple[Segment, ...]
) -> tuple[tuple[Party, ...], tuple[Piece, ...]]:
    """The parties in the order of the text, and the whole cell in pieces.

    The first-listed executor leads, by inference: the decree names no lead.
    """
    parties: list[Party] = []
    pieces: list[Piece] = []
    for segment in segments:
        cell = row.cell(segment.start, segment.end)
        pieces.append(Piece(segment.kind, cell.text, cell.lines))
        if segment.kind in {"connector", "unexplained"}:
            continue
        role: Role = "executor" if segment.kind == "executor" else "involved"
        leads = role == "executor" and all(party.role != "executor" for party in parties)
        parties.append(
            Party(
                cell.text,
                segment.code,
                role,
                segment.party_kind,
                len(parties) + 1,
                cell.lines,
                lead_inferred=leads and segment.party_kind == "body",
            )
        )
    return tuple(parties), tuple(pieces)


def _tail(text: str, words: int = 3) -> str:
    return " ".join(text.split()[-words:])
