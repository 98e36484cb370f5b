"""Planning, opening, closing and reopening a cycle, and keeping what is owed in it up to date."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import Role
from dayaq.audit.models import record
from dayaq.jobs.actions import start
from dayaq.notices.actions import tell
from dayaq.notices.recipients import people_at
from dayaq.reporting.models import Cycle, Obligation
from dayaq.reporting.models.owed import Duty, Owed, owed
from dayaq.reporting.policies import cycles as may
from dayaq.reporting.policies.reports import why_not_leave_unsaid
from dayaq.reporting.states import Binding, CycleKind, CycleStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User
    from dayaq.plan.models import PlanVersion

FAIR_NOTICE = timedelta(days=14)
"""A body that is named late has at least this long, however near the end of the window is."""


@transaction.atomic
def plan_cycle(
    version: "PlanVersion",
    *,
    kind: CycleKind,
    name: str,
    period_first: date,
    period_last: date,
    opens_on: date,
    closes_on: date,
    by: "User",
    at: datetime,
) -> Cycle:
    """Lay down a period to be reported about and the window in which reports are handed in."""
    require(may.why_not_plan_cycle(version, by, first=period_first, last=period_last))
    cycle = Cycle.objects.create(
        version=version,
        kind=kind,
        name=name,
        period_first=period_first,
        period_last=period_last,
        opens_on=opens_on,
        closes_on=closes_on,
    )
    record("cycle.planned", cycle, by=by, at=at, opens=str(opens_on), closes=str(closes_on))
    return cycle


@transaction.atomic
def open_cycle(cycle: Cycle, *, by: "User", at: datetime) -> Cycle:
    """Open the window: every executor owes a report, every recommended body is invited to one.

    The duty is on whoever carries it on this day: a successor instead of the body that the decree
    names, the decided bodies instead of a group. Those who report are told what awaits them.
    """
    cycle = _locked(cycle)
    require(may.why_not_open(cycle, by))

    cycle.status = CycleStatus.OPEN
    cycle.save(update_fields=["status"])
    found = owed(cycle, on=localdate(at))
    _create(cycle, found.duties, due_on=cycle.closes_on)
    _tell_of_opening(cycle, found.duties, at=at)

    record(
        "cycle.opened",
        cycle,
        by=by,
        at=at,
        obligations=sum(d.binding == Binding.REQUIRED for d in found.duties),
        invitations=sum(d.binding == Binding.INVITED for d in found.duties),
        unresolved=[f"{party.measure.clause}: {party.verbatim}" for party in found.unresolved],
    )
    count_anew(cycle, at=at)
    return cycle


def count_anew(cycle: Cycle, *, at: datetime) -> None:
    """Freeze what the records say of the cycle's period, so that reports are written beside it.

    Done as the cycle opens and every night while it is open; what says the same is not written twice.
    """
    _freeze(cycle, f"cycle {cycle.pk} opened", by=None, at=at)


def _freeze(cycle: Cycle, occasion: str, *, by: "User | None", at: datetime) -> None:
    start(
        "evidence.freeze",
        _("Freezing the numbers of %(cycle)s") % {"cycle": cycle},
        by=by,
        at=at,
        args={
            "first": cycle.period_first.isoformat(),
            "last": cycle.period_last.isoformat(),
            "occasion": occasion,
        },
        result_url=reverse("reporting:cycle", args=[cycle.pk]),
    )


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh changed."""

    added: int
    withdrawn: int
    owed: Owed


