"""Lines of descent between the measures of two versions: what is linked, and what is likely."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q

from dayaq.plan.models.decisions import Lineage
from dayaq.plan.models.law import Measure, PlanVersion
from dayaq.plan.states import Relation

LIKELY = 0.55
"""From this likeness on, a link is suggested. A person confirms it or does not."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two measures that say much the same, not linked yet; or a measure that stands alone."""

    earlier: Measure | None
    later: Measure | None
    relation: Relation
    percent: int


def lines_between(earlier: PlanVersion, later: PlanVersion) -> list[Lineage]:
    """What people or an amendment said about the measures of these two versions."""
    ends = Q(earlier__direction__version=earlier) | Q(earlier=None)
    ends &= Q(later__direction__version=later) | Q(later=None)
    rows = Lineage.objects.filter(ends).select_related("earlier__direction", "later__direction")
    return sorted(rows, key=lambda row: (row.later or row.earlier or Measure()).order)


def suggestions(earlier: PlanVersion, later: PlanVersion, known: list[Lineage]) -> list[Suggestion]:
    """For each later measure without a link the earlier one most like it, if any is like enough."""
    linked = {row.later_id for row in known}
    before = list(Measure.objects.of(earlier).order_by("direction", "position"))
    after = Measure.objects.of(later).exclude(pk__in=[pk for pk in linked if pk])
    words = [(measure, measure.text.split()) for measure in before]
    return [_likeliest(measure, words) for measure in after.order_by("direction", "position")]


def _likeliest(measure: Measure, earlier: list[tuple[Measure, list[str]]]) -> Suggestion:
    matcher = SequenceMatcher(b=measure.text.split(), autojunk=False)
    best, likeness = None, LIKELY
    for candidate, words in earlier:
        matcher.set_seq1(words)
        if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness:
            ratio = matcher.ratio()
            if ratio > likeness:
                best, likeness = candidate, ratio
    if best is None:
        return Suggestion(None, measure, Relation.NEW, 0)
    relation = Relation.SAME if best.text_hash == measure.text_hash else Relation.AMENDED
    return Suggestion(best, measure, relation, round(likeness * 100))
