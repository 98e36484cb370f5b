"""Adding and changing a row of a register: asked of its body, refused in sentences, recorded."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from dayaq.access.refusal import Refusal, require
from dayaq.accounts.models import User
from dayaq.audit.changes import begin, locked, revise

M = TypeVar("M", bound=Model)

WhyNotKeep = Callable[[int | None, User], "Refusal | None"]
"""A room's own rule of who keeps the register of a body; None is what belongs to no body."""


def apart(model: type[Model], fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands in the row itself, and the rows that it is linked with."""
    linked = {field.name for field in model._meta.many_to_many}
    return (
        {name: value for name, value in fields.items() if name not in linked},
        {name: value for name, value in fields.items() if name in linked},
    )


@transaction.atomic
def add_row(
    model: type[M], did: str, *, why_not: WhyNotKeep, by: User, at: datetime, **fields: Any
) -> M:
    """A new row of the register of `body`."""
    body = fields.get("body")
    require(why_not(body.pk if body else None, by))
    own, links = apart(model, fields)
    return begin(model(**own), did, by=by, at=at, links=links, for_body=body)


@transaction.atomic
def change_row(
    row: M,
    did: str,
    *,
    why_not: WhyNotKeep,
    by: User,
    at: datetime,
    seen: str = "",
    why: str = "",
    **fields: Any,
) -> M:
    """What the row says from now on; `why` goes into the record."""
    row = locked(row)
    require(why_not(getattr(row, "body_id", None), by))
    own, links = apart(type(row), fields)
    reason = {"why": why} if why else {}
    return revise(row, did, own, by=by, at=at, seen=seen, links=links, **reason)
