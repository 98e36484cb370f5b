"""Ways of dividing that indicators of several rooms share: by body, region, sex, and by a code list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.directory.models import Body, Code, Region
from dayaq.indicators.terms import Breakdown, Cell, Phrase, Scope

UNSAID = "unsaid"
"""The category of rows in which it was not said."""

LONGEST = 120
"""How many letters of a category a released number keeps."""


def _not_said(_category: str) -> Phrase:
    return pgettext_lazy("category", "Not said")


def _bodies(codes: Iterable[str]) -> Mapping[str, object]:
    return {body.code: body for body in Body.objects.with_names().filter(code__in=set(codes))}


def _regions(codes: Iterable[str]) -> Mapping[str, object]:
    return {region.code: region for region in Region.objects.filter(code__in=set(codes))}


def by_body(title: Phrase, code: str = "body") -> Breakdown:
    """By bodies, whose codes are the categories."""
    return Breakdown(code, title, _not_said, _bodies)


BY_REGION = Breakdown("region", _("by region"), _not_said, _regions)


def by_code(list_code: str, title: Phrase, code: str) -> Breakdown:
    """By the entries of a code list, the newest of each code."""

    def rows(codes: Iterable[str]) -> Mapping[str, object]:
        found = Code.objects.filter(list__code=list_code, code__in=set(codes))
        return {one.code: one for one in found.order_by("list_id")}

    return Breakdown(code, title, _not_said, rows)


SEXES = {
    "women": pgettext_lazy("category", "Women"),
    "men": pgettext_lazy("category", "Men"),
    UNSAID: pgettext_lazy("category", "Sex not recorded"),
}
BY_SEX = Breakdown("sex", _("by sex"), lambda category: SEXES[category])


def sums(
    counted: Iterable[tuple[Mapping[str, str], int | Decimal]], breakdowns: Iterable[str]
) -> Iterator[Cell]:
    """The whole, then each breakdown, from counts that say of which category they are in each."""
    rows = list(counted)
    yield Cell(sum(number for _categories, number in rows))
    for breakdown in breakdowns:
        by_category: Counter[str] = Counter()
        for categories, number in rows:
            by_category[categories.get(breakdown) or UNSAID] += number  # type: ignore[assignment]
        for category in sorted(by_category):
            yield Cell(by_category[category], None, breakdown, category[:LONGEST])


def shares(
    judged: Iterable[tuple[Mapping[str, str], bool]], breakdowns: Iterable[str]
) -> Iterator[Cell]:
    """Of all and of each category, how many rows are so."""
    rows = list(judged)
    yield Cell(sum(is_so for _categories, is_so in rows), len(rows))
    for breakdown in breakdowns:
        of_all: Counter[str] = Counter()
        of_these: Counter[str] = Counter()
        for categories, is_so in rows:
            category = categories.get(breakdown) or UNSAID
            of_all[category] += 1
            of_these[category] += is_so
        for category in sorted(of_all):
            yield Cell(of_these[category], of_all[category], breakdown, category[:LONGEST])


def within(scope: Scope, field: str) -> Q:
    """The days of the scope."""
    return Q(**{f"{field}__range": (scope.period.first, scope.period.last)})
