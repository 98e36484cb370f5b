"""The sections of an edition before its annexes, put into words."""

from typing import Any

from dayaq.reporting.editions import totals
from dayaq.reporting.editions.measures import Measures
from dayaq.reporting.editions.printable import paragraphs
from dayaq.reporting.editions.voices import Facts, Voice

Row = dict[str, Any]


def summary(taken: Row, facts: Facts, voice: Voice) -> Row:
    """The four numbers, in prose and in two small tables."""
    counts = taken["totals"]["all"]
    return {
        "paragraphs": voice.prose.summary(facts),
        "numbers": [
            {"value": value, "label": label, "note": note}
            for value, label, note in voice.prose.numbers(facts)
        ],
        "statuses": [
            {
                "label": voice.terms.VERIFIED[status],
                "all": str(counts["statuses"][status]),
                "dated": str(counts["statuses_dated"][status]),
                "regular": str(counts["statuses_regular"][status]),
            }
            for status in totals.STATUSES
        ],
    }


def method(facts: Facts, voice: Voice) -> Row:
    return {
        "paragraphs": voice.prose.method(facts),
        "facts": [
            {"label": label, "value": value} for label, value in voice.prose.method_facts(facts)
        ],
    }


def contributions(taken: Row, measures: Measures, voice: Voice) -> Row:
    """What recommended bodies gave, body by body; one that gave nothing is not named."""
    found: dict[str, list[Row]] = {}
    for measure in totals.measures_of(taken):
        for row in totals.invited(measure):
            if row["report"] is not None:
                told = measures.works([row])[0]
                found.setdefault(row["body"], []).append(
                    {
                        "clause": measure["clause"],
                        "text": measure["text"],
                        "paragraphs": told["paragraphs"],
                    }
                )
    counts = taken["totals"]
    return {
        "paragraphs": voice.prose.contributions(
            counts["recommended"], counts["recommended_answered"]
        ),
        "bodies": [
            {"name": measures.name(body), "entries": entries} for body, entries in found.items()
        ],
    }


def _said(taken: Row, measures: Measures, *fields: str) -> list[Row]:
    """One row a report in which any of the fields says something."""
    return [
        {
            "clause": measure["clause"],
            "body": measures.name(row["body"]),
            **{field: paragraphs(row["report"][field]) for field in fields},
        }
        for measure in totals.measures_of(taken)
        for row in totals.handed_in(measure)
        if any(row["report"][field].strip() for field in fields)
    ]


def partners(taken: Row, measures: Measures, voice: Voice) -> Row:
    rows = _said(taken, measures, "partners")
    return {"paragraphs": voice.prose.partners(len(rows)), "rows": rows}


def difficulties(taken: Row, measures: Measures, voice: Voice) -> Row:
    rows = _said(taken, measures, "problems", "decision_needed")
    return {"paragraphs": voice.prose.difficulties(len(rows)), "rows": rows}


def next_steps(taken: Row, measures: Measures, voice: Voice) -> Row:
    rows = _said(taken, measures, "next_plan")
    return {"paragraphs": voice.prose.next_steps(len(rows)), "rows": rows}


def financing(taken: Row, measures: Measures, voice: Voice) -> Row:
    """Money by source. Where no amount is known the cell says so: it is not zero."""
    terms, rows = voice.terms, taken["totals"]["financing"]
    unknown = [(row["source"], entry) for row in rows for entry in row["unknown"]]
    return {
        "paragraphs": voice.prose.financing(sum(row["known"] for row in rows), len(unknown)),
        "rows": [
            {
                "source": terms.SOURCES[row["source"]],
                "entries": str(row["entries"]),
                "sum": _sum(row, voice),
                "unknown": str(len(row["unknown"])),
            }
            for row in rows
        ],
        "unknown": [
            {
                "clause": entry["clause"],
                "body": measures.name(entry["body"]),
                "source": terms.SOURCES[source],
                "reason": entry["reason"],
            }
            for source, entry in unknown
        ],
    }


def _sum(row: Row, voice: Voice) -> str:
    if row["sum"] is not None:
        return voice.terms.money(row["sum"])
    return voice.terms.UNKNOWN if row["entries"] else "–"


def silent(taken: Row, measures: Measures, voice: Voice) -> Row:
    """Executors that have handed in less than they owe. Recommended bodies never stand here."""
    rows = taken["totals"]["silent"]
    owed = sum(len(totals.required(one)) for one in totals.measures_of(taken))
    missing = sum(len(row["clauses"]) for row in rows)
    return {
        "paragraphs": voice.prose.silent(len(rows), missing, owed),
        "rows": [
            {
                "number": str(number),
                "name": measures.name(row["body"]),
                "owed": str(row["owed"]),
                "missing": str(len(row["clauses"])),
                "clauses": voice.terms.clauses(row["clauses"]),
            }
            for number, row in enumerate(rows, start=1)
        ],
    }
