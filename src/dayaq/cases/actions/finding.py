"""Finding a person by any spelling, without a clear name in the database; each search is recorded."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.cases.actions.hits import Candidate, Hit, folded, hits_of, write_down
from dayaq.cases.models import Case, Identity, Person, Trace
from dayaq.cases.policies import cases as may
from dayaq.vault.context import house
from dayaq.vault.index import Sought, sought, tokens_for, under_any
from dayaq.vault.likeness import STRONG, WEAK, likeness
from dayaq.vault.register import finding_keys
from dayaq.vault.sealing import Shredded, unseal
from dayaq.vault.words import Known, Name, Query, Wave, understand, waves, words_of

if TYPE_CHECKING:
    from dayaq.accounts.models import User

MOST_OPENED = 80
"""Candidates that are opened and compared in memory at a time."""
MOST_SHOWN = 20
MOST_PAGES = 50
ENOUGH = 3
"""Likely people after whom no weaker words are tried."""
KNOWN_BY = (
    "family_name", "given_name", "patronymic", "other_names", "born",
    "personal_number", "document_number",
)  # fmt: skip
"""What people are compared by; nothing else of an identity is opened in a search."""

_OTHERS = [
    field.name
    for field in Identity._meta.concrete_fields
    if field.name not in {*KNOWN_BY, "id", "person"}
]
GOOD = 12.0
"""A name with a slip, or a single name with the year: likely enough not to try fragments of names."""


class Found(list[Hit]):
    """A page of the people found, the likeliest first."""

    has_more = False
    """Others fit as well; the next page shows them."""

    is_cut = False
    """More bear a name than are looked for: whoever asks must say more about the person."""


@transaction.atomic
def find(text: str, *, reference: str = "", page: int = 1, by: "User", at: datetime) -> Found:
    """People whom the text may mean (names in any order and spelling, birth date, numbers).

    Of a case that is not the asker's it says only that there is one, and who leads it; of one that a
    court or the prosecution has sealed, or where the state protects somebody, not even that.
    """
    require(may.why_not_find(by))
    query, reference = understand(text), reference.strip().upper()
    end = min(page, MOST_PAGES) * MOST_SHOWN
    with house("find", by=by):
        search, hits = _Search(query), list[Hit]()
        for some in search.in_order(reference):
            hits += hits_of(some, reference=reference, by=by, at=at)
            if len(hits) > end:
                break
        hits = folded(hits, by=by)
        found = Found(hits[end - MOST_SHOWN : end])
        found.has_more = len(hits) > end and page < MOST_PAGES
        found.is_cut = search.is_cut and bool(hits)
        write_down(found, by=by, at=at)
        own = bool(set(_families(by.full_name)) & {r.family for r in query.readings if r.family})
        flags: dict[str, Any] = {"flags": ["own_name"]} if own else {}
        record("person.searched", Person, by=by, at=at, found=len(found), page=page, **flags)
    return found


def _families(full_name: str) -> Iterable[str]:
    return (reading.family for reading in understand(full_name).readings if reading.family)


class _Search:
    """Looks for those whom a query fits, in an order that is the same for each of its pages."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.is_cut = False
        self._opened: set[UUID] = set()
        self._keys = finding_keys()

    def in_order(self, reference: str) -> Iterator[list[Candidate]]:
        """The likeliest first, some at a time, as long as somebody asks for more."""
        named = _by_reference(reference) if reference else []
        yield named
        self._opened |= {one.person.pk for one in named}
        for block in self._blocks():
            fitting = [one for one in block if one.score >= WEAK]
            fitting.sort(key=lambda one: (-one.score, one.person.pk))
            for at in range(0, len(fitting), MOST_SHOWN + 1):
                yield fitting[at : at + MOST_SHOWN + 1]

    def _blocks(self) -> Iterator[list[Candidate]]:
        """First the most telling words, weaker ones only where those find too little; then the rest."""
        first: list[Candidate] = []
        rest: list[list[UUID]] = []
        waiting = list(enumerate(waves(self.query)))
        while waiting and not self._are_enough(first, waiting[0][0]):
            people = self._under(waiting.pop(0)[1])
            first += self._open(people[:MOST_OPENED])
            rest.append(people[MOST_OPENED:])
        yield first
        for people in chain(rest, (self._under(wave) for _number, wave in waiting)):
            left = [one for one in people if one not in self._opened]
            for at in range(0, len(left), MOST_OPENED):
                yield self._open(left[at : at + MOST_OPENED])

    def _are_enough(self, found: list[Candidate], number: int) -> bool:
        enough = STRONG if number < 2 else GOOD
        return sum(one.score >= enough for one in found) >= ENOUGH

    def _under(self, wave: Wave) -> list[UUID]:
        looked_for = sought(wave.words, self._keys)
        self.is_cut |= looked_for.is_cut
        return candidates(looked_for, known=self._opened)

    def _open(self, people: list[UUID]) -> list[Candidate]:
        self._opened |= set(people)
        return list(opened_of(people, self.query))


def candidates(looked_for: Sought, *, known: Iterable[UUID]) -> list[UUID]:
    """Those who share the most telling words first, by the index alone."""
    if not looked_for.tokens:
        return []
    said: dict[UUID, float] = {}
    rows = Trace.objects.for_house().filter(under_any("tokens", looked_for.tokens))
    for person, theirs in rows.values_list("person_id", "tokens"):
        words = dict(looked_for.tokens[t] for t in looked_for.tokens.keys() & theirs)
        said[person] = sum(words.values())
    return sorted(set(said) - set(known), key=lambda one: (-said[one], one))


def opened_of(people: list[UUID], query: Query) -> "Iterator[Candidate]":
    rows = Identity.objects.for_house().filter(person__in=people).select_related("person__key")
    for identity in rows.defer(*_OTHERS):
        clear = clear_of(identity)
        yield Candidate(identity.person, identity, clear, likeness(query, known(clear)))


def clear_of(identity: Identity) -> dict[str, str]:
    try:
        return unseal(identity, *KNOWN_BY)
    except Shredded:
        return {}


def _by_reference(reference: str) -> list[Candidate]:
    rows = Case.objects.for_house().filter(reference=reference)
    found = [case.subject for case in rows.select_related("subject__key")]
    return [Candidate(person, None, {}, STRONG) for person in found]


def known(clear: dict[str, str]) -> Known:
    """What a person is found by, from their identity in clear."""
    if not clear:
        return Known()
    first = Name(clear["family_name"], clear["given_name"], clear["patronymic"])
    lines = filter(None, re.split(r"[,;]", clear["other_names"]))
    others = [understand(line).readings[:1] for line in lines]
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
