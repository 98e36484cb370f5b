"""What an edition counts: every number in its prose and tables comes from here.

Counted from the snapshot itself, so that a number and the rows behind it can never disagree.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dayaq.plan.states import PeriodKind
from dayaq.reporting.states import Binding, Schedule, Source, Verified

Row = dict[str, Any]

UNKNOWN = "unknown"
"""No verification stands: not known, which is neither good nor bad and never left out."""

STATUSES = (*(status.value for status in Verified), UNKNOWN)


def measures_of(snapshot: Row) -> Iterator[Row]:
    for direction in snapshot["directions"]:
        yield from direction["measures"]


def verified(measure: Row) -> str:
    found = measure["verification"]
    return str(found["verified"]) if found else UNKNOWN


def required(measure: Row) -> list[Row]:
    return [one for one in measure["reports"] if one["binding"] == Binding.REQUIRED]


def invited(measure: Row) -> list[Row]:
    return [one for one in measure["reports"] if one["binding"] == Binding.INVITED]


def handed_in(measure: Row) -> list[Row]:
    return [one for one in measure["reports"] if one["report"] is not None]


def count(snapshot: Row) -> Row:
    measures = list(measures_of(snapshot))
    return {
        "all": of_measures(measures),
        "directions": {
            direction["clause"]: of_measures(direction["measures"])
            for direction in snapshot["directions"]
        },
        "changed": _changed(measures, snapshot["last_year"]),
        "financing": _financing(measures),
        "silent": _silent(measures),
        "recommended": sum(1 for one in measures for _ in invited(one)),
        "recommended_answered": sum(
            1 for one in measures for row in invited(one) if row["report"] is not None
        ),
    }


def of_measures(measures: list[Row]) -> Row:
    """The counts of one direction, or of the whole plan. Statuses are counted over what was due."""
    due = [one for one in measures if one["is_due"]]
    owed = [row for one in due for row in required(one)]
    statuses = Counter(verified(one) for one in due)
    return {
        "measures": len(measures),
        "due": len(due),
        "regular": sum(1 for one in due if one["period"]["kind"] == PeriodKind.REGULAR),
        "statuses": {status: statuses[status] for status in STATUSES},
        "statuses_regular": _of_kind(due, is_regular=True),
        "statuses_dated": _of_kind(due, is_regular=False),
        "implemented": statuses[Verified.FULLY] + statuses[Verified.MOSTLY],
        "without_report": [
            one["clause"] for one in due if not any(row["report"] for row in required(one))
        ],
        "owed": len(owed),
        "handed_in": sum(1 for row in owed if row["report"] is not None),
        "accepted": sum(1 for row in owed if row["report"] and row["report"]["is_accepted"]),
        "late": sum(1 for row in owed if row["schedule"] == Schedule.REPORTED_LATE),
    }


def _of_kind(due: list[Row], *, is_regular: bool) -> dict[str, int]:
    found = Counter(
        verified(one) for one in due if (one["period"]["kind"] == PeriodKind.REGULAR) is is_regular
    )
    return {status: found[status] for status in STATUSES}


def _changed(measures: list[Row], last_year: Row | None) -> list[Row] | None:
    """Measures whose verified status is another than last year's; None without a last year."""
    if last_year is None:
        return None
    before = last_year["verified"]
    return [
        {
            "clause": one["clause"],
            "before": before.get(one["clause"], UNKNOWN),
            "now": verified(one),
        }
        for one in measures
        if one["is_due"] and before.get(one["clause"], UNKNOWN) != verified(one)
    ]


def _financing(measures: list[Row]) -> list[Row]:
    """Money by source. A sum is of known amounts only; beside it stands how many are not known."""
    told = []
    spendings = [
        (one["clause"], row["body"], spending)
        for one in measures
        for row in handed_in(one)
        for spending in row["report"]["spendings"]
    ]
    for source in Source:
        here = [entry for entry in spendings if entry[2]["source"] == source]
        known = [Decimal(entry[2]["amount"]) for entry in here if entry[2]["amount"] is not None]
        told.append(
            {
                "source": source.value,
                "entries": len(here),
                "known": len(known),
                "sum": str(sum(known, Decimal(0))) if known else None,
                "unknown": [
                    {"clause": clause, "body": body, "reason": spending["reason"]}
                    for clause, body, spending in here
                    if spending["amount"] is None
                ],
            }
        )
    return told


def _silent(measures: list[Row]) -> list[Row]:
    """Bodies that have not handed in what they owe, with the measures. Never the recommended."""
    owed: Counter[str] = Counter()
    missing: dict[str, list[str]] = {}
    for one in measures:
        for row in required(one):
            owed[row["body"]] += 1
            if row["report"] is None:
                missing.setdefault(row["body"], []).append(one["clause"])
    return [
        {"body": body, "owed": owed[body], "clauses": clauses}
        for body, clauses in sorted(missing.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
