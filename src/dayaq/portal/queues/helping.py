"""What of plans, requests and shelters waits for a person: references, kinds of help and clocks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.cases.models.clocks import span
from dayaq.portal.queues import Item, Queue, shown, shown_of_each
from dayaq.recovery.models import FollowUp, Placement, ServiceReferral
from dayaq.recovery.states import ReferralStatus
from dayaq.shelters.models import Hold, Stay
from dayaq.shelters.states import StayStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User

SOON = timedelta(days=7)


def of_help(user: "User", at: datetime) -> Iterator[Queue]:
    """Within the person's own context. The social worker's, the provider's, the shelter's."""
    if holds(user, Permission.SHELTER_WORK):
        yield from _of_shelters(user, at)
    if holds(user, Permission.SERVICE_ANSWER):
        yield _to_answer(user, at)
    if holds(user, Permission.CASE_WRITE):
        yield from _of_plans(user, at)


def _of_shelters(user: "User", at: datetime) -> Iterator[Queue]:
    holding = Hold.objects.visible_to(user).waiting().filter(until__gt=at)
    today = reverse("shelters:today")
    yield Queue(
        "beds-asked",
        _("A bed is asked for"),
        _("Answer"),
        *shown(holding.select_related("facility").order_by("until"), partial(_hold, at=at)),
        today,
    )
    expected = Stay.objects.visible_to(user).filter(status=StayStatus.EXPECTED)
    yield Queue(
        "expected",
        _("Expected in the shelter"),
        _("Open"),
        *shown(expected.select_related("facility").order_by("accepted_at"), _stay),
        today,
    )


def _hold(hold: Hold, *, at: datetime) -> Item:
    page = reverse("shelters:hold", args=[hold.pk])
    return Item(
        page, f"{hold.held_at:%d.%m}", "", str(hold.facility), span(hold.until, at), is_late=False
    )


def _stay(stay: Stay) -> Item:
    page = reverse("shelters:stay", args=[stay.pk])
    return Item(page, f"{stay.accepted_at:%d.%m}", "", str(stay.facility), "", is_late=False)


def _to_answer(user: "User", at: datetime) -> Queue:
    ours = bodies_where(user, Permission.SERVICE_ANSWER)
    waiting = ServiceReferral.objects.visible_to(user).waiting().filter(body__in=ours)
    return Queue(
        "help-asked",
        _("Your help is asked for"),
        _("Answer"),
        *shown(waiting.select_related("provider").order_by("answer_by"), partial(_request, at=at)),
        f"{reverse('recovery:requests')}?waiting=waiting",
    )


def _request(referral: ServiceReferral, *, at: datetime) -> Item:
    return Item(
        reverse("recovery:request", args=[referral.pk]),
        f"{referral.sent_at:%d.%m}",
        str(referral.get_kind_display()),
        str(referral.provider),
        span(referral.answer_by, at) if referral.is_waiting else "",
        referral.is_late(at=at),
    )


def _of_plans(user: "User", at: datetime) -> Iterator[Queue]:
    soon = localdate(at) + SOON
    silent = ServiceReferral.objects.visible_to(user).filter(
        status=ReferralStatus.UNANSWERED, sent_by=user
    )
    due = FollowUp.objects.visible_to(user).due(on=soon).select_related("case__lead")
    work = Placement.objects.visible_to(user).to_ask(on=soon).select_related("case__lead")
    unanswered, talks, placements = shown_of_each(
        (silent.select_related("provider").order_by("answer_by"), partial(_request, at=at)),
        (due.order_by("due_on"), partial(_talk, at=at)),
        (work.order_by("half_year_on"), partial(_placement, at=at)),
    )
    yield Queue(
        "unanswered",
        _("Providers that have not answered"),
        _("Open"),
        *unanswered,
        f"{reverse('recovery:requests')}?status=unanswered",
    )
    yield Queue(
        "follow-ups",
        _("Conversations that are due"),
        _("Open"),
        *talks,
        f"{reverse('recovery:plans')}?due=week",
    )
    yield Queue(
        "placements-to-ask",
        _("What became of the work?"),
        _("Open"),
        *placements,
        f"{reverse('recovery:placements')}?after=no",
    )


def _talk(row: FollowUp, *, at: datetime) -> Item:
    return Item(
        reverse("recovery:plan", args=[row.case.reference]),
        row.case.reference,
        gettext("Follow-up"),
        "",
        f"{row.due_on:%d.%m.%Y}",
        row.due_on < localdate(at),
    )


def _placement(row: Placement, *, at: datetime) -> Item:
    return Item(
        reverse("recovery:plan", args=[row.case.reference]),
        row.case.reference,
        str(row.get_kind_display()),
        "",
        f"{row.half_year_on:%d.%m.%Y}",
        row.half_year_on < localdate(at),
    )
