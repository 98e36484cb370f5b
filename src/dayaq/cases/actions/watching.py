"""Looking over the access log for what is unusual, and the desk's answer to it."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.accounts.models import Appointment, Role
from dayaq.audit.models import Entry, EntryQuerySet, record
from dayaq.cases.models.watching import Alert, Watched
from dayaq.cases.policies import sharing as may
from dayaq.cases.states import Signal
from dayaq.directory.models import Holiday, Parameter
from dayaq.notices.actions import tell

if TYPE_CHECKING:
    from dayaq.accounts.models import User

READ, SEARCHED = "section.read", "person.searched"
NEAR = (READ, SEARCHED)
LOOKS_BACK = timedelta(hours=1)
EVERY = timedelta(minutes=5)
LONGEST_GAP = timedelta(days=7)


@transaction.atomic
def watch(*, at: datetime) -> int:
    """Raise what the last hour shows; how many signals are new. Safe to repeat and to run twice at once.

    Where rounds were skipped because nothing ran, each of them is made up for.
    """
    last, _is_first = Watched.objects.select_for_update().get_or_create(pk=1, defaults={"at": at})
    moment = min(max(last.at + EVERY, at - LONGEST_GAP), at)
    new = 0
    while moment < at:
        new += _raise(moment)
        moment += EVERY
    new += _raise(at)
    Watched.objects.filter(at__lt=at).update(at=at)
    return new


def _raise(at: datetime) -> int:
    if not _recent(at).filter(did__in=NEAR).exists():
        return 0
    new = 0
    for signal, person, count in _signals(at):
        alert, is_new = Alert.objects.get_or_create(
            signal=signal,
            about_id=person,
            day=localdate(at),
            defaults={"count": count, "raised_at": at},
        )
        if is_new:
            new += 1
            _tell(alert, at=at)
        elif alert.count < count:
            Alert.objects.filter(pk=alert.pk, count__lt=count).update(count=count)
    return new


def _recent(at: datetime) -> EntryQuerySet:
    return Entry.objects.filter(at__gt=at - LOOKS_BACK, at__lte=at, by__isnull=False)


def _signals(at: datetime) -> Iterator[tuple[Signal, int, int]]:
    recent = _recent(at)
    reads, searches = recent.filter(did=READ), recent.filter(did=SEARCHED)
    # A search shows who many people are; what counts as opening a case is opening one of its sections.
    opened = reads.exclude(purpose="search").order_by().values("by")
    most = _number("watch.cases_per_hour", 20, at)
    for row in opened.annotate(cases=Count("case_key", distinct=True)).filter(cases__gt=most):
        yield Signal.MANY, row["by"], row["cases"]
    most = _number("watch.searches_per_hour", 60, at)
    searched = searches.order_by().values_list("by").annotate(times=Count("pk"))
    for person, times in searched.filter(times__gt=most):
        yield Signal.SEARCHES, person, times
    is_odd = _odd_hours(at)
    near = recent.filter(did__in=NEAR, details__flags__contains=["own_name"])
    for person, times in Counter(near.values_list("by", flat=True)).items():
        yield Signal.OWN_NAME, person, times
    late = Counter(person for person, moment in reads.values_list("by", "at") if is_odd(moment))
    for person, times in late.items():
        yield Signal.AFTER_HOURS, person, times


def _odd_hours(at: datetime) -> Callable[[datetime], bool]:
    """Outside a working day between the hours that the ministry confirms, by the clock of Baku."""
    begins, ends = _number("watch.day_begins", 8, at), _number("watch.day_ends", 20, at)
    holidays = Holiday.objects.days()

    def is_odd(moment: datetime) -> bool:
        here = localtime(moment)
        return here.weekday() > 4 or here.date() in holidays or not begins <= here.hour < ends

    return is_odd


def _number(code: str, default: int, at: datetime) -> int:
    return int(Parameter.objects.value_of(code, on=localdate(at), default=str(default)))


def _tell(alert: Alert, *, at: datetime) -> None:
    posts = Appointment.objects.holding_on(localdate(at)).in_roles((Role.DATA_PROTECTION,))
    officers = [post.user for post in posts.select_related("user") if post.user.is_active]
    tell(
        [one for one in officers if one.pk != alert.about_id],
        "cases.unusual",
        key=f"watch:{alert.pk}",
        url=reverse("cases:alert", args=[alert.pk]),
        at=at,
    )


@transaction.atomic
def answer(alert: Alert, *, finding: str, by: "User", at: datetime) -> Alert:
    """The desk has looked: what it found stays with the signal."""
    alert = Alert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    require(may.why_not_answer(alert, by))
    if not finding.strip():
        raise Denied(_("Write down what was found."))
    alert.answered_at, alert.answered_by, alert.finding = at, by, finding.strip()
    alert.save(update_fields=["answered_at", "answered_by", "finding"])
    record("alert.answered", alert, by=by, at=at)
    return alert
