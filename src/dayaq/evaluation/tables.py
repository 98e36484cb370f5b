"""The lists of question sets and of how trainings were judged."""

from decimal import Decimal
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.evaluation.models import QuestionSet
from dayaq.evaluation.models.results import fewest_shown
from dayaq.evaluation.models.sheets import judged_by
from dayaq.evaluation.states import Occasion, Purpose, SetStatus
from dayaq.kernel.lists import Search, Words
from dayaq.learning.models import Programme
from dayaq.learning.tables.kept import KeptSearch, sign

NUMBER = {"td": {"class": "number"}}
JUDGED = (
    ("none", _("By nobody")),
    ("participants", _("By participants")),
    ("organiser", _("By organisers")),
    ("both", _("By both")),
)


def set_rows(rows: QuerySet[QuestionSet]) -> QuerySet[QuestionSet]:
    return (
        rows.select_related("body")
        .prefetch_related("body__names")
        .annotate(asked=Count("questions", distinct=True), used=Count("sheets", distinct=True))
        .order_by("purpose", "code", "-version")
    )


class SetTable(tables.Table):  # type: ignore[misc]
    title = tables.Column(
        verbose_name=_("Question set"),
        order_by="title_az",
        linkify=lambda record: reverse("evaluation:question_set", args=[record.pk]),
    )
    version = tables.Column(attrs=NUMBER)
    purpose = tables.Column(verbose_name=_("What it asks for"))
    body = tables.Column(
        verbose_name=_("Kept by"), accessor="body", orderable=False, empty_values=()
    )
    status = tables.Column(verbose_name=_("Status"))
    asked = tables.Column(verbose_name=_("Questions"), attrs=NUMBER)
    used = tables.Column(verbose_name=_("Times asked"), attrs=NUMBER)

    class Meta:
        model = QuestionSet
        fields = ("title", "version", "purpose", "body", "status", "asked", "used")
        sequence = fields

    def render_body(self, value: Any) -> str:
        return str(value or _("The whole country"))

    def render_status(self, record: QuestionSet) -> str:
        return sign("question_set", record.status, record.get_status_display())

    def value_status(self, record: QuestionSet) -> str:
        return str(record.get_status_display())


class SetSearch(Search):
    looks_in = ("title_az", "title_en", "title_ru")
    purpose = django_filters.MultipleChoiceFilter(label=_("What it asks for"), choices=Purpose)
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=SetStatus)


def rounded(value: Any, places: int = 1) -> str:
    return "—" if value is None else str(localize(round(Decimal(value), places)))


class Mean(tables.Column):  # type: ignore[misc]
    """A mean or a share: shown with one place, given out whole, and unknown where it is unknown."""

    def __init__(self, *args: Any, places: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, attrs=NUMBER, empty_values=(), **kwargs)
        self.places = places

    def render(self, value: Any) -> str:
        return rounded(value, self.places)

    def value(self, value: Any) -> Any:
        return value


class EvaluationTable(tables.Table):  # type: ignore[misc]
    title = Words(
        verbose_name=_("Training"),
        linkify=lambda record: reverse("evaluation:results", args=[record.pk]),
    )
    body = Words(verbose_name=_("Organised by"), accessor="body_name")
    starts_on = tables.DateColumn(verbose_name=_("First day"), format="d.m.Y")
    attended = tables.Column(verbose_name=_("Attended"), attrs=NUMBER)
    judged = tables.Column(
        verbose_name=pgettext_lazy("training", "Evaluated"),
        accessor="pk",
        orderable=False,
        empty_values=(),
    )
    by_participants = tables.Column(verbose_name=_("Answers of participants"), attrs=NUMBER)
    score = Mean(verbose_name=_("Score, of 5"), places=2)
    before = Mean(verbose_name=_("Right before, %"))
    after = Mean(verbose_name=_("Right after, %"))
    gain = Mean(verbose_name=_("Gain, points"))
    later = tables.Column(verbose_name=_("Answers after some months"), attrs=NUMBER)

    class Meta:
        sequence = (
            "title", "body", "starts_on", "attended", "judged", "by_participants", "score",
            "before", "after", "gain", "later",
        )  # fmt: skip
        order_by = ("-starts_on",)

    def render_judged(self, record: Any) -> str:
        value, label = _judged(record)
        return sign("evaluation", value, label)

    def value_judged(self, record: Any) -> str:
        return str(_judged(record)[1])


