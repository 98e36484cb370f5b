"""Finding a person by any spelling, without a clear name in the database; each search is recorded."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.audit.recording import record_read
from dayaq.cases.models import Case, Identity, Person, Protection, Seal, Trace
from dayaq.cases.policies import cases as may
from dayaq.cases.states import Part
from dayaq.directory.models import Body
from dayaq.vault.context import house, tokens_of
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


@dataclass(frozen=True)
class Hit:
    """A person that may be meant: what the asker may see of them, else only with whom to talk.

    `name` and `born` are filled for those alone who may read the identity; `leads` names the bodies
    that lead a case which is not the asker's.
    """

    person: Person
    is_likely: bool
    name: str
    born: str
    cases: Sequence[Case]
    leads: Sequence[Body]


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
        hits = Found(_hits(ranked, by=by, at=at))
        hits.has_more = has_more and bool(hits)
        own = bool(set(_families(by.full_name)) & {r.family for r in query.readings if r.family})
        flags: dict[str, Any] = {"flags": ["own_name"]} if own else {}
        record("person.searched", Person, by=by, at=at, found=len(hits), **flags)
    return hits


@dataclass
class _Candidate:
    person: Person
    identity: "Identity | None"
    clear: dict[str, str]
    score: float


def _families(full_name: str) -> Iterable[str]:
    return (reading.family for reading in understand(full_name).readings if reading.family)


def _ranked(query: Query) -> tuple[list[_Candidate], bool]:
    """Those whom the query fits, the likeliest first, and whether others fit as well."""
    opened: dict[UUID, _Candidate] = {}
    is_cut = False
    for number, wave in enumerate(waves(query)):
        enough = STRONG if number < 2 else GOOD
        if sum(one.score >= enough for one in opened.values()) >= ENOUGH:
            break
        looked_for = sought(wave.words)
        is_cut |= looked_for.is_cut
        for one in _opened(_candidates(looked_for, known=opened), query):
            opened[one.person.pk] = one
    fitting = [one for one in opened.values() if one.score >= WEAK]
    best = sorted(fitting, key=lambda one: (-one.score, one.person.pk))
    return best[:MOST_SHOWN], is_cut or len(best) > MOST_SHOWN


def _candidates(looked_for: Sought, *, known: Iterable[UUID]) -> list[UUID]:
    """Those who share the most telling words, by the index alone."""
    if not looked_for.tokens:
        return []
    said: dict[UUID, float] = {}
    rows = Trace.objects.for_house().filter(under_any("tokens", looked_for.tokens))
    for person, theirs in rows.values_list("person_id", "tokens"):
        words = dict(looked_for.tokens[t] for t in looked_for.tokens.keys() & theirs)
        said[person] = sum(words.values())
    return sorted(set(said) - set(known), key=lambda one: (-said[one], one))[:MOST_OPENED]


def _opened(people: list[UUID], query: Query) -> "Iterator[_Candidate]":
    rows = Identity.objects.for_house().filter(person__in=people)
    for identity in rows.select_related("person__key", "person__merged_into"):
        clear = _clear(identity)
        yield _Candidate(identity.person, identity, clear, likeness(query, known(clear)))


def _clear(identity: Identity) -> dict[str, str]:
    try:
        return unseal(identity)
    except Shredded:
        return {}


def _by_reference(reference: str) -> list[_Candidate]:
    rows = Case.objects.for_house().filter(reference=reference.strip().upper())
    found = [case.subject for case in rows.select_related("subject__key")]
    return [_Candidate(person, None, {}, STRONG) for person in found]


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


# --- what the asker may see of them ---------------------------------------------------------------


def _hits(ranked: list[_Candidate], *, by: "User", at: datetime) -> list[Hit]:
    mine = tokens_of(by)
    cases = _cases_of([one.person.pk for one in ranked])
    hidden = _hidden([case.pk for found in cases.values() for case in found])
    hits = []
    for one in ranked:
        theirs = cases.get(one.person.pk, [])
        seen = [case for case in theirs if mine & set(case.readers)]
        others = [case.lead for case in theirs if case not in seen and case.pk not in hidden]
        if not seen and not others:
            continue
        is_open = one.identity is not None and bool(mine & set(one.identity.readers))
        if is_open and seen:
            record_read(
                one.person,
                section=str(Part.IDENTITY),
                case=seen[0],
                by=by,
                at=at,
                why="search",
                fields=("family_name", "given_name", "patronymic", "born"),
            )
        hits.append(
            Hit(
                one.person,
                one.score >= STRONG,
                _full_name(one.clear) if is_open else "",
                one.clear.get("born", "") if is_open else "",
                seen,
                sorted(set(others), key=lambda body: body.code),
            )
        )
    return hits


def _full_name(clear: dict[str, str]) -> str:
    return " ".join(filter(None, (clear["family_name"], clear["given_name"], clear["patronymic"])))


def _cases_of(people: list[UUID]) -> dict[UUID, list[Case]]:
    rows = Case.objects.for_house().filter(subject__in=people).order_by("-opened_at")
    found: dict[UUID, list[Case]] = defaultdict(list)
    for case in rows.select_related("lead").prefetch_related("lead__names"):
        found[case.subject_id].append(case)
    return found


def _hidden(cases: list[UUID]) -> set[UUID]:
    """Cases of which even that they exist is not told: sealed whole, or somebody is protected."""
    sealed = Seal.objects.for_house().filter(case__in=cases, parts=[]).standing()
    protected = Protection.objects.for_house().filter(case__in=cases)
    return {*sealed.values_list("case", flat=True), *protected.values_list("case", flat=True)}


# --- keeping the index ----------------------------------------------------------------------------


def retrace(person: Person, *, before: dict[str, str], after: dict[str, str]) -> None:
    """Let the person be found by what the identity says now. Within `house(…)`.

    Nothing is written where the words are the same: numbers once given are never given again.
    """
    words = words_of(known(after))
    if before and words == words_of(known(before)):
        return
    tokens = tokens_for(words) if words else []
    Trace.objects.for_house().filter(person=person).update(tokens=tokens)
