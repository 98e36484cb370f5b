"""Finding a person by any spelling, without a clear name in the database; each search is recorded."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.cases.actions.hits import Candidate, Hit, hits_of
from dayaq.cases.models import Case, Identity, Person, Trace
from dayaq.cases.policies import cases as may
from dayaq.vault.context import house
from dayaq.vault.index import Sought, sought, tokens_for, under_any
from dayaq.vault.likeness import STRONG, WEAK, likeness
from dayaq.vault.sealing import Shredded, unseal
from dayaq.vault.words import Known, Name, Query, understand, waves, words_of

if TYPE_CHECKING:
    from dayaq.accounts.models import User

MOST_OPENED = 80
"""Candidates that are opened and compared in memory."""
MOST_SHOWN = 20
ENOUGH = 3
"""Likely people after whom no weaker words are tried."""
GOOD = 12.0
"""A name with a slip, or a single name with the year: likely enough not to try fragments of names."""


class Found(list[Hit]):
    """The people found, the likeliest first."""

    has_more = False
    """Others fit as well: whoever asks should say more about the person."""


@transaction.atomic
def find(text: str, *, reference: str = "", by: "User", at: datetime) -> Found:
    """People whom the text may mean (names in any order and spelling, birth date, numbers).

    Of a case that is not the asker's it says only that there is one, and who leads it; of one that a
    court or the prosecution has sealed, or where the state protects somebody, not even that.
    """
    require(may.why_not_find(by))
    query = understand(text)
    with house("find", by=by):
        ranked, has_more = _ranked(query)
        if reference:
            named = _by_reference(reference)
            known_already = {one.person.pk for one in named}
            ranked = [*named, *(one for one in ranked if one.person.pk not in known_already)]
        hits = Found(hits_of(ranked, reference=reference.strip().upper(), by=by, at=at))
        hits.has_more = has_more and bool(hits)
        own = bool(set(_families(by.full_name)) & {r.family for r in query.readings if r.family})
        flags: dict[str, Any] = {"flags": ["own_name"]} if own else {}
        record("person.searched", Person, by=by, at=at, found=len(hits), **flags)
    return hits


def _families(full_name: str) -> Iterable[str]:
    return (reading.family for reading in understand(full_name).readings if reading.family)


def _ranked(query: Query) -> tuple[list[Candidate], bool]:
    """Those whom the query fits, the likeliest first, and whether others fit as well."""
    opened: dict[UUID, Candidate] = {}
    is_cut = False
    for number, wave in enumerate(waves(query)):
        enough = STRONG if number < 2 else GOOD
        if sum(one.score >= enough for one in opened.values()) >= ENOUGH:
            break
        looked_for = sought(wave.words)
        is_cut |= looked_for.is_cut
        for one in opened_of(candidates(looked_for, known=opened), query):
            opened[one.person.pk] = one
    fitting = [one for one in opened.values() if one.score >= WEAK]
    best = sorted(fitting, key=lambda one: (-one.score, one.person.pk))
    return best[:MOST_SHOWN], is_cut or len(best) > MOST_SHOWN


def candidates(looked_for: Sought, *, known: Iterable[UUID]) -> list[UUID]:
    """Those who share the most telling words, by the index alone."""
    if not looked_for.tokens:
        return []
    said: dict[UUID, float] = {}
    rows = Trace.objects.for_house().filter(under_any("tokens", looked_for.tokens))
    for person, theirs in rows.values_list("person_id", "tokens"):
        words = dict(looked_for.tokens[t] for t in looked_for.tokens.keys() & theirs)
        said[person] = sum(words.values())
    return sorted(set(said) - set(known), key=lambda one: (-said[one], one))[:MOST_OPENED]


def opened_of(people: list[UUID], query: Query) -> "Iterator[Candidate]":
    rows = Identity.objects.for_house().filter(person__in=people)
    for identity in rows.select_related("person__key"):
        clear = clear_of(identity)
        yield Candidate(identity.person, identity, clear, likeness(query, known(clear)))


def clear_of(identity: Identity) -> dict[str, str]:
    try:
        return unseal(identity)
    except Shredded:
        return {}


def _by_reference(reference: str) -> list[Candidate]:
    rows = Case.objects.for_house().filter(reference=reference.strip().upper())
    found = [case.subject for case in rows.select_related("subject__key")]
    return [Candidate(person, None, {}, STRONG) for person in found]


def known(clear: dict[str, str]) -> Known:
    """What a person is found by, from their identity in clear."""
    if not clear:
        return Known()
    first = Name(clear["family_name"], clear["given_name"], clear["patronymic"])
    others = [
        understand(line).readings[:1] for line in clear["other_names"].replace(",", ";").split(";")
    ]
    names = [first, *(reading.written for readings in others for reading in readings)]
    numbers = (clear["personal_number"], clear["document_number"])
    return Known(
        tuple(name for name in names if name != Name()), clear["born"], tuple(filter(None, numbers))
    )


# --- keeping the index ----------------------------------------------------------------------------


def retrace(person: Person, *, before: dict[str, str], after: dict[str, str]) -> None:
    """Let the person be found by what the identity says now. Within `house(…)`.

    Nothing is written where the words are the same: numbers once given are never given again.
    """
    words = words_of(known(after))
    if before and words == words_of(known(before)):
        return
    version, tokens = tokens_for(words)
    rows = Trace.objects.for_house().filter(person=person)
    rows.update(tokens=tokens, index_version=version, is_to_compare=bool(words))
