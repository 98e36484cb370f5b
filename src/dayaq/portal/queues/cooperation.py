"""What waits in cooperation: tasks, opinions and answers; for the coordinator, what the secretary owes."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.councils.models import Deferral, Task
from dayaq.councils.models.watch import wanting
from dayaq.councils.states import DeferralStatus, TaskStatus
from dayaq.portal.queues import Item, Queue, due_clock, shown, shown_of_each
from dayaq.proposals.models import Opinion
from dayaq.recommendations.models import Recommendation, Reply
from dayaq.recommendations.states import ReplyStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User
    from dayaq.proposals.models.opinions import OpinionQuerySet

AHEAD = timedelta(days=30)
"""How long before its date a recommendation waits for an answer."""


def queues(user: "User", today: date) -> Iterator[Queue]:
    if keeps := bodies_where(user, Permission.COOPERATION_KEEP):
        yield from _to_do(user, keeps, today)
    if holds(user, Permission.COOPERATION_APPROVE):
        yield from _to_approve(user, today)
    if holds(user, Permission.COOPERATION_STEER):
        yield from _of_the_secretary(today)


def _to_do(user: "User", keeps: set[int], today: date) -> Iterator[Queue]:
    tasks = Task.objects.open().filter(body__in=keeps).with_body_name().order_by("due_on", "pk")
    opinions = Opinion.objects.to_write(user).order_by("due_on", "pk")
    to_do, to_write = shown_of_each(
        (tasks.select_related("decision__meeting"), partial(_task, today=today)),
        (_told(opinions), partial(_opinion, today=today)),
    )
    yield Queue(
        "tasks",
        _("Tasks given by meetings"),
        _("Do"),
        *to_do,
        f"{reverse('councils:tasks')}?status=to_do",
    )
    yield Queue(
        "opinions-to-write",
        _("Opinions to give"),
        _("Write"),
        *to_write,
        f"{reverse('proposals:opinions')}?status=waiting",
    )
    answered = Reply.objects.approved().filter(body__in=keeps, recommendations=OuterRef("pk"))
    due = Recommendation.objects.due(by=today + AHEAD).concerning(keeps)
    yield Queue(
        "recommendations-to-answer",
        _("Recommendations to answer"),
        _("Answer"),
        *shown(
            due.filter(~Exists(answered)).with_document().order_by("next_on", "pk"),
            partial(_recommendation, today=today),
        ),
        f"{reverse('recommendations:recommendations')}?answered=false",
    )


def _to_approve(user: "User", today: date) -> Iterator[Queue]:
    opinions = Opinion.objects.to_approve(user).order_by("due_on", "pk")
    yield Queue(
        "opinions-to-approve",
        _("Opinions waiting for my approval"),
        _("Read"),
        *shown(_told(opinions), partial(_opinion, today=today)),
        f"{reverse('proposals:opinions')}?status=with_approver",
    )
    replies = Reply.objects.to_approve(user).with_body_name().order_by("pk")
    yield Queue(
        "answers-to-approve",
        _("Answers waiting for my approval"),
        _("Read"),
        *shown(replies, _reply),
        f"{reverse('recommendations:replies')}?status={ReplyStatus.WITH_APPROVER}",
    )


def _of_the_secretary(today: date) -> Iterator[Queue]:
    wanted = [
        Item(
            reverse("councils:standing_body", args=[standing.pk]),
            "",
            str(_("%(body)s has not met in this period") % {"body": standing}),
            "",
            *due_clock(period.last, today),
        )
        for standing, period in wanting(on=today)
    ]
    meetings = reverse("councils:standing_bodies")
    yield Queue(
        "meetings-wanted", _("Meetings that are wanted"), _("Plan"), wanted, len(wanted), meetings
    )
    reported = Task.objects.filter(status=TaskStatus.REPORTED).with_body_name().order_by("done_on")
    asked = Deferral.objects.filter(status=DeferralStatus.ASKED).order_by("asked_at")
    to_judge, to_grant = shown_of_each(
        (reported.select_related("decision__meeting"), _reported),
        (asked.select_related("task__decision__meeting"), _deferral),
    )
    yield Queue(
        "tasks-to-judge",
        _("Tasks said to be done"),
        _("Read"),
        *to_judge,
        f"{reverse('councils:tasks')}?status={TaskStatus.REPORTED}",
    )
    yield Queue(
        "more-time",
        _("More time asked for tasks"),
        _("Decide"),
        *to_grant,
        reverse("councils:tasks"),
    )


def _told(rows: "OpinionQuerySet") -> "OpinionQuerySet":
    return (
        rows.with_body_name()
        .select_related("draft__proposal")
        .defer("draft__content", "draft__text")
    )


def _task(task: Task, *, today: date) -> Item:
    return Item(
        reverse("councils:task", args=[task.pk]),
        task.number,
        task.text,
        task.body_name,  # type: ignore[attr-defined]
        *due_clock(task.due_on, today),
    )


def _reported(task: Task) -> Item:
    url = reverse("councils:task", args=[task.pk])
    return Item(url, task.number, task.text, task.body_name, "", is_late=False)  # type: ignore[attr-defined]


def _deferral(asked: Deferral) -> Item:
    return Item(
        reverse("councils:task", args=[asked.task_id]),
        asked.task.number,
        asked.reason,
        "",
        str(_("until %(day)s") % {"day": f"{asked.until:%d.%m.%Y}"}),
        is_late=False,
    )


def _opinion(opinion: Opinion, *, today: date) -> Item:
    proposal = opinion.draft.proposal
    return Item(
        reverse("proposals:opinion", args=[opinion.pk]),
        proposal.number,
        proposal.title,
        opinion.body_name,  # type: ignore[attr-defined]
        *due_clock(opinion.due_on, today),
    )


def _recommendation(one: Recommendation, *, today: date) -> Item:
    clock = due_clock(one.next_on, today) if one.next_on else ("", False)
    return Item(
        reverse("recommendations:recommendation", args=[one.pk]),
        f"§ {one.paragraph}",
        one.text,
        one.document.label,
        *clock,
        language=one.language,
    )


def _reply(reply: Reply) -> Item:
    url = reverse("recommendations:reply", args=[reply.pk])
    return Item(url, reply.number, reply.text, reply.body_name, "", is_late=False)  # type: ignore[attr-defined]
