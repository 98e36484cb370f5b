"""A reading as JSON for programs, and as a page of text for the person at the desk."""

from collections.abc import Iterator
from typing import Any

from dayaq.plan.decree.questions import Question, Remark
from dayaq.plan.decree.records import (
    Act,
    Commitment,
    Direction,
    Measure,
    NamedBody,
    Note,
    Paragraph,
    Party,
    Period,
    Plan,
    Reading,
    Role,
)

_ROLES: tuple[tuple[Role, str], ...] = (
    ("executor", "executors"),
    ("involved", "involved"),
    ("recommended", "recommended"),
)


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain data. The keys are a contract with other programs; add, never rename."""
    return {
        "sha256": reading.sha256,
        "act": _act(reading.act),
        "plan": _plan(reading.plan),
        "directions": [_direction(direction) for direction in reading.directions],
        "notes": [_note(note) for note in reading.notes],
        "commitments": [_commitment(commitment) for commitment in reading.commitments()],
        "repairs": [
            {"kind": r.kind, "line": r.line, "before": r.before, "after": r.after}
            for r in reading.repairs
        ],
        "questions": [_question(question) for question in reading.questions],
        "settled": [_question(question) for question in reading.settled],
        "remarks": [_remark(remark) for remark in reading.remarks],
        "conserved": reading.conserved,
    }


def as_summary(reading: Reading) -> Iterator[str]:
    """What was read, in lines for a terminal."""
    act, plan = reading.act, reading.plan
    day = act.signed_on.strftime("%d.%m.%Y") if act.signed_on else "?"
    yield f"{act.kind or '?'} № {act.number or '?'}, {day}"
    yield plan.title.text or "?"
    yield f"SHA-256 {reading.sha256}"
    yield ""
    for direction in reading.directions:
        yield f"{direction.clause:>6}  {len(direction.measures):>3}  {direction.title.text}"
    measures = list(reading.measures())
    yield f"{'':>6}  {len(measures):>3}  measures in {len(reading.directions)} directions"
    yield ""
    for role, label in _ROLES:
        links = [party for _, party in reading.links(role)]
        groups = sum(party.kind == "group" for party in links)
        distinct = len({party.code or party.name for party in links})
        yield f"{len(links):>6}  {label} ({groups} of them groups; {distinct} different)"
    regular = sum(m.period is not None and m.period.kind == "regular" for m in measures)
    yield f"{regular:>6}  regular measures"
    further = len(list(reading.commitments()))
    yield f"{further:>6}  further commitments in {len(reading.notes)} notes"
    yield ""
    yield "Letters conserved." if reading.conserved else "LETTERS NOT CONSERVED."
    yield from _repairs(reading)
    yield from _listed("remarks", reading.remarks)
    yield from _listed("questions", reading.questions)


def _repairs(reading: Reading) -> Iterator[str]:
    counts: dict[str, int] = {}
    for repair in reading.repairs:
        counts[repair.kind] = counts.get(repair.kind, 0) + 1
    kinds = ", ".join(f"{kind} {count}" for kind, count in counts.items())
    yield f"{len(reading.repairs)} repairs" + (f": {kinds}." if kinds else ".")


def _listed(label: str, items: tuple[Question, ...] | tuple[Remark, ...]) -> Iterator[str]:
    yield f"{len(items)} {label}" + (":" if items else ".")
    for item in items:
        where = f"{item.clause}, " if item.clause else ""
        yield f"  {where}{_lines(item.lines)}: {item.text}"


def _lines(lines: tuple[int, ...]) -> str:
    if not lines:
        return "whole text"
    first, last = min(lines), max(lines)
    return f"line {first}" if first == last else f"lines {first}–{last}"


def _act(act: Act) -> dict[str, Any]:
    return {
        "kind": act.kind,
        "number": act.number,
        "signed_on": act.signed_on.isoformat() if act.signed_on else None,
        "title": act.title.text,
        "title_lines": list(act.title.lines),
        "signatory": act.signatory.text,
        "signatory_lines": list(act.signatory.lines),
        "paragraphs": _paragraphs(act.paragraphs),
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title.text,
        "lines": list(plan.title.lines),
        "year_from": plan.year_from,
        "year_to": plan.year_to,
        "sections": [
            {
                "number": section.number,
                "heading": section.heading.text,
                "lines": list(section.heading.lines),
                "paragraphs": _paragraphs(section.paragraphs),
            }
            for section in plan.sections
        ],
        "goal": _paragraphs(plan.goal),
        "principles": _paragraphs(plan.principles),
        "financing": _paragraphs(plan.financing),
    }


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> list[dict[str, Any]]:
    return [{"number": p.number, "text": p.text, "lines": list(p.lines)} for p in paragraphs]


def _direction(direction: Direction) -> dict[str, Any]:
    return {
        "clause": direction.clause,
        "title": direction.title.text,
        "lines": list(direction.title.lines),
        "measures": [_measure(measure) for measure in direction.measures],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "clause": measure.clause,
        "title": measure.title.text,
        "title_lines": list(measure.title.lines),
        "period": _period(measure.period),
        "parties": [_party(party) for party in measure.parties],
        "pieces": [
            {"kind": p.kind, "text": p.text, "lines": list(p.lines)} for p in measure.pieces
        ],
        "lines": list(measure.lines),
        "corrected": measure.is_corrected,
    }


def _period(period: Period | None) -> dict[str, Any] | None:
    if period is None:
        return None
    return {
        "kind": period.kind,
        "from": period.year_from,
        "to": period.year_to,
        "text": period.text,
        "lines": list(period.lines),
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "code": party.code,
        "role": party.role,
        "kind": party.kind,
        "order": party.order,
        "lines": list(party.lines),
        "lead_inferred": party.lead_inferred,
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "number": note.number,
        "text": note.text,
        "lines": list(note.lines),
        "bodies": [_body(body) for body in note.bodies],
        "clauses": list(note.clauses),
        "commitments": [_commitment(commitment) for commitment in note.commitments],
    }


def _commitment(commitment: Commitment) -> dict[str, Any]:
    return {
        "note": commitment.note,
        "order": commitment.order,
        "text": commitment.text,
        "lines": list(commitment.lines),
        "by": [_body(body) for body in commitment.by],
        "jointly_with": [_body(body) for body in commitment.jointly_with],
    }


def _body(body: NamedBody) -> dict[str, Any]:
    return {"name": body.name, "code": body.code, "kind": body.kind, "lines": list(body.lines)}


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "code": question.code,
        "clause": question.clause,
        "lines": list(question.lines),
        "text": question.text,
        "message": question.message,
        "params": dict(question.params),
        "candidates": [{"text": c.text, "code": c.code} for c in question.candidates],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.code,
        "clause": remark.clause,
        "lines": list(remark.lines),
        "text": remark.text,
        "message": remark.message,
        "params": dict(remark.params),
    }