def _judged(record: Any) -> tuple[str, Any]:
    if record.by_participants and record.by_organiser:
        return "done", _("By both")
    if record.by_participants:
        return "partially", _("By participants")
    if record.by_organiser:
        return "partially", _("By organisers")
    return "not", _("Without evaluation")


class CampaignTable(tables.Table):  # type: ignore[misc]
    title = Words(
        verbose_name=_("Campaign"),
        linkify=lambda record: reverse("evaluation:campaign_results", args=[record.pk]),
    )
    body = Words(verbose_name=_("Organised by"), accessor="body_name")
    starts_on = tables.DateColumn(verbose_name=_("First day"), format="d.m.Y")
    judged = tables.Column(
        verbose_name=pgettext_lazy("campaign", "Evaluated"),
        accessor="pk",
        orderable=False,
        empty_values=(),
    )
    by_audience = tables.Column(verbose_name=_("Answers of the audience"), attrs=NUMBER)
    score = Mean(verbose_name=_("Score, of 5"), places=2)
    study_score = Mean(verbose_name=_("Score by a study outside, of 5"), places=2, visible=False)

    class Meta:
        sequence = ("title", "body", "starts_on", "judged", "by_audience", "score", "study_score")
        order_by = ("-starts_on",)

    @cached_property
    def fewest(self) -> int:
        return fewest_shown()

    def render_score(self, record: Any) -> str:
        return rounded(self.value_score(record), 2)

    def value_score(self, record: Any) -> Any:
        """Below the fewest answers nothing but their number is told."""
        return record.score if (record.by_audience or 0) >= self.fewest else None

    def render_judged(self, record: Any) -> str:
        value, label = _campaign_judged(record)
        return sign("evaluation", value, label)

    def value_judged(self, record: Any) -> str:
        return str(_campaign_judged(record)[1])


def _campaign_judged(record: Any) -> tuple[str, Any]:
    by_audience = record.by_audience or record.study_score is not None
    by_organisers = record.organisers_view.strip()
    if by_audience and by_organisers:
        return "done", _("By both")
    if by_audience:
        return "partially", _("By the audience")
    if by_organisers:
        return "partially", _("By organisers")
    return "not", _("Without evaluation")


CAMPAIGN_JUDGED = (
    ("none", _("By nobody")),
    ("audience", _("By the audience")),
    ("organiser", _("By organisers")),
    ("both", _("By both")),
)


class CampaignSearch(KeptSearch):
    judged = django_filters.ChoiceFilter(
        label=pgettext_lazy("campaign", "Evaluated"), choices=CAMPAIGN_JUDGED, method="by_judges"
    )
    days = django_filters.DateFromToRangeFilter(label=_("First day"), field_name="starts_on")

    def by_judges(self, rows: Any, _name: str, which: str) -> Any:
        asked = judged_by(Occasion.AUDIENCE).values("campaign")
        audience = Q(pk__in=asked) | Q(study_score__isnull=False)
        organisers = ~Q(organisers_view="")
        wanted = {
            "none": ~audience & ~organisers,
            "audience": audience,
            "organiser": organisers,
            "both": audience & organisers,
        }
        return rows.filter(wanted[which])


def _programmes(request: Any) -> QuerySet[Programme]:
    return (
        Programme.objects.none() if request is None else Programme.objects.visible_to(request.user)
    )


class EvaluationSearch(KeptSearch):
    programme = django_filters.ModelChoiceFilter(label=_("Programme"), queryset=_programmes)
    judged = django_filters.ChoiceFilter(
        label=pgettext_lazy("training", "Evaluated"), choices=JUDGED, method="by_judges"
    )
    days = django_filters.DateFromToRangeFilter(label=_("First day"), field_name="starts_on")

    def by_judges(self, rows: Any, _name: str, which: str) -> Any:
        people, organisers = judged_by(Occasion.PARTICIPANTS), judged_by(Occasion.ORGANISER)
        if which == "none":
            return rows.exclude(pk__in=people).exclude(pk__in=organisers)
        if which != "organiser":
            rows = rows.filter(pk__in=people)
        return rows if which == "participants" else rows.filter(pk__in=organisers)
