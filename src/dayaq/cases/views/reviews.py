"""The review queue: what of the record must be looked at again by this person, the nearest first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, holds
from dayaq.cases.models.clocks import look_of, span
from dayaq.cases.models.waiting import waiting
from dayaq.cases.views.fetching import crumbs_from
from dayaq.vault.door import confidential

SHOWN = 12
"""How many of a kind stand here; the rest is one click away."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to look at: where, what, by whom or since when, and the look of its time."""

    url: str
    label: str
    hint: str
    time: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: Sequence[Row]
    count: int
    more: str


@require_safe
@confidential(Permission.CASE_READ, Permission.GLASS_REVIEW, Permission.RETENTION_KEEP)
def reviews(request: UserRequest) -> HttpResponse:
    groups = [group for group in _groups(request, now()) if group.count]
    context = {
        "title": _("To be reviewed"),
        "crumbs": crumbs_from(request),
        "groups": groups,
        "may_keep": holds(request.user, Permission.RETENTION_KEEP),
    }
    return render(request, "cases/reviews.html", context)


def _groups(request: UserRequest, at: datetime) -> Iterator[Group]:
    waits = waiting(request.user, at=at)
    openings = reverse("cases:openings")
    yield _group(
        _("Cases due for review"),
        waits.due.filter(clock="review"),
        f"{reverse('cases:queue')}?due=week",
        lambda case: Row(
            reverse("cases:case", args=[case.reference]),
            case.reference,
            f"{case.get_status_display()} · {case.lead.short_name}",
            span(case.clock_at, at),
            look_of(case, at=at),
        ),
    )
    yield _group(_("A second person is needed"), waits.to_agree, openings, _opening)
    yield _group(
        _("Records that may be one person"),
        waits.to_compare,
        f"{reverse('cases:merges')}?status=proposed",
        lambda merge: Row(
            reverse("cases:merge", args=[merge.pk]),
            f"{merge.proposed_at:%d.%m.%Y}",
            merge.proposed_by.full_name if merge.proposed_by else _("the product itself"),
        ),
    )
    yield _group(
        _("Emergency openings to review"), waits.to_review, f"{openings}?verdict=due", _opening
    )
    yield _group(
        _("Unusual access"),
        waits.to_look_at,
        f"{reverse('cases:alerts')}?answered=no",
        lambda alert: Row(
            reverse("cases:alert", args=[alert.pk]),
            str(alert.get_signal_display()),
            f"{alert.about.full_name} · {alert.day:%d.%m.%Y}",
        ),
    )


def _group(title: str, found: Any, more: str, row: Callable[[Any], Row]) -> Group:
    first = list(found[: SHOWN + 1])
    count = found.count() if len(first) > SHOWN else len(first)
    return Group(title, [row(one) for one in first[:SHOWN]], count, more)


def _opening(opening: Any) -> Row:
    return Row(
        reverse("cases:opening", args=[opening.pk]),
        f"{opening.asked_at:%d.%m.%Y}",
        f"{opening.get_kind_display()} · {opening.appointment.user.full_name}",
    )
