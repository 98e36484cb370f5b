"""What whoever searches may know of the people found: their own, else only with whom to talk."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from dayaq.access.permissions import Permission, bodies_where
from dayaq.audit.recording import record_read
from dayaq.cases.models import Case, Identity, Participation, Person, Protection, Seal
from dayaq.cases.models.readers import Sharing
from dayaq.cases.states import Part
from dayaq.directory.models import Body
from dayaq.vault.context import tokens_of
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


@dataclass(frozen=True)
class _Way:
    """A case that leads to a person, and the section by which it tells who they are."""

    case: Case
    part: Part


def hits_of(
    ranked: Iterable[Candidate], *, reference: str, by: "User", at: datetime
) -> Sequence[Hit]:
    """The people found as the asker may know them; whoever is hidden from them is not among them."""
    ranked = list(ranked)
    mine, able = tokens_of(by), bodies_where(by, Permission.CASE_OPEN)
    ways = _ways_to([one.person for one in ranked])
    sharings = Sharing.of_each({w.case.pk: w.case for w in _all(ways)}.values(), at=at)
    hidden = _hidden(ways)
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
        if open_to and one.clear:
            record_read(
                one.person,
                section=str(Part.IDENTITY),
                case=seen[0],
                by=by,
                at=at,
                why="search",
                fields=SHOWN,
            )
        hits.append(
            Hit(
                one.person,
                one.score >= STRONG,
                full_name(one.clear) if open_to else "",
                one.clear.get("born", "") if open_to else "",
                seen,
                sorted(others, key=lambda body: body.code),
                any(way.case.lead_id in able for way in open_to),
            )
        )
    return hits


def full_name(clear: dict[str, str]) -> str:
    return " ".join(clear[name] for name in SHOWN[:3] if clear.get(name))


def _all(ways: dict[UUID, list[_Way]]) -> list[_Way]:
    return [way for found in ways.values() for way in found]


def _ways_to(people: list[Person]) -> dict[UUID, list[_Way]]:
    """The cases about each; of somebody who has none, the case that they came with."""
    rows = Case.objects.for_house().filter(subject__in=people).order_by("-opened_at")
    found: dict[UUID, list[_Way]] = defaultdict(list)
    for case in rows.select_related("lead").prefetch_related("lead__names"):
        found[case.subject_id].append(_Way(case, Part.IDENTITY))
    came = Participation.objects.for_house().filter(person__in=people, is_home=True)
    for one in came.select_related("case__lead").prefetch_related("case__lead__names"):
        if one.person_id not in found:
            found[one.person_id].append(_Way(one.case, Part.FAMILY))
    return found


def _hidden(ways: dict[UUID, list[_Way]]) -> set[UUID]:
    """People of whom even that they are known is not told: a seal closes who they are, or the state
    protects somebody in one of their cases.
    """
    cases = {way.case.pk for way in _all(ways)}
    who = Q(parts=[]) | Q(parts__overlap=[Part.IDENTITY, Part.FAMILY])
    seals = Seal.objects.for_house().filter(who, case__in=cases).standing()
    closing: dict[UUID, list[Seal]] = defaultdict(list)
    for seal in seals:
        closing[seal.case_id].append(seal)
    protected = Protection.objects.for_house().filter(case__in=cases)
    kept = set(protected.values_list("case", flat=True))
    return {
        person
        for person, theirs in ways.items()
        if any(
            way.case.pk in kept or any(seal.closes(way.part) for seal in closing[way.case.pk])
            for way in theirs
        )
    }
