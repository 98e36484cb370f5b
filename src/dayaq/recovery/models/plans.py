"""The individual plan of a person: needs and risks, goals, services, what came of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import CaseRecord, Consent, ReadQuerySet
from dayaq.cases.models.cases import CASE_RECORD
from dayaq.cases.models.coded import Coded
from dayaq.cases.states import ConsentForm, Part
from dayaq.kernel.constraints import filled_exactly_when, in_order
from dayaq.recovery.models.directory import Provider, Service
from dayaq.recovery.states import (
    AfterHalfYear,
    Barrier,
    Contentment,
    FollowUpStatus,
    GoalStatus,
    Housing,
    Livelihood,
    PlanEnd,
    PlanStatus,
    Result,
    RiskLevel,
    ServiceKind,
    SupportStatus,
)
from dayaq.vault.models import DataClass
from dayaq.vault.sealing import SealedField

SENSITIVE, CASEWORK = DataClass.SENSITIVE, DataClass.CASEWORK
TRACE = DataClass.TRACE


class PlanQuerySet(ReadQuerySet["Plan"]):
    def in_force(self) -> Self:
        return self.filter(status=PlanStatus.IN_FORCE)


class Plan(CaseRecord):
    """One person's plan of recovery, made with the person. What it holds stands in rows of its own.

    Identification rules (decision 131 of 2009), section 6.7; social rehabilitation rules (decision
    62 of 2006). Help depends on neither status nor cooperation.
    """

    PART = Part.PLAN

    status = models.CharField(
        _("status"), max_length=20, choices=PlanStatus, default=PlanStatus.DRAFT
    )
    version = models.PositiveSmallIntegerField(_("version"), default=0)
    """How many times it was agreed with the person."""

    agreed_on = models.DateField(_("agreed on"), null=True)
    follow_up_on = models.DateField(_("next follow-up"), null=True)
    closed_on = models.DateField(_("closed on"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    end = models.CharField(_("why it ended"), max_length=20, choices=PlanEnd, blank=True)
    closing_words = SealedField(_("how it ended"), kind="text")

    objects: ClassVar[Any] = PlanQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("recovery plan")
        verbose_name_plural = _("recovery plans")
        indexes = (
            GinIndex(fields=["readers"], name="plans_by_reader"),
            models.Index(fields=["follow_up_on"], name="plans_by_follow_up"),
        )
        constraints = (
            models.UniqueConstraint(fields=["case"], name="a_case_has_one_plan"),
            filled_exactly_when(
                Q(status=PlanStatus.CLOSED),
                "closed_on",
                "closed_by",
                name="closed_plans_say_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status=PlanStatus.CLOSED) | ~Q(end=""), name="closed_plans_say_why"
            ),
            models.CheckConstraint(
                condition=~Q(status=PlanStatus.IN_FORCE)
                | Q(agreed_on__isnull=False, version__gt=0),
                name="plans_in_force_were_agreed",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "status": CASEWORK,
            "version": CASEWORK,
            "agreed_on": CASEWORK,
            "follow_up_on": CASEWORK,
            "closed_on": CASEWORK,
            "closed_by": TRACE,
            "end": CASEWORK,
            "closing_words": SENSITIVE,
        }

    @property
    def is_closed(self) -> bool:
        return self.status == PlanStatus.CLOSED


class PlanVersion(CaseRecord):
    """The plan as it was agreed with the person on one day, word for word. Never rewritten."""

    PART = Part.PLAN

    number = models.PositiveSmallIntegerField(_("version"))
    agreed_on = models.DateField(_("agreed on"))
    form = models.CharField(_("how the person agreed"), max_length=20, choices=ConsentForm)
    words = SealedField(_("the plan as it was agreed"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = _("version of the plan")
        verbose_name_plural = _("versions of the plan")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="a_version_is_agreed_once"),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "number": CASEWORK,
            "agreed_on": CASEWORK,
            "form": CASEWORK,
            "words": SENSITIVE,
        }


class Risk(CaseRecord):
    """One danger as it was judged on one day. Judging it again is a new row: the old one stays."""

    PART = Part.PLAN

    kind = Coded(_("risk"), list_code="risk-kind", blank=False)
    level = models.CharField(_("how great"), max_length=10, choices=RiskLevel)
    assessed_on = models.DateField(_("assessed on"))
    again_on = models.DateField(_("to be assessed again on"), null=True, blank=True)
    detail = SealedField(_("what it comes from"), kind="text")
    measures = SealedField(_("what is done against it"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ("-assessed_on", "-saved_at", "id")

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "kind": SENSITIVE,
            "level": SENSITIVE,
            "assessed_on": CASEWORK,
            "again_on": CASEWORK,
            "detail": SENSITIVE,
            "measures": SENSITIVE,
        }


def standing(risks: Iterable[Risk]) -> list[Risk]:
    """Of each kind the newest judgement, the greatest danger first."""
    newest: dict[str, Risk] = {}
    for risk in sorted(risks, key=lambda one: (one.assessed_on, one.saved_at)):
        newest[risk.kind] = risk
    order = {RiskLevel.HIGH: 0, RiskLevel.MEDIUM: 1, RiskLevel.LOW: 2}
    return sorted(newest.values(), key=lambda one: (order[RiskLevel(one.level)], one.kind))


class Goal(CaseRecord):
    """What the person wants to reach, in the person's own words."""

    PART = Part.PLAN

    kind = models.CharField(_("field"), max_length=20, choices=ServiceKind)
    words = SealedField(_("goal, as the person says it"), kind="text")
    wanted_by = models.DateField(_("by when"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=GoalStatus, default=GoalStatus.OPEN
    )
    settled_on = models.DateField(_("settled on"), null=True)
    outcome = SealedField(_("what came of it"), kind="text")

    class Meta(CaseRecord.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ("kind", "saved_at", "id")
        constraints = (
            filled_exactly_when(
                ~Q(status=GoalStatus.OPEN), "settled_on", name="settled_goals_say_when"
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "kind": CASEWORK,
            "words": SENSITIVE,
            "wanted_by": CASEWORK,
            "status": CASEWORK,
            "settled_on": CASEWORK,
            "outcome": SENSITIVE,
        }


class SupportQuerySet(ReadQuerySet["Support"]):
    def live(self) -> Self:
        return self.filter(
            status__in=(SupportStatus.PLANNED, SupportStatus.ASKED, SupportStatus.RUNNING)
        )


class Support(CaseRecord):
    """One service in the plan: planned, asked for, given by whom and when, what it brought."""

    PART = Part.PLAN

    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("goal")
    )
    kind = models.CharField(_("kind of help"), max_length=20, choices=ServiceKind)
    what = SealedField(_("what exactly"), kind="text")
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, related_name="+", verbose_name=_("provider")
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, related_name="+", verbose_name=_("service")
    )
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, related_name="+", verbose_name=_("consent")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=SupportStatus, default=SupportStatus.PLANNED
    )
    planned_on = models.DateField(_("planned on"))
    wanted_by = models.DateField(_("needed by"), null=True, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    in_shelter = models.BooleanField(_("inside a shelter"), default=False)
    result = models.CharField(_("what it brought"), max_length=10, choices=Result, blank=True)
    barriers = ArrayField(
        models.CharField(max_length=20, choices=Barrier),
        verbose_name=_("what stood in the way"),
        default=list,
        blank=True,
    )
    contentment = models.CharField(
        _("what the person says of it"), max_length=1, choices=Contentment, blank=True
    )
    outcome = SealedField(_("in words"), kind="text")
    after = models.CharField(
        _("after six months"), max_length=10, choices=AfterHalfYear, blank=True
    )
    after_on = models.DateField(_("asked on"), null=True, blank=True)

    objects: ClassVar[Any] = SupportQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("service of a plan")
        verbose_name_plural = _("services of a plan")
        ordering = ("kind", "planned_on", "id")
        indexes = (
            GinIndex(fields=["readers"], name="supports_by_reader"),
            models.Index(fields=["kind", "from_on"], name="supports_by_kind"),
        )
        constraints = (
            in_order("from_on", "until_on", name="services_do_not_end_before_they_began"),
            models.CheckConstraint(
                condition=~Q(status__in=(SupportStatus.RUNNING, SupportStatus.FINISHED))
                | Q(from_on__isnull=False),
                name="services_given_say_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=SupportStatus.FINISHED)
                | (Q(until_on__isnull=False) & ~Q(result="")),
                name="finished_services_say_when_and_what",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "goal": TRACE,
            "kind": CASEWORK,
            "what": SENSITIVE,
            "provider": CASEWORK,
            "service": CASEWORK,
            "consent": TRACE,
            "status": CASEWORK,
            "planned_on": CASEWORK,
            "wanted_by": CASEWORK,
            "from_on": CASEWORK,
            "until_on": CASEWORK,
            "in_shelter": CASEWORK,
            "result": CASEWORK,
            "barriers": CASEWORK,
            "contentment": CASEWORK,
            "outcome": SENSITIVE,
            "after": CASEWORK,
            "after_on": CASEWORK,
        }

    def waited(self) -> int | None:
        """Days from planning to the first day of help; None while it has not begun."""
        return (self.from_on - self.planned_on).days if self.from_on else None


class FollowUpQuerySet(ReadQuerySet["FollowUp"]):
    def due(self, *, on: date) -> Self:
        return self.filter(status=FollowUpStatus.DUE, due_on__lte=on)


class FollowUp(CaseRecord):
    """Six months on: how the person lives now. It is asked for, never demanded."""

    PART = Part.PLAN

    due_on = models.DateField(_("due on"))
    status = models.CharField(
        _("status"), max_length=10, choices=FollowUpStatus, default=FollowUpStatus.DUE
    )
    held_on = models.DateField(_("held on"), null=True)
    housing = models.CharField(_("home"), max_length=10, choices=Housing, blank=True)
    livelihood = models.CharField(_("lives by"), max_length=10, choices=Livelihood, blank=True)
    is_in_danger = models.BooleanField(_("is in danger again"), null=True, blank=True)
    contentment = models.CharField(
        _("what the person says of the help"), max_length=1, choices=Contentment, blank=True
    )
    words = SealedField(_("told in the conversation"), kind="text")
    why_missed = models.CharField(_("why it did not take place"), max_length=200, blank=True)

    objects: ClassVar[Any] = FollowUpQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ("due_on", "id")
        indexes = (
            GinIndex(fields=["readers"], name="follow_ups_by_reader"),
            models.Index(fields=["due_on"], name="follow_ups_by_day"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status=FollowUpStatus.DUE),
                name="one_follow_up_is_due_at_a_time",
            ),
            filled_exactly_when(
                Q(status=FollowUpStatus.HELD), "held_on", name="follow_ups_held_say_when"
            ),
            models.CheckConstraint(
                condition=~Q(status=FollowUpStatus.MISSED) | ~Q(why_missed=""),
                name="missed_follow_ups_say_why",
            ),
        )

    class Privacy:
        shareable = frozenset({"id"})
        confidential = CASE_RECORD | {
            "due_on": CASEWORK,
            "status": CASEWORK,
            "held_on": CASEWORK,
            "housing": CASEWORK,
            "livelihood": CASEWORK,
            "is_in_danger": SENSITIVE,
            "contentment": CASEWORK,
            "words": SENSITIVE,
            "why_missed": CASEWORK,
        }
