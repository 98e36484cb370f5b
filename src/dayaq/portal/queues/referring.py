"""What of referrals waits for a person: their own that are not whole, and those that came to their desk."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where, holds
from dayaq.cases.models.clocks import span
from dayaq.portal.queues import Item, Queue, first_few
from dayaq.referrals.models import Clock, Referral
from dayaq.referrals.models.clocks import clocks_of

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def of_referrals(user: "User", at: datetime) -> Iterator[Queue]:
    """Within the person's own context. The first responder's and the desk's."""
    seen = Referral.objects.visible_to(user)
    if holds(user, Permission.REFERRAL_RECEIVE):
        arrived = seen.waiting().sent_to(bodies_where(user, Permission.REFERRAL_RECEIVE))
        yield Queue(
            "referrals-arrived",
            _("Referrals to take over"),
            _("Answer"),
            *_told(arrived.order_by("-is_urgent", "sent_at"), at),
            reverse("referrals:inbox"),
        )
    if holds(user, Permission.REFERRAL_SEND):
        mine = seen.unfinished().filter(post__user=user)
        yield Queue(
            "referrals-to-finish",
            _("My referrals that are not finished"),
            _("Go on"),
            *_told(mine.order_by("begun_at"), at),
            reverse("referrals:mine"),
        )


def _told(rows: "QuerySet[Referral]", at: datetime) -> tuple[list[Item], int]:
    """References, states and the nearest clock, never what was told; the clocks in one query."""
    found, count = first_few(rows.select_related("sender").prefetch_related("sender__names"))
    running = [clock for clock in clocks_of(referrals=found) if clock.is_running] if found else []
    nearest = {clock.referral_id: clock for clock in reversed(running)}  # they come nearest first
    return [_item(row, nearest.get(row.pk), at) for row in found], count


def _item(referral: Referral, clock: Clock | None, at: datetime) -> Item:
    return Item(
        reverse("referrals:referral", args=[referral.reference]),
        referral.reference,
        str(_("There is danger")) if referral.is_urgent else referral.get_status_display(),
        referral.sender.short_name,
        span(clock.due_at, at) if clock else "",
        clock is not None and clock.is_late(at=at),
    )
