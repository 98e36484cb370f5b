"""The lists of programmes, trainers and trainings."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.directory.models import Code, Region, holding_on
from dayaq.kernel.lists import Search, Words
from dayaq.kernel.related import number_of
from dayaq.learning.models import Course, Programme, Trainer, required_topics
from dayaq.learning.models.training import AUDIENCES, TOPICS, ProgrammeQuerySet
from dayaq.learning.states import CourseStatus
from dayaq.learning.tables.kept import KeptSearch, OfBodies, codes_of, sign

LACKING = ("complete", _("All")), ("lacking", _("Some are missing"))
STANDING = ("today", _("Taught today")), ("past", _("No longer or not yet"))


def programme_rows(rows: ProgrammeQuerySet) -> QuerySet[Programme]:
    """With how many of the required topics each has."""
    required = required_topics(on=localdate())
    return (
        rows.with_body_name()
        .annotate(
            of=number_of(required, "list"),
            required=number_of(
                Programme.topics.through.objects.filter(
                    programme=OuterRef("pk"), code__in=required.order_by().values("pk")
                ),
                "programme",
            ),
            held=number_of(Course.objects.held().filter(programme=OuterRef("pk")), "programme"),
        )
        .order_by("title", "pk")
    )


class ProgrammeTable(tables.Table):  # type: ignore[misc]
    title = Words(
        verbose_name=_("Programme"),
        linkify=lambda record: reverse("learning:programme", args=[record.pk]),
    )
    body = Words(verbose_name=_("Body"), accessor="body_name")
    hours = tables.Column(verbose_name=_("Hours"), attrs={"td": {"class": "number"}})
    required = tables.Column(verbose_name=_("Required topics"), attrs={"td": {"class": "number"}})
    held = tables.Column(verbose_name=_("Trainings held"), attrs={"td": {"class": "number"}})
    since = tables.DateColumn(verbose_name=_("Since"), format="d.m.Y", visible=False)
    until = tables.DateColumn(verbose_name=_("Until"), format="d.m.Y")

    class Meta:
        sequence = ("title", "body", "hours", "required", "held", "since", "until")

    def render_required(self, record: Any) -> str:
        return f"{record.required} / {record.of}"

    def value_required(self, record: Any) -> int:
        return int(record.required)


class ProgrammeSearch(KeptSearch):
    topics = django_filters.ModelChoiceFilter(label=_("Topic"), queryset=codes_of(TOPICS))
    audiences = django_filters.ModelChoiceFilter(label=_("For whom"), queryset=codes_of(AUDIENCES))
    lacking = django_filters.ChoiceFilter(
        label=_("Required topics"), choices=LACKING, method="by_topics"
    )
    standing = django_filters.ChoiceFilter(label=_("In force"), choices=STANDING, method="by_day")

    def by_topics(self, rows: Any, _name: str, which: str) -> Any:
        return (
            rows.filter(required__lt=F("of"))
            if which == "lacking"
            else rows.filter(required=F("of"))
        )

    def by_day(self, rows: Any, _name: str, which: str) -> Any:
        holds = holding_on(localdate())
        return rows.filter(holds) if which == "today" else rows.exclude(holds)


def trainer_rows(rows: "QuerySet[Trainer]") -> "QuerySet[Trainer]":
    """With how many trainings each taught."""
    taught = Trainer.courses.through.objects.filter(trainer=OuterRef("pk"))
    return rows.prefetch_related("topics").annotate(taught=number_of(taught, "trainer"))


class TrainerTable(tables.Table):  # type: ignore[misc]
    name = Words(
        verbose_name=_("Trainer"),
        linkify=lambda record: reverse("learning:trainer", args=[record.pk]),
    )
    workplace = tables.Column(verbose_name=_("Workplace and position"))
    body = Words(verbose_name=_("Kept by"), accessor="body_name")
    topics = tables.ManyToManyColumn(verbose_name=_("Topics"))
    taught = tables.Column(verbose_name=_("Trainings"), attrs={"td": {"class": "number"}})
    is_retired = tables.BooleanColumn(verbose_name=_("No longer teaches"), yesno=",")

    class Meta:
        sequence = ("name", "workplace", "body", "topics", "taught", "is_retired")

    def render_is_retired(self, value: bool) -> Any:  # noqa: FBT001 - django-tables2's signature
        return _("Yes") if value else "—"

    def value_is_retired(self, value: bool) -> Any:  # noqa: FBT001 - django-tables2's signature
        return _("Yes") if value else ""


class TrainerSearch(Search, OfBodies):
    looks_in = ("name", "workplace")
    topics = django_filters.ModelChoiceFilter(label=_("Topic"), queryset=codes_of(TOPICS))

    class Meta:
        model = Trainer
        fields = ()


class CourseTable(tables.Table):  # type: ignore[misc]
    title = Words(
        verbose_name=_("Training"),
        linkify=lambda record: reverse("learning:course", args=[record.pk]),
    )
    number = tables.Column(verbose_name=_("Number"), accessor="number", order_by="pk")
    body = Words(verbose_name=_("Organised by"), accessor="body_name")
    starts_on = tables.DateColumn(verbose_name=_("First day"), format="d.m.Y")
    ends_on = tables.DateColumn(verbose_name=_("Last day"), format="d.m.Y", visible=False)
    region = tables.Column(verbose_name=_("Region"), order_by="region__code")
    status = tables.Column(verbose_name=_("Status"))
    attended = tables.Column(verbose_name=_("Attended"), attrs={"td": {"class": "number"}})

    class Meta:
        model = Course
        sequence = (
            "title", "number", "body", "starts_on", "ends_on", "region", "status", "attended"
        )  # fmt: skip
        fields = sequence
        order_by = ("-starts_on",)

    def render_status(self, record: Course) -> str:
        return sign("training", record.status, record.get_status_display())

    def value_status(self, record: Course) -> str:
        return str(record.get_status_display())


class CourseSearch(KeptSearch):
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=CourseStatus)
    region = django_filters.ModelChoiceFilter(label=_("Region"), queryset=Region.objects.all())
    audience = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("training", "Who came"),
        queryset=codes_of(AUDIENCES),
        method="attended_by",
    )
    days = django_filters.DateFromToRangeFilter(label=_("First day"), field_name="starts_on")
    due = django_filters.BooleanFilter(label=_("Over, and nobody said who came"), method="overdue")

    def attended_by(self, rows: Any, _name: str, audience: Code) -> Any:
        return rows.filter(pk__in=Course.objects.filter(attendance__audience=audience).values("pk"))

    def overdue(self, rows: Any, _name: str, value: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        waiting = Course.objects.without_attendance(on=localdate()).values("pk")
        return rows.filter(pk__in=waiting) if value else rows.exclude(pk__in=waiting)
