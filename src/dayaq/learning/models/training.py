"""Programmes and the trainings held by them: where, when, by whom, and how many came from where."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.directory.models import Body, Code, Dated, Language, Region, holding_on
from dayaq.kernel.constraints import filled_exactly_when, in_order
from dayaq.kernel.once import once
from dayaq.kernel.text import Fold
from dayaq.learning.models.kept import Kept, KeptQuerySet
from dayaq.learning.states import NEXT_COURSE, CourseStatus, Form

if TYPE_CHECKING:
    from dayaq.accounts.models import User

TOPICS, AUDIENCES = "training-topic", "training-audience"
"""The code lists; a topic that the plan requires is part of the heading of its clause."""


def required_topics(*, on: date) -> models.QuerySet[Code]:
    """The topics that a clause of the plan requires of programmes, each with its clause."""
    topics = Code.objects.of_list(TOPICS, on=on)
    return topics.filter(broader__isnull=False).select_related("broader")


class ProgrammeQuerySet(KeptQuerySet["Programme"]):
    def in_force(self, day: date) -> Self:
        return self.filter(holding_on(day))


class Programme(Kept, Dated):
    """What is taught to whom: the approved content of a training, in force for a span of days."""

    title = models.CharField(_("title"), max_length=300)
    aim = models.TextField(_("aim"), blank=True, max_length=5000)
    hours = models.PositiveSmallIntegerField(_("academic hours"), null=True, blank=True)
    topics = models.ManyToManyField(
        Code, related_name="+", verbose_name=_("topics"), limit_choices_to={"list__code": TOPICS}
    )
    audiences = models.ManyToManyField(
        Code,
        related_name="+",
        verbose_name=_("for whom"),
        limit_choices_to={"list__code": AUDIENCES},
    )
    document = models.CharField(_("approved by document"), max_length=200, blank=True)
    key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        ordering = ("title", "pk")
        constraints = (in_order("since", "until", name="programmes_do_not_end_before_they_begin"),)

    SENTENCES = {
        "programmes_do_not_end_before_they_begin": (
            "until",
            _("The last day is before the first."),
        ),
    }

    def __str__(self) -> str:
        return self.title

    def missing(self, required: Iterable[Code]) -> list[Code]:
        """Topics that the plan requires and this programme does not have."""
        has = {topic.pk for topic in self.topics.all()}
        return [topic for topic in required if topic.pk not in has]


class Trainer(Kept):
    """Somebody who teaches, as the organising body calls them; nothing else about the person."""

    name = models.CharField(_("name"), max_length=200)
    workplace = models.CharField(_("workplace and position"), max_length=300, blank=True)
    topics = models.ManyToManyField(
        Code,
        blank=True,
        related_name="+",
        verbose_name=_("topics"),
        limit_choices_to={"list__code": TOPICS},
    )
    is_retired = models.BooleanField(_("no longer teaches"), default=False)

    objects = KeptQuerySet["Trainer"].as_manager()

    class Meta:
        verbose_name = _("trainer")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.workplace})" if self.workplace else self.name


class CourseQuerySet(KeptQuerySet["Course"]):
    def visible_to(self, user: "User") -> Self:
        """Trainings that one's body organises, alone or with others."""
        if holds(user, Permission.LEARNING_READ_ALL):
            return self.all()
        ours = bodies_where(user, Permission.LEARNING_READ)
        together = Course.partners.through.objects.filter(course=OuterRef("pk"), body__in=ours)
        return self.filter(Q(body__in=ours) | Exists(together))

    def held(self) -> Self:
        return self.filter(status=CourseStatus.HELD)

    def without_attendance(self, *, on: date) -> Self:
        """Over, and nobody has said who came."""
        return self.filter(status=CourseStatus.PLANNED, ends_on__lt=on)


