"""What whoever searches may know of the people found: their own, else only with whom to talk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing

from dayaq.access.permissions import Permission, bodies_where
from dayaq.audit.recording import read_of, record_all
from dayaq.cases.models import Case, Identity, Merge, Person
from dayaq.cases.models.readers import Sharing
from dayaq.cases.models.telling import flat, hidden_among, ways_to
from dayaq.cases.policies.cases import SEARCH_COUNTS_FOR
from dayaq.cases.states import Part
from dayaq.directory.models import Body
from dayaq.vault.context import house, tokens_of
from dayaq.vault.likeness import STRONG

if TYPE_CHECKING:
    from dayaq.accounts.models import User

SHOWN = ("family_name", "given_name", "patronymic", "born")


@dataclass
class Candidate:
    """A person whom the query fits, with their identity in clear; a reference needs none."""

    person: Person
    identity: "Identity | None"
    clear: dict[str, str]
    score: float


@dataclass(frozen=True)
class Hit:
    """A person that may be meant: what the asker may see of them, else only with whom to talk.

    `name` and `born` are filled for those alone who may read the identity, and `cases` are those
    through which they may; `leads` names the bodies that lead a case which is not the asker's.
    """

    person: Person
    is_likely: bool
    name: str
    born: str
    cases: Sequence[Case]
    leads: Sequence[Body]
    may_open: bool
    """A body of the asker's leads the record: another case may be opened on it."""

    handle: str
    """By this the asker, and nobody else, may speak of the person for a while."""

    reads: Sequence[tuple[Person, Case]]
    """Whose identity is shown, and through which case."""

    is_merged: bool = False
    """Several records that the asker may know to be held to be one person."""


def hits_of(ranked: Iterable[Candidate], *, reference: str, by: "User", at: datetime) -> list[Hit]:
    """The people found as the asker may know them; whoever is hidden from them is not among them.

    Whoever shows them writes down that they were read (`write_down`).
    """
    ranked = list(ranked)
    if not ranked:
        return []
    mine, able = tokens_of(by), bodies_where(by, Permission.CASE_OPEN)
    ways = ways_to([one.person for one in ranked])
    sharings = Sharing.of_each({w.case.pk: w.case for w in flat(ways)}.values(), at=at)
    hidden = hidden_among(ways)
    hits = []
    for one in ranked:
        theirs = ways.get(one.person.pk, [])
        open_to = [w for w in theirs if mine & sharings[w.case.pk].readers(w.part, at=at)]
        seen = [w.case for w in open_to]
        seen += [
            w.case
            for w in theirs
            if w.case.reference == reference and w not in open_to and mine & set(w.case.readers)
        ]
        others = {w.case.lead for w in theirs if w.case not in seen}
        if one.person.pk in hidden:
            others = set()
        if not seen and not others:
            continue
        hits.append(
            Hit(
                one.person,
                one.score >= STRONG,
                full_name(one.clear) if open_to else "",
                one.clear.get("born", "") if open_to else "",
                seen,
                sorted(others, key=lambda body: body.code),
                any(way.case.lead_id in able for way in open_to),
                handle_of(one.person, by),
                ((one.person, seen[0]),) if open_to and one.clear else (),
            )
        )
    return hits


def write_down(hits: Iterable[Hit], *, by: "User", at: datetime) -> None:
    """Whose identity was shown in a search, each in the log of the case that let it be seen."""
    record_all(
        read_of(
            person,
            section=str(Part.IDENTITY),
            case=case,
            by=by,
            at=at,
            why="search",
            fields=SHOWN,
        )
        for hit in hits
        for person, case in hit.reads
    )


def folded(hits: list[Hit], *, by: "User") -> list[Hit]:
    """Records that were found each by itself and are held to be one person, as one; nothing is added."""
    mine, found = tokens_of(by), [hit.person.pk for hit in hits]
    merges = Merge.objects.for_house().standing().filter(kept__in=found, merged__in=found)
    into = {m.merged_id: m.kept_id for m in merges if mine & set(m.readers)}
    if not into:
        return hits
    one: dict[UUID, Hit] = {}
    for hit in hits:
        root = hit.person.pk
        while root in into:
            root = into[root]
        one[root] = _one_of(one[root], hit) if root in one else hit
    return list(one.values())


def _one_of(first: Hit, other: Hit) -> Hit:
    """Two records of one person: of the first that may be known, with the cases and bodies of both."""
    main, beside = (other, first) if other.may_open and not first.may_open else (first, other)
    return replace(
        main,
        is_likely=first.is_likely or other.is_likely,
        name=main.name or beside.name,
        born=main.born or beside.born,
        cases=[*main.cases, *beside.cases],
        leads=sorted({*main.leads, *beside.leads}, key=lambda body: body.code),
        reads=(*first.reads, *other.reads),
        is_merged=True,
    )


def handle_of(person: Person, by: "User") -> str:
    """What stands in a page for somebody whose record the asker may not see."""
    return signing.dumps(str(person.pk), salt=f"cases.found.{by.pk}")


def person_of(handle: str, by: "User") -> Person | None:
    """Who that was, if this asker found them a short while ago."""
    try:
        key = signing.loads(handle, salt=f"cases.found.{by.pk}", max_age=SEARCH_COUNTS_FOR)
    except signing.BadSignature:
        return None
    with house("found", by=by):
        return Person.objects.for_house().select_related("key").filter(pk=key).first()


def full_name(clear: dict[str, str]) -> str:
    return " ".join(clear[name] for name in SHOWN[:3] if clear.get(name))
