"""Clocks: begun and ended by other acts, extended and explained by people, told by the round."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.accounts.models import Role, User
from dayaq.audit.models import record
from dayaq.directory.models import Body, Parameter
from dayaq.notices.actions import tell
from dayaq.notices.recipients import everybody, people_at
from dayaq.referrals.models import Clock, Referral
from dayaq.referrals.models.clocks import TERMS, due, is_counted_in_hours
from dayaq.referrals.policies import referrals as may
from dayaq.referrals.states import ClockKind
from dayaq.vault.context import COORDINATION, HOUSE, house, watch_of

if TYPE_CHECKING:
    from dayaq.cases.models import Case


def begin(
    kind: ClockKind,
    *,
    body: Body,
    at: datetime,
    referral: "Referral | None" = None,
    case: "Case | None" = None,
    term: "tuple[str, str, str] | None" = None,
) -> Clock:
    """Start a term for a body; one of the same kind that still runs is stopped. Within `house(…)`."""
    stop(kind, at=at, referral=referral, case=case)
    return Clock.objects.create(
        readers=readers_of(body),
        kind=kind,
        referral=referral,
        case=case,
        number=str(referral or case),
        body=body,
        begun_at=at,
        due_at=due(term or TERMS[kind], begun_at=at),
    )


def readers_of(body: Body) -> list[int]:
    """Who sees a clock by itself: whoever answers for the work of the body, and the coordinator."""
    return sorted({HOUSE, COORDINATION, watch_of(body.pk)})


def meet(
    *kinds: ClockKind,
    at: datetime,
    referral: "Referral | None" = None,
    case: "Case | None" = None,
) -> None:
    """What was due has happened; late or not is seen from the moments. Within `house(…)`."""
    rows = Clock.objects.for_house().filter(kind__in=kinds, referral=referral, case=case)
    rows.running().update(met_at=at)


def stop(
    *kinds: ClockKind,
    at: datetime,
    referral: "Referral | None" = None,
    case: "Case | None" = None,
) -> None:
    """Its reason is gone: nothing is due any more. None named: all of them. Within `house(…)`."""
    rows = Clock.objects.for_house().filter(referral=referral, case=case).running()
    if kinds:
        rows = rows.filter(kind__in=kinds)
    rows.update(stopped_at=at)


@transaction.atomic
def explain(clock: Clock, *, reason: str, words: str, by: User, at: datetime) -> Clock:
    """Say why a term was missed. What was said before stays in the record."""
    with house("explain_clock", by=by):
        rows = Clock.objects.for_house().select_for_update(of=("self",))
        clock = rows.select_related("body", "referral").get(pk=clock.pk)
        require(may.why_not_explain(clock.body_id, by))
        clock.missed_reason, clock.missed_words, clock.explained_by = reason, words, by
        clock.save(update_fields=["missed_reason", "missed_words", "explained_by"])
        record(
            "clock.explained",
            clock.referral or clock,
            by=by,
            at=at,
            case=clock.case if clock.case_id else None,
            for_body=clock.body,
            reason=reason,
        )
    return clock


# --- the round ------------------------------------------------------------------------------------


def turn(*, at: datetime) -> int:
    """Remind of what ends soon, tell heads and the coordinator what was missed; how many were told of.

    Safe to repeat: each step of a clock is told once.
    """
    told = 0
    with transaction.atomic(), house("clocks"):
        last = at + max(_warning(hours=False, at=at), _warning(hours=True, at=at))
        rows = Clock.objects.for_house().running().filter(due_at__lte=last)
        for clock in rows.select_for_update(of=("self",)).select_related(
            "referral", "case", "body"
        ):
            told += _step(clock, at=at)
    return told


def _step(clock: Clock, *, at: datetime) -> bool:
    """The one thing that is due to be told of this clock now."""
    if clock.due_at > at:
        warned_from = clock.due_at - _warning(hours=is_counted_in_hours(clock), at=at)
        if clock.reminded_at is not None or at < warned_from:
            return False
        _tell(clock, workers(clock, at), "referrals.clock_ends", "reminder", at=at)
        return _mark(clock, "reminded_at", at)
    head_at = clock.due_at + _hours("clock.tell_head", "0", at)
    if clock.head_told_at is None and at >= head_at:
        people = [*workers(clock, at), *_heads(clock, at)]
        _tell(clock, people, "referrals.clock_missed", "missed", at=at)
        return _mark(clock, "head_told_at", at)
    coordinator_at = clock.due_at + _hours("clock.tell_coordinator", "24", at)
    if clock.coordinator_told_at is None and at >= coordinator_at:
        people = everybody(Role.COORDINATOR, on=localdate(at))
        _tell(clock, people, "referrals.clock_escalated", "escalated", at=at)
        return _mark(clock, "coordinator_told_at", at)
    return False


def _mark(clock: Clock, name: str, at: datetime) -> bool:
    setattr(clock, name, at)
    clock.save(update_fields=[name])
    return True


def _hours(code: str, default: str, at: datetime) -> timedelta:
    hours = Parameter.objects.value_of(code, on=localdate(at), default=default)
    return timedelta(hours=int(hours))


def _warning(*, hours: bool, at: datetime) -> timedelta:
    """How long before the end one is reminded."""
    if hours:
        return _hours("clock.remind_hours", "4", at)
    days = Parameter.objects.value_of("clock.remind_days", on=localdate(at), default="3")
    return timedelta(days=int(days))


SENDERS = frozenset({ClockKind.HANDOVER, ClockKind.COMPLETION, ClockKind.OPINION})
"""Clocks of whoever keeps the referral at the referring body; the others are the desk's."""


def workers(clock: Clock, at: datetime) -> list[User]:
    if clock.referral and clock.referral.post and clock.kind in SENDERS:
        person = clock.referral.post.user
        return [person] if person.is_active else []
    found = people_at([clock.body_id], Role.CASE_MANAGER, Role.CASE_WORKER, on=localdate(at))
    return found.get(clock.body_id, [])


def _heads(clock: Clock, at: datetime) -> list[User]:
    return people_at([clock.body_id], Role.HEAD, on=localdate(at)).get(clock.body_id, [])


def _tell(clock: Clock, people: Iterable[User], code: str, step: str, *, at: datetime) -> None:
    """Number and moment alone. Heads and the coordinator are led to lists that they may see."""
    for person in people:
        tell(
            [person],
            code,
            key=f"clock:{clock.pk}:{step}",
            url=_address(clock, person),
            at=at,
            number=clock.number,
            day=localdate(clock.due_at),
        )


def _address(clock: Clock, person: User) -> str:
    if person.has_role(Role.HEAD, Role.COORDINATOR):
        return reverse("referrals:clocks")
    if clock.referral is not None:
        return reverse("referrals:referral", args=[clock.referral.reference])
    return reverse("cases:case", args=[clock.number])