class Course(Kept):
    """One training: a programme taught to people on some days. Holds no name of anybody taught."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="courses", verbose_name=_("programme")
    )
    title = models.CharField(_("title"), max_length=300)
    partners = models.ManyToManyField(
        Body, blank=True, related_name="+", verbose_name=_("held together with")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=CourseStatus, default=CourseStatus.PLANNED
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    form = models.CharField(_("form"), max_length=10, choices=Form, default=Form.IN_PERSON)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    venue = models.CharField(pgettext_lazy("training", "place"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.AZ)
    places = models.PositiveIntegerField(_("number of places"), null=True, blank=True)
    trainers = models.ManyToManyField(
        Trainer, blank=True, related_name="courses", verbose_name=_("trainers")
    )
    attended = models.PositiveIntegerField(_("attended"), null=True, editable=False)
    """The sum of its attendance, kept here so that long lists stay quick. Null until it is known."""
    key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        ordering = ("-starts_on", "-pk")
        constraints = (
            in_order("starts_on", "ends_on", name="trainings_do_not_end_before_they_begin"),
            filled_exactly_when(
                Q(status=CourseStatus.HELD), "attended", name="held_trainings_say_how_many_came"
            ),
        )
        indexes = (
            models.Index(fields=["-starts_on", "-id"], name="courses_newest_first"),
            models.Index(fields=["body", "-starts_on"], name="courses_of_a_body"),
            models.Index(fields=["ends_on"], name="courses_by_end"),
        )

    SENTENCES = {
        "trainings_do_not_end_before_they_begin": (
            "ends_on",
            _("The last day is before the first."),
        ),
    }

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """How lists in Excel name it: `T-17`."""
        return f"T-{self.pk}"

    def can_become(self, status: CourseStatus) -> bool:
        return status in NEXT_COURSE[CourseStatus(self.status)]

    @property
    def certified(self) -> tuple[int, int]:
        """How many certificates were issued, and how many of them stand."""
        return once(f"learning.certified.{self.pk}", self._count_certificates)

    def _count_certificates(self) -> tuple[int, int]:
        counted = self.certificates.aggregate(
            issued=Count("pk"), standing=Count("pk", filter=Q(withdrawn_on=None))
        )
        return counted["issued"], counted["standing"]

    @cached_property
    def is_joint(self) -> bool:
        return any(self.partners.all())


class Session(models.Model):
    """One sitting of a training: when, about what, taught by whom."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="sessions")
    on = models.DateField(_("day"))
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    subject = models.CharField(pgettext_lazy("session", "subject"), max_length=300)
    trainer = models.ForeignKey(
        Trainer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("trainer")
    )

    class Meta:
        verbose_name = _("session")
        ordering = ("course", "on", "begins")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")), name="sessions_end_after_they_begin"
            ),
        )

    SENTENCES = {
        "sessions_end_after_they_begin": ("ends", _("A session ends after it begins.")),
    }

    def __str__(self) -> str:
        return self.subject


class Attendance(models.Model):
    """How many people came to a training from one place of work, by sex. Numbers, never names."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="attendance")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    unit = models.CharField(_("unit, hospital or firm"), max_length=300, blank=True)
    audience = models.ForeignKey(
        Code, models.PROTECT, related_name="+", verbose_name=_("who they are")
    )
    women = models.PositiveIntegerField(_("women"), default=0)
    men = models.PositiveIntegerField(_("men"), default=0)
    unsaid = models.PositiveIntegerField(_("sex not recorded"), default=0)

    class Meta:
        verbose_name = _("attendance")
        ordering = ("course", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(women__gt=0) | Q(men__gt=0) | Q(unsaid__gt=0),
                name="somebody_came",
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False) | ~Q(unit=""), name="attendance_says_from_where"
            ),
            models.UniqueConstraint(
                fields=["course", "body", "unit", "audience"],
                nulls_distinct=False,
                name="attendance_from_a_place_stands_once",
            ),
        )

    SENTENCES = {
        "somebody_came": ("women", _("Enter how many people came; at least one.")),
        "attendance_says_from_where": (
            "body",
            _("Choose the body they came from, or name their firm or hospital."),
        ),
        "attendance_from_a_place_stands_once": (
            "body",
            _("These people are recorded already. Change that line instead."),
        ),
    }

    def __str__(self) -> str:
        return f"{self.came_from}: {self.people}"

    @property
    def people(self) -> int:
        return self.women + self.men + self.unsaid

    @property
    def came_from(self) -> str:
        names = [self.body.name if self.body else "", self.unit]
        return ", ".join(name for name in names if name)


def new_code() -> str:
    """A code that nobody guesses, without letters that look like digits."""
    return get_random_string(12, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ")


class Certificate(models.Model):
    """A certificate of attendance that anybody can verify by its code.

    Whoever it was made out to is not kept: only a print that tells, to somebody who has the
    certificate in hand, whether the name on it is the one it was made out to.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="certificates")
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code)
    number = models.PositiveIntegerField(pgettext_lazy("certificate", "number"))
    name_print = models.CharField(max_length=64, blank=True, editable=False)
    issued_on = models.DateField(_("issued"))
    withdrawn_on = models.DateField(pgettext_lazy("certificate", "withdrawn"), null=True)
    why = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("certificate")
        ordering = ("course", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["course", "number"], name="a_training_numbers_certificates_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.course.number}/{self.number}"

    @property
    def spaced(self) -> str:
        """The code in groups of four, as people read it."""
        return " ".join(self.code[i : i + 4] for i in range(0, 12, 4))
