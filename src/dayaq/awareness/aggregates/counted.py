"""What awareness work comes to: materials, readers, campaigns, copies: how each number is counted."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, reads_register
from dayaq.accounts.models import User
from dayaq.awareness.models import Acknowledgement, Campaign, Issue, Material, Movement, Reach
from dayaq.awareness.models.campaigns import AUDIENCES, LANGUAGES, MEDIA
from dayaq.awareness.states import Flow, MaterialKind, MaterialStatus, PointKind
from dayaq.directory.models import Body
from dayaq.indicators.breakdowns import by_body, by_code, sums, within
from dayaq.indicators.terms import Breakdown, Cell, Scope
from dayaq.kernel.periods import Period
from dayaq.learning.models.training import TOPICS

BY_LANGUAGE = by_code(LANGUAGES, _("by language"), "language")
BY_TOPIC = by_code(TOPICS, _("by topic"), "topic")
BY_MEDIUM = by_code(MEDIA, _("by medium"), "medium")
BY_AUDIENCE = by_code(AUDIENCES, _("by audience"), "audience")
BY_BODY = by_body(_("by body"))
BY_POINT = Breakdown("point", _("by kind of point"), lambda kind: PointKind(kind).label)
Count = Callable[[Scope], Iterable[Cell]]


def of_body(rows: Any, scope: Scope, field: str = "body") -> Any:
    return rows.filter(**{field: scope.body}) if scope.body else rows


def issued(scope: Scope) -> "QuerySet[Material]":
    """Materials that stood issued on one of the days."""
    rows = Material.objects.filter(status=MaterialStatus.ISSUED, issued_on__lte=scope.period.last)
    found: QuerySet[Material] = of_body(rows, scope)
    return found


def materials(scope: Scope) -> Iterator[Cell]:
    """Issued materials, by the languages they stand in and by topic."""
    rows = issued(scope)
    yield Cell(rows.count())
    current = Issue.objects.filter(material__in=rows, version=F("material__version"))
    yield from _each(current.values_list("language__code", "material"), "language")
    yield from _each(rows.filter(topics__isnull=False).values_list("topics__code", "pk"), "topic")


def _each(pairs: Iterable[tuple[Any, int]], breakdown: str) -> Iterator[Cell]:
    """One thing may be in several categories: each says how many things it has."""
    things: dict[str, set[int]] = {}
    for category, thing in pairs:
        things.setdefault(category, set()).add(thing)
    for category in sorted(things):
        yield Cell(len(things[category]), None, breakdown, category)


def copies(scope: Scope) -> Iterator[Cell]:
    """Copies that were handed out, by kind of point, language and region."""
    rows = of_body(Movement.objects.filter(within(scope, "on"), flow=Flow.HANDED_OUT), scope)
    if scope.region:
        rows = rows.filter(point__region=scope.region)
    found = rows.values_list("point__kind", "language__code", "point__region__code", "body__code")
    counted = found.order_by().annotate(n=Sum("copies"))
    yield from sums(
        [
            ({"point": point, "language": language, "region": region, "body": body}, n)
            for point, language, region, body, n in counted
        ],
        ("point", "language", "region", "body"),
    )


def issued_of(kind: MaterialKind, *topics: str) -> Count:
    def count(scope: Scope) -> Iterator[Cell]:
        rows = issued(scope).filter(kind=kind)
        if topics:
            rows = rows.filter(topics__code__in=topics).distinct()
        found = rows.values_list("pk", "body__code")
        yield from sums([({"body": body}, 1) for _pk, body in found], ("body",))

    return count


def sent(scope: Scope) -> Iterator[Cell]:
    """Briefs that were issued for bodies on one of the days."""
    rows = of_body(
        Material.objects.filter(
            within(scope, "issued_on"), kind=MaterialKind.BRIEF, readers__isnull=False
        ).exclude(status=MaterialStatus.DRAFT),
        scope,
    )
    found = rows.distinct().values_list("pk", "body__code")
    yield from sums([({"body": body}, 1) for _pk, body in found], ("body",))


def acknowledged_by_bodies(kind: MaterialKind) -> Count:
    """Bodies of which somebody said that the newest version was read."""

    def count(scope: Scope) -> Iterator[Cell]:
        rows = Acknowledgement.objects.filter(within(scope, "on"), material__kind=kind)
        rows = of_body(rows, scope, "material__body")
        yield Cell(rows.values("body").distinct().count())

    return count


def acknowledged_by_staff(kind: MaterialKind) -> Count:
    def count(scope: Scope) -> Iterator[Cell]:
        rows = of_body(
            Acknowledgement.objects.filter(within(scope, "on"), material__kind=kind), scope
        )
        found = rows.values_list("body__code").order_by().annotate(n=Sum(1))
        yield from sums([({"body": body}, n) for body, n in found], ("body",))

    return count


def held(scope: Scope) -> "QuerySet[Campaign]":
    """Campaigns that ended on one of the days; of a body, those it made or took part in."""
    rows = Campaign.objects.filter(within(scope, "ends_on"))
    if scope.body:
        together = Campaign.partners.through.objects.filter(
            campaign=OuterRef("pk"), body=scope.body
        )
        rows = rows.filter(Q(body=scope.body) | Exists(together))
    return rows.filter(region=scope.region) if scope.region else rows


def campaigns(scope: Scope) -> Iterator[Cell]:
    rows = held(scope)
    found = rows.values_list("body__code", "region__code")
    yield from sums(
        [({"body": body, "region": region}, 1) for body, region in found], ("body", "region")
    )
    yield from _each(rows.filter(media__isnull=False).values_list("media__code", "pk"), "medium")


def reached(*audiences: str) -> Count:
    """People reached: unknown where no campaign of those days says so."""

    def count(scope: Scope) -> Iterator[Cell]:
        rows = Reach.objects.filter(campaign__in=held(scope))
        if audiences:
            rows = rows.filter(audience__code__in=audiences)
        found = list(
            rows.values_list("audience__code", "campaign__body__code")
            .order_by()
            .annotate(Sum("people"))
        )
        if not found:
            yield Cell(None)
            return
        yield from sums(
            [({"audience": audience, "body": body}, n) for audience, body, n in found],
            ("audience", "body"),
        )

    return count


def partners(scope: Scope) -> Iterator[Cell]:
    """NGOs, media and firms that took part; unknown where no campaign says how many."""
    found = held(scope).aggregate(n=Sum("partner_count"))
    yield Cell(found["n"])


def items(scope: Scope) -> Iterator[Cell]:
    """Items shown or held, by medium and language; one with several stands in each."""
    rows = held(scope)
    yield Cell(rows.aggregate(n=Sum("items", default=0))["n"])
    for field, breakdown in (("media__code", "medium"), ("languages__code", "language")):
        found = rows.filter(**{f"{field}__isnull": False}).values_list(field).order_by(field)
        for category, number in found.annotate(n=Sum("items")):
            yield Cell(number, None, breakdown, category)


def organisers(period: Period) -> Iterable[Body]:
    rows = held(Scope(period))
    together = Campaign.partners.through.objects.filter(campaign__in=rows)
    return Body.objects.filter(Q(pk__in=rows.values("body")) | Q(pk__in=together.values("body")))


def givers(period: Period) -> Iterable[Body]:
    rows = Movement.objects.filter(within(Scope(period), "on"), flow=Flow.HANDED_OUT)
    return Body.objects.filter(pk__in=rows.values("body"))


def keepers(period: Period) -> Iterable[Body]:
    return Body.objects.filter(pk__in=issued(Scope(period)).values("body"))


def readers(period: Period) -> Iterable[Body]:
    rows = Acknowledgement.objects.filter(within(Scope(period), "on"))
    return Body.objects.filter(pk__in=rows.values("body"))


def behind(name: str) -> Callable[[Scope, User], str]:
    """The list of what was counted, for those who may open it."""

    def address(scope: Scope, user: User) -> str:
        body = scope.body.pk if scope.body else None
        own, every = Permission.LEARNING_READ, Permission.LEARNING_READ_ALL
        return reverse(name) if reads_register(user, own, every, body_id=body) else ""

    return address
