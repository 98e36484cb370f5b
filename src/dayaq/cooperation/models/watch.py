"""Whether standing bodies meet as often as they have to: one meeting in each span of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dayaq.cooperation.models.meetings import Meeting, within
from dayaq.cooperation.models.standing import StandingBody, span_of
from dayaq.cooperation.states import TOOK_PLACE, MeetingStatus
from dayaq.kernel.periods import Period

WARNED_BEFORE = 30
"""So many days before a span ends without a meeting, somebody is told."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter or another span, with the meetings that were held or are planned in it."""

    period: Period
    held: Sequence[Meeting]
    planned: Sequence[Meeting]
    on: date

    @property
    def status(self) -> str:
        """`held`, `planned`, `open` while there is time, `due_soon`, `overdue` where none was held."""
        if self.held:
            return "held"
        if self.period.last < self.on:
            return "overdue"
        if self.planned:
            return "planned"
        is_near = self.period.last - self.on < timedelta(days=WARNED_BEFORE)
        return "due_soon" if is_near else "open"

    @property
    def number(self) -> int:
        """The first span of the year is the first."""
        return (self.period.first.month - 1) // self.months + 1

    @property
    def months(self) -> int:
        return self.period.last.month - self.period.first.month + 1


def spans_until(standing: StandingBody, *, on: date, count: int = 8) -> list[Span]:
    """The last spans up to the one of that day, the earliest first; none where no rule asks for any."""
    months = standing.months_on(on)
    if not months or 12 % months:
        return []
    periods = [span_of(on, months)]
    while len(periods) < count:
        before = periods[-1].first - timedelta(days=1)
        if standing.since and before < standing.since:
            break
        periods.append(span_of(before, months))
    periods.reverse()
    first, last = within(Period(periods[0].first, periods[-1].last))
    found = list(
        standing.meetings.filter(starts_at__range=(first, last)).exclude(
            status=MeetingStatus.CANCELLED
        )
    )
    return [
        Span(
            period,
            [m for m in found if m.day in period and m.status in TOOK_PLACE],
            [m for m in found if m.day in period and m.status not in TOOK_PLACE],
            on,
        )
        for period in periods
    ]


def unmet(standing: StandingBody, *, on: date) -> list[Period]:
    """The span that has just ended without a meeting, and the one that soon will."""
    return [
        span.period
        for span in spans_until(standing, on=on, count=2)
        if span.status in {"due_soon", "overdue"}
    ]
