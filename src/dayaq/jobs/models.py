"""A long piece of work: who asked for it, how far it is, what came of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from dayaq.jobs.states import ENDED, Status
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.kernel.text import Fold, fold

if TYPE_CHECKING:
    from dayaq.accounts.models import User


QUEUED_WITHIN = timedelta(minutes=2)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: "User") -> Self:
        """Each sees what they asked for themselves."""
        return self.filter(started_by=user)

    def unfinished(self) -> Self:
        return self.exclude(status__in=ENDED)

    def lost(self, *, at: datetime) -> Self:
        """Unfinished for some time and yet not in the queue: something died at a bad moment."""
        queued = (
            ProcrastinateJob.objects.filter(status__in=["todo", "doing"], args__has_key="job")
            .annotate(number=Cast(KT("args__job"), models.BigIntegerField()))
            .values("number")
        )
        return self.unfinished().filter(asked_at__lt=at - QUEUED_WITHIN).exclude(pk__in=queued)

    def found(self, words: str) -> Self:
        """Those of which the title contains what was typed, however it was spelt."""
        return self.annotate(key=Fold("title")).filter(key__contains=fold(words.strip()))


class Job(models.Model):
    """Work that outlives a request. Queued in the transaction that needs it, so it is never lost.

    The queue itself is `procrastinate`'s and carries only this row's number, so that neither the
    queue nor a log holds what the work is about. This row is what people see of it.
    """

    task = models.CharField(max_length=100)
    args = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, default="")
    title = models.CharField(_("what"), max_length=300)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs", null=True
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    done = models.PositiveIntegerField(_("steps done"), default=0)
    total = models.PositiveIntegerField(_("steps in all"), default=0)
    step = models.CharField(_("now"), max_length=300, blank=True)
    result_url = models.CharField(max_length=500, blank=True)
    failure = models.TextField(_("why it failed"), blank=True)
    is_cancel_asked = models.BooleanField(default=False)
    attempt = models.PositiveIntegerField(default=0)
    """How many times a worker has begun. Only the latest may write, no one thought dead."""
    asked_at = models.DateTimeField(_("asked"))
    begun_at = models.DateTimeField(_("begun"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(status__in=[Status.WAITING, Status.RUNNING]) & ~Q(fingerprint=""),
                name="the_same_work_is_queued_once",
            ),
            filled_exactly_when(
                Q(status__in=sorted(ENDED)), "ended_at", name="jobs_that_ended_say_when"
            ),
        )
        indexes = (models.Index(fields=["started_by", "status"], name="jobs_of_a_person"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_ended(self) -> bool:
        return self.status in ENDED

    @property
    def percent(self) -> int:
        """0 to 100; 0 while the number of steps is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else 0
