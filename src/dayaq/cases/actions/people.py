"""Other people in a case, and reading who somebody is by whichever case opens it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.audit.recording import record_read
from dayaq.cases.actions.cases import new_person, open_case
from dayaq.cases.actions.hits import full_name
from dayaq.cases.actions.reading import Opened, note_what_left
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle
from dayaq.cases.actions.sharing import locked
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Case, Identity, Participation, Person, PersonRecord
from dayaq.cases.models.catalogue import SECTIONS, Kind
from dayaq.cases.models.persons import Known, each_known
from dayaq.cases.models.readers import Sharing, Standing, stored
from dayaq.cases.policies import cases as may
from dayaq.cases.states import Involvement, Part
from dayaq.vault.context import house
from dayaq.vault.sealing import seal, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def open_case_about(
    identity: Mapping[str, Any], *, by: "User", at: datetime, **opened: Any
) -> Case:
    """Open a case, and write down who it is about as far as that was said; else nobody types twice."""
    case = open_case(by=by, at=at, **opened)
    if any(identity.values()):
        save_record(case, Identity, identity, by=by, at=at, revision=None)
    return case


@transaction.atomic
def add_person(
    case: Case,
    involvement: Involvement,
    *,
    by: "User",
    at: datetime,
    searched_at: datetime | None,
    person: Person | None = None,
    identity: Mapping[str, Any] | None = None,
    remark: str = "",
) -> Participation:
    """Somebody takes part in the case: a person who is known, or a new one with this identity.

    It opens nothing: whoever reads the case reads that there is such a part, and who it is only by
    what opens that person to them.
    """
    case = locked(case)
    sharing = Sharing.of(case, at=at)
    is_new = person is None
    require(
        may.why_not_add_person(
            case, by, sharing, searched_at=searched_at, at=at, is_known=not is_new
        )
    )
    with house("add_person", by=by):
        if person is None:
            person = new_person(at=at)
        else:
            require(may.why_not_know(Standing.of(person, at=at), by, at=at))
        taken = Participation.objects.for_house().filter(case=case, person=person).lasting()
        if person.pk == case.subject_id or taken.filter(involvement=involvement).exists():
            raise Denied(_("This person has this part in the case already."))
        part = Participation(
            case=case,
            person=person,
            involvement=involvement,
            is_home=is_new,
            saved_at=at,
            saved_by=by,
            readers=stored(sharing.readers(Part.FAMILY, at=at)),
        )
        seal(part, remark=remark)
        part.save(force_insert=True)
        settle(case, at=at)
    note("participation.added", case, by=by, at=at, part=str(Part.FAMILY))
    if is_new and identity:
        save_record(case, Identity, identity, by=by, at=at, revision=None, of=person)
    return part


@transaction.atomic
def end_part(taken: Participation, *, why: str, by: "User", at: datetime) -> Participation:
    """They take part in the case no more; that they did stays."""
    case = locked(taken.case)
    taken = Participation.objects.for_house().select_for_update(of=("self",)).get(pk=taken.pk)
    require(may.why_not_end_part(taken, case, by, Sharing.of(case, at=at), at=at))
    with house("end_part", by=by):
        taken.ended_at, taken.ended_by, taken.end_reason = at, by, why
        taken.revision += 1
        taken.save(update_fields=["ended_at", "ended_by", "end_reason", "revision"])
    note("participation.ended", case, by=by, at=at, part=str(Part.FAMILY), why=why)
    return taken


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody in a case as it may be told: a name where it is open to the asker, and the remark."""

    name: str = ""
    remark: str = ""


@transaction.atomic
def open_people(case: Case, *, by: "User", at: datetime) -> dict[UUID, Told]:
    """The people of a case by the keys of their parts, and the one it is about by the case's own key.

    Remarks open with the section. A name opens only by what opens that person, and is written down in
    the case that does.
    """
    sharing = Sharing.of(case, at=at)
    require(may.why_not_read(Part.FAMILY, by, sharing, at=at))
    rows = Participation.about(case).visible_to(by).select_related("case__subject__key")
    parts = list(rows)
    people = Person.objects.visible_to(by).filter(
        pk__in=[case.subject_id, *(one.person_id for one in parts)]
    )
    names = {
        key: _name(known, by=by, at=at)
        for key, known in each_known(list(people.select_related("key")), by, at=at).items()
    }
    record_read(case, section=str(Part.FAMILY), case=case, by=by, at=at, why="")
    note_what_left(case, Part.FAMILY, sharing, by=by, at=at)
    told = {
        one.pk: Told(names.get(one.person_id, ""), unseal(one, "remark")["remark"]) for one in parts
    }
    return told | {case.pk: Told(names.get(case.subject_id, ""))}


def _name(known: Known, *, by: "User", at: datetime) -> str:
    """The name by which somebody is known; that it was read is written down."""
    found = open_person(known, Part.IDENTITY, by=by, at=at, why="people")[Identity]
    return full_name(found[0].clear) if found else ""


@transaction.atomic
def open_person(
    known: Known, part: Part, *, by: "User", at: datetime, why: str = ""
) -> "dict[Kind, list[Opened]]":
    """A section that belongs to the person, in clear; read by the way of a case, and written down there."""
    way = known.way_to(part)
    if way is None:
        raise Denied(_("This section is not open to you."))
    found: dict[Kind, list[Opened]] = {
        kind: [Opened(row, unseal(row)) for row in kind.of_person(known.person).visible_to(by)]
        for kind in SECTIONS[part].kinds
        if issubclass(kind, PersonRecord)
    }
    record_read(known.person, section=str(part), case=way.case, by=by, at=at, why=why)
    note_what_left(way.case, way.part, way.sharing, by=by, at=at)
    return found