@transaction.atomic
def refresh_obligations(cycle: Cycle, *, by: "User", at: datetime) -> Refreshed:
    """Bring an open cycle in line with today's decisions on groups and today's successions.

    Adds what is newly owed; withdraws what is owed no longer, as long as nothing was written, no
    time was asked for and its due day is still to come. Repeated, it changes nothing.
    """
    cycle = _locked(cycle)
    require(may.why_not_refresh(cycle, by))

    today = localdate(at)
    found = owed(cycle, on=today)
    standing = {(o.measure_id, o.body_id): o for o in cycle.obligations.select_related("measure")}
    wanted = {(d.measure.pk, d.body.pk): d for d in found.duties}
    added = [duty for key, duty in wanted.items() if key not in standing]
    gone = cycle.obligations.filter(
        pk__in=[o.pk for key, o in standing.items() if key not in wanted],
        report=None,
        extensions=None,
        due_on__gte=today,
    )
    withdrawn = [str(o) for o in gone.select_related("measure").prefetch_related("body__names")]
    gone.delete()
    _create(cycle, added, due_on=max(cycle.closes_on, today + FAIR_NOTICE))
    if added:
        _tell_of_opening(cycle, added, at=at)
    if added or withdrawn:
        record(
            "cycle.refreshed",
            cycle,
            by=by,
            at=at,
            added=[f"{duty.measure.clause} · {duty.body}" for duty in added],
            withdrawn=withdrawn,
        )
    return Refreshed(len(added), len(withdrawn), found)


@transaction.atomic
def close_cycle(cycle: Cycle, *, by: "User", at: datetime) -> Cycle:
    """Close the cycle for good: nothing in it changes any more, and its numbers are frozen."""
    cycle = _locked(cycle)
    require(may.why_not_close(cycle, by, on=localdate(at)))

    cycle.status = CycleStatus.CLOSED
    cycle.closed_at = at
    cycle.save(update_fields=["status", "closed_at"])
    unreported = cycle.obligations.required().unreported().count()
    record("cycle.closed", cycle, by=by, at=at, without_report=unreported)
    _freeze(cycle, f"cycle {cycle.pk}", by=by, at=at)
    return cycle


@transaction.atomic
def reopen_cycle(cycle: Cycle, *, reason: str, by: "User", at: datetime) -> Cycle:
    """Open a closed cycle again, for a reason that is kept. Editions made of it stay as they are."""
    cycle = _locked(cycle)
    require(may.why_not_reopen(cycle, by))
    require(why_not_leave_unsaid(reason))

    cycle.status = CycleStatus.OPEN
    cycle.closed_at = None
    cycle.save(update_fields=["status", "closed_at"])
    record("cycle.reopened", cycle, by=by, at=at, reason=reason)
    return cycle


def _locked(cycle: Cycle) -> Cycle:
    return (
        Cycle.objects.select_for_update(of=("self",))
        .select_related("version__plan")
        .get(pk=cycle.pk)
    )


def _create(cycle: Cycle, duties: Iterable[Duty], *, due_on: date) -> None:
    Obligation.objects.bulk_create(
        [
            Obligation(
                cycle=cycle,
                measure=duty.measure,
                party=duty.party,
                body=duty.body,
                binding=duty.binding,
                due_on=due_on,
                original_due_on=due_on,
            )
            for duty in duties
        ],
        ignore_conflicts=True,
    )


def _tell_of_opening(cycle: Cycle, duties: Iterable[Duty], *, at: datetime) -> None:
    """One notice a person and body: how many reports, and by when."""
    count = Counter((duty.body.pk, duty.binding) for duty in duties)
    drafters = people_at({body for body, _binding in count}, Role.DRAFTER, on=localdate(at))
    for (body, binding), reports in count.items():
        if body not in drafters:
            continue  # nobody to tell: the cycle's page shows such bodies as unreported
        tell(
            drafters[body],
            "reporting.opened" if binding == Binding.REQUIRED else "reporting.invited",
            key=f"cycle:{cycle.pk}:{binding}:{body}:{at:%Y%m%d%H%M}",
            url=f"{reverse('reporting:obligations')}?cycle={cycle.pk}&body={body}",
            at=at,
            cycle=cycle.name,
            count=reports,
            due=cycle.closes_on,
        )
