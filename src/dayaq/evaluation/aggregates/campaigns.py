"""What audiences and organisers said of campaigns (4.2.3, 4.8.4). Scores come from answers alone."""

from collections.abc import Iterator

from django.db.models import Exists, F, IntegerField, OuterRef, Sum
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import User
from dayaq.awareness.aggregates.counted import held, organisers
from dayaq.evaluation.models import Answer, Receipt
from dayaq.evaluation.models.results import fewest_shown
from dayaq.evaluation.models.sheets import asked_audiences
from dayaq.evaluation.states import Asked
from dayaq.indicators.breakdowns import by_body, shares
from dayaq.indicators.terms import Cell, Indicator, Scope, Unit
from dayaq.learning.aggregates.held import may_list

BY_BODY = by_body(_("by body"))


def score(scope: Scope) -> Iterator[Cell]:
    """The mean on the scale of what audiences answered; in all, and by organiser."""
    sheets = asked_audiences(fewest=fewest_shown()).filter(campaign__in=held(scope))
    points = Cast("choice", IntegerField()) * F("number")
    counted = list(
        Answer.objects.filter(sheet__in=sheets, question__asked=Asked.SCALE)
        .values_list("sheet__campaign__body__code")
        .order_by("sheet__campaign__body__code")
        .annotate(points=Sum(points), answers=Sum("number"))
    )
    yield Cell(
        sum(points for _body, points, _n in counted) if counted else None,
        sum(n for *_rest, n in counted),
    )
    for body, total, n in counted:
        yield Cell(total, n, "body", body)


def evaluated(scope: Scope) -> Iterator[Cell]:
    """Campaigns that both the audience and the organisers judged, of those that ended."""
    answered = Receipt.objects.filter(sheet__campaign=OuterRef("pk"))
    found = (
        held(scope)
        .annotate(is_answered=Exists(answered))
        .values_list("body__code", "is_answered", "study_score", "organisers_view")
    )
    yield from shares(
        [
            ({"body": body}, bool((asked or studied is not None) and view.strip()))
            for body, asked, studied, view in found
        ],
        ("body",),
    )


def behind(scope: Scope, user: User) -> str:
    """The comparison of campaigns."""
    return reverse("evaluation:campaigns") if may_list(user, scope) else ""


OF_CAMPAIGNS = _("Campaigns whose last day is within the chosen days, as the bodies recorded them.")

INDICATORS = [
    Indicator(
        code="4.2.3-score",
        clauses=("4.2.3",),
        title=_("Evaluation score of campaigns"),
        unit=Unit.SCORE,
        numerator=_("The sum of all points from 1 to 5 that audiences gave"),
        denominator=_("How many times points were given"),
        method=_(
            "Answers to the questionnaires of campaigns whose last day is within the chosen days. "
            "Questionnaires that too few people answered, and studies by others, are left out."
        ),
        records=_("Answers of audiences, which nobody can link to a person."),
        count=score,
        breakdowns=(BY_BODY,),
        bodies=organisers,
        behind=behind,
    ),
    Indicator(
        code="4.8.4-campaigns",
        clauses=("4.8.4",),
        title=_("Share of campaigns evaluated by organisers and audience"),
        unit=Unit.SHARE,
        numerator=_("Campaigns that both the audience and the organisers evaluated"),
        denominator=_("Campaigns that ended"),
        method=OF_CAMPAIGNS,
        records=_("The register of campaigns, and the answers of audiences."),
        count=evaluated,
        breakdowns=(BY_BODY,),
        bodies=organisers,
        behind=behind,
    ),
]
