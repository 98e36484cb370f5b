"""Bodies that meet again and again: the Interagency Commission, the Working Group, and who sits in them."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.cooperation.models.kept import OfMeasures
from dayaq.councils.states import TOOK_PLACE, Seat, Standing
from dayaq.directory.models import Body, Dated, Parameter, holding_on
from dayaq.kernel.constraints import in_order, never_two_at_once
from dayaq.kernel.periods import Period

if TYPE_CHECKING:
    from dayaq.accounts.models import User

USUAL_QUORUM, USUAL_INTERVAL = "2/3", "3"
"""Two thirds of the members and once a quarter, as the Cabinet's decision of May 2023 has it."""


class StandingBodyQuerySet(models.QuerySet["StandingBody"]):
    def in_force(self, day: date) -> Self:
        return self.filter(holding_on(day))

    def with_members(self, *, on: date) -> Self:
        """How many sit in it on that day."""
        sitting = Membership.objects.holding_on(on).filter(standing=OuterRef("pk")).order_by()
        counted = sitting.values("standing").annotate(n=models.Count("pk")).values("n")
        return self.annotate(seats=Coalesce(Subquery(counted), 0))

    def with_last_meeting(self) -> Self:
        held = models.Q(meetings__status__in=TOOK_PLACE)
        return self.annotate(last_met_at=models.Max("meetings__starts_at", filter=held))


class StandingBody(OfMeasures, Dated):
    """A commission or working group: what set it up, what it is there for, how often it has to meet.

    Its quorum and its rhythm are dated parameters of the directory, never numbers of ours.
    """

    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=Standing)
    act = models.CharField(_("set up by"), max_length=300)
    address = models.URLField(_("address of the act"), max_length=500, blank=True)
    mandate = models.TextField(_("mandate"), blank=True, max_length=10_000)
    quorum_rule = models.ForeignKey(
        Parameter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rule of its quorum"),
    )
    interval_rule = models.ForeignKey(
        Parameter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rule of how often it meets"),
    )

    objects = StandingBodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing body")
        ordering = ("name", "pk")
        constraints = (
            in_order("since", "until", name="standing_bodies_do_not_end_before_they_begin"),
        )

    SENTENCES = {
        "standing_bodies_do_not_end_before_they_begin": (
            "until",
            _("The last day is before the first."),
        ),
    }

    def __str__(self) -> str:
        return self.name

    def quorum_on(self, day: date) -> Fraction | None:
        """The share of members that must come; None where no rule is named."""
        if self.quorum_rule is None:
            return None
        return Fraction(
            Parameter.objects.value_of(self.quorum_rule.code, on=day, default=USUAL_QUORUM)
        )

    def months_on(self, day: date) -> int | None:
        """In each span of so many months it has to meet at least once; None where no rule is named."""
        if self.interval_rule is None:
            return None
        return int(
            Parameter.objects.value_of(self.interval_rule.code, on=day, default=USUAL_INTERVAL)
        )


def span_of(day: date, months: int) -> Period:
    """The quarter, half-year or other span of the calendar year that the day lies in."""
    first = (day.month - 1) // months * months + 1
    begin = date(day.year, first, 1)
    after = first + months
    end = date(day.year + (after > 12), after - 12 if after > 12 else after, 1)
    return Period(begin, date.fromordinal(end.toordinal() - 1))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def holding_on(self, day: date) -> Self:
        return self.filter(holding_on(day))

    def in_order_of_seats(self) -> Self:
        """The chair first, then deputies, the secretary, the members."""
        rank = models.Case(
            *(models.When(seat=seat, then=place) for place, seat in enumerate(Seat)),
            output_field=models.IntegerField(),
        )
        return (
            self.annotate(rank=rank)
            .select_related("body")
            .prefetch_related("body__names")
            .order_by("rank", "body__code", "name")
        )


class Membership(Dated):
    """Somebody sits in a standing body for a body, from one day until another, with an alternate.

    An official in the office that they hold, as the confirmed list of members names them.
    """

    standing = models.ForeignKey(StandingBody, models.CASCADE, related_name="members")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    seat = models.CharField(
        pgettext_lazy("standing body", "seat"), max_length=10, choices=Seat, default=Seat.MEMBER
    )
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=300, blank=True)
    alternate = models.CharField(_("alternate"), max_length=200, blank=True)
    alternate_position = models.CharField(
        _("position of the alternate"), max_length=300, blank=True
    )
    act = models.CharField(_("appointed by"), max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("standing body", "member")
        ordering = ("standing", "pk")
        constraints = (
            in_order("since", "until", name="memberships_do_not_end_before_they_begin"),
            never_two_at_once(
                "standing", "body", words=("name",), name="nobody_sits_twice_in_a_standing_body"
            ),
        )

    SENTENCES = {
        "memberships_do_not_end_before_they_begin": (
            "until",
            _("The last day is before the first."),
        ),
        "nobody_sits_twice_in_a_standing_body": (
            "name",
            _("On some of these days this person is a member for this body already."),
        ),
    }

    def __str__(self) -> str:
        return f"{self.name}, {self.body}"


def standing_of(user: "User") -> models.QuerySet[Membership]:
    """The memberships of the bodies that the person reads for, whenever they held."""
    return Membership.objects.filter(body__in=bodies_where(user, Permission.COOPERATION_READ))


def reads_all(user: "User") -> bool:
    return holds(user, Permission.COOPERATION_READ_ALL)
