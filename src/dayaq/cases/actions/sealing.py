"""Closing a record by decision of a court or of the prosecution, and opening it again."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle
from dayaq.cases.actions.sharing import locked
from dayaq.cases.models import Case, Seal
from dayaq.cases.policies import sharing as may
from dayaq.directory.models import Body
from dayaq.vault.context import house

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def seal_case(
    case: Case,
    *,
    kind: str,
    decided_by: str,
    decided_on: date,
    number: str,
    holders: Collection[Body],
    by: "User",
    at: datetime,
    parts: Collection[str] = (),
) -> Seal:
    """From this moment only the bodies that the decision names read these sections, or the whole."""
    case = locked(case)
    require(may.why_not_seal(case, by))

    made = Seal(
        case=case,
        kind=kind,
        decided_by=decided_by,
        decided_on=decided_on,
        number=number,
        parts=sorted(set(parts)),
        holders=sorted(body.pk for body in holders),
        made_at=at,
        made_by=by,
        readers=case.readers,
    )
    with house("seal", by=by):
        made.save(force_insert=True)
        settle(case, at=at)
    note("case.sealed", case, by=by, at=at, parts=made.parts, kind_of_decision=str(kind))
    return made


@transaction.atomic
def lift_seal(made: Seal, *, decision: str, by: "User", at: datetime) -> Seal:
    """A later decision opens the record again to those who have grants."""
    case = locked(made.case)
    made = Seal.objects.for_house().select_for_update(of=("self",)).get(pk=made.pk)
    require(may.why_not_lift(made, by))

    with house("lift_seal", by=by):
        made.lifted_at, made.lifted_by, made.lifting_decision = at, by, decision
        made.save(update_fields=["lifted_at", "lifted_by", "lifting_decision"])
        settle(case, at=at)
    note("case.unsealed", case, by=by, at=at)
    return made
