"""What a meeting decided, what bodies have to do for it, and by when they first had to."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.permissions import Permission, bodies_where
from dayaq.accounts.models import User
from dayaq.cooperation.models.kept import KeptQuerySet
from dayaq.councils.models.meetings import AgendaItem, Meeting
from dayaq.councils.models.standing import reads_all, standing_of
from dayaq.councils.states import NEXT_DEFERRAL, NEXT_TASK, DeferralStatus, TaskStatus
from dayaq.directory.models import Body
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.kernel.text import Fold


class Decision(models.Model):
    """One decision of a meeting, in the words of its minutes."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("point of the agenda"),
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("decision", "number"), editable=False)
    text = models.TextField(pgettext_lazy("decision", "decided"), max_length=10_000)

    class Meta:
        verbose_name = pgettext_lazy("meeting", "decision")
        ordering = ("meeting", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "number"], name="decisions_are_numbered_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting.number}/{self.number}"


class TaskQuerySet(KeptQuerySet["Task"]):
    def of_bodies_of(self, user: User) -> Self:
        return self.filter(body__in=bodies_where(user, Permission.COOPERATION_READ))

    def visible_to(self, user: User) -> Self:
        """One's body's own, and those of standing bodies in which one's body sits."""
        if reads_all(user):
            return self.all()
        theirs = standing_of(user).order_by().values("standing")
        return self.filter(
            Q(body__in=bodies_where(user, Permission.COOPERATION_READ))
            | Q(decision__meeting__standing__in=theirs)
        )

    def open(self) -> Self:
        return self.filter(status=TaskStatus.OPEN)

    def overdue(self, *, on: date) -> Self:
        return self.open().filter(due_on__lt=on)

    def on_point_about(self, clause: str) -> Self:
        """Decided on a point of the agenda about the measure."""
        return self.filter(decision__item__clauses__contains=[clause])

    def about(self, clause: str) -> Self:
        """Decided on a point about the measure, or by a standing body that is there for it."""
        return self.filter(
            Q(decision__item__clauses__contains=[clause])
            | Q(decision__meeting__standing__clauses__contains=[clause])
        )

    def with_all(self) -> Self:
        return self.select_related("body", "decision__meeting__standing").prefetch_related(
            "body__names"
        )


class Task(models.Model):
    """What one body has to do by a decision. The first deadline stays, whatever is granted later."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="tasks")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    text = models.CharField(pgettext_lazy("task", "what is to be done"), max_length=1000)
    due_on = models.DateField(pgettext_lazy("task", "deadline"))
    first_due_on = models.DateField(_("original deadline"), editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=TaskStatus, default=TaskStatus.OPEN
    )
    result = models.TextField(pgettext_lazy("task", "result"), blank=True, max_length=10_000)
    document = models.CharField(_("document"), max_length=300, blank=True)
    done_on = models.DateField(pgettext_lazy("task", "done"), null=True, blank=True)
    key = models.GeneratedField(
        expression=Fold("text"), output_field=models.TextField(), db_persist=True
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("meeting", "task")
        ordering = ("due_on", "pk")
        constraints = (
            filled_exactly_when(
                Q(status__in=(TaskStatus.REPORTED, TaskStatus.DONE)),
                "done_on",
                name="tasks_that_are_done_say_when",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("first_due_on")),
                name="more_time_is_later_than_the_first_deadline",
            ),
        )
        indexes = (
            models.Index(fields=["body", "status", "due_on"], name="tasks_of_a_body"),
            models.Index(fields=["due_on", "id"], name="tasks_by_day"),
            models.Index(
                fields=["due_on"], condition=Q(status=TaskStatus.OPEN), name="tasks_that_wait"
            ),
        )

    SENTENCES = {
        "more_time_is_later_than_the_first_deadline": (
            "due_on",
            _("The new day is before the original deadline."),
        ),
    }

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """How notices and titles name it: without a word of what it says."""
        return f"{self.decision}-{self.pk}"

    @property
    def is_deferred(self) -> bool:
        return self.due_on != self.first_due_on

    def is_overdue(self, *, on: date) -> bool:
        return self.status == TaskStatus.OPEN and self.due_on < on

    def can_become(self, status: TaskStatus) -> bool:
        return status in NEXT_TASK[TaskStatus(self.status)]


class Deferral(models.Model):
    """A body asks for more time, and the secretary answers. What was asked and why stays."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="deferrals")
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=1000)
    status = models.CharField(
        _("status"), max_length=10, choices=DeferralStatus, default=DeferralStatus.ASKED
    )
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(pgettext_lazy("more time", "answer"), max_length=1000, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("task", "more time")
        ordering = ("task", "asked_at")
        constraints = (
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(status=DeferralStatus.ASKED),
                name="more_time_is_asked_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task}"

    def can_become(self, status: DeferralStatus) -> bool:
        return status in NEXT_DEFERRAL[DeferralStatus(self.status)]
