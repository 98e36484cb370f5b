"""What those who were there think of it, without anybody knowing who said what.

Answers to one question are not kept together with those to the next: a row says how often a choice
was made, or one remark. Rows have random numbers and no moment. When a questionnaire is closed they
are written anew, summed and in random order, so that not even their place tells when they came.
"""

import uuid
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Cast
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from dayaq.awareness.models import Campaign
from dayaq.awareness.models.campaigns import CampaignQuerySet
from dayaq.evaluation.models.questions import Question, QuestionSet
from dayaq.evaluation.states import NEXT_SHEET, Asked, Occasion, SheetStatus
from dayaq.learning.models.training import Course, CourseQuerySet

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def new_door() -> str:
    """The end of a questionnaire's public address; short enough to be typed from a wall."""
    return get_random_string(10, "23456789abcdefghjkmnpqrstuvwxyz")


class SheetQuerySet(models.QuerySet["Sheet"]):
    def with_results(self) -> Self:
        """How many people answered, the mean on the scale, and the share of right answers in per cent."""
        people = Receipt.objects.filter(sheet=OuterRef("pk")).values("sheet")
        answers = Answer.objects.filter(sheet=OuterRef("pk")).order_by().values("sheet")
        value = Cast("choice", models.IntegerField())
        scored = answers.filter(question__asked=Asked.SCALE).annotate(
            # times a decimal: PostgreSQL divides whole numbers to a whole number
            told=Sum(value * F("number"), output_field=models.DecimalField())
            * Decimal("1.0")
            / Sum("number", output_field=models.DecimalField())
        )
        tested = answers.filter(is_right__isnull=False).annotate(
            told=Sum("number", filter=Q(is_right=True), default=0)
            * Decimal(100)
            / Sum("number", output_field=models.DecimalField())
        )
        number = models.DecimalField(max_digits=9, decimal_places=4)
        return self.annotate(
            people=Subquery(people.annotate(n=Sum("number")).values("n")),
            score=Subquery(scored.values("told"), output_field=number),
            right=Subquery(tested.values("told"), output_field=number),
        )

    def visible_to(self, user: "User") -> Self:
        """Of the trainings and campaigns that the person may see."""
        return self.filter(
            Q(course__in=Course.objects.visible_to(user))
            | Q(campaign__in=Campaign.objects.visible_to(user))
        )

    def answered(self) -> Self:
        return self.filter(Exists(Receipt.objects.filter(sheet=OuterRef("pk"))))

    def silent(self, *, until: date) -> Self:
        """Open, about to close, and nobody has answered."""
        received = Receipt.objects.filter(sheet=OuterRef("pk"))
        return self.filter(~Exists(received), status=SheetStatus.OPEN, closes_on__lte=until)

    def to_open(self, *, on: date) -> Self:
        return self.filter(status=SheetStatus.WAITING, opens_on__lte=on)

    def to_close(self, *, on: date) -> Self:
        return self.filter(status=SheetStatus.OPEN, closes_on__lt=on)


class Sheet(models.Model):
    """A set of questions asked on one occasion of a training or a campaign, through a door that a link opens."""

    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="sheets")
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="sheets"
    )
    occasion = models.CharField(_("occasion"), max_length=12, choices=Occasion)
    questions = models.ForeignKey(
        QuestionSet, models.PROTECT, related_name="sheets", verbose_name=_("question set")
    )
    door = models.CharField(max_length=10, unique=True, default=new_door)
    status = models.CharField(
        _("status"), max_length=8, choices=SheetStatus, default=SheetStatus.WAITING
    )
    opens_on = models.DateField(_("opens by itself on"), null=True, blank=True)
    closes_on = models.DateField(_("closes by itself after"), null=True, blank=True)
    needs_slip = models.BooleanField(_("each answers once, with a slip"), default=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        ordering = ("course", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["course", "occasion"], name="an_occasion_is_asked_about_once"
            ),
            models.UniqueConstraint(fields=["campaign"], name="an_audience_is_asked_once"),
            models.CheckConstraint(
                condition=Q(occasion=Occasion.AUDIENCE, campaign__isnull=False, course__isnull=True)
                | (~Q(occasion=Occasion.AUDIENCE) & Q(campaign__isnull=True)),
                name="the_audience_is_asked_about_a_campaign",
            ),
        )
        indexes = (models.Index(fields=["status", "opens_on"], name="sheets_by_opening"),)

    def __str__(self) -> str:
        return f"{self.about}: {self.get_occasion_display()}"

    @property
    def body_id(self) -> int:
        """The body whose register it belongs to."""
        return self.about.body_id if self.about else 0

    @property
    def about(self) -> Course | Campaign | None:
        """The training or the campaign that is judged."""
        return self.campaign or self.course

    def can_become(self, status: SheetStatus) -> bool:
        return status in NEXT_SHEET[SheetStatus(self.status)]


class Slip(models.Model):
    """A paper that lets somebody answer once. Kept as a hash until it is used; then nothing is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="slips")

    class Meta:
        verbose_name = _("slip")

    def __str__(self) -> str:
        return self.digest[:8]


class Receipt(models.Model):
    """Somebody handed in a questionnaire: counted once, however often the phone sends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="receipts")
    number = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("receipt")

    def __str__(self) -> str:
        return f"{self.number}"


class Answer(models.Model):
    """How often a choice was made, or one remark in words. Belongs to a question, to nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=2, blank=True)
    words = models.TextField(blank=True)
    is_right = models.BooleanField(null=True)
    number = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("answer")
        constraints = (
            models.CheckConstraint(
                condition=Q(choice="") ^ Q(words=""), name="an_answer_is_a_choice_or_a_remark"
            ),
        )

    def __str__(self) -> str:
        return self.choice or self.words[:80]


def with_evaluation(rows: CourseQuerySet) -> CourseQuerySet:
    """Trainings with what each occasion brought: people, scores, tests."""
    sheets = Sheet.objects.filter(course=OuterRef("pk")).with_results().order_by()

    def of(occasion: Occasion, name: str) -> Subquery:
        return Subquery(sheets.filter(occasion=occasion).values(name)[:1])

    return rows.annotate(
        by_participants=of(Occasion.PARTICIPANTS, "people"),
        by_organiser=of(Occasion.ORGANISER, "people"),
        later=of(Occasion.FOLLOW_UP, "people"),
        score=of(Occasion.PARTICIPANTS, "score"),
        before=of(Occasion.BEFORE, "right"),
        after=of(Occasion.AFTER, "right"),
        gain=of(Occasion.AFTER, "right") - of(Occasion.BEFORE, "right"),
    )


def judged_by(occasion: Occasion) -> "models.QuerySet[Sheet, int]":
    """The trainings about which somebody answered on that occasion."""
    return Sheet.objects.filter(occasion=occasion).answered().values_list("course", flat=True)


def with_audience(rows: CampaignQuerySet) -> CampaignQuerySet:
    """Campaigns with how many of the audience answered, and the score that came of it."""
    sheets: Any = Sheet.objects.filter(campaign=OuterRef("pk")).with_results().order_by()
    return rows.annotate(
        by_audience=Subquery(sheets.values("people")[:1]),
        score=Subquery(sheets.values("score")[:1]),
    )


def asked_audiences(*, fewest: int) -> SheetQuerySet:
    """Questionnaires of campaigns that so many have answered that their results are told."""
    people = Receipt.objects.filter(sheet__campaign__isnull=False).order_by().values("sheet")
    told = people.annotate(n=Sum("number")).filter(n__gte=fewest)
    return Sheet.objects.filter(pk__in=told.values("sheet"))
