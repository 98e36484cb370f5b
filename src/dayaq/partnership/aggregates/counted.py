"""What working together comes to: how each number is counted."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, reads_register
from dayaq.accounts.models import User
from dayaq.directory.models import Body
from dayaq.indicators.breakdowns import by_body, by_code, shares, sums, within
from dayaq.indicators.terms import Breakdown, Cell, Phrase, Scope
from dayaq.kernel.periods import Period
from dayaq.partnership.models import (
    Activity,
    Agreement,
    Funding,
    Liaison,
    Partner,
    Request,
    Resource,
    Study,
)
from dayaq.partnership.models.kept import COUNTRIES
from dayaq.partnership.states import ActivityKind, RequestStatus, Source, StudyStage

Count = Callable[[Scope], Iterable[Cell]]
BY_COUNTRY = by_code(COUNTRIES, _("by country"), "country")
BY_BODY = by_body(_("by body"))
BY_SOURCE = Breakdown("source", _("by source"), lambda source: Source(source).label)
BY_STAGE = Breakdown("stage", _("by stage"), lambda stage: StudyStage(stage).label)


def _partners(ids: Iterable[str]) -> dict[str, object]:
    known = Partner.objects.filter(pk__in=[one for one in ids if one.isdigit()])
    return {str(partner.pk): partner for partner in known}


def _nobody(_category: str) -> Phrase:
    return _("Not said")


BY_DONOR = Breakdown("donor", _("by donor"), _nobody, _partners)
BY_RECEIVER = Breakdown("receiver", _("by organisation"), _nobody, _partners)
BY_MEASURE = Breakdown("measure", _("by measure"))


def own(rows: Any, scope: Scope) -> Any:
    return rows.filter(body=scope.body) if scope.body else rows


def agreements(scope: Scope) -> Iterator[Cell]:
    """In force on one of the days."""
    rows = Agreement.objects.in_force(first=scope.period.first, last=scope.period.last)
    found = own(rows, scope).values_list("body__code")
    yield from sums([({"body": body}, 1) for (body,) in found], ("body",))


def activities(*, is_event: bool = False, is_for_minors: bool = False, clause: str = "") -> Count:
    def count(scope: Scope) -> Iterator[Cell]:
        rows = done(scope, is_event=is_event, is_for_minors=is_for_minors, clause=clause)
        found = rows.values_list("body__code")
        yield from sums([({"body": body}, 1) for (body,) in found], ("body",))
        by_country: dict[str, set[int]] = {}
        for country, pk in rows.filter(countries__isnull=False).values_list(
            "countries__code", "pk"
        ):
            by_country.setdefault(country, set()).add(pk)
        for country in sorted(by_country):
            yield Cell(len(by_country[country]), None, "country", country)

    return count


def done(scope: Scope, *, is_event: bool, is_for_minors: bool, clause: str = "") -> Any:
    rows = own(Activity.objects.filter(within(scope, "ends_on")), scope)
    if is_event:
        rows = rows.filter(kind=ActivityKind.EVENT)
    if is_for_minors:
        rows = rows.filter(is_for_minors=True)
    if clause:
        rows = rows.filter(Q(countries__isnull=False) | Q(clauses__contains=[clause])).distinct()
    return rows


def total(field: str, **which: bool) -> Count:
    """A sum over activities: unknown where none says how many."""

    def count(scope: Scope) -> Iterator[Cell]:
        rows = done(
            scope, is_event=which.get("event", False), is_for_minors=which.get("minors", False)
        )
        yield Cell(rows.aggregate(n=Sum(field))["n"])

    return count


def countries_of_events(scope: Scope) -> Iterator[Cell]:
    rows = done(scope, is_event=True, is_for_minors=False)
    found = rows.filter(countries__isnull=False).values("countries").distinct()
    yield Cell(found.count())


def officers(scope: Scope) -> Iterator[Cell]:
    """Liaison officers in office on one of the days, by country."""
    rows = Liaison.objects.filter(since__lte=scope.period.last)
    rows = rows.filter(Q(until=None) | Q(until__gte=scope.period.first))
    found = own(rows, scope).values_list("country__code", "body__code")
    yield from sums(
        [({"country": country, "body": body}, 1) for country, body in found], ("country", "body")
    )


def ended(scope: Scope) -> Any:
    rows = Request.objects.filter(
        answered_at__date__range=(scope.period.first, scope.period.last),
        status=RequestStatus.ANSWERED,
    )
    return own(rows, scope)


def answered(scope: Scope) -> Iterator[Cell]:
    found = ended(scope).values_list("country__code", "body__code")
    yield from sums(
        [({"country": country, "body": body}, 1) for country, body in found], ("country", "body")
    )


def in_time(scope: Scope) -> Iterator[Cell]:
    """Of what was answered within the days, or is late on the day of counting, what came in time."""
    rows = own(
        Request.objects.filter(due_at__date__range=(scope.period.first, scope.period.last)), scope
    )
    found = rows.values_list("country__code", "status", "answered_at", "due_at")
    judged = [
        ({"country": country}, at is not None and at <= due)
        for country, status, at, due in found
        if status != RequestStatus.WAITING or due.date() < scope.on
    ]
    yield from shares(judged, ("country",))


def hours(scope: Scope) -> Iterator[Cell]:
    """Mean hours from a question to its answer."""
    took = [one.hours for one in ended(scope) if one.hours is not None]
    yield Cell(sum(took, Decimal(0)) if took else None, len(took))


def money(step: str, *, only: str = "") -> Count:
    """A step of money in AZN in the years of the days; unknown where nobody says an amount."""

    def count(scope: Scope) -> Iterator[Cell]:
        found = list(
            budget(scope, only)
            .filter(**{f"{step}__isnull": False})
            .values_list(step, "source", "body__code", "donor", "receiver", "clauses")
        )
        if not found:
            yield Cell(None)
            return
        rows = [
            (
                {
                    "source": source,
                    "body": body,
                    "donor": str(donor or ""),
                    "receiver": str(receiver or ""),
                    "measure": clauses[0] if len(clauses) == 1 else "",
                },
                number,
            )
            for number, source, body, donor, receiver, clauses in found
        ]
        yield from sums(rows, ("source", "body", "donor", "receiver", "measure"))

    return count


def budget(scope: Scope, only: str) -> Any:
    years = (scope.period.first.year, scope.period.last.year)
    rows = own(Funding.objects.filter(year__range=years, currency="AZN"), scope)
    return rows.filter(source=only) if only else rows


def need_met(scope: Scope) -> Iterator[Cell]:
    """Allocated of asked for, where both are known, for shelters (4.4.4)."""
    rows = budget(scope, "").filter(
        clauses__overlap=["4.4.1", "4.4.4"], asked__isnull=False, allocated__isnull=False
    )
    found = list(rows.values_list("asked", "allocated", "body__code"))
    yield Cell(
        sum((given for _asked, given, _body in found), Decimal(0)) if found else None,
        sum((asked for asked, _given, _body in found), Decimal(0)),
    )


def grants(scope: Scope) -> Iterator[Cell]:
    found = budget(scope, Source.GRANT).values_list("receiver", "body__code")
    yield from sums(
        [({"receiver": str(to or ""), "body": body}, 1) for to, body in found], ("receiver", "body")
    )


def offered(scope: Scope) -> Iterator[Cell]:
    rows = Resource.objects.filter(offered_on__lte=scope.period.last)
    rows = own(rows.filter(Q(until=None) | Q(until__gte=scope.period.first)), scope)
    found = rows.values_list("body__code", "offered")
    yield from sums([({"body": body}, n) for body, n in found], ("body",))


def used(scope: Scope) -> Iterator[Cell]:
    """How often offered resources were used; unknown where nobody says."""
    rows = Resource.objects.filter(offered_on__lte=scope.period.last, used_times__isnull=False)
    found = list(own(rows, scope).values_list("body__code", "used_times"))
    if not found:
        yield Cell(None)
        return
    yield from sums([({"body": body}, n) for body, n in found], ("body",))


def studies(
    field: str, *, clause: str = "", is_regional: bool = False, is_used: bool = False
) -> Count:
    """Studies of which that day is within the days."""

    def count(scope: Scope) -> Iterator[Cell]:
        rows = own(Study.objects.filter(within(scope, field)), scope)
        if clause:
            rows = rows.filter(clauses__contains=[clause])
        if is_regional:
            rows = rows.filter(region__isnull=False)
        if is_used:
            rows = rows.exclude(followed="")
        found = rows.values_list("body__code", "region__code", "stage")
        yield from sums(
            [
                ({"body": body, "region": region, "stage": stage}, 1)
                for body, region, stage in found
            ],
            ("body", "region", "stage"),
        )

    return count


def proposals(scope: Scope) -> Iterator[Cell]:
    rows = own(Study.objects.filter(within(scope, "finished_on"), region__isnull=False), scope)
    yield Cell(rows.aggregate(n=Sum("proposals"))["n"])


def keepers(model: Any) -> Callable[[Period], Iterable[Body]]:
    """The bodies that keep something in that register."""
    return lambda _period: Body.objects.filter(pk__in=model.objects.values("body"))


def behind(name: str) -> Callable[[Scope, User], str]:
    def address(scope: Scope, user: User) -> str:
        body = scope.body.pk if scope.body else None
        mine, every = Permission.COOPERATION_READ, Permission.COOPERATION_READ_ALL
        return reverse(name) if reads_register(user, mine, every, body_id=body) else ""

    return address
