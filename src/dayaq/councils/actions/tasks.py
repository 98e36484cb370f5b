"""What meetings decide, and what bodies do about it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import Role, User
from dayaq.audit.changes import begin, locked, revise
from dayaq.audit.models import record
from dayaq.cooperation.actions.telling import tell_bodies, tell_coordinators
from dayaq.councils import policies as may
from dayaq.councils.models import AgendaItem, Decision, Deferral, Meeting, Task
from dayaq.councils.states import DeferralStatus, TaskStatus
from dayaq.directory.models import Body


@transaction.atomic
def decide(
    meeting: Meeting,
    *,
    text: str,
    item: AgendaItem | None = None,
    bodies: Iterable[Body] = (),
    task: str = "",
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> Decision:
    """A decision; each body named gets a task of its own, with the deadline that stays the original."""
    meeting = locked(meeting)
    require(may.why_not_decide(meeting, by))
    wanted = list(bodies)
    if wanted and due_on is None:
        raise ValidationError({"due_on": _("Say by when the bodies have to do it.")})
    if due_on and due_on < meeting.day:
        raise ValidationError({"due_on": _("This day is before the meeting.")})
    last = meeting.decisions.aggregate(last=Max("number"))["last"] or 0
    known = begin(
        Decision(meeting=meeting, item=item, number=last + 1, text=text),
        "decision.taken",
        by=by,
        at=at,
    )
    for body in wanted:
        given = Task(decision=known, body=body, text=(task or text)[:1000])
        given.due_on = given.first_due_on = due_on  # type: ignore[assignment]
        begin(given, "task.given", by=by, at=at, for_body=body)
        _tell_body(given, "councils.task_given", Role.DRAFTER, Role.APPROVER, at=at, until=due_on)
    return known


@transaction.atomic
def revise_decision(
    known: Decision, *, text: str, item: AgendaItem | None, by: User, at: datetime, seen: str = ""
) -> Decision:
    """Its words, while the minutes are being written."""
    known = locked(known)
    require(may.why_not_write_minutes(known.meeting, by))
    said = {"text": text, "item": item}
    return revise(known, "decision.revised", said, by=by, at=at, seen=seen)


@transaction.atomic
def remove_decision(known: Decision, *, why: str, by: User, at: datetime) -> None:
    """It was recorded by mistake; the record keeps its words and those of its tasks."""
    known = locked(known)
    require(may.why_not_remove_decision(known, by))
    was = {"text": known.text, "tasks": [str(task.body) for task in known.tasks.all()]}
    record("decision.removed", known, by=by, at=at, before=was, after={}, why=why)
    known.tasks.all().delete()
    known.delete()


@transaction.atomic
def report_task(
    known: Task,
    *,
    result: str,
    done_on: date,
    document: str = "",
    by: User,
    at: datetime,
    seen: str = "",
) -> Task:
    """The body says what came of it."""
    known = locked(known)
    require(may.why_not_report(known, by))
    if done_on > localdate(at):
        raise ValidationError({"done_on": _("This day is still to come.")})
    said = {
        "status": TaskStatus.REPORTED,
        "result": result,
        "done_on": done_on,
        "document": document,
    }
    known = revise(known, "task.reported", said, by=by, at=at, seen=seen)
    tell_coordinators(
        "councils.task_reported",
        key=f"{known.pk}:{at.isoformat()}",
        url=reverse("councils:task", args=[known.pk]),
        at=at,
        number=known.number,
    )
    return known


@transaction.atomic
def accept_task(known: Task, *, by: User, at: datetime) -> Task:
    known = locked(known)
    require(may.why_not_judge(known, by))
    return revise(known, "task.accepted", {"status": TaskStatus.DONE}, by=by, at=at)


@transaction.atomic
def return_task(known: Task, *, why: str, by: User, at: datetime) -> Task:
    """It is not done yet; its deadline stays what it was."""
    known = locked(known)
    require(may.why_not_judge(known, by))
    back = {"status": TaskStatus.OPEN, "done_on": None}
    known = revise(known, "task.returned", back, by=by, at=at, why=why)
    _tell_body(known, "councils.task_returned", Role.DRAFTER, at=at, key=at.isoformat())
    return known


@transaction.atomic
def drop_task(known: Task, *, why: str, by: User, at: datetime) -> Task:
    known = locked(known)
    require(may.why_not_drop(known, by))
    return revise(known, "task.dropped", {"status": TaskStatus.DROPPED}, by=by, at=at, why=why)


@transaction.atomic
def reopen_task(known: Task, *, why: str, by: User, at: datetime) -> Task:
    known = locked(known)
    require(may.why_not_reopen(known, by))
    back = {"status": TaskStatus.OPEN, "done_on": None}
    return revise(known, "task.reopened", back, by=by, at=at, why=why)


@transaction.atomic
def ask_for_time(known: Task, *, until: date, reason: str, by: User, at: datetime) -> Deferral:
    """The body asks for more time; until it is answered the deadline stays."""
    known = locked(known)
    require(may.why_not_ask_for_time(known, by))
    if until <= known.due_on:
        raise ValidationError({"until": _("This day is not later than the deadline.")})
    asked = Deferral(task=known, until=until, reason=reason, asked_by=by, asked_at=at)
    asked = begin(asked, "deferral.asked", by=by, at=at, for_body=known.body)
    tell_coordinators(
        "councils.time_asked",
        key=str(asked.pk),
        url=reverse("councils:task", args=[known.pk]),
        at=at,
        number=known.number,
    )
    return asked


@transaction.atomic
def answer_time(
    known: Deferral, *, is_granted: bool, answer: str = "", by: User, at: datetime
) -> Deferral:
    """More time, or not. The first deadline stays to be seen."""
    known = locked(known)
    require(may.why_not_answer_time(known, by))
    status = DeferralStatus.GRANTED if is_granted else DeferralStatus.REFUSED
    known = revise(known, "deferral.answered", {"status": status, "answer": answer}, by=by, at=at)
    task = locked(known.task)
    if is_granted:
        revise(task, "task.deferred", {"due_on": known.until}, by=by, at=at, why=known.reason)
    _tell_body(task, "councils.time_answered", Role.DRAFTER, at=at, key=str(known.pk))
    return known


def _tell_body(
    known: Task, code: str, *roles: Role, at: datetime, key: str = "", **params: object
) -> None:
    tell_bodies(
        [known.body_id],
        code,
        *roles,
        about=known,
        url=reverse("councils:task", args=[known.pk]),
        at=at,
        key=key,
        **params,
    )
