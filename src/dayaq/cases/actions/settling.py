"""Writing down who reads: after every act of sharing, in its transaction."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model

from dayaq.cases.models import Case, Contact, Identity, Participation, Person, SharingRow
from dayaq.cases.models.cases import CaseRecord
from dayaq.cases.models.readers import Sharing, of_desk, stored
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
    sharing = Sharing.of(case, at=at)
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
    settle_people([case.subject_id, *_others(case)], at=at)


def settle_people(people: Iterable[object], *, at: datetime) -> None:
    """A person is read by whoever reads any of their cases, or a case they take part in."""
    for person in Person.objects.for_house().filter(pk__in=list(people)).select_related("key"):
        own = [Sharing.of(case, at=at) for case in Case.objects.for_house().filter(subject=person)]
        other = [
            Sharing.of(taken.case, at=at)
            for taken in Participation.objects.for_house()
            .filter(person=person)
            .select_related("case")
        ]

        def among(part: str, own: list[Sharing] = own, other: list[Sharing] = other) -> list[int]:
            found = [sharing.readers(part, at=at) for sharing in own]
            found += [sharing.readers(Part.FAMILY, at=at) for sharing in other]
            return stored(frozenset({0}).union(*found))

        cover = among(Part.COVER)
        _write(Person.objects.for_house().filter(pk=person.pk), cover)
        _write(DataKey.objects.for_house().filter(pk=person.key_id), cover)
        _write(Identity.objects.for_house().filter(person=person), among(Part.IDENTITY))
        _write(Contact.objects.for_house().filter(person=person), among(Part.CONTACT))


def _others(case: Case) -> "list[object]":
    taken = Participation.objects.for_house().filter(case=case)
    return list(taken.values_list("person_id", flat=True))


def _write(rows: Any, readers: list[int]) -> None:
    rows.exclude(readers=readers).update(readers=readers)
