"""A long piece of work: who asked for it, how far it is, what came of it."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class Status(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


ENDED = frozenset({Status.DONE, Status.FAILED, Status.CANCELLED})


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: "User") -> Self:
        """Each sees what they asked for themselves."""
        return self.filter(started_by=user)

    def unfinished(self) -> Self:
        return self.exclude(status__in=ENDED)


class Job(models.Model):
    """Work that outlives a request. Queued in the transaction that needs it, so it is never lost.

    The queue itself is `procrastinate`'s; this row is what people see of it.
    """

    task = models.CharField(max_length=100)
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
    asked_at = models.DateTimeField(_("asked"))
    begun_at = models.DateTimeField(_("begun"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def is_ended(self) -> bool:
        return self.status in ENDED

    @property
    def percent(self) -> int:
        """0 to 100; 0 while the number of steps is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else 0
