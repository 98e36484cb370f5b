"""Correcting what was written down when a goal, a service or a follow-up was settled. Both stay."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.sharing import locked
from dayaq.cases.actions.writing import save_record
from dayaq.recovery.actions.plans import open_plan, readers_of
from dayaq.recovery.models import Correction
from dayaq.recovery.models.corrections import MODELS
from dayaq.recovery.policies import plans as may
from dayaq.vault.context import house
from dayaq.vault.sealing import seal, sealed_fields, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def correct(
    row: Any,
    kind: str,
    values: Mapping[str, Any],
    *,
    why: str,
    revision: int,
    by: "User",
    at: datetime,
) -> Correction:
    """What is true stands in the row from now on; what stood there is kept with the reason, sealed.

    A correction is no step in the life of the row: whatever it may become, it was settled once.
    """
    model, case = MODELS[kind], locked(row.case)
    with house("correct", by=by):
        open_plan(case, by=by, at=at)
        rows = model.about(case).for_house().select_for_update(of=("self",))
        row = rows.get(pk=row.pk)
        require(may.why_not_correct(row))
        was = _different(row, values)
        if not was:
            raise Denied(_("Nothing is different from what stands there."))
        kept = Correction(
            case=case, kind=kind, row=row.pk, saved_at=at, saved_by=by,
            readers=readers_of(case, at=at),
        )  # fmt: skip
        seal(kept, was=json.dumps(was, ensure_ascii=False), why=why)
        kept.save(force_insert=True)
    save_record(case, model, values, by=by, at=at, revision=revision, row=row)
    note("recovery.corrected", case, by=by, at=at, kind=str(kind), fields=sorted(was))
    return kept


def _different(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the row otherwise than in the values, as it stands there. Within `house(…)`."""
    clear = unseal(row, *(set(sealed_fields(type(row))) & values.keys()))
    before = {name: clear.get(name, getattr(row, name)) for name in values}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in before.items()
        if value != values[name]
    }
