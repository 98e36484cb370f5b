"""Adding and changing a row of a register: asked of its body, refused in sentences, recorded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.changes import begin, locked, revise
from dayaq.learning import policies

M = TypeVar("M", bound=Model)


def apart(model: type[Model], fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands in the row itself, and the rows that it is linked with."""
    linked = {field.name for field in model._meta.many_to_many}
    return (
        {name: value for name, value in fields.items() if name not in linked},
        {name: value for name, value in fields.items() if name in linked},
    )


@transaction.atomic
def add(model: type[M], did: str, *, by: User, at: datetime, **fields: Any) -> M:
    """A new row of the register of `body`."""
    body = fields.get("body")
    require(policies.why_not_keep(body.pk if body else None, by))
    own, links = apart(model, fields)
    return begin(model(**own), did, by=by, at=at, links=links, for_body=body)


@transaction.atomic
def change(
    row: M, did: str, *, by: User, at: datetime, seen: str = "", why: str = "", **fields: Any
) -> M:
    """What the row says from now on; `why` goes into the record."""
    row = locked(row)
    require(policies.why_not_keep(row.body_id, by))  # type: ignore[attr-defined]
    own, links = apart(type(row), fields)
    reason = {"why": why} if why else {}
    return revise(row, did, own, by=by, at=at, seen=seen, links=links, **reason)
