"""Adding and changing a row of this room's registers."""

from typing import Any, TypeVar

from django.db.models import Model

from dayaq.access.actions import add_row, apart, change_row
from dayaq.learning import policies

__all__ = ["add", "apart", "change"]

M = TypeVar("M", bound=Model)


def add(model: type[M], did: str, **fields: Any) -> M:
    return add_row(model, did, why_not=policies.why_not_keep, **fields)


def change(row: M, did: str, **fields: Any) -> M:
    return change_row(row, did, why_not=policies.why_not_keep, **fields)
