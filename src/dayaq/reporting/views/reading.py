"""A report as it is read: its words, money and documents, from what its trail kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from dayaq.reporting.states import Declared, Sensitivity, Source

LABELS = {
    "facts": _("What was done"),
    "result": _("Result"),
    "next_plan": _("Planned for the next period"),
    "problems": _("Difficulties and their causes"),
    "decision_needed": _("Decision needed, and from whom"),
    "partners": _("Partners: NGOs, international organisations"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a report says, ready to be shown."""

    is_nothing: bool
    nothing_reason: str
    declared: Declared | None
    texts: list[tuple[Any, str]]
    money: list[tuple[Any, Decimal | None, str]]
    documents: list[dict[str, Any]]


def reading(snapshot: Mapping[str, Any], *, closed: Collection[str] = ()) -> Reading:
    """The snapshot of a report for a reader who may not open documents of the `closed` kinds."""
    declared = snapshot.get("declared")
    return Reading(
        is_nothing=bool(snapshot.get("is_nothing_to_report")),
        nothing_reason=str(snapshot.get("nothing_reason", "")),
        declared=Declared(declared) if declared else None,
        texts=[(label, snapshot[name]) for name, label in LABELS.items() if snapshot.get(name)],
        money=[
            (
                Source(row["source"]).label,
                None if row["amount"] is None else Decimal(row["amount"]),
                row["reason_if_unknown"],
            )
            for row in snapshot.get("spendings", ())
        ],
        documents=[
            {
                **item,
                "dated_on": date.fromisoformat(item["dated_on"]) if item["dated_on"] else None,
                "who": Sensitivity(item["sensitivity"]).label,
                "may_open": item["sensitivity"] not in closed,
            }
            for item in snapshot.get("evidence", ())
        ],
    )
