"""What the country answers to recommendations: written once, used in every report that asks."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.cooperation.models.kept import Kept, KeptQuerySet
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.kernel.related import number_of
from dayaq.kernel.text import Fold
from dayaq.recommendations.models.recommendations import Recommendation
from dayaq.recommendations.states import NEXT_REPLY, ReplyStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User

PRINTED = (ReplyStatus.APPROVED, ReplyStatus.OUTDATED)


class ReplyQuerySet(KeptQuerySet["Reply"]):
    def visible_to(self, user: "User") -> Self:
        """What is approved, to everybody who reads this room; what is being written, to one's body."""
        if holds(user, Permission.COOPERATION_READ_ALL):
            return self.all()
        ours = bodies_where(user, Permission.COOPERATION_READ)
        return self.filter(Q(status__in=PRINTED) | Q(body__in=ours)) if ours else self.none()

    def with_number_served(self) -> Self:
        """With how many recommendations each answers."""
        served = Reply.recommendations.through.objects.filter(reply=OuterRef("pk"))
        return self.annotate(serves=number_of(served, "reply"))

    def approved(self) -> Self:
        return self.filter(status=ReplyStatus.APPROVED)

    def to_approve(self, user: "User") -> Self:
        approves = bodies_where(user, Permission.COOPERATION_APPROVE)
        return self.filter(body__in=approves, status=ReplyStatus.WITH_APPROVER)


class Reply(Kept):
    """An answer of a body, as of a day, to one or several recommendations of one or several documents."""

    recommendations = models.ManyToManyField(
        Recommendation, related_name="replies", verbose_name=_("recommendations")
    )
    text = models.TextField(pgettext_lazy("recommendation", "answer"), max_length=20_000)
    as_of = models.DateField(_("as of"))
    status = models.CharField(
        _("status"), max_length=15, choices=ReplyStatus, default=ReplyStatus.DRAFT
    )
    comment = models.CharField(_("why it came back"), max_length=1000, blank=True)
    approved_on = models.DateField(_("approved"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    key = models.GeneratedField(
        expression=Fold("text"), output_field=models.TextField(), db_persist=True
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("recommendation", "answer")
        ordering = ("-as_of", "-pk")
        constraints = (
            filled_exactly_when(
                Q(status__in=PRINTED),
                "approved_on",
                "approved_by",
                name="approved_answers_say_when_and_by_whom",
            ),
        )
        indexes = (models.Index(fields=["as_of", "id"], name="answers_by_day"),)

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"A-{self.pk}"

    def can_become(self, status: ReplyStatus) -> bool:
        return status in NEXT_REPLY[ReplyStatus(self.status)]


def with_answers(rows: models.QuerySet[Recommendation]) -> models.QuerySet[Recommendation]:
    """With the answers that bodies stand by, the newest first, as `answers`."""
    standing = Reply.objects.approved().with_body_name().order_by("-as_of", "-pk")
    return rows.prefetch_related(Prefetch("replies", standing, to_attr="answers"))
