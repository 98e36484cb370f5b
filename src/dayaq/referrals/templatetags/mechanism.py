"""Clocks of the mechanism as pages show them: in words, never by colour alone."""

from typing import TYPE_CHECKING

from django import template
from django.utils.timezone import now
from django.utils.translation import gettext as _

from dayaq.cases.models.clocks import span

if TYPE_CHECKING:
    from dayaq.referrals.models import Clock

register = template.Library()
SOON = 14_400
"""Seconds before its end from which a clock is to be watched."""


@register.filter
def time_left(clock: "Clock") -> str:
    """How much time is left, or how late it is."""
    return span(clock.due_at, now())


@register.filter
def clock_look(clock: "Clock") -> str:
    left = (clock.due_at - now()).total_seconds()
    return "bad" if left <= 0 else "watch" if left < SOON else "going"


@register.filter
def ended(clock: "Clock") -> str:
    """How a clock that no longer runs ended."""
    if clock.met_at is None:
        return _("stopped")
    if clock.met_at <= clock.due_at:
        return _("done in time")
    return _("done: %(late)s") % {"late": span(clock.due_at, clock.met_at)}
