"""The plan as the law wrote it: acts, plans, versions, directions, measures, parties and notes.

Everything under a version is immutable once confirmed; an amendment makes the next version.
"""

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dayaq.directory.models import Body, BodyGroup
from dayaq.kernel.constraints import exactly_one_of, filled_exactly_when, in_order
from dayaq.kernel.text import Fold, fold
from dayaq.plan.states import PartyRole, PeriodKind

if TYPE_CHECKING:
    from dayaq.plan.models.decisions import GroupDecision


class Act(models.Model):
    """A legal act that approves or amends a plan."""

    kind = models.CharField(_("kind"), max_length=60)
    number = models.CharField(_("number"), max_length=40)
    adopted_on = models.DateField(_("adopted on"))
    title = models.TextField(_("title"))
    url = models.URLField(_("address"), blank=True)

    class Meta:
        verbose_name = _("act")
        constraints = (
            models.UniqueConstraint(fields=["number", "adopted_on"], name="an_act_is_kept_once"),
        )

    def __str__(self) -> str:
        return f"№ {self.number}"


class Plan(models.Model):
    """A national action plan for a span of years. What it says is in its versions."""

    code = models.SlugField(max_length=40, unique=True)
    title = models.TextField(_("title"))
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    predecessor_text = models.CharField(_("earlier plan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("plan")
        ordering = ("-starts_on",)
        constraints = (in_order("starts_on", "ends_on", name="plans_do_not_end_before_they_begin"),)

    def __str__(self) -> str:
        return self.title

    @property
    def current(self) -> "PlanVersion":
        return self.versions.order_by("-number")[0]


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def in_force(self) -> "PlanVersion | None":
        """The current version of the latest plan; none before the first decree is taken in."""
        return self.select_related("plan").order_by("-plan__starts_on", "-number").first()

    def with_neighbours(self) -> Self:
        """With the keys of the versions before and after, where there are any."""
        same_plan = PlanVersion.objects.filter(plan=models.OuterRef("plan"))
        return self.annotate(
            earlier_pk=same_plan.filter(number=models.OuterRef("number") - 1).values("pk")[:1],
            later_pk=same_plan.filter(number=models.OuterRef("number") + 1).values("pk")[:1],
        )


class PlanVersion(models.Model):
    """The plan as it stands from a day on, by the act that made it so."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(pgettext_lazy("law", "version"))
    act = models.ForeignKey(Act, models.PROTECT, related_name="versions")
    reading = models.OneToOneField("Reading", models.PROTECT, related_name="version")
    effective_from = models.DateField(_("in force from"))
    sections = models.JSONField(
        default=list
    )  # introduction, goals, financing… verbatim, with their lines

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a plan")
        ordering = ("plan", "-number")
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="versions_are_numbered_once"),
        )

    def __str__(self) -> str:
        return f"{self.plan.code} v{self.number}"

    @property
    def counts(self) -> dict[str, int]:
        """How much the version says: measures, links by role, bodies and groups that execute."""
        executes = Q(parties__role=PartyRole.EXECUTOR)
        return Measure.objects.of(self).aggregate(
            measures=models.Count("pk", distinct=True),
            executors=models.Count("parties", filter=executes),
            bodies=models.Count("parties__body", filter=executes, distinct=True),
            groups=models.Count("parties__group", filter=executes, distinct=True),
            involved=models.Count("parties", filter=Q(parties__role=PartyRole.INVOLVED)),
            recommended=models.Count("parties", filter=Q(parties__role=PartyRole.RECOMMENDED)),
        )

    @property
    def financing(self) -> list[dict[str, Any]]:
        """What the plan says about its financing, verbatim, paragraph by paragraph."""
        return self._paragraphs("financing")

    @property
    def goal(self) -> list[dict[str, Any]]:
        return self._paragraphs("goal")

    @property
    def principles(self) -> list[dict[str, Any]]:
        return self._paragraphs("principles")

    def _paragraphs(self, about: str) -> list[dict[str, Any]]:
        return next((s["paragraphs"] for s in self.sections if s["about"] == about), [])


class DirectionQuerySet(models.QuerySet["Direction"]):
    def with_counts(self) -> Self:
        return self.annotate(measure_count=models.Count("measures"))


class Direction(models.Model):
    """A chapter of the table of measures."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="directions")
    clause = models.CharField(_("clause"), max_length=20)
    title = models.TextField(_("title"))
    position = models.PositiveIntegerField()
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()

    objects = DirectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("direction")
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["version", "clause"], name="a_direction_has_its_own_clause"
            ),
        )

    def __str__(self) -> str:
        return f"{self.clause}. {self.title}"


