"""Writing down who reads: after every act of sharing, in its transaction."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from dayaq.cases.models import (
    Case,
    Contact,
    Identity,
    Merge,
    Participation,
    Person,
    Seal,
    SharingRow,
)
from dayaq.cases.models.cases import CaseRecord
from dayaq.cases.models.readers import Sharing, Standing, left_by_seals, of_desk, stored
from dayaq.cases.models.telling import hidden_among, ways_to
from dayaq.cases.states import Part
from dayaq.vault.models import DataKey

Settler = Callable[[Case, Sharing, datetime], None]
_settlers: list[Settler] = []


def settles(settler: Settler) -> Settler:
    """Register how a room above writes down who else reads its rows than the readers of a section.

    Called within `house(…)`, after the readers of sections have been written.
    """
    _settlers.append(settler)
    return settler


@cache
def _kinds(base: type[Model]) -> list[Any]:
    """Wherever they stand: rooms above keep records of a case too, read like its own sections."""
    return [kind for kind in apps.get_models() if issubclass(kind, base)]


def settle(case: Case, *, at: datetime) -> None:
    """Every row of the case and of its people names its readers of this moment.

    Within `house(…)`: whoever shares or seals may lose sight of the rows they change.
    """
    touched = {case.pk: case} | {other.pk: other for other in _close_elsewhere(case)}
    sharings = Sharing.of_each(touched.values(), at=at)
    for one in touched.values():
        _settle_rows(one, sharings[one.pk], at=at)
    people = [case.subject_id, *_brought(case)]
    settle_people(people, at=at)
    settle_merges(people, at=at)


def _settle_rows(case: Case, sharing: Sharing, *, at: datetime) -> None:
    readers = {part: stored(sharing.readers(part, at=at)) for part in Part}
    desk = stored(of_desk(sharing.readers(Part.COVER, at=at)))
    _write(Case.objects.for_house().filter(pk=case.pk), readers[Part.COVER])
    for kind in _kinds(CaseRecord):
        _write(kind.objects.for_house().filter(case=case), readers[kind.PART])
    for kind in _kinds(SharingRow):
        _write(kind.objects.for_house().filter(case=case), desk)
    for settler in _settlers:
        settler(case, sharing, at)
    case.readers = readers[Part.COVER]


def _close_elsewhere(case: Case) -> list[Case]:
    """A seal on who the person is holds in their other cases too; the cases for which that changed."""
    own = {one.pk: one for one in Case.objects.for_house().filter(subject=case.subject_id)}
    if len(own) == 1:
        return []
    seals = list(Seal.objects.for_house().filter(case__in=own).standing())
    changed = []
    for one in own.values():
        left = left_by_seals(seal for seal in seals if seal.case_id != one.pk)
        if left != one.sealed_elsewhere:
            one.sealed_elsewhere = left
            one.save(update_fields=["sealed_elsewhere"])
            changed.append(one)
        if one.pk == case.pk:
            case.sealed_elsewhere = left
    return [one for one in changed if one.pk != case.pk]


def settle_people(people: Iterable[object], *, at: datetime) -> None:
    """What belongs to a person names its readers; two acts on two of their cases wait for each other."""
    rows = Person.objects.for_house().filter(pk__in=list(people)).order_by("pk")
    for person in rows.select_for_update():
        standing = Standing.of(person, at=at)
        readers = {
            part: stored(standing.readers(part, at=at))
            for part in (Part.COVER, Part.IDENTITY, Part.CONTACT)
        }
        _write(Person.objects.for_house().filter(pk=person.pk), readers[Part.COVER])
        _write(DataKey.objects.for_house().filter(pk=person.key_id), readers[Part.COVER])
        for kind in (Identity, Contact):
            _write(kind.objects.for_house().filter(person=person), readers[kind.PART])


def settle_merges(people: Iterable[UUID], *, at: datetime) -> None:
    """A merge is read by those who know who either of the two is, and by the desk; where even that the
    other is known is kept from them, by those alone who know both.
    """
    merges = list(Merge.objects.for_house().touching(list(people)))
    if not merges:
        return
    both = {key for merge in merges for key in (merge.kept_id, merge.merged_id)}
    knows = {
        person.pk: Standing.of(person, at=at).readers(Part.IDENTITY, at=at)
        for person in Person.objects.for_house().filter(pk__in=both)
    }
    hidden = hidden_among(ways_to(both))
    for merge in merges:
        kept, merged = knows[merge.kept_id], knows[merge.merged_id]
        readers = of_desk(kept & merged)
        readers |= frozenset() if merge.merged_id in hidden else kept
        readers |= frozenset() if merge.kept_id in hidden else merged
        _write(Merge.objects.for_house().filter(pk=merge.pk), stored(readers))


def _brought(case: Case) -> list[UUID]:
    """Those who were recorded with this case."""
    came = Participation.objects.for_house().filter(case=case, is_home=True)
    return list(came.values_list("person_id", flat=True))


def _write(rows: Any, readers: list[int]) -> None:
    rows.exclude(readers=readers).update(readers=readers)
