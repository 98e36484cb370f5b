"""Who is asking: said to the database at the beginning of each transaction, signed, and only for it.

The policies of confidential tables compare the readers of each row with the tokens of the asker. A
token is a small number: a body (whoever sees all its cases), one person's appointment, the desk or the
watch of a body in the mechanism, its coordinator, the data protection desk, or the house itself.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import now

from dayaq.access.permissions import GRANTS, Permission
from dayaq.accounts.models import Role
from dayaq.vault.signature import kid, pads

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from dayaq.accounts.models import User

HOUSE = 0
"""On every row: the product's own work, always under a name."""

DESK = -3
"""The data protection desk: sees acts of sharing, never what is shared."""

COORDINATION = -4
"""The coordinator of the mechanism: sees acts, states and clocks under bare references."""

STUDY = -4
"""Who studies facilities: sees what they are and how many they hold, never where or whom."""

_FIRST_APPOINTMENT = 1000
_FIRST_DESK = 1_000_000_000
_FIRST_WATCH = 1_500_000_000
LASTS = 6 * 3600
"""Seconds after which a context counts no more; it ends with its transaction anyway."""


class NoContext(Exception):
    """A confidential table was touched without saying who is asking."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is asking in this transaction, and the tokens that open rows to them."""

    name: str
    tokens: frozenset[int]


_SAY = "SELECT set_config('dayaq.context', %s, true)"
_SAY_AND_HEAR = f"{_SAY}, EXISTS (SELECT FROM vault_alarm WHERE at <= %s)"

_asker: ContextVar[Asker | None] = ContextVar("asker", default=None)


def current() -> Asker | None:
    """Who is asking now; None outside every context."""
    return _asker.get()


def token_of(appointment_id: int) -> int:
    """One person in one post. A person who moves to another body leaves this token behind."""
    return -(_FIRST_APPOINTMENT + appointment_id)


def desk_of(body_id: int) -> int:
    """Whoever takes over referrals at that body: sees what arrives, not the cases of the body."""
    return _FIRST_DESK + body_id


def watch_of(body_id: int) -> int:
    """Whoever answers for the work of that body: sees how referrals and clocks stand, nothing told."""
    return _FIRST_WATCH + body_id


def tokens_of(user: "User | AnonymousUser") -> frozenset[int]:
    """What opens rows to this person today, by their appointments alone."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    found: set[int] = set()
    for post in user.posts:
        may = GRANTS[Role(post.role)]
        if {Permission.CASE_READ, Permission.REFERRAL_SEND} & may:
            found.add(token_of(post.pk))
        if Permission.REFERRAL_RECEIVE in may:
            found.add(desk_of(post.body_id))
        if Permission.REFERRAL_WATCH in may:
            found.add(watch_of(post.body_id))
        if Permission.MECHANISM_READ in may:
            found.add(COORDINATION)
        if Permission.CASE_READ_ALL in may:
            found.add(post.body_id)
        if Permission.GLASS_REVIEW in may:
            found.add(DESK)
        if Permission.SHELTER_STUDY in may:
            found.add(STUDY)
    return frozenset(found)


@contextmanager
def asking(user: "User", *, at: datetime | None = None) -> Iterator[Asker]:
    """All within is asked by this person: one transaction, in which rows open by their tokens.

    What has run out by then is ended first, so that it opens nothing to anybody.
    """
    begun_at = (at or now()) if _asker.get() is None else None
    with _as(Asker(f"user:{user.pk}", tokens_of(user)), begun_at=begun_at) as asker:
        yield asker


@contextmanager
def house(work: str, *, by: "User | None" = None) -> Iterator[Asker]:
    """All within is done by the product itself, under the name of the work; for somebody, if said."""
    if not work.replace("_", "").replace(":", "").isalnum():
        raise ValueError("the house works under a plain name")
    name = f"house:{work}/{by.pk}" if by is not None else f"house:{work}"
    with _as(Asker(name, frozenset({HOUSE}))) as asker:
        yield asker


@contextmanager
def _as(asker: Asker, *, begun_at: datetime | None = None) -> Iterator[Asker]:
    """`begun_at`: nobody asked before; what has run out by then is ended before anything is read."""
    outer, is_within = _asker.get(), connection.in_atomic_block
    with transaction.atomic():
        token = _asker.set(asker)
        try:
            if begun_at is None:
                _say(asker)
            elif _say_and_hear(asker, at=begun_at):
                for end in _enders:
                    end(begun_at)
            yield asker
        finally:
            _asker.reset(token)
        # After an error the savepoint brings the outer context back; here it is said again. With a
        # transaction of its own it ends by itself.
        if outer is not None:
            _say(outer)
        elif is_within:
            _say(None)


def _say(asker: Asker | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SAY, [signed(asker) if asker else ""])


def _say_and_hear(asker: Asker, *, at: datetime) -> bool:
    """Say who is asking, and hear in the same breath whether anything has run out by then."""
    with connection.cursor() as cursor:
        cursor.execute(_SAY_AND_HEAR, [signed(asker), at])
        return bool(cursor.fetchone()[1])


def signed(asker: Asker, *, pid: int | None = None) -> str:
    """The context as the database reads it; good for one backend alone (ours), for some hours."""
    connection.ensure_connection()
    pid = pid or connection.connection.info.backend_pid
    tokens = ",".join(str(token) for token in sorted(asker.tokens))
    text = f"{kid(settings.CONTEXT_KEY)}|{asker.name}|{{{tokens}}}|{pid}|{int(time.time()) + LASTS}"
    inner, outer = pads(settings.CONTEXT_KEY)
    digest = hashlib.sha256(outer + hashlib.sha256(inner + text.encode()).digest()).hexdigest()
    return f"{text}|{digest}"


Ender = Callable[[datetime], None]
_enders: list[Ender] = []


def ends_what_ran_out(ender: Ender) -> Ender:
    """Register what a room does when something set to end has reached its moment."""
    _enders.append(ender)
    return ender