class MeasureQuerySet(models.QuerySet["Measure"]):
    def of(self, version: PlanVersion) -> Self:
        return self.filter(direction__version=version)

    def running_in(self, year: int) -> Self:
        """Measures whose period touches that year; regular ones run as long as the plan."""
        return self.filter(
            Q(period_kind=PeriodKind.REGULAR) | Q(year_from__lte=year, year_to__gte=year)
        )

    def found(self, words: str) -> Self:
        """Measures whose clause begins with, or whose text contains, what was typed."""
        key = fold(words.strip())
        return self.annotate(key=Fold("text")).filter(
            Q(clause__startswith=words.strip()) | Q(key__contains=key)
        )

    def with_parties(self) -> Self:
        return self.select_related("direction").prefetch_related(
            "parties__body__names", "parties__group"
        )


class Measure(models.Model):
    """One row of the plan: what the law asks, of whom, by when.

    `text` is the law's own wording and never edited; what is said about the work stands elsewhere.
    """

    direction = models.ForeignKey(Direction, models.PROTECT, related_name="measures")
    clause = models.CharField(_("clause"), max_length=20)
    text = models.TextField(_("text of the law"))
    text_hash = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    period_kind = models.CharField(_("kind of period"), max_length=10, choices=PeriodKind)
    year_from = models.PositiveIntegerField(_("from"), null=True)
    year_to = models.PositiveIntegerField(_("to"), null=True)
    period_text = models.CharField(_("period"), max_length=60)
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        ordering = ("direction", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["direction", "clause"], name="a_measure_has_its_own_clause"
            ),
            filled_exactly_when(
                ~Q(period_kind=PeriodKind.REGULAR),
                "year_from",
                "year_to",
                name="only_regular_measures_have_no_years",
            ),
        )

    def __str__(self) -> str:
        return self.clause

    @property
    def is_regular(self) -> bool:
        return self.period_kind == PeriodKind.REGULAR

    @property
    def order(self) -> tuple[int, ...]:
        """Clause numbers in their own order: 4.1.9 before 4.1.10."""
        return tuple(int(n) for n in re.findall(r"\d+", self.clause))

    @property
    def deadline(self) -> date | None:
        """The last day of the last year: the law gives years only, the day is our reading of it."""
        return date(self.year_to, 12, 31) if self.year_to else None

    def runs_in(self, year: int) -> bool:
        """`MeasureQuerySet.running_in`, told about one measure."""
        if self.year_from is None or self.year_to is None:
            return True
        return self.year_from <= year <= self.year_to


class PartyQuerySet(models.QuerySet["Party"]):
    def of_groups(self, version: PlanVersion) -> Self:
        """Where the version names a group, in the order of the text, with what was decided."""
        return (
            self.filter(group__isnull=False, measure__direction__version=version)
            .select_related("group", "measure__direction")
            .prefetch_related("decisions")
            .order_by("measure__direction__position", "measure__position", "order")
        )


class Party(models.Model):
    """A body, or a group of bodies, named for a measure in a role, in the order of the text.

    `body` is the body that the text names; who carries the duty today is `body.bearer_on(day)`.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="parties")
    role = models.CharField(_("role"), max_length=12, choices=PartyRole)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="parties")
    group = models.ForeignKey(BodyGroup, models.PROTECT, null=True, related_name="parties")
    order = models.PositiveIntegerField(_("order in the text"))
    verbatim = models.CharField(_("as written"), max_length=500)
    lines = ArrayField(models.PositiveIntegerField(), default=list)
    note = models.ForeignKey("Note", models.PROTECT, null=True, related_name="parties")

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("measure", "role", "order")
        constraints = (
            exactly_one_of("body", "group", name="a_party_is_a_body_or_a_group"),
            filled_exactly_when(
                Q(role=PartyRole.RECOMMENDED), "note", name="recommendations_stand_in_a_note"
            ),
        )

    def __str__(self) -> str:
        return self.verbatim

    def deciding_on(self, day: date) -> "list[GroupDecision]":
        """The decisions by which a group meant bodies on that day."""
        return [decision for decision in self.decisions.all() if decision.holds_on(day)]

    @property
    def named(self) -> Body | BodyGroup:
        who = self.body or self.group
        assert who is not None, "a_party_is_a_body_or_a_group"  # noqa: S101
        return who


class Note(models.Model):
    """A note under the table: a recommendation to a body that the decree does not order about."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField()
    text = models.TextField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="notes", null=True)
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("note")
        ordering = ("version", "number")
        constraints = (
            models.UniqueConstraint(fields=["version", "number"], name="notes_are_numbered_once"),
        )

    def __str__(self) -> str:
        return gettext("Note %(number)s") % {"number": self.number}


class Commitment(models.Model):
    """What a note asks beyond taking part in measures: a row of its own that can be followed."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="commitments")
    number = models.PositiveIntegerField()
    text = models.TextField()
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("further commitment")
        ordering = ("note", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["note", "number"], name="commitments_are_numbered_once"
            ),
        )

    def __str__(self) -> str:
        return self.text
