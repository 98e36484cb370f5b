"""How trainings were judged, and what they brought (4.8.4, 4.7.1)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Sum
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import User
from dayaq.evaluation.models import Answer, Receipt, Sheet
from dayaq.evaluation.models.results import fewest_shown
from dayaq.evaluation.models.sheets import with_evaluation
from dayaq.evaluation.states import Asked, Occasion
from dayaq.indicators.breakdowns import BY_REGION, by_body, shares, within
from dayaq.indicators.terms import Breakdown, Cell, Indicator, Phrase, Scope, Unit
from dayaq.learning.aggregates.held import held, may_list, organisers
from dayaq.learning.models.training import CourseQuerySet

JUDGES: dict[str, Phrase] = {
    "participants": _("By participants"),
    "organiser": _("By organisers"),
    "both": _("By both"),
}
BY_JUDGE = Breakdown("judge", _("by who evaluated"), lambda category: JUDGES[category])
BY_ORGANISER = by_body(_("by organiser"), "organiser")


def evaluated(scope: Scope) -> Iterator[Cell]:
    """Trainings that participants and organisers judged, of those held."""

    def judged(occasion: Occasion) -> Exists:
        answered = Receipt.objects.filter(sheet__course=OuterRef("pk"), sheet__occasion=occasion)
        return Exists(answered)

    rows = held(scope).annotate(
        by_people=judged(Occasion.PARTICIPANTS), by_organisers=judged(Occasion.ORGANISER)
    )
    found = list(rows.values_list("body__code", "region__code", "by_people", "by_organisers"))
    yield from shares(
        [({"organiser": body, "region": region}, a and b) for body, region, a, b in found],
        ("organiser", "region"),
    )
    for judge, count in (
        ("both", sum(a and b for *_rest, a, b in found)),
        ("organiser", sum(b for *_rest, b in found)),
        ("participants", sum(a for *_rest, a, _b in found)),
    ):
        yield Cell(count, len(found), "judge", judge)


def score(scope: Scope) -> Iterator[Cell]:
    """The mean on the scale of what participants said; in all, and by organiser."""
    sheets = _told(scope, Occasion.PARTICIPANTS)
    grouped = (
        Answer.objects.filter(sheet__in=sheets, question__asked=Asked.SCALE)
        .values_list("sheet__course__body__code")
        .order_by("sheet__course__body__code")
    )
    points = Cast("choice", IntegerField()) * F("number")
    counted = list(grouped.annotate(points=Sum(points), answers=Sum("number")))
    yield Cell(
        sum(points for _body, points, _n in counted) if counted else None,
        sum(n for *_rest, n in counted),
    )
    for body, points, n in counted:
        yield Cell(points, n, "organiser", body)


def _told(scope: Scope, occasion: Occasion) -> "QuerySet[Sheet, Any]":
    """Questionnaires that so many have answered that their results are told."""
    answered = (
        Receipt.objects.filter(sheet__course__in=held(scope), sheet__occasion=occasion)
        .values("sheet")
        .annotate(n=Sum("number"))
        .filter(n__gte=fewest_shown())
    )
    return Sheet.objects.filter(pk__in=answered.values("sheet"))


def gain(scope: Scope) -> Iterator[Cell]:
    """The mean gain of right answers between the tests, of trainings that had both."""
    courses: Any = with_evaluation(with_both_tests(scope)).select_related("body")
    found = [(one.body.code, Decimal(one.gain)) for one in courses if one.gain is not None]
    yield Cell(sum((g for _body, g in found), Decimal(0)) if found else None, len(found))
    for code in sorted({body for body, _gain in found}):
        of_body = [g for body, g in found if body == code]
        yield Cell(sum(of_body, Decimal(0)), len(of_body), "organiser", code)


def follow_up(scope: Scope) -> Iterator[Cell]:
    """What people answered some months later, by organiser, to questionnaires that opened on those days."""
    rows = Receipt.objects.filter(
        within(scope, "sheet__opens_on"), sheet__occasion=Occasion.FOLLOW_UP
    )
    if scope.body:
        rows = rows.filter(sheet__course__body=scope.body)
    if scope.region:
        rows = rows.filter(sheet__course__region=scope.region)
    grouped = rows.values_list("sheet__course__body__code").order_by("sheet__course__body__code")
    counted = list(grouped.annotate(n=Sum("number")))
    yield Cell(sum(n for _body, n in counted))
    for body, n in counted:
        yield Cell(n, None, "organiser", body)


def with_both_tests(scope: Scope) -> CourseQuerySet:
    """Only these are looked at one by one: most trainings have no test."""
    tested = Sheet.objects.filter(
        course=OuterRef("pk"), occasion__in=(Occasion.BEFORE, Occasion.AFTER)
    ).answered()
    both = tested.order_by().values("course").annotate(n=Count("pk")).filter(n=2)
    return held(scope).filter(Exists(both))


def behind(scope: Scope, user: User) -> str:
    """The comparison of trainings."""
    if not may_list(user, scope):
        return ""
    first, last = scope.period.first.isoformat(), scope.period.last.isoformat()
    return f"{reverse('evaluation:evaluations')}?days_min={first}&days_max={last}"


ANSWERED = _("Answers of participants and organisers, which nobody can link to a person.")
OF_HELD = _(
    "Trainings that were held and whose last day is within the chosen days; for a body, those that "
    "it organised, alone or with others."
)
POINTS = _("The sum, over trainings, of right answers after less right answers before, in points")
TESTED = _("Trainings whose test was answered before and after")

INDICATORS = [
    Indicator(
        code="4.7.1-gain",
        clauses=("4.7.1", "4.8.4"),
        title=_("Gain between the tests before and after"),
        unit=Unit.POINTS,
        numerator=POINTS,
        denominator=TESTED,
        method=OF_HELD,
        records=ANSWERED,
        count=gain,
        breakdowns=(BY_ORGANISER,),
        bodies=organisers,
        behind=behind,
    ),
    Indicator(
        code="4.8.4-evaluated",
        clauses=("4.8.4",),
        title=_("Share of trainings evaluated by organisers and participants"),
        unit=Unit.SHARE,
        numerator=_("Trainings that both participants and organisers evaluated"),
        denominator=_("Trainings held"),
        method=OF_HELD,
        records=ANSWERED,
        count=evaluated,
        breakdowns=(BY_ORGANISER, BY_REGION, BY_JUDGE),
        bodies=organisers,
        behind=behind,
    ),
    Indicator(
        code="4.8.4-score",
        clauses=("4.8.4",),
        title=_("Evaluation score of trainings"),
        unit=Unit.SCORE,
        numerator=_("The sum of all points from 1 to 5 that participants gave"),
        denominator=_("How many times points were given"),
        method=_(
            "Questionnaires that too few people answered are left out, so that nobody can be guessed."
        ),
        records=ANSWERED,
        count=score,
        breakdowns=(BY_ORGANISER,),
        bodies=organisers,
        behind=behind,
    ),
    Indicator(
        code="4.8.4-follow-up",
        clauses=("4.8.4",),
        title=_("Answers to the follow-up questionnaire"),
        unit=Unit.COUNT,
        numerator=_("People who answered what the training brought after some months"),
        denominator=None,
        method=_("Follow-up questionnaires that opened within the chosen days."),
        records=ANSWERED,
        count=follow_up,
        breakdowns=(BY_ORGANISER,),
        bodies=organisers,
        behind=behind,
    ),
]
