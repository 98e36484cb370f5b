"""The reminder ladder: the highest step that was reached and not yet taken, and never twice."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Self

from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.accounts.models import Role
from dayaq.audit.models import record
from dayaq.directory.models import Holiday, Parameter
from dayaq.kernel.periods import working_days_after
from dayaq.notices.actions import tell
from dayaq.notices.recipients import everybody, people_at, people_by_role
from dayaq.reporting.models import Cycle, Obligation, Reminder
from dayaq.reporting.policies.cycles import why_not_reach, why_not_remind
from dayaq.reporting.states import Act, Binding, ReportStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User

COURTESY: Final = timedelta(days=7)
"""How long before the end of the window a recommended body gets its one friendly reminder."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """When somebody is reminded, and who: as the ministry's parameters say on a day."""

    steps: tuple[int, ...]  # days from the due day, negative before it
    approver_from: int
    coordinator_from: int
    head_from: int
    approver_waits: int  # working days
    drafter_waits: int  # working days

    @classmethod
    def on(cls, day: date) -> Self:
        def value(code: str, default: str) -> str:
            return Parameter.objects.value_of(f"reminders.{code}", on=day, default=default)

        return cls(
            steps=tuple(sorted(int(n) for n in value("steps", "-21,-7,-1,1,7,14,30").split(","))),
            approver_from=int(value("unit_head_from", "7")),
            coordinator_from=int(value("coordinator_from", "14")),
            head_from=int(value("agency_head_from", "30")),
            approver_waits=int(value("approver_waiting", "2")),
            drafter_waits=int(value("returned_waiting", "3")),
        )

    def reached(self, due_on: date, *, on: date) -> int | None:
        """The highest step that the day has reached, or None while all are still to come."""
        passed = (on - due_on).days
        return max((step for step in self.steps if step <= passed), default=None)

    def roles(self, step: int) -> tuple[Role, ...]:
        """Who at the body hears of a step: the higher it is, the more of them."""
        return (
            Role.DRAFTER,
            *([Role.APPROVER] if step >= self.approver_from else []),
            *([Role.HEAD] if step >= self.head_from else []),
        )


@dataclass(frozen=True, slots=True)
class Call:
    """One reminder to one body about some of its obligations."""

    code: str
    step: str
    body_id: int
    due_on: date
    roles: tuple[Role, ...]
    with_coordinator: bool = False


@transaction.atomic
def remind(cycle: Cycle, *, at: datetime) -> int:
    """Take every step of the ladder that an open cycle has reached; how many were taken.

    Repeated on the same day it does nothing; after days of standstill it takes the highest step only.
    """
    cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if not cycle.is_open:
        return 0
    today = localdate(at)
    ladder = Ladder.on(today)
    pending = (
        cycle.obligations.unreported()
        .select_related("measure", "report")
        .prefetch_related("reminders")
        .annotate(moved_at=Max("report__steps__at", filter=Q(report__steps__did__in=_MOVES)))
    )
    holidays = Holiday.objects.days()
    calls: dict[Call, list[Obligation]] = defaultdict(list)
    for obligation in pending:
        taken = {reminder.step for reminder in obligation.reminders.all()}
        for call in (
            _about_due_day(obligation, ladder, today),
            _about_standstill(obligation, ladder, today, holidays),
        ):
            if call is not None and call.step not in taken:
                calls[call].append(obligation)

    _make(cycle, calls, at=at)
    count = sum(len(obligations) for obligations in calls.values())
    if count:
        record("cycle.reminded", cycle, by=None, at=at, reminders=count)
    return count


_MOVES = [Act.SENT, Act.RETURNED]


