"""Writing in a section: only what was changed, sealed where it is words, never over somebody else's."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.cases.actions.finding import retrace
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle_merges
from dayaq.cases.actions.sharing import locked
from dayaq.cases.models import Case, CaseRecord, Identity, Note, Person, PersonRecord, Protection
from dayaq.cases.models.catalogue import Kind
from dayaq.cases.models.readers import Sharing, Standing, stored
from dayaq.cases.policies import cases as may
from dayaq.cases.states import Part
from dayaq.vault.context import house
from dayaq.vault.sealing import seal, sealed_fields, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class Overtaken(Denied):
    """Somebody else saved the record meanwhile; what was typed is kept on the page."""


@transaction.atomic
def save_record(
    case: Case,
    kind: Kind,
    values: Mapping[str, Any],
    *,
    by: "User",
    at: datetime,
    revision: int | None,
    row: "PersonRecord | CaseRecord | None" = None,
    of: Person | None = None,
) -> "PersonRecord | CaseRecord":
    """Save a sheet, or a row of a list: a new one where `row` is None.

    `values` hold clear text for sealed fields and plain values for the others. `revision` is the one
    that was seen; another one now raises Overtaken. A note is never rewritten: each is a new row.
    `of` is somebody who came with the case and has none of their own; else it is about its subject.
    """
    case = locked(case)
    part = kind.PART if of is None else Part.FAMILY
    sharing = Sharing.of(case, at=at)
    require(may.why_not_write(case, part, by, sharing, at=at))
    if kind is Note and row is not None:
        raise Denied(_("A note stays as it was written. Add another one."))
    with house("save_record", by=by):
        if of is not None:
            require(may.why_not_write_of(of, case))
        row = _found(case, kind, row, of)
        if row is not None and row.revision != revision:
            raise Overtaken(
                _("Somebody else saved this meanwhile. Look at what changed, then save again.")
            )
        changed = _fill(case, kind, row, values, of=of, by=by, at=at, sharing=sharing)
        if kind is Protection:  # from now on not even that the person is known is told to others
            settle_merges([case.subject_id], at=at)
    note("section.saved", case, by=by, at=at, part=str(part), fields=changed[1])
    return changed[0]


def fill_gaps(
    case: Case, kind: Kind, values: Mapping[str, Any], *, by: "User", at: datetime
) -> list[str]:
    """Write what another body told wherever nothing stands yet; the names of what stands otherwise.

    Within `house(…)` of an act that was allowed: whoever tells need not be able to read the section.
    """
    row = _found(case, kind, None, None)
    if row is None and issubclass(kind, CaseRecord):
        row = kind.about(case).for_house().select_for_update(of=("self",)).first()
    before = {} if row is None else unseal(row)
    covered = set(sealed_fields(kind))
    new: dict[str, Any] = {}
    otherwise = []
    for name, value in values.items():
        stands = before.get(name, "") if name in covered else getattr(row, name, None)
        if value in (None, "", []) or stands == value:
            continue
        if isinstance(value, list):
            new[name] = sorted({*(stands or []), *value})
        elif stands in (None, ""):
            new[name] = value
        else:
            otherwise.append(name)
    if new:
        _row, changed = _fill(case, kind, row, new, of=None, by=by, at=at)
        note("section.saved", case, by=by, at=at, part=str(kind.PART), fields=changed)
    return otherwise


def add_row(case: Case, kind: Kind, values: Mapping[str, Any], *, by: "User", at: datetime) -> None:
    """Another row of a list, a note or a need, from somebody who need not read the section.

    Within `house(…)` of an act that was allowed.
    """
    _row, changed = _fill(case, kind, None, values, of=None, by=by, at=at)
    note("section.saved", case, by=by, at=at, part=str(kind.PART), fields=changed)


def _found(
    case: Case, kind: Kind, row: "PersonRecord | CaseRecord | None", of: Person | None
) -> "PersonRecord | CaseRecord | None":
    if issubclass(kind, PersonRecord):
        rows = kind.of_person(of or case.subject_id).for_house()
        return rows.select_for_update(of=("self",)).first()  # type: ignore[no-any-return]
    rows = kind.about(case).for_house().select_for_update(of=("self",))
    return None if row is None else rows.get(pk=row.pk)


def _fill(
    case: Case,
    kind: Kind,
    row: "PersonRecord | CaseRecord | None",
    values: Mapping[str, Any],
    *,
    of: Person | None,
    by: "User",
    at: datetime,
    sharing: Sharing | None = None,
) -> "tuple[PersonRecord | CaseRecord, list[str]]":
    is_new = row is None
    if row is None:
        row = _begun(case, kind, of, sharing, at=at)
    covered = set(sealed_fields(kind))
    before = {} if is_new else unseal(row)
    changed = []
    for name, value in values.items():
        if name in covered:
            if before.get(name, "") != value:
                seal(row, **{name: value})
                changed.append(name)
        elif getattr(row, name) != value:
            setattr(row, name, value)
            changed.append(name)
    if changed or is_new:
        row.revision += 1
        row.saved_at, row.saved_by = at, by
        row.save(force_insert=is_new)
        if isinstance(row, Identity):
            was = {name: before.get(name, "") for name in covered} if not is_new else {}
            retrace(row.person, before=was, after=unseal(row))
    return row, sorted(changed)


def _begun(
    case: Case, kind: Kind, of: Person | None, sharing: Sharing | None, *, at: datetime
) -> "PersonRecord | CaseRecord":
    """A row of which nothing is written yet, with those who read it.

    `sharing` is what stands, where it was asked for since the case was locked.
    """
    if issubclass(kind, PersonRecord):
        person = of or case.subject
        readers = Standing.of(person, at=at).readers(kind.PART, at=at)
        return kind(person=person, revision=0, readers=stored(readers))
    readers = (sharing or Sharing.of(case, at=at)).readers(kind.PART, at=at)
    return kind(case=case, revision=0, readers=stored(readers))
