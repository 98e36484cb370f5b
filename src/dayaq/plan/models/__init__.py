"""The plan: source texts and readings, the law as it was read, and what was decided beside it."""

from dayaq.plan.models.decisions import GroupDecision, Lead, Lineage
from dayaq.plan.models.law import (
    Act,
    Commitment,
    Direction,
    Measure,
    MeasureQuerySet,
    Note,
    Party,
    Plan,
    PlanVersion,
    PlanVersionQuerySet,
)
from dayaq.plan.models.texts import Reading, ReadingQuerySet, Row, SourceText

__all__ = [
    "Act",
    "Commitment",
    "Direction",
    "GroupDecision",
    "Lead",
    "Lineage",
    "Measure",
    "MeasureQuerySet",
    "Note",
    "Party",
    "Plan",
    "PlanVersion",
    "PlanVersionQuerySet",
    "Reading",
    "ReadingQuerySet",
    "Row",
    "SourceText",
]
