"""Whether standing bodies meet as often as they have to: one meeting in each span of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from dayaq.councils.models.meetings import Meeting, within
from dayaq.councils.models.standing import USUAL_INTERVAL, StandingBody, span_of
from dayaq.councils.states import MeetingStatus
from dayaq.directory.models import ParameterValue, holding_on
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
    periods = _periods(standing, standing.months_on(on), on=on, count=count)
    if not periods:
        return []
    moments = within(Period(periods[0].first, periods[-1].last))
    found = list(
        standing.meetings.filter(starts_at__range=moments).exclude(status=MeetingStatus.CANCELLED)
    )
    return [_span(period, found, on) for period in periods]


def _periods(standing: StandingBody, months: int | None, *, on: date, count: int) -> list[Period]:
    if not months or 12 % months:
        return []
    periods = [span_of(on, months)]
    while len(periods) < count:
        before = periods[-1].first - timedelta(days=1)
        if standing.since and before < standing.since:
            break
        periods.append(span_of(before, months))
    return periods[::-1]


def _span(period: Period, meetings: Sequence[Meeting], on: date) -> Span:
    inside = [meeting for meeting in meetings if meeting.day in period]
    return Span(
        period,
        [meeting for meeting in inside if meeting.took_place],
        [meeting for meeting in inside if not meeting.took_place],
        on,
    )


def wanting(*, on: date) -> list[tuple[StandingBody, Span]]:
    """Of each standing body: the span that has just ended without a meeting, and the one that soon will.

    Two queries, however many there are.
    """
    rules = ParameterValue.objects.filter(holding_on(on), parameter=OuterRef("interval_rule"))
    known = list(
        StandingBody.objects.in_force(on)
        .exclude(interval_rule=None)
        .annotate(every=Subquery(rules.values("value")[:1]))
    )
    meetings = list(
        Meeting.objects.filter(standing__in=known)
        .exclude(status=MeetingStatus.CANCELLED)
        .filter(starts_at__gte=within(Period(date(on.year - 1, 1, 1), on))[0])
    )
    found = []
    for one in known:
        of_it = [m for m in meetings if m.standing_id == one.pk]
        for period in _periods(one, int(one.every or USUAL_INTERVAL), on=on, count=2):  # type: ignore[attr-defined]
            span = _span(period, of_it, on)
            if span.status in {"due_soon", "overdue"}:
                found.append((one, span))
    return found
