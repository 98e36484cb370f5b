"""Clocks, states and sections as pages show them: never by colour alone."""

from datetime import datetime
from typing import TYPE_CHECKING

from django import template
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dayaq.cases.models.clocks import CLOCKS
from dayaq.cases.states import Part, Status

if TYPE_CHECKING:
    from dayaq.cases.models import Case

register = template.Library()

LOOKS = {
    Status.PRESUMED: "going",
    Status.IDENTIFIED: "good",
    Status.NOT_IDENTIFIED: "unknown",
    Status.CLOSED: "calm",
}


@register.filter
def status_look(status: str) -> str:
    """The look of a case's status among the house's six."""
    return LOOKS[Status(status)]


@register.filter
def due(clock: str) -> str:
    """What the clock is about."""
    return str(CLOCKS.get(clock, "—"))


@register.filter
def clock_look(case: "Case") -> str:
    if case.clock_at is None:
        return "calm"
    left = (case.clock_at - now()).total_seconds()
    return "bad" if left <= 0 else "watch" if left < 24 * 3600 else "going"


@register.filter
def time_left(moment: datetime | None) -> str:
    """How long until then, in the largest unit that says enough; how long since, when it is over."""
    if moment is None:
        return ""
    return span(moment, now())


def span(moment: datetime, at: datetime) -> str:
    seconds = int((moment - at).total_seconds())
    minutes, hours, days = abs(seconds) // 60, abs(seconds) // 3600, abs(seconds) // 86400
    is_late = seconds <= 0
    if days >= 2:
        late = ngettext("%(n)d day late", "%(n)d days late", days)
        left = ngettext("%(n)d day left", "%(n)d days left", days)
        return (late if is_late else left) % {"n": days}
    if hours >= 1:
        late = ngettext("%(n)d hour late", "%(n)d hours late", hours)
        left = ngettext("%(n)d hour left", "%(n)d hours left", hours)
        return (late if is_late else left) % {"n": hours}
    if minutes == 0 and is_late:
        return _("due now")
    late = ngettext("%(n)d minute late", "%(n)d minutes late", minutes)
    left = ngettext("%(n)d minute left", "%(n)d minutes left", minutes)
    return (late if is_late else left) % {"n": minutes}


@register.filter
def part_label(part: str) -> str:
    """The name of a section."""
    return str(Part(part).label)


@register.filter
def part_labels(parts: list[str]) -> str:
    """The names of several sections in the order of the case page."""
    return ", ".join(str(part.label) for part in Part if part in parts)
