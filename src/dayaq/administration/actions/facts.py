"""Confirming a fact: somebody at the ministry has compared it with the legal text."""

from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.administration import policies
from dayaq.audit.changes import locked, revise
from dayaq.directory.models import BodyName, Holiday, ParameterValue, Region, Sourced, Succession

KINDS = MappingProxyType(
    {
        "name": BodyName,
        "succession": Succession,
        "region": Region,
        "holiday": Holiday,
        "value": ParameterValue,
    }
)
"""The facts that wait for a confirmation, by the noun under which they are recorded."""

_NOUN = {model: noun for noun, model in KINDS.items()}


@transaction.atomic
def confirm(fact: Sourced, *, by: User, at: datetime, source: str, seen: str = "") -> Sourced:
    """Put one's name under the fact: it says what its source says."""
    fact = locked(fact)
    require(policies.why_not_keep_directory(by))
    said = {"source": source, "confirmed_by": signature(by), "confirmed_on": localdate(at)}
    return revise(fact, f"{_NOUN[type(fact)]}.confirmed", said, by=by, at=at, seen=seen)


@transaction.atomic
def doubt(fact: Sourced, *, by: User, at: datetime, why: str) -> Sourced:
    """Take the confirmation back, with a reason."""
    fact = locked(fact)
    require(policies.why_not_keep_directory(by))
    said = {"confirmed_by": "", "confirmed_on": None}
    return revise(fact, f"{_NOUN[type(fact)]}.doubted", said, by=by, at=at, why=why)


def signature(person: User) -> str:
    return ", ".join(part for part in (str(person), person.position) if part)[:200]
