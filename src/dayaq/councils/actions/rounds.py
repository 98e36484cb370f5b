"""What the calendar does: deadlines that come near or have passed, quarters without a meeting."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.accounts.models import Role
from dayaq.cooperation.actions.telling import tell_bodies, tell_coordinators
from dayaq.councils.models import Task
from dayaq.councils.models.watch import wanting

WARNED_BEFORE = 3
"""So many days before its deadline a body is reminded of a task."""

HEAD_TOLD_AFTER = 14
"""So many days after it, the head of the body hears of it as well."""


def turn(*, at: datetime) -> None:
    """Everything that is due today. Repeated on the same day it does nothing more."""
    today = localdate(at)
    near = Task.objects.open().filter(due_on__range=(today, today + timedelta(days=WARNED_BEFORE)))
    for task in near.with_all():
        _remind(task, "councils.task_due", Role.DRAFTER, at=at)
    for task in Task.objects.overdue(on=today).with_all():
        _remind(task, "councils.task_overdue", Role.DRAFTER, Role.APPROVER, at=at)
        if (today - task.due_on).days >= HEAD_TOLD_AFTER:
            _remind(task, "councils.task_long_overdue", Role.HEAD, at=at)
    watch_meetings(on=today, at=at)


def _remind(task: Task, code: str, *roles: Role, at: datetime) -> None:
    """Once for each deadline: a new one begins anew."""
    tell_bodies(
        [task.body_id],
        code,
        *roles,
        about=task,
        url=reverse("councils:task", args=[task.pk]),
        at=at,
        key=task.due_on.isoformat(),
        until=task.due_on,
    )


def watch_meetings(*, on: date, at: datetime) -> None:
    """The coordinator hears of a span that ends, or has ended, without the meeting it needs."""
    for standing, period in wanting(on=on):
        tell_coordinators(
            "councils.meeting_missed" if period.last < on else "councils.meeting_wanted",
            key=f"{standing.pk}:{period.first.isoformat()}",
            url=reverse("councils:standing_body", args=[standing.pk]),
            at=at,
            until=period.last,
        )
