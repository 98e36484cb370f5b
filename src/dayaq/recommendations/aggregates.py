"""What came of the recommendations of international bodies (4.6.5)."""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, holds
from dayaq.accounts.models import User
from dayaq.directory.models import Body
from dayaq.indicators.breakdowns import by_code, shares
from dayaq.indicators.terms import Breakdown, Cell, Indicator, Scope, Unit
from dayaq.kernel.periods import Period
from dayaq.recommendations.models import Recommendation, Reply
from dayaq.recommendations.models.recommendations import ISSUERS
from dayaq.recommendations.models.replies import PRINTED
from dayaq.recommendations.states import Fulfilment

BY_ISSUER = by_code(ISSUERS, _("by international body"), "issuer")
BY_STATUS = Breakdown("status", _("by status"), lambda code: Fulfilment(code).label)


def rows(scope: Scope) -> list[Recommendation]:
    """Those of documents that were published by the last day; of a body, those that concern it."""
    last = scope.period.last
    answered = Reply.objects.filter(
        recommendations=OuterRef("pk"), status__in=PRINTED, approved_on__lte=last
    )
    found = Recommendation.objects.filter(document__published_on__lte=last)
    if scope.body:
        found = found.filter(bodies=scope.body)
    return list(
        found.select_related("document__issuer").annotate(is_answered=Exists(answered)).order_by()
    )


def judged(is_so: Callable[[Recommendation], bool]) -> Callable[[Scope], Iterator[Cell]]:
    def count(scope: Scope) -> Iterator[Cell]:
        yield from shares(
            [({"issuer": one.document.issuer.code}, is_so(one)) for one in rows(scope)],
            ("issuer",),
        )

    return count


def carried_out(scope: Scope) -> Iterator[Cell]:
    """Of all, those that are carried out; by international body, and all by their status."""
    found = rows(scope)
    yield from judged(lambda one: one.status == Fulfilment.DONE)(scope)
    for status in Fulfilment:
        yield Cell(sum(one.status == status for one in found), len(found), "status", status.value)


def concerned(period: Period) -> Iterable[Body]:
    """The bodies that a recommendation concerns."""
    linked = Recommendation.bodies.through.objects.filter(
        recommendation__document__published_on__lte=period.last
    )
    return Body.objects.filter(pk__in=linked.values("body"))


def behind(scope: Scope, user: User) -> str:
    """The list of recommendations; all roles of this room read it."""
    if not any(
        holds(user, one) for one in (Permission.COOPERATION_READ, Permission.COOPERATION_READ_ALL)
    ):
        return ""
    asked = {"body": scope.body.pk} if scope.body else {}
    return f"{reverse('recommendations:recommendations')}?{urlencode(asked)}"


ALL = _("Recommendations of documents that were published by the last of the chosen days")
RECORDED = _(
    "Recommendations with their measures and bodies, and the answers that bodies approved."
)
AS_THEY_STAND = _("As they stand on the day of counting. For a body, those that concern it.")

INDICATORS = [
    Indicator(
        code="4.6.5-linked",
        clauses=("4.6.5",),
        title=_("International recommendations linked to measures"),
        unit=Unit.SHARE,
        numerator=_("Recommendations that are linked to at least one measure of the plan"),
        denominator=ALL,
        method=AS_THEY_STAND,
        records=RECORDED,
        count=judged(lambda one: bool(one.clauses)),
        breakdowns=(BY_ISSUER,),
        bodies=concerned,
        behind=behind,
    ),
    Indicator(
        code="4.6.5-answered",
        clauses=("4.6.5",),
        title=_("International recommendations answered"),
        unit=Unit.SHARE,
        numerator=_("Recommendations with an answer that was approved by the last day"),
        denominator=ALL,
        method=AS_THEY_STAND,
        records=RECORDED,
        count=judged(lambda one: bool(one.is_answered)),  # type: ignore[attr-defined]
        breakdowns=(BY_ISSUER,),
        bodies=concerned,
        behind=behind,
    ),
    Indicator(
        code="4.6.5-done",
        clauses=("4.6.5",),
        title=_("International recommendations carried out"),
        unit=Unit.SHARE,
        numerator=_("Recommendations that are carried out"),
        denominator=ALL,
        method=AS_THEY_STAND,
        records=RECORDED,
        count=carried_out,
        breakdowns=(BY_ISSUER, BY_STATUS),
        bodies=concerned,
        behind=behind,
    ),
]

SERVES = {"recommendations:recommendations": ("4.6.5",)}
"""The registers of this room, and the measures whose work is kept in them."""
