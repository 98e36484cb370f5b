"""Meetings of standing bodies: when, about what, who came, whether they could decide."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where
from dayaq.cooperation.models.kept import OfMeasures
from dayaq.councils.models.standing import Membership, StandingBody, reads_all, standing_of
from dayaq.councils.states import NEXT_MEETING, TOOK_PLACE, Came, Manner, MeetingStatus
from dayaq.directory.models import Body
from dayaq.kernel.constraints import filled_exactly_when
from dayaq.kernel.periods import Period
from dayaq.proposals.models.proposals import Proposal
from dayaq.recommendations.models.recommendations import Recommendation

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def within(period: Period) -> tuple[datetime, datetime]:
    """The first and the last moment of days in this country."""
    zone = get_default_timezone()
    return (
        datetime.combine(period.first, time.min, zone),
        datetime.combine(period.last, time.max, zone),
    )


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: "User") -> Self:
        """Of bodies in which one's body sits or sat, or which gave it something to do."""
        if reads_all(user):
            return self.all()
        ours = bodies_where(user, Permission.COOPERATION_READ)
        tasks = Meeting.objects.filter(pk=OuterRef("pk"), decisions__tasks__body__in=ours)
        return self.filter(
            Q(standing__in=standing_of(user).order_by().values("standing")) | Exists(tasks)
        )

    def took_place(self) -> Self:
        return self.filter(status__in=TOOK_PLACE)

    def to_come(self) -> Self:
        return self.filter(status__in=(MeetingStatus.PLANNED, MeetingStatus.INVITED))

    def within(self, period: Period) -> Self:
        return self.filter(starts_at__range=within(period))

    def about(self, clause: str) -> Self:
        """Of a standing body that is there for the measure, or with the measure on the agenda."""
        items = AgendaItem.objects.filter(meeting=OuterRef("pk"), clauses__contains=[clause])
        return self.filter(Q(standing__clauses__contains=[clause]) | Exists(items))


class Meeting(models.Model):
    """One meeting of a standing body. What it needed to decide is kept as it was on that day."""

    standing = models.ForeignKey(
        StandingBody, models.PROTECT, related_name="meetings", verbose_name=_("standing body")
    )
    number = models.PositiveIntegerField(pgettext_lazy("meeting", "number"))
    status = models.CharField(
        _("status"), max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED
    )
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=120)
    manner = models.CharField(_("form"), max_length=10, choices=Manner, default=Manner.IN_PERSON)
    venue = models.CharField(pgettext_lazy("meeting", "place"), max_length=300, blank=True)
    online = models.URLField(_("address of the online meeting"), max_length=500, blank=True)
    guests = models.TextField(_("who else was there"), blank=True, max_length=5000)
    quorum = models.CharField(_("quorum"), max_length=10, blank=True, editable=False)
    members = models.PositiveSmallIntegerField(_("members"), null=True, blank=True, editable=False)
    present = models.PositiveSmallIntegerField(_("present"), null=True, blank=True, editable=False)
    signed_on = models.DateField(_("minutes signed"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("invitations sent"), default=0, editable=False)
    """Counts the invitations that went out, so that a calendar replaces the one before."""

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        ordering = ("-starts_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["standing", "number"], name="meetings_are_numbered_once"
            ),
            filled_exactly_when(
                Q(status__in=TOOK_PLACE),
                "members",
                "present",
                name="held_meetings_say_how_many_came",
            ),
            filled_exactly_when(
                Q(status=MeetingStatus.CLOSED),
                "signed_on",
                name="minutes_are_signed_on_a_day",
            ),
        )
        indexes = (
            models.Index(fields=["standing", "-starts_at"], name="meetings_newest_first"),
            models.Index(fields=["starts_at", "id"], name="meetings_by_moment"),
        )

    def __str__(self) -> str:
        return gettext("%(body)s: meeting %(number)s") % {
            "body": self.standing,
            "number": self.number,
        }

    @property
    def day(self) -> date:
        return localtime(self.starts_at).date()

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def took_place(self) -> bool:
        return self.status in TOOK_PLACE

    @property
    def needed(self) -> int | None:
        """How many had to come; None where no quorum is asked, or nobody has said who came."""
        if not self.quorum or self.members is None:
            return None
        share = Fraction(self.quorum) * self.members
        return -(-share.numerator // share.denominator)

    @property
    def has_quorum(self) -> bool | None:
        return None if self.needed is None else (self.present or 0) >= self.needed

    def can_become(self, status: MeetingStatus) -> bool:
        return status in NEXT_MEETING[MeetingStatus(self.status)]


class AgendaItem(OfMeasures):
    """One point of the agenda: about measures, a proposal, a recommendation, a task, or free."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    title = models.CharField(pgettext_lazy("agenda", "point"), max_length=500)
    speaker = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("agenda", "reported by"),
    )
    proposal = models.ForeignKey(
        Proposal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("proposal"),
    )
    recommendation = models.ForeignKey(
        Recommendation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("recommendation"),
    )
    heard = models.TextField(_("what was said"), blank=True, max_length=20_000)

    class Meta:
        verbose_name = _("point of the agenda")
        ordering = ("meeting", "position", "pk")

    def __str__(self) -> str:
        return self.title


class Presence(models.Model):
    """Whether a member came to a meeting, or the alternate did."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presences")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="presences")
    came = models.CharField(_("who came"), max_length=10, choices=Came)

    class Meta:
        verbose_name = _("presence")
        ordering = ("meeting", "pk")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "member"], name="a_member_is_present_once"),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.get_came_display()}"
