"""What changed since the edition before, measure by measure."""

from typing import Any

from dayaq.reporting.editions import totals

Row = dict[str, Any]


def verified_by_clause(snapshot: Row) -> dict[str, str]:
    return {one["clause"]: totals.verified(one) for one in totals.measures_of(snapshot)}


def between(earlier: Row, later: Row) -> Row:
    """The measures that differ: text, executors, verified status, reports handed in, or revised."""
    before = {one["clause"]: one for one in totals.measures_of(earlier)}
    now = {one["clause"]: one for one in totals.measures_of(later)}
    return {
        "edition": {
            "year": earlier["cycle"]["year"],
            "number": earlier["edition"]["number"],
            "as_of_day": earlier["edition"]["as_of_day"],
        },
        "new": [clause for clause in now if clause not in before],
        "gone": [clause for clause in before if clause not in now],
        "changed": [
            changed
            for clause, one in now.items()
            if clause in before and (changed := _changed(before[clause], one))
        ],
    }


def _changed(before: Row, now: Row) -> Row | None:
    found: Row = {"clause": now["clause"]}
    if totals.verified(before) != totals.verified(now):
        found["verified"] = [totals.verified(before), totals.verified(now)]
    if before["text"] != now["text"]:
        found["text"] = True
    if _executors(before) != _executors(now):
        found["executors"] = True
    reports_before, reports_now = _reports(before), _reports(now)
    if reports_before != reports_now:
        found["reports"] = [len(reports_before), len(reports_now)]
    return found if len(found) > 1 else None


def _executors(measure: Row) -> list[tuple[str, str]]:
    return [(party["role"], party["verbatim"]) for party in measure["parties"]]


def _reports(measure: Row) -> dict[str, Row]:
    """What was handed in, without the numbers that documents have in one edition only."""
    return {
        row["body"]: {**row["report"], "documents": len(row["report"]["documents"])}
        for row in totals.handed_in(measure)
    }
