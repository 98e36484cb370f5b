"""Cycles and what each body owes in them, with its extensions and reminders."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.directory.models import Body
from dayaq.kernel.constraints import filled_exactly_when, in_order
from dayaq.kernel.periods import Period
from dayaq.plan.models import Measure, Party, PlanVersion
from dayaq.reporting.states import HANDED_IN, NEXT_CYCLE, Binding, CycleKind, CycleStatus, Schedule

if TYPE_CHECKING:
    from dayaq.accounts.models import User
    from dayaq.reporting.models.reports import Report


DUE_SOON = timedelta(days=21)
"""The first reminder before a window closes; from then on an obligation is due soon."""


class CycleQuerySet(models.QuerySet["Cycle"]):
    def open(self) -> Self:
        return self.filter(status=CycleStatus.OPEN)

    def annual(self) -> Self:
        return self.filter(kind=CycleKind.ANNUAL)


class Cycle(models.Model):
    """A period that is reported about, and the window in which the reports are handed in."""

    version = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="cycles", verbose_name=_("plan")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CycleKind, default=CycleKind.ANNUAL)
    name = models.CharField(_("name"), max_length=120)
    period_first = models.DateField(_("period from"))
    period_last = models.DateField(_("period to"))
    opens_on = models.DateField(_("window opens"))
    closes_on = models.DateField(_("window closes"))
    status = models.CharField(
        _("status"), max_length=10, choices=CycleStatus, default=CycleStatus.PLANNED
    )
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting cycle")
        ordering = ("-period_first", "-pk")
        constraints = (
            in_order("period_first", "period_last", name="cycles_do_not_end_before_they_begin"),
            in_order("opens_on", "closes_on", name="windows_do_not_close_before_they_open"),
            filled_exactly_when(
                Q(status=CycleStatus.CLOSED), "closed_at", name="closed_cycles_say_when"
            ),
            models.UniqueConstraint(
                fields=["version", "kind", "period_first"],
                name="a_period_is_reported_about_once_a_kind",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> Period:
        return Period(self.period_first, self.period_last)

    @property
    def year(self) -> int:
        return self.period_last.year

    @property
    def is_open(self) -> bool:
        return self.status == CycleStatus.OPEN

    def can_become(self, status: CycleStatus) -> bool:
        return status in NEXT_CYCLE[CycleStatus(self.status)]


def bodies_read_by(user: "User") -> set[int] | None:
    """The bodies whose reports a person may read; None means all of them."""
    if holds(user, Permission.REPORT_READ_ALL):
        return None
    return bodies_where(user, Permission.REPORT_READ_OWN)


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, user: "User") -> Self:
        """All for those who coordinate, verify or oversee; each body's own for its people."""
        bodies = bodies_read_by(user)
        return self.all() if bodies is None else self.filter(body__in=bodies)

    def required(self) -> Self:
        return self.filter(binding=Binding.REQUIRED)

    def unreported(self) -> Self:
        """Nothing has reached the coordinator: no report, or one that is still with its body."""
        return self.filter(Q(report=None) | ~Q(report__status__in=HANDED_IN))

    def handed_in(self) -> Self:
        return self.filter(report__status__in=HANDED_IN)

    def overdue(self, *, on: date) -> Self:
        """The set-wise telling of `Obligation.is_overdue`."""
        return self.required().unreported().filter(due_on__lt=on)

    def with_everything(self) -> Self:
        """With what lists show, in a fixed number of queries."""
        return self.select_related(
            "cycle", "measure__direction", "report", "party", "body"
        ).prefetch_related("body__names")


class Obligation(models.Model):
    """One body owes (or is invited to give) one report about one measure in one cycle.

    `body` carries the duty on the day the cycle opened; `party` is how the decree named it.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="obligations")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="obligations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="obligations")
    body = models.ForeignKey(Body, models.PROTECT, related_name="obligations")
    binding = models.CharField(_("kind"), max_length=10, choices=Binding)
    due_on = models.DateField(_("due"))
    original_due_on = models.DateField(_("originally due"))

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation")
        ordering = ("cycle", "measure__direction__position", "measure__position", "body")
        constraints = (
            models.UniqueConstraint(
                fields=["cycle", "measure", "body"], name="a_body_owes_one_report_a_measure"
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure.clause} · {self.body}"

    @property
    def reported(self) -> "Report | None":
        """Its report, where one was begun."""
        return getattr(self, "report", None)

    @property
    def is_reported(self) -> bool:
        report = self.reported
        return report is not None and report.status in HANDED_IN

    @property
    def is_required(self) -> bool:
        return self.binding == Binding.REQUIRED

    @property
    def state(self) -> str:
        """How far its report is: a `ReportStatus`, or empty where none was begun."""
        report = self.reported
        return report.status if report else ""

    def is_overdue(self, *, on: date) -> bool:
        """Nothing handed in after the due day. A recommended body is never overdue."""
        return self.binding == Binding.REQUIRED and not self.is_reported and on > self.due_on

    def schedule(self, *, on: date) -> Schedule:
        """Where it stands on that day: the third of the three facts, computed."""
        report = self.reported if self.is_reported else None
        handed_in_on = report.submitted_on if report is not None else None
        return schedule_of(self.cycle, Binding(self.binding), self.due_on, handed_in_on, on=on)


def schedule_of(
    cycle: Cycle, binding: Binding, due_on: date, handed_in_on: date | None, *, on: date
) -> Schedule:
    """Where a report stands on a day, from what its obligation and the report say of themselves."""
    if handed_in_on is not None:
        late = binding == Binding.REQUIRED and handed_in_on > due_on
        return Schedule.REPORTED_LATE if late else Schedule.REPORTED
    if binding == Binding.INVITED:
        return Schedule.INVITED
    if cycle.status == CycleStatus.CLOSED:
        return Schedule.NOT_REPORTED
    if on > due_on:
        return Schedule.OVERDUE
    if on < cycle.opens_on:
        return Schedule.NOT_YET
    return Schedule.DUE_SOON if due_on - on <= DUE_SOON else Schedule.ON_SCHEDULE


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(obligation__in=Obligation.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(is_granted=None)


class Extension(models.Model):
    """A body asks for more time; the coordinator decides. The original due day is always kept."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="extensions")
    until = models.DateField(_("asked until"))
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    is_granted = models.BooleanField(_("granted"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["obligation"],
                condition=Q(is_granted=None),
                name="one_request_for_more_time_waits_at_a_time",
            ),
            filled_exactly_when(
                Q(is_granted__isnull=False),
                "decided_by",
                "decided_at",
                name="decided_extensions_say_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation} → {self.until}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def by_hand(self, *, on: date) -> Self:
        return self.filter(step=Reminder.hand_step(on))


class Reminder(models.Model):
    """A step of the reminder ladder that was taken for an obligation, so that it is taken once."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=30)
    at = models.DateTimeField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        constraints = (
            models.UniqueConstraint(
                fields=["obligation", "step"], name="a_reminder_step_is_taken_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation}: {self.step}"

    @staticmethod
    def hand_step(day: date) -> str:
        """The step of reminding by hand: once a day."""
        return f"hand {day:%Y%m%d}"
