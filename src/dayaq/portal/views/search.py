"""Finding measures, bodies, reports and pages by what people remember of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, signed_in
from dayaq.directory.models import Body
from dayaq.kernel.text import Fold, fold
from dayaq.plan.models import Measure, PlanVersion
from dayaq.portal.navigation import address_of, menu
from dayaq.reporting.models import Report

if TYPE_CHECKING:
    from dayaq.accounts.models import User

AT_MOST = 20
"""How many of each kind a page shows."""

SHORTEST = 2
"""Fewer letters than this find too much."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, where it stands, and what tells it from its like."""

    title: str
    url: str
    mark: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """All hits of one kind; `is_cut` when there are more than are shown."""

    label: str
    hits: list[Hit]

    @property
    def is_cut(self) -> bool:
        return len(self.hits) > AT_MOST

    @property
    def shown(self) -> list[Hit]:
        return self.hits[:AT_MOST]


@require_safe
@signed_in
def search(request: UserRequest) -> HttpResponse:
    """What matches the words, by kind, as far as the person may see it."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    kinds = [*found(words, request.user)] if len(words) >= SHORTEST else []
    template = "portal/_found.html" if request.headers.get("HX-Request") else "portal/search.html"
    response = render(request, template, {"words": words, "kinds": [k for k in kinds if k.hits]})
    response.headers["Vary"] = "HX-Request"
    return response


def found(words: str, user: "User") -> Iterator[Kind]:
    if holds(user, Permission.PLAN_READ):
        yield Kind(_("Measures"), measures(words))
    if holds(user, Permission.DIRECTORY_READ):
        yield Kind(_("Bodies"), bodies(words))
    yield Kind(_("Reports"), reports(words, user))
    yield Kind(_("Pages"), pages(words, user))


def measures(words: str) -> list[Hit]:
    """Of every plan as it stands now: what an amendment replaced is not found."""
    later = PlanVersion.objects.filter(
        plan=OuterRef("direction__version__plan"), number__gt=OuterRef("direction__version__number")
    )
    rows = (
        Measure.objects.found(words)
        .filter(~Exists(later))
        .select_related("direction__version__plan")
        .order_by("-direction__version__plan__starts_on", "direction__position", "position")
    )
    in_force = ""
    hits = []
    for measure in rows[: AT_MOST + 1]:
        plan = measure.direction.version.plan
        in_force = in_force or plan.code
        address = address_of("portal:clause", measure.clause)
        hits.append(
            Hit(
                measure.text,
                address if plan.code == in_force else f"{address}?plan={plan.code}",
                mark=measure.clause,
                detail="" if plan.code == in_force else str(plan),
            )
        )
    return hits


def bodies(words: str) -> list[Hit]:
    """By any name past or present; the name that matched stands beside the present one."""
    key = fold(words)
    hits = []
    for body in Body.objects.named_like(words).prefetch_related("names")[: AT_MOST + 1]:
        former = [n.full for n in body.names.all() if key in fold(f"{n.full} {n.short}")]
        other = next((name for name in former if name != body.name), "")
        detail = "" if key in fold(body.name) else other
        hits.append(Hit(body.name, address_of("portal:body", body.code), detail=detail))
    return hits


def reports(words: str, user: "User") -> list[Hit]:
    """Reports that the person may open, by clause, body or what they say. Only titles are shown."""
    key = fold(words)
    rows = (
        Report.objects.visible_to(user)
        .annotate(said=Fold("facts"))
        .filter(
            Q(obligation__measure__clause__startswith=words)
            | Q(obligation__body__in=Body.objects.named_like(words))
            | Q(said__contains=key)
        )
        .select_related("obligation__measure", "obligation__cycle")
        .prefetch_related("obligation__body__names")
        .order_by("-obligation__cycle__period_first", "obligation")
    )
    return [
        Hit(
            report.obligation.body.name,
            address_of("reporting:report", report.pk),
            mark=report.obligation.measure.clause,
            detail=str(report.obligation.cycle),
        )
        for report in rows[: AT_MOST + 1]
    ]


def pages(words: str, user: "User") -> list[Hit]:
    """Pages of the menu that are called so."""
    key = fold(words)
    return [
        Hit(str(page.label), page.url)
        for group in menu(user, "")
        for page in group.pages
        if key in fold(str(page.label))
    ]
