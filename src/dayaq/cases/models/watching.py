"""Signals of unusual access: that somebody read much, at odd hours, or near to themselves."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, holds
from dayaq.cases.states import Signal
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.vault.models import DataClass

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class Watched(models.Model):
    """Up to which moment the access log was looked over. At most one of these."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="one_watch_is_kept"),)

    class Privacy:
        shareable = frozenset({"id", "at"})
        confidential: dict[str, DataClass] = {}

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M}"


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, user: "User") -> Self:
        """The data protection desk alone; nobody is told of a signal about themselves."""
        return self.exclude(about=user) if holds(user, Permission.GLASS_REVIEW) else self.none()

    def unanswered(self) -> Self:
        return self.filter(answered_at=None)


class Alert(models.Model):
    """One person's access on one day gave a signal. It names no case and no section: the log does.

    A signal is a question, never a verdict: the desk looks, and writes down what it found.
    """

    signal = models.CharField(_("signal"), max_length=20, choices=Signal)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("how many"))
    raised_at = models.DateTimeField(_("raised"))
    answered_at = models.DateTimeField(_("looked at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    finding = models.CharField(_("finding"), max_length=1000, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("signal of unusual access")
        ordering = ("-raised_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["signal", "about", "day"], name="a_signal_is_raised_once_a_day"
            ),
            filled_exactly_when(
                Q(answered_at__isnull=False), "answered_by", name="answered_signals_say_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(finding=""),
                name="answered_signals_say_what_was_found",
            ),
        )

    class Privacy:
        shareable = frozenset(
            {
                "id",
                "signal",
                "about",
                "day",
                "count",
                "raised_at",
                "answered_at",
                "answered_by",
                "finding",
            }
        )
        confidential: dict[str, DataClass] = {}

    def __str__(self) -> str:
        return f"{self.get_signal_display()}, {self.day:%d.%m.%Y}"
