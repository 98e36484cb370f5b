"""Whether programmes contain what the plan requires of them (4.7.2, 4.7.4)."""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dayaq.accounts.models import User
from dayaq.directory.models import Body
from dayaq.indicators.breakdowns import by_code
from dayaq.indicators.terms import Cell, Indicator, Scope, Unit
from dayaq.kernel.periods import Period
from dayaq.learning.aggregates.held import may_list
from dayaq.learning.models import Programme, required_topics
from dayaq.learning.models.training import TOPICS


def taught(scope: Scope) -> QuerySet[Programme]:
    """Programmes that were in force on one of the days."""
    rows = Programme.objects.filter(
        Q(since=None) | Q(since__lte=scope.period.last),
        Q(until=None) | Q(until__gte=scope.period.first),
    )
    return rows.filter(body=scope.body) if scope.body else rows


def with_topics(scope: Scope) -> Iterator[Cell]:
    """Programmes with all that is required, and with each of the topics; three queries."""
    required = list(required_topics(on=scope.period.last))
    topics = [
        {topic.code for topic in programme.topics.all()}
        for programme in taught(scope).prefetch_related("topics")
    ]
    wanted = {topic.code for topic in required}
    yield Cell(sum(wanted <= has for has in topics), len(topics))
    for topic in required:
        yield Cell(sum(topic.code in has for has in topics), len(topics), "topic", topic.code)


def keepers(period: Period) -> Iterable[Body]:
    return Body.objects.filter(pk__in=taught(Scope(period)).values("body"))


def behind(scope: Scope, user: User) -> str:
    return reverse("learning:programmes") if may_list(user, scope) else ""


INDICATORS = [
    Indicator(
        code="4.7.2-topics",
        clauses=("4.7.2", "4.7.4"),
        title=_("Share of programmes that contain each required topic"),
        unit=Unit.SHARE,
        numerator=_("Programmes that contain all required topics; in the breakdown, each of them"),
        denominator=_("Programmes in force on one of the chosen days"),
        method=_(
            "A topic is required where the code list of topics places it under a clause of the plan."
        ),
        records=_("Programmes and their topics, as the bodies that teach by them recorded them."),
        count=with_topics,
        breakdowns=(by_code(TOPICS, _("by required topic"), "topic"),),
        bodies=keepers,
        behind=behind,
    ),
]
