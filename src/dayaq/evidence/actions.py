"""Freezing: what indicators are worth for a period becomes a row that nobody changes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TypeAlias

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import override

from dayaq.audit.models import record
from dayaq.evidence.compile import count
from dayaq.evidence.disclosure import Shown
from dayaq.evidence.models import Definition, Release
from dayaq.indicators.terms import Breakdown, Indicator, Number, Scope, as_it_is
from dayaq.kernel.periods import Period

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
Counted: TypeAlias = tuple[
    int | None, int | None, str, str, Decimal | None, Decimal | None, Decimal | None, bool
]

Labels: TypeAlias = dict[tuple[str, str], dict[str, str]]


@transaction.atomic
def freeze(indicator: Indicator, period: Period, *, occasion: str, at: datetime) -> int:
    """Freeze an indicator for a period; how many numbers were written.

    The same occasion again writes nothing while the records say the same. Where they were corrected
    in between, all numbers are written again as the next revision; the earlier ones stay.
    """
    definition = _define(indicator, at=at)
    Definition.objects.select_for_update().get(pk=definition.pk)
    known = Release.objects.filter(
        indicator=indicator.code, version=indicator.version, occasion=occasion
    )
    last = known.order_by("-revision").values_list("revision", flat=True).first() or 0
    fresh = list(_releases(indicator, period, on=localdate(at)))
    if last and _counted(known.filter(revision=last)) == _counted(fresh):
        return 0
    for release in fresh:
        release.occasion, release.frozen_at, release.revision = occasion, at, last + 1
    Release.objects.bulk_create(fresh)
    record(
        "indicator.frozen",
        definition,
        by=None,
        at=at,
        occasion=occasion,
        revision=last + 1,
        numbers=len(fresh),
    )
    return len(fresh)


def _define(indicator: Indicator, *, at: datetime) -> Definition:
    """The definition's words as they are today, kept once for each version."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = {
                "title": str(indicator.title),
                "numerator": str(indicator.numerator),
                "denominator": str(indicator.denominator or ""),
                "method": str(indicator.method),
                "records": str(indicator.records),
                **{f"by {b.code}": str(b.title) for b in indicator.breakdowns},
            }
    definition, _is_new = Definition.objects.get_or_create(
        indicator=indicator.code,
        version=indicator.version,
        defaults={
            "room": indicator.room,
            "clauses": list(indicator.clauses),
            "unit": indicator.unit,
            "sensitivity": indicator.sensitivity,
            "texts": texts,
            "frozen_at": at,
        },
    )
    return definition


def _scopes(indicator: Indicator, period: Period, *, on: date) -> Iterator[Scope]:
    yield Scope(period, on=on)
    for body in indicator.bodies(period) if indicator.bodies else ():
        yield Scope(period, body=body, on=on)
    for region in indicator.regions(period) if indicator.regions else ():
        yield Scope(period, region=region, on=on)


def _releases(indicator: Indicator, period: Period, *, on: date) -> Iterator[Release]:
    breakdowns = {b.code: b for b in indicator.breakdowns}
    for scope in _scopes(indicator, period, on=on):
        told = count(indicator, scope)
        labels = _labels(breakdowns, told)
        for one in told:
            yield _release(indicator, scope, one, labels)


def _release(indicator: Indicator, scope: Scope, one: Shown, labels: Labels) -> Release:
    return Release(
        indicator=indicator.code,
        version=indicator.version,
        clause=indicator.clauses[0],
        period_first=scope.period.first,
        period_last=scope.period.last,
        body=scope.body,
        region=scope.region,
        breakdown=one.cell.breakdown,
        category=one.cell.category,
        labels=labels.get((one.cell.breakdown, one.cell.category), {}),
        numerator=_kept(one.cell.numerator),
        denominator=_kept(one.cell.denominator),
        value=_kept(one.value),
        is_covered=one.is_covered,
    )


def _labels(breakdowns: Mapping[str, Breakdown], told: Iterable[Shown]) -> Labels:
    """What each category is called in every language."""
    labels: Labels = {}
    for code, group in groupby(told, key=lambda one: one.cell.breakdown):
        if not code:
            continue
        categories = [one.cell.category for one in group]
        breakdown = breakdowns.get(code)
        name = breakdown.names(categories) if breakdown else as_it_is
        for language in LANGUAGES:
            with override(language):
                for category in categories:
                    labels.setdefault((code, category), {})[language] = str(name(category))
    return labels


def _kept(number: Number) -> Decimal | None:
    return None if number is None else Decimal(number).quantize(Decimal("0.0001"))


def _counted(releases: Iterable[Release]) -> set[Counted]:
    """What is compared to see whether anything changed: the numbers, not the words."""
    return {
        (
            one.body_id,
            one.region_id,
            one.breakdown,
            one.category,
            one.numerator,
            one.denominator,
            one.value,
            one.is_covered,
        )
        for one in releases
    }
