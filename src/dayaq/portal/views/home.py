"""Everyone's first page: what I owe, to whom, by when, the nearest clock on top."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dayaq.access.permissions import UserRequest, signed_in
from dayaq.jobs.models import Job
from dayaq.reporting.models import Obligation
from dayaq.reporting.models.duties import duties

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHOWN = 8
"""How many items of a queue the first page shows; the rest is one click away."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: where, what it is about, and how much time is left."""

    url: str
    clause: str
    text: str
    body: str
    clock: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """Things of one kind that wait for this person."""

    key: str
    title: "_StrPromise"
    verb: "_StrPromise"
    items: Sequence[Item]
    count: int
    more: str


@require_safe
@signed_in
def home(request: UserRequest) -> HttpResponse:
    today = localdate()
    queues = [queue for queue in _queues(request, today) if queue.count]
    return render(
        request,
        "portal/home.html",
        {
            "queues": queues,
            "today": today,
            "jobs": Job.objects.visible_to(request.user).unfinished(),
        },
    )


def _queues(request: UserRequest, today: date) -> Iterable[Queue]:
    waiting = duties(request.user, on=today)
    mine = reverse("reporting:obligations")
    due = _due_clock
    since = _since_clock
    rows = (
        ("returned", _("Returned to me"), _("Correct"), waiting.returned, due),
        ("to-report", _("To report"), _("Report"), waiting.to_report, due),
        ("to-approve", _("Waiting for my approval"), _("Read"), waiting.to_approve, since),
        ("to-accept", _("Submitted, waiting for my answer"), _("Read"), waiting.to_accept, since),
        ("to-verify", _("To verify"), _("Verify"), waiting.to_verify, due),
        ("invited", _("Invitations"), _("Contribute"), waiting.invited, _no_clock),
    )
    for key, title, verb, found, clock in rows:
        listed = list(found)
        items = [_item(key, o, *clock(o, today)) for o in listed[:SHOWN]]
        yield Queue(key, title, verb, items, len(listed), mine if len(listed) > SHOWN else "")
    asked = list(waiting.to_decide)
    yield Queue(
        "to-decide",
        _("Asked for more time"),
        _("Decide"),
        [
            Item(
                reverse("reporting:obligation", args=[e.obligation_id]),
                e.obligation.measure.clause,
                e.reason,
                e.obligation.body.short_name,
                str(_("until %(day)s") % {"day": f"{e.until:%d.%m.%Y}"}),
                is_late=False,
            )
            for e in asked[:SHOWN]
        ],
        len(asked),
        "",
    )


def _item(key: str, obligation: Obligation, clock: str, is_late: bool) -> Item:  # noqa: FBT001
    url = (
        reverse("reporting:finding", args=[obligation.cycle_id, obligation.measure.clause])
        if key == "to-verify"
        else reverse("reporting:obligation", args=[obligation.pk])
    )
    return Item(
        url,
        obligation.measure.clause,
        obligation.measure.text,
        obligation.body.short_name,
        clock,
        is_late,
    )


def _due_clock(obligation: Obligation, today: date) -> tuple[str, bool]:
    left = (obligation.due_on - today).days
    if left < 0:
        late = ngettext("%(days)d day late", "%(days)d days late", -left) % {"days": -left}
        return late, True
    if left == 0:
        return str(_("due today")), True
    return ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}, False


def _since_clock(obligation: Obligation, today: date) -> tuple[str, bool]:
    waited = (today - localdate(obligation.since)).days if obligation.since else 0  # type: ignore[attr-defined]
    words = ngettext("waiting %(days)d day", "waiting %(days)d days", waited) % {"days": waited}
    return words, waited > 2


def _no_clock(obligation: Obligation, today: date) -> tuple[str, bool]:  # noqa: ARG001
    return "", False
