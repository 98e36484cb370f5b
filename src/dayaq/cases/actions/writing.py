"""Writing in a section: only what was changed, sealed where it is words, never over somebody else's."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.cases.actions.finding import retrace
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.sharing import locked
from dayaq.cases.models import Case, CaseRecord, Identity, Note, PersonRecord
from dayaq.cases.models.catalogue import Kind
from dayaq.cases.models.readers import Sharing, stored
from dayaq.cases.policies import cases as may
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
) -> "PersonRecord | CaseRecord":
    """Save a sheet, or a row of a list: a new one where `row` is None.

    `values` hold clear text for sealed fields and plain values for the others. `revision` is the one
    that was seen; another one now raises Overtaken. A note is never rewritten: each is a new row.
    """
    case = locked(case)
    part = kind.PART
    require(may.why_not_write(case, part, by, Sharing.of(case, at=at), at=at))
    if kind is Note and row is not None:
        raise Denied(_("A note stays as it was written. Add another one."))
    with house("save_record", by=by):
        row = _found(case, kind, row)
        if row is not None and row.revision != revision:
            raise Overtaken(
                _("Somebody else saved this meanwhile. Look at what changed, then save again.")
            )
        changed = _fill(case, kind, row, values, by=by, at=at)
    note("section.saved", case, by=by, at=at, part=str(part), fields=changed[1])
    return changed[0]


def _found(
    case: Case, kind: Kind, row: "PersonRecord | CaseRecord | None"
) -> "PersonRecord | CaseRecord | None":
    rows = kind.about(case).for_house().select_for_update(of=("self",))
    if issubclass(kind, PersonRecord):
        return rows.first()  # type: ignore[no-any-return]
    return None if row is None else rows.get(pk=row.pk)


def _fill(
    case: Case,
    kind: Kind,
    row: "PersonRecord | CaseRecord | None",
    values: Mapping[str, Any],
    *,
    by: "User",
    at: datetime,
) -> "tuple[PersonRecord | CaseRecord, list[str]]":
    is_new = row is None
    if row is None:
        owner = {"person": case.subject} if issubclass(kind, PersonRecord) else {"case": case}
        row = kind(**owner, revision=0)
        row.readers = stored(Sharing.of(case, at=at).readers(kind.PART, at=at))
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
