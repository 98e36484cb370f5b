"""Everyone's first page: what I owe, to whom, by when, the nearest clock on top."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_safe

from dayaq.access.permissions import Permission, UserRequest, holds, signed_in
from dayaq.cases.models import Alert, Case, Merge, Opening
from dayaq.cases.models.clocks import CLOCKS, span
from dayaq.cases.models.waiting import waiting
from dayaq.directory.models import Language
from dayaq.jobs.models import Job
from dayaq.portal.queues import (
    Item,
    Queue,
    cooperation,
    due_clock,
    helping,
    referring,
    registers,
    shown,
    shown_of_each,
)
from dayaq.reporting.models import Extension, Obligation
from dayaq.reporting.models.duties import duties
from dayaq.vault.context import asking

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@require_safe
@signed_in
def home(request: UserRequest) -> HttpResponse:
    today = localdate()
    queues = [
        *_of_the_mechanism(request.user, now()),
        *_queues(request, today),
        *cooperation.queues(request.user, today),
        *registers.queues(request.user, now()),
    ]
    queues = [queue for queue in queues if queue.count]
    return render(
        request,
        "portal/home.html",
        {
            "queues": queues,
            "today": today,
            "ways": often_needed(request.user),
            "may_refer": holds(request.user, Permission.REFERRAL_SEND),
            "jobs": Job.objects.visible_to(request.user).unfinished(),
        },
    )


NEEDED: tuple[tuple[Permission, str, object], ...] = (
    (Permission.REFERRAL_SEND, "referrals:mine", pgettext_lazy("list", "Referrals")),
    (Permission.REFERRAL_RECEIVE, "referrals:inbox", _("Arrived referrals")),
    (Permission.REFERRAL_SEND, "referrals:screenings", _("Screenings")),
    (Permission.CASE_OPEN, "cases:find", _("Find a person")),
    (Permission.SHELTER_WORK, "shelters:today", _("Today in the shelter")),
    (Permission.SERVICE_ANSWER, "recovery:requests", _("Requests to providers")),
    (Permission.MECHANISM_READ, "portal:mechanism", _("The mechanism now")),
)
OF_THE_PLAN = (
    ("portal:overview", _("National Action Plan")),
    ("reporting:editions", _("Annual information")),
)


def often_needed(user: "User") -> list[tuple[str, object]]:
    """What this person opens often: the mechanism for whoever works in it, the plan for the others."""
    own = [(reverse(name), label) for held, name, label in NEEDED if holds(user, held)]
    of_plan: list[tuple[str, object]] = [(reverse(name), label) for name, label in OF_THE_PLAN]
    is_of_both = holds(user, Permission.REPORT_READ_ALL)
    return own + of_plan if is_of_both or not own else own


MECHANISM = (Permission.CASE_READ, Permission.GLASS_REVIEW)
"""Providers and the people of shelters read cases that were opened to them."""


def _of_the_mechanism(user: "User", at: datetime) -> list[Queue]:
    """What waits in cases: references and clocks, never a name."""
    if not any(holds(user, permission) for permission in MECHANISM):
        if not holds(user, Permission.REFERRAL_SEND):
            return []
        with asking(user, at=at):
            return list(referring.of_referrals(user, at))
    openings = reverse("cases:openings")
    with asking(user, at=at):
        waits = waiting(user, at=at)
        to_agree, to_compare, to_review, to_look_at, due = shown_of_each(
            (waits.to_agree, _opening),
            (waits.to_compare, _merge),
            (waits.to_review, _opening),
            (waits.to_look_at, _alert),
            (waits.due, partial(_case, at=at)),
        )
        return [
            *referring.of_referrals(user, at),
            *helping.of_help(user, at),
            Queue(
                "cases-to-agree",
                _("A second person is needed"),
                _("Decide"),
                *to_agree,
                openings,
            ),
            Queue(
                "cases-to-compare",
                _("Records that may be one person"),
                _("Compare"),
                *to_compare,
                f"{reverse('cases:merges')}?status=proposed",
            ),
            Queue(
                "cases-to-review",
                _("Emergency openings to review"),
                _("Review"),
                *to_review,
                f"{openings}?verdict=due",
            ),
            Queue(
                "signals",
                _("Unusual access to look at"),
                _("Read"),
                *to_look_at,
                f"{reverse('cases:alerts')}?answered=no",
            ),
            Queue(
                "cases-due",
                _("Cases whose time ends"),
                _("Open"),
                *due,
                f"{reverse('cases:queue')}?due=week",
            ),
        ]


def _case(case: Case, *, at: datetime) -> Item:
    return Item(
        reverse("cases:case", args=[case.reference]),
        case.reference,
        str(CLOCKS.get(case.clock, "")),
        case.lead.short_name,
        span(case.clock_at, at) if case.clock_at else "",
        case.is_overdue(at=at),
    )


def _alert(alert: Alert) -> Item:
    return Item(
        reverse("cases:alert", args=[alert.pk]),
        f"{alert.day:%d.%m}",
        str(alert.get_signal_display()),
        alert.about.full_name,
        "",
        is_late=False,
    )


def _merge(merge: Merge) -> Item:
    return Item(
        reverse("cases:merge", args=[merge.pk]),
        f"{localtime(merge.proposed_at):%d.%m}",
        str(_("Two records to compare")),
        merge.proposed_by.full_name if merge.proposed_by else "",
        "",
        is_late=False,
    )


def _opening(opening: Opening) -> Item:
    return Item(
        reverse("cases:opening", args=[opening.pk]),
        f"{localtime(opening.asked_at):%d.%m}",
        opening.get_kind_display(),
        opening.appointment.user.full_name,
        "",
        is_late=False,
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
        items, count = shown(found, partial(_owed, key=key, clock=clock, today=today))
        yield Queue(key, title, verb, items, count, mine)
    yield Queue(
        "to-decide",
        _("Asked for more time"),
        _("Decide"),
        *shown(waiting.to_decide, _extension),
        "",
    )


def _extension(asked: Extension) -> Item:
    return Item(
        reverse("reporting:obligation", args=[asked.obligation_id]),
        asked.obligation.measure.clause,
        asked.reason,
        asked.obligation.body.short_name,
        str(_("until %(day)s") % {"day": f"{asked.until:%d.%m.%Y}"}),
        is_late=False,
    )


def _owed(
    obligation: Obligation, *, key: str, clock: "Callable[..., tuple[str, bool]]", today: date
) -> Item:
    said, is_late = clock(obligation, today)
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
        said,
        is_late,
        Language.AZ,
    )


def _due_clock(obligation: Obligation, today: date) -> tuple[str, bool]:
    return due_clock(obligation.due_on, today)


def _since_clock(obligation: Obligation, today: date) -> tuple[str, bool]:
    waited = (today - localdate(obligation.since)).days if obligation.since else 0  # type: ignore[attr-defined]
    words = ngettext("waiting %(days)d day", "waiting %(days)d days", waited) % {"days": waited}
    return words, waited > 2


def _no_clock(obligation: Obligation, today: date) -> tuple[str, bool]:  # noqa: ARG001
    return "", False
