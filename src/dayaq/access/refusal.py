"""Refusing, with a reason that can be shown to the person refused."""

from typing import TYPE_CHECKING, TypeAlias

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Refusal: TypeAlias = "str | _StrPromise"


class Denied(PermissionDenied):
    """An action was refused. Django answers 403 and shows the reason."""


def require(refusal: "Refusal | None") -> None:
    """Turn the answer of a `why_not_…` question into an exception."""
    if refusal is not None:
        raise Denied(refusal)
