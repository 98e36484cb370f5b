"""Whether standing bodies meet as often as they have to: one meeting in each span of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import TruncMonth
from django.utils.timezone import localdate

from dayaq.councils.models.meetings import Meeting, within
from dayaq.councils.models.standing import USUAL_INTERVAL, StandingBody, span_of
from dayaq.councils.states import TOOK_PLACE, MeetingStatus
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
        return _status(
            self.period, is_held=bool(self.held), is_planned=bool(self.planned), on=self.on
        )

    @property
    def number(self) -> int:
        """The first span of the year is the first."""
        return (self.period.first.month - 1) // self.months + 1

    @property
    def months(self) -> int:
        return self.period.last.month - self.period.first.month + 1


def _status(period: Period, *, is_held: bool, is_planned: bool, on: date) -> str:
    """`held`, `planned`, `open` while there is time, `due_soon`, `overdue` where none was held."""
    if is_held:
        return "held"
    if period.last < on:
        return "overdue"
    if is_planned:
        return "planned"
    return "due_soon" if period.last - on < timedelta(days=WARNED_BEFORE) else "open"


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


def wanting(*, on: date) -> list[tuple[StandingBody, Period]]:
    """Of each standing body: the span that has just ended without a meeting, and the one that soon will.

    Two queries, however many bodies and meetings there are.
    """
    rules = ParameterValue.objects.filter(holding_on(on), parameter=OuterRef("interval_rule"))
    known = list(
        StandingBody.objects.in_force(on)
        .exclude(interval_rule=None)
        .annotate(every=Subquery(rules.values("value")[:1]))
    )
    asked = [
        (one, period)
        for one in known
        for period in _periods(one, int(one.every or USUAL_INTERVAL), on=on, count=2)  # type: ignore[attr-defined]
    ]
    if not asked:
        return []
    months = _months_with_meetings(known, since=min(period.first for _one, period in asked))
    found = []
    for one, period in asked:
        inside = {
            took_place
            for standing, month, took_place in months
            if standing == one.pk and localdate(month) in period
        }
        status = _status(period, is_held=True in inside, is_planned=False in inside, on=on)
        if status in {"due_soon", "overdue"}:
            found.append((one, period))
    return found


def _months_with_meetings(
    known: Sequence[StandingBody], *, since: date
) -> list[tuple[int, datetime, bool]]:
    """In which months each has a meeting that took place or will; spans are whole months."""
    rows = Meeting.objects.filter(
        standing__in=known, starts_at__gte=within(Period(since, since))[0]
    )
    return list(
        rows.exclude(status=MeetingStatus.CANCELLED)
        .order_by()
        .annotate(is_over=Q(status__in=TOOK_PLACE), month=TruncMonth("starts_at"))
        .values_list("standing", "month", "is_over")
        .distinct()
    )
