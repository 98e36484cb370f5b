"""Clocks of the mechanism: what has to have happened by when, counted as the ministry's parameters say."""

from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.cases.models import Case, Coded, ReadQuerySet
from dayaq.directory.models import Body, Holiday, Parameter
from dayaq.kernel.constraints import exactly_one_of, filled_exactly_when
from dayaq.kernel.periods import working_days_after
from dayaq.referrals.models.referrals import Referral
from dayaq.referrals.states import ClockKind
from dayaq.vault.context import house
from dayaq.vault.models import DataClass, Protected

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from dayaq.accounts.models import User

CASEWORK, TRACE = DataClass.CASEWORK, DataClass.TRACE


class ClockQuerySet(ReadQuerySet["Clock"]):
    def running(self) -> Self:
        return self.filter(met_at=None, stopped_at=None)

    def late(self, *, at: datetime) -> Self:
        return self.running().filter(due_at__lte=at)

    def missed(self) -> Self:
        """Those that were met too late as well."""
        return self.filter(Q(met_at__gt=models.F("due_at")))


class Clock(Protected):
    """One term that runs for a body: begun, due, met, or stopped because its reason is gone.

    Seen by whoever answers for the work of the body, and by the coordinator; shown besides to whoever
    sees the referral or the case that it runs for. Says which act, by when, whose; nothing of whom.
    """

    kind = models.CharField(_("what is due"), max_length=20, choices=ClockKind)
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="clocks")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="clocks")
    number = models.CharField(pgettext_lazy("referral", "reference"), max_length=10)
    """The bare reference of the referral or case, for those who may see neither."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    begun_at = models.DateTimeField(_("begun"))
    due_at = models.DateTimeField(_("due"))
    extended = models.PositiveSmallIntegerField(_("how often it was extended"), default=0)
    met_at = models.DateTimeField(_("done"), null=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True)
    head_told_at = models.DateTimeField(_("head told"), null=True)
    coordinator_told_at = models.DateTimeField(_("coordinator told"), null=True)
    missed_reason = Coded(_("why it was missed"), list_code="missed-reason")
    missed_words = models.CharField(_("more about it"), max_length=300, blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ClockQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("clock")
        ordering = ("due_at", "id")
        indexes = (
            models.Index(
                fields=["due_at"],
                condition=Q(met_at=None, stopped_at=None),
                name="clocks_that_run",
            ),
            models.Index(fields=["body", "due_at"], name="clocks_by_body"),
        )
        constraints = (
            exactly_one_of("referral", "case", name="a_clock_runs_for_a_referral_or_a_case"),
            models.CheckConstraint(
                condition=Q(due_at__gt=models.F("begun_at")),
                name="a_clock_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(met_at=None) | Q(stopped_at=None),
                name="a_clock_is_met_or_stopped",
            ),
            filled_exactly_when(
                ~Q(missed_reason=""), "explained_by", name="a_reason_says_who_gave_it"
            ),
        )

    class Privacy:
        shareable = frozenset({"id", "kind"})
        confidential: ClassVar[dict[str, DataClass]] = {
            "readers": TRACE,
            "referral": TRACE,
            "case": TRACE,
            "number": TRACE,
            "body": CASEWORK,
            "begun_at": CASEWORK,
            "due_at": CASEWORK,
            "extended": CASEWORK,
            "met_at": CASEWORK,
            "stopped_at": CASEWORK,
            "reminded_at": TRACE,
            "head_told_at": TRACE,
            "coordinator_told_at": TRACE,
            "missed_reason": CASEWORK,
            "missed_words": CASEWORK,
            "explained_by": TRACE,
        }

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_running(self) -> bool:
        return self.met_at is None and self.stopped_at is None

    def is_late(self, *, at: datetime) -> bool:
        """Late now, or met too late."""
        if self.stopped_at is not None:
            return False
        return (self.met_at or at) >= self.due_at

    @property
    def look_of_end(self) -> str:
        if self.met_at is not None:
            return "bad" if self.met_at > self.due_at else "good"
        return "calm"


TERMS = MappingProxyType(
    {
        ClockKind.HANDOVER: ("referral.handover", "24", "hours"),
        ClockKind.COMPLETION: ("referral.completion", "72", "hours"),
        ClockKind.ANSWER: ("referral.answer", "24", "hours"),
        ClockKind.ASSISTANCE: ("identification.assistance", "24", "hours"),
        ClockKind.REFLECTION: ("reflection.period", "30", "days"),
        ClockKind.DECISION: ("identification.decision", "45", "days"),
        ClockKind.OPINION: ("identification.opinion", "5", "working_days"),
        ClockKind.CHALLENGE: ("identification.challenge", "10", "working_days"),
        ClockKind.REQUEST: ("person.request", "10", "working_days"),
    }
)
"""The parameter of each clock, what holds where the ministry set none, and how it is counted."""

URGENT_ANSWER = ("referral.answer_urgent", "2", "hours")


def due(term: tuple[str, str, str], *, begun_at: datetime) -> datetime:
    """When a term that begins now ends. Terms in days end with the day, in Baku.

    The value that holds on the day of the beginning counts: a later change touches no running clock.
    """
    code, default, unit = term
    day = localdate(begun_at)
    count = int(Parameter.objects.value_of(code, on=day, default=default))
    if unit == "hours":
        return begun_at + timedelta(hours=count)
    if unit == "working_days":
        return end_of(working_days_after(day, count, holidays=Holiday.objects.days()))
    return end_of(day + timedelta(days=count))


def end_of(day: "datetime | object") -> datetime:
    """The last moment of that day, in Baku."""
    return datetime.combine(day, time(23, 59, 59), get_current_timezone())  # type: ignore[arg-type]


def is_counted_in_hours(clock: Clock) -> bool:
    return TERMS[ClockKind(clock.kind)][2] == "hours"


def clock_seen_by(user: "User", pk: "UUID | str") -> "Clock | None":
    """A clock of one's body, or of a referral or case that one sees; None for any other."""
    with house("clocks"):
        clock = Clock.objects.for_house().select_related("body").filter(pk=pk).first()
    if clock is None or Clock.objects.visible_to(user).filter(pk=pk).exists():
        return clock
    rows: Any = Referral.objects if clock.referral_id else Case.objects
    return (
        clock
        if rows.visible_to(user).filter(pk=clock.referral_id or clock.case_id).exists()
        else None
    )


def clocks_of(*, referrals: "Iterable[Referral]" = (), cases: "Iterable[Case]" = ()) -> list[Clock]:
    """The clocks of what one has been shown already, the nearest first."""
    with house("clocks"):
        rows = Clock.objects.for_house().filter(
            Q(referral__in=[one.pk for one in referrals]) | Q(case__in=[one.pk for one in cases])
        )
        return list(rows.select_related("body").prefetch_related("body__names"))
