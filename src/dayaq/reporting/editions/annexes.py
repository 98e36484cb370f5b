"""The last sections and the annexes of an edition, put into words."""

from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from dayaq.reporting.editions import totals
from dayaq.reporting.editions.measures import Measures, day
from dayaq.reporting.editions.voices import Voice

Row = dict[str, Any]


def figures(taken: Row, voice: Voice) -> Row:
    """Frozen numbers with what they were counted from. Unknown is said, never shown as zero.

    `rows`: an indicator each, as it is printed, its categories in words but those with nothing in
    them; `each`: every number by itself, as a table to work with.
    """
    told = taken["indicators"]
    rows = [_printed(list(group), voice) for _code, group in groupby(told, itemgetter("indicator"))]
    is_closed: bool = taken["cycle"]["is_closed"]
    return {
        "paragraphs": voice.prose.figures(len(rows), is_closed=is_closed),
        "rows": rows,
        "each": [_alone(one, voice) for one in told],
    }


def _printed(told: list[Row], voice: Voice) -> Row:
    """An indicator: the whole comes first, then its categories, a line for each breakdown."""
    parts = [one for one in told if one["breakdown"] and (one["is_covered"] or not _is_none(one))]
    lines = [
        "; ".join(
            f"{one['category'][voice.terms.LANGUAGE]} – {_value(one, voice)}" for one in group
        )
        for _code, group in groupby(parts, itemgetter("breakdown"))
    ]
    return {**_alone(told[0], voice), "breakdowns": lines}


def _is_none(one: Row) -> bool:
    """Nothing in a category, or nothing to know about it since nothing was counted."""
    return one["value"] is None or Decimal(one["value"]) == 0


def _alone(one: Row, voice: Voice) -> Row:
    language = voice.terms.LANGUAGE
    return {
        "name": one["title"][language],
        "clause": voice.terms.clauses(one["clauses"]),
        "breakdown": one["category"][language] if one["category"] else "",
        "value": _value(one, voice),
        "parts": _parts(one, voice),
    }


def _value(one: Row, voice: Voice) -> str:
    if one["is_covered"]:
        return voice.terms.COVERED
    if one["value"] is None:
        return voice.terms.UNKNOWN
    return f"{voice.terms.number(_rounded(one['value']))} {voice.terms.UNITS[one['unit']]}".strip()


def _rounded(value: str) -> str:
    """To two places: what an average has beyond them tells nobody anything."""
    return f"{Decimal(value):.2f}" if "." in value else value


def _parts(one: Row, voice: Voice) -> str:
    if one["numerator"] is None or one["denominator"] is None:
        return ""
    return f"{voice.terms.number(one['numerator'])} / {voice.terms.number(one['denominator'])}"


def changes(taken: Row, voice: Voice) -> Row:
    found = taken["differences"]
    if found is None:
        return {"paragraphs": voice.prose.changes(None, 0), "rows": []}
    rows = [
        *({"clause": clause, "what": voice.prose.change({"new": True})} for clause in found["new"]),
        *(
            {"clause": clause, "what": voice.prose.change({"gone": True})}
            for clause in found["gone"]
        ),
        *(
            {"clause": one["clause"], "what": voice.prose.change(_in_words(one, voice))}
            for one in found["changed"]
        ),
    ]
    previous = {
        **found["edition"],
        "as_of": date.fromisoformat(found["edition"]["as_of_day"]),
    }
    return {"paragraphs": voice.prose.changes(previous, len(rows)), "rows": rows}


def _in_words(change: Row, voice: Voice) -> Row:
    if "verified" not in change:
        return change
    return {**change, "verified": [voice.terms.VERIFIED[status] for status in change["verified"]]}


def amendments(taken: Row, voice: Voice) -> Row:
    plan, terms = taken["plan"], voice.terms
    return {
        "paragraphs": voice.prose.amendments(
            len(plan["versions"]), len(plan["repairs"]), plan["answers"]
        ),
        "versions": [
            {
                "number": str(one["number"]),
                "act": terms.act(
                    one["act"]["kind"],
                    one["act"]["number"],
                    date.fromisoformat(one["act"]["adopted_on"]),
                ),
                "effective": terms.brief(date.fromisoformat(one["effective_from"])),
            }
            for one in plan["versions"]
        ],
        "repairs": [
            {
                "line": str(one["line"]),
                "kind": terms.REPAIRS.get(one["kind"], one["kind"]),
                "before": one["before"],
                "after": one["after"],
            }
            for one in plan["repairs"]
        ],
    }


def measures(taken: Row, told: Measures, voice: Voice) -> Row:
    """All measures on a few pages: text, executors, period, reports, what was verified."""
    annex = _introductions(taken, voice)
    return {
        "paragraphs": [annex["measures"]],
        "directions": [
            {
                "clause": direction["clause"],
                "title": direction["title"],
                "rows": [_measure(one, told) for one in direction["measures"]],
            }
            for direction in taken["directions"]
        ],
    }


def _measure(measure: Row, told: Measures) -> Row:
    owed = totals.required(measure)
    handed_in = [row for row in owed if row["report"] is not None]
    return {
        "clause": measure["clause"],
        "text": measure["text"],
        "executors": "; ".join(told.executors(measure)),
        "period": measure["period"]["text"],
        "reports": f"{len(handed_in)} / {len(owed)}" if owed else "–",
        "verified": told.verified(measure),
    }


def commitments(taken: Row, told: Measures, voice: Voice) -> Row:
    rows = [
        {
            "note": str(note["number"]),
            "body": told.name(note["body"]) if note["body"] else "",
            "text": commitment["text"],
        }
        for note in taken["notes"]
        for commitment in note["commitments"]
    ]
    return {"paragraphs": [_introductions(taken, voice)["commitments"]], "rows": rows}


def documents(taken: Row, told: Measures, voice: Voice) -> Row:
    rows = [
        {
            "number": str(one["number"]),
            "clause": one["clause"],
            "body": told.name(one["body"]),
            "title": voice.terms.RESTRICTED
            if one["is_restricted"]
            else voice.terms.document_title(one["title"], one["document"], day(one["dated_on"])),
            "link": one["link"],
        }
        for one in taken["documents"]
    ]
    return {"paragraphs": [_introductions(taken, voice)["documents"]], "rows": rows}


def _introductions(taken: Row, voice: Voice) -> dict[str, str]:
    return voice.prose.annexes(
        measures=sum(1 for _ in totals.measures_of(taken)),
        commitments=sum(len(note["commitments"]) for note in taken["notes"]),
        documents=len(taken["documents"]),
        restricted=sum(1 for one in taken["documents"] if one["is_restricted"]),
    )