@transaction.atomic
def remind_by_hand(obligation: Obligation, *, by: "User", at: datetime) -> bool:
    """The coordinator reminds a body of one report; once a day. False where that was done today.

    Raises `Denied` also where nobody would hear it.
    """
    obligation = (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("cycle", "measure", "report")
        .get(pk=obligation.pk)
    )
    require(why_not_remind(obligation, by))

    day = localdate(at)
    found = people_at([obligation.body_id], Role.DRAFTER, Role.APPROVER, on=day)
    people = found.get(obligation.body_id, [])
    require(why_not_reach(people))

    step = Reminder.hand_step(day)
    _taken, is_new = Reminder.objects.get_or_create(
        obligation=obligation, step=step, defaults={"at": at}
    )
    if is_new:
        tell(
            people,
            "reporting.reminded",
            key=f"obligation:{obligation.pk}:{step}",
            url=reverse("reporting:obligation", args=[obligation.pk]),
            at=at,
            clause=obligation.measure.clause,
            cycle=obligation.cycle.name,
            due=obligation.due_on,
        )
        record("obligation.reminded", obligation, by=by, at=at)
    return is_new


def _about_due_day(obligation: Obligation, ladder: Ladder, today: date) -> Call | None:
    due_on = obligation.due_on
    if obligation.binding == Binding.INVITED:
        if obligation.reported is None and due_on - COURTESY <= today <= due_on:
            return Call(
                "reporting.courtesy", "courtesy", obligation.body_id, due_on, (Role.DRAFTER,)
            )
        return None
    step = ladder.reached(due_on, on=today)
    if step is None:
        return None
    return Call(
        "reporting.due" if step <= 0 else "reporting.overdue",
        f"{step:+d} {due_on:%Y%m%d}",  # an extension begins the ladder anew
        obligation.body_id,
        due_on,
        ladder.roles(step),
        with_coordinator=step >= ladder.coordinator_from,
    )


def _about_standstill(
    obligation: Obligation, ladder: Ladder, today: date, holidays: frozenset[date]
) -> Call | None:
    """Somebody has a report before them and does nothing: the approver, or the drafter it went back to."""
    report = obligation.reported
    moved_at: datetime | None = getattr(obligation, "moved_at", None)
    if not obligation.is_required or report is None or moved_at is None:
        return None
    waits = {
        ReportStatus.WITH_APPROVER: ("approver", ladder.approver_waits, (Role.APPROVER,)),
        ReportStatus.RETURNED: ("drafter", ladder.drafter_waits, (Role.DRAFTER,)),
    }.get(ReportStatus(report.status))
    if waits is None:
        return None
    who, days, roles = waits
    if today <= working_days_after(localdate(moved_at), days, holidays=holidays):
        return None
    return Call(
        f"reporting.waits_for_{who}",
        f"{who} {report.revision}",
        obligation.body_id,
        obligation.due_on,
        roles,
    )


def _make(cycle: Cycle, calls: dict[Call, list[Obligation]], *, at: datetime) -> None:
    """Write down each step and tell the people: one notice a call, not one an obligation."""
    today = localdate(at)
    people = people_by_role({call.body_id for call in calls}, *Role, on=today) if calls else {}
    coordinators: list[User] = []
    if any(call.with_coordinator for call in calls):
        coordinators = everybody(Role.COORDINATOR, on=today)
    for call, obligations in calls.items():
        told = [person for role in call.roles for person in people.get((call.body_id, role), [])]
        tell(
            [
                *{
                    p.pk: p for p in [*told, *(coordinators if call.with_coordinator else [])]
                }.values()
            ],
            call.code,
            key=f"cycle:{cycle.pk}:{call.body_id}:{call.step}:{today:%Y%m%d}",
            url=f"{reverse('reporting:obligations')}?cycle={cycle.pk}&body={call.body_id}",
            at=at,
            cycle=cycle.name,
            count=len(obligations),
            clauses=", ".join(o.measure.clause for o in obligations[:5])
            + ("…" if len(obligations) > 5 else ""),
            due=call.due_on,
        )
    Reminder.objects.bulk_create(
        Reminder(obligation=obligation, step=call.step, at=at)
        for call, obligations in calls.items()
        for obligation in obligations
    )
