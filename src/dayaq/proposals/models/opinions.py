"""What bodies think of a draft: asked with a deadline, given with a signature, or not given."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.cooperation.models.kept import KeptQuerySet
from dayaq.directory.models import Body
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.proposals.models.proposals import Draft
from dayaq.proposals.states import NEXT_OPINION, OpinionStatus, Stance

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class OpinionQuerySet(KeptQuerySet["Opinion"]):
    def visible_to(self, user: "User") -> Self:
        """One's body's own, and those on what one's body prepares once they are given."""
        if holds(user, Permission.COOPERATION_READ_ALL):
            return self.all()
        ours = bodies_where(user, Permission.COOPERATION_READ)
        return self.filter(
            Q(body__in=ours)
            | Q(draft__proposal__body__in=ours)
            | Q(draft__proposal__partners__in=ours)
        ).distinct()

    def to_silence(self, *, on: date) -> Self:
        """Whose day has passed."""
        return self.filter(
            status__in=(OpinionStatus.WAITING, OpinionStatus.WITH_APPROVER), due_on__lt=on
        )

    def to_write(self, user: "User") -> Self:
        keeps = bodies_where(user, Permission.COOPERATION_KEEP)
        return self.filter(body__in=keeps, status=OpinionStatus.WAITING)

    def to_approve(self, user: "User") -> Self:
        approves = bodies_where(user, Permission.COOPERATION_APPROVE)
        return self.filter(body__in=approves).filter(
            Q(status=OpinionStatus.WITH_APPROVER) | (Q(status=OpinionStatus.SILENT) & ~Q(stance=""))
        )

    def with_all(self) -> Self:
        return (
            self.select_related("body", "draft__proposal__body")
            .defer("draft__content", "draft__text")
            .prefetch_related("body__names", "draft__proposal__body__names")
        )


class Opinion(models.Model):
    """What one body says of one draft. Silence is set by the clock, and a late opinion stays late."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="opinions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    asked_on = models.DateField(_("asked"))
    due_on = models.DateField(_("due"))
    status = models.CharField(
        _("status"), max_length=15, choices=OpinionStatus, default=OpinionStatus.WAITING
    )
    stance = models.CharField(_("opinion"), max_length=10, choices=Stance, blank=True)
    text = models.TextField(_("remarks"), blank=True, max_length=20_000)
    document = models.CharField(_("number of the letter"), max_length=100, blank=True)
    comment = models.CharField(_("why it came back"), max_length=1000, blank=True)
    given_on = models.DateField(pgettext_lazy("opinion", "given"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("given by"),
        null=True,
        blank=True,
        related_name="+",
    )
    answer = models.TextField(_("what was done about the remarks"), blank=True, max_length=20_000)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        ordering = ("draft", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["draft", "body"], name="a_body_is_asked_once_about_a_draft"
            ),
            filled_exactly_when(
                Q(status=OpinionStatus.GIVEN),
                "given_on",
                "given_by",
                name="given_opinions_say_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status=OpinionStatus.GIVEN) | ~Q(stance=""),
                name="given_opinions_say_what",
            ),
        )
        indexes = (models.Index(fields=["body", "status", "due_on"], name="opinions_of_a_body"),)

    def __str__(self) -> str:
        return f"{self.draft}: {self.body}"

    @property
    def is_late(self) -> bool:
        """Given after its day."""
        return self.given_on is not None and self.given_on > self.due_on

    @property
    def is_awaited(self) -> bool:
        return self.status in {OpinionStatus.WAITING, OpinionStatus.WITH_APPROVER}

    def can_become(self, status: OpinionStatus) -> bool:
        return status in NEXT_OPINION[OpinionStatus(self.status)]
