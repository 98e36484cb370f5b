"""Refusals, written in a transaction of their own: the one that was refused leaves nothing behind.

Whoever opens the outermost transaction opens `refusals_kept()` around it: the middleware for pages,
the worker for jobs. What is refused inside is written once that transaction has ended either way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.timezone import now

from dayaq.accounts.models import User
from dayaq.audit.models import Decision, Entry, Subject, entry
from dayaq.directory.models import Body

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_waiting: ContextVar[list[Entry] | None] = ContextVar("refusals that wait", default=None)


class NobodyKeeps(Exception):
    """A refusal inside a transaction would be rolled back with it: open `refusals_kept()` outside."""


@contextmanager
def refusals_kept() -> Iterator[None]:
    """Around a whole transaction: what was refused in it is written when it is over."""
    if _waiting.get() is not None:  # the outermost writes
        yield
        return
    waiting: list[Entry] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
        _write(waiting)


def record_refusal(
    did: str,
    subject: Subject,
    *,
    by: User | None,
    at: datetime,
    why: "str | _StrPromise" = "",
    case: models.Model | None = None,
    for_body: Body | None = None,
    purpose: str = "",
    **details: Any,
) -> None:
    """Somebody asked for what they may not have. Survives the rollback of what they asked.

    `why` is the sentence they were told; it names no person. Raises NobodyKeeps.
    """
    if why:
        details["why"] = str(why)
    refused = entry(
        did,
        subject,
        by=by,
        at=at,
        case=case,
        for_body=for_body,
        purpose=purpose,
        decision=Decision.REFUSED,
        details=details,
    )
    waiting = _waiting.get()
    if waiting is not None:
        waiting.append(refused)
    elif connection.in_atomic_block:
        raise NobodyKeeps(did)
    else:
        _write([refused])


def _write(refused: list[Entry]) -> None:
    if refused:
        with transaction.atomic():
            for one in refused:
                one.save(force_insert=True)


class RefusalMiddleware:
    """Keeps the refusals of every page; one that no room wrote down itself is written here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with refusals_kept():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A page that was refused: which one and how it was asked for, not with what."""
        user = getattr(request, "user", None)
        if not isinstance(exception, PermissionDenied) or not isinstance(user, User):
            return
        if not _waiting.get():
            page = request.resolver_match.view_name if request.resolver_match else ""
            record_refusal(
                "page.refused", user, by=user, at=now(), page=page, method=request.method
            )
