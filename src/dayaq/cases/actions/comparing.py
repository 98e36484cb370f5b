"""The house looks by itself for one person under two records, and lets people decide."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.audit.models import record
from dayaq.cases.actions.finding import (
    MOST_OPENED,
    candidates,
    clear_of,
    known,
    opened_of,
)
from dayaq.cases.actions.merging import propose_by_house, root_of
from dayaq.cases.models import Identity, Merge, Trace
from dayaq.cases.models.telling import hidden_among, ways_to
from dayaq.vault.context import house
from dayaq.vault.index import sought
from dayaq.vault.words import Known, Query, understand, waves

CERTAIN = 26.0
"""A whole name with the whole birth date, or a document's number that no name contradicts."""
AT_ONCE = 100
"""People compared in one round; the next round goes on."""


def compare_what_changed(at: datetime) -> int:
    """Compare those whose names changed with all others; how many were. Safe to repeat and to break off."""
    with house("compare"):
        waiting = Trace.objects.for_house().filter(is_to_compare=True).order_by("pk")
        people = list(waiting.values_list("person", flat=True)[:AT_ONCE])
    for person in people:
        with transaction.atomic(), house("compare"):
            _compare(person, at=at)
            Trace.objects.for_house().filter(person=person).update(is_to_compare=False)
    return len(people)


def _compare(person: UUID, *, at: datetime) -> None:
    rows = Identity.objects.for_house().filter(person=person).select_related("person__key")
    for identity in rows:
        for query in _queries(known(clear_of(identity))):
            first = next(iter(waves(query)), None)
            if first is None:
                continue
            near = candidates(sought(first.words), known=[person])[:MOST_OPENED]
            for other in opened_of(near, query):
                if other.score >= CERTAIN:
                    _propose(person, other.person.pk, at=at)


def _queries(theirs: Known) -> list[Query]:
    """What is known of a person, as somebody would ask for it, once for each of their names."""
    rest = " ".join((theirs.born, *theirs.documents))
    names = [f"{one.family} {one.given} {one.patronymic} {rest}" for one in theirs.names]
    return [understand(text) for text in names or [rest]]


def _propose(one: UUID, other: UUID, *, at: datetime) -> None:
    """Once for each two: what people decided about them is not asked again."""
    roots = {root_of(one), root_of(other)}
    asked = Merge.objects.for_house().filter(kept__in=[one, other], merged__in=[one, other])
    if len(roots) < 2 or asked.exists() or hidden_among(ways_to(roots)):
        return
    merge = propose_by_house(
        *roots, reason=_("The names, the birth date or a number agree."), at=at
    )
    if merge is not None:
        record("merge.proposed", merge, by=None, at=at)
