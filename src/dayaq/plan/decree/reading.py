"""The whole reading: bytes and known names in, the plan with its proof and its questions out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dayaq.plan.decree.act import read_act
from dayaq.plan.decree.chapters import read_plan
from dayaq.plan.decree.conservation import (
    measure_difference,
    notes_are_conserved,
    table_is_conserved,
)
from dayaq.plan.decree.corrections import Review, correct
from dayaq.plan.decree.gazetteer import Gazetteer
from dayaq.plan.decree.measures import ask_about_parties, ask_about_period, read_measure, span
from dayaq.plan.decree.notes import read_notes
from dayaq.plan.decree.numbering import Heading, check_numbers, direction_of, numbers_of
from dayaq.plan.decree.passage import join
from dayaq.plan.decree.questions import Doubts, NotADecree
from dayaq.plan.decree.records import (
    Cell,
    Direction,
    Measure,
    Note,
    Party,
    Plan,
    Reading,
    Repair,
)
from dayaq.plan.decree.repairs import mend
from dayaq.plan.decree.slips import ask_about_slips
from dayaq.plan.decree.source import Source, decode
from dayaq.plan.decree.spelling import Lexicon, shipped_words
from dayaq.plan.decree.table import Stretch, Table, find_table


def read(original: bytes, gazetteer: Gazetteer, review: Review | None = None) -> Reading:
    """Read the text of a decree with its plan.

    Whatever is not certain is a question in the result, never a guess. `review` is what people
    answered so far. Raises NotADecree, with one sentence, when the bytes hold no such text.
    """
    return _Reader(decode(original), gazetteer, review or Review.nothing()).reading()


class _Reader:
    def __init__(self, source: Source, gazetteer: Gazetteer, review: Review) -> None:
        self._source = source
        self._review = review
        self._gazetteer = gazetteer.extended(review.names())
        names = (name.text for name in self._gazetteer.names)
        self._lexicon = Lexicon(source.lines, (*shipped_words(), *names))
        self._doubts = Doubts(source.lines)
        mended = mend(source.lines, self._lexicon, self._doubts)
        self._lines = mended.lines
        self._repairs: list[Repair] = list(mended.repairs)

    def reading(self) -> Reading:
        table = find_table(self._lines, self._doubts)
        front = read_act(self._lines, table.header_line, self._lexicon, self._doubts)
        plan = read_plan(
            self._lines, front.plan_from, table.header_line, self._lexicon, self._doubts
        )
        measures = self._measures(table, front.act.signed_on)
        self._refuse_cut_table(table, measures)
        notes, passages = read_notes(
            table,
            self._lines,
            self._gazetteer,
            on=front.act.signed_on,
            lexicon=self._lexicon,
            doubts=self._doubts,
        )
        for passage in passages:
            self._repairs += passage.joins
        headings = self._headings(table)
        check_numbers(measures, headings, self._doubts)
        for line in table.stray:
            self._doubts.ask("stray-text", (line,), text=self._lines[line - 1].strip())
        self._check_rows(measures, plan)
        self._check_words(measures, headings, notes, plan)
        conserved = self._is_conserved(table, measures, notes, headings)
        measures = _with_recommended(measures, notes)
        self._check_references(measures, notes)
        self._remark_on_involved_groups(measures)
        questions = self._doubts.questions
        accepted = tuple(q for q in questions if self._review.accepts(q.id))
        return Reading(
            self._source.original,
            self._source.sha256,
            self._source.encoding,
            self._source.lines,
            front.act,
            plan,
            _directions(measures, headings),
            notes,
            tuple(sorted(self._repairs, key=lambda repair: repair.line)),
            tuple(q for q in questions if q not in accepted),
            accepted,
            tuple(self._doubts.remarks),
            conserved,
        )

    def _measures(self, table: Table, on: date | None) -> tuple[Measure, ...]:
        return tuple(self._measure(stretch, on) for stretch in table.rows)

    def _measure(self, stretch: Stretch, on: date | None) -> Measure:
        """The row as read, or as a person corrected it: then its own questions are asked anew."""
        row = join(stretch.lines, self._lexicon)
        self._repairs += row.joins
        own = Doubts(self._source.lines)
        measure = read_measure(stretch, row, self._gazetteer, on, own)
        corrections = [c for c in self._review.corrections if c.concerns(measure)]
        if corrections:
            own = Doubts(self._source.lines)
            for correction in corrections:
                measure = correct(measure, row, correction, self._gazetteer, on)
            ask_about_parties(measure, self._gazetteer, own)
            if measure.period is None:
                own.ask("period-missing", span(measure), clause=measure.clause)
            for party in measure.by_role("executor"):
                if party.code is None:
                    own.ask("unknown-body", party.lines, clause=measure.clause, text=party.name)
        self._doubts.absorb(own)
        return measure

    def _refuse_cut_table(self, table: Table, measures: tuple[Measure, ...]) -> None:
        """A text that ends in the table must at least end with a whole row."""
        last = max(measures, key=lambda measure: measure.lines[0])
        is_after_row = any(h.first_line > last.lines[0] for h in table.headings)
        is_whole = last.period is not None and bool(last.parties)
        if table.notes_line is None and (is_after_row or not is_whole):
            line = table.headings[-1].first_line if is_after_row else last.lines[1]
            clause = table.headings[-1].clause if is_after_row else last.clause
            raise NotADecree("cut-table", clause=clause, line=str(line))

    def _headings(self, table: Table) -> tuple[Heading, ...]:
        headings = []
        for stretch in table.headings:
            passage = join(stretch.lines, self._lexicon)
            self._repairs += passage.joins
            headings.append(Heading(stretch.clause, passage.cell(), stretch.span))
        return tuple(headings)

    def _check_rows(self, measures: tuple[Measure, ...], plan: Plan) -> None:
        for measure in measures:
            ask_about_period(measure, (plan.year_from, plan.year_to), self._doubts)
        known = {measure.clause for measure in measures}
        for correction in self._review.corrections:
            if correction.clause not in known:
                self._doubts.ask(
                    "correction-unplaced", (), clause=correction.clause, subject=correction.clause
                )

    def _check_words(
        self,
        measures: tuple[Measure, ...],
        headings: tuple[Heading, ...],
        notes: tuple[Note, ...],
        plan: Plan,
    ) -> None:
        """Everything the law says in words of its own; names are known or asked about anyway."""
        for heading in headings:
            self._ask_about_slips([heading.title], heading.clause)
        for measure in measures:
            classes = (Cell(p.name, p.lines) for p in measure.parties if p.code is None)
            self._ask_about_slips([measure.title, *classes], measure.clause)
        self._ask_about_slips([Cell(note.text, note.lines) for note in notes])
        for section in plan.sections:
            self._ask_about_slips(
                [section.heading, *(Cell(p.text, p.lines) for p in section.paragraphs)]
            )

    def _ask_about_slips(self, cells: Iterable[Cell], clause: str | None = None) -> None:
        ask_about_slips(cells, self._lexicon, self._doubts, clause=clause)

    def _is_conserved(
        self,
        table: Table,
        measures: tuple[Measure, ...],
        notes: tuple[Note, ...],
        headings: tuple[Heading, ...],
    ) -> bool:
        """Row by row, so that a question can name the row, and the table and notes as wholes."""
        lost = False
        for measure in measures:
            found = measure_difference(measure, self._source.lines, table.skipped)
            if found is not None:
                lost = True
                self._doubts.ask(
                    "not-conserved",
                    span(measure),
                    clause=measure.clause,
                    missing=found.missing,
                    added=found.added,
                )
        whole = table_is_conserved(table, self._source.lines, measures, headings)
        whole = whole and notes_are_conserved(table, self._source.lines, notes)
        is_explained = lost or any(q.code == "stray-text" for q in self._doubts.questions)
        if not whole and not is_explained:
            self._doubts.ask("table-not-conserved", (table.start, table.end - 1))
        return whole and not lost

    def _check_references(self, measures: tuple[Measure, ...], notes: tuple[Note, ...]) -> None:
        known = {measure.clause for measure in measures}
        for note in notes:
            for clause in note.clauses:
                if clause not in known:
                    self._doubts.ask(
                        "note-reference", note.lines, note=str(note.number), subject=clause
                    )

    def _remark_on_involved_groups(self, measures: tuple[Measure, ...]) -> None:
        """A group that executes elsewhere is only involved here: the grammar says so, no more."""
        executing = {
            party.code
            for measure in measures
            for party in measure.by_role("executor")
            if party.kind == "group"
        }
        for measure in measures:
            for party in measure.by_role("involved"):
                if party.code is not None and party.code in executing:
                    self._doubts.remark(
                        "involved-group", party.lines, clause=measure.clause, text=party.name
                    )


def _directions(
    measures: tuple[Measure, ...], headings: tuple[Heading, ...]
) -> tuple[Direction, ...]:
    """Directions and measures in the order of their numbers, whatever their order in the text."""
    titles: dict[str, Cell] = {}
    for heading in headings:
        titles.setdefault(heading.clause, heading.title)
    own: dict[str, list[Measure]] = {clause: [] for clause in titles}
    for measure in measures:
        own.setdefault(direction_of(measure.clause), []).append(measure)
    return tuple(
        Direction(
            clause,
            titles.get(clause, Cell("", ())),
            tuple(sorted(own[clause], key=lambda m: (numbers_of(m.clause), m.lines))),
        )
        for clause in sorted(own, key=numbers_of)
    )


def _with_recommended(measures: Iterable[Measure], notes: tuple[Note, ...]) -> tuple[Measure, ...]:
    """Each measure with the bodies that the notes recommend for it, after its own parties."""
    joined = []
    for measure in measures:
        parties = list(measure.parties)
        for note in notes:
            if measure.clause in note.clauses:
                parties += (
                    Party(
                        body.name,
                        body.code,
                        "recommended",
                        body.kind,
                        len(parties) + position,
                        body.lines,
                    )
                    for position, body in enumerate(note.bodies, start=1)
                )
        joined.append(replace(measure, parties=tuple(parties)))
    return tuple(joined)
