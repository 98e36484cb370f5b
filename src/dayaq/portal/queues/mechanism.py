"""The mechanism as it stands now: what runs against which clock, in numbers that point at nobody.

Clocks and referrals are the coordinator's to see under bare references. Cases, requests and beds are
not: of them only numbers are told, and small ones are covered as in every publication.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dayaq.cases.models.codes import Codes
from dayaq.directory.models import Body
from dayaq.evidence.disclosure import INSIDE, Shown, cover, limit
from dayaq.indicators.terms import Cell, Phrase, Sensitivity
from dayaq.recovery.models import ServiceReferral
from dayaq.recovery.states import OPEN_REFERRALS
from dayaq.referrals.models import Clock, Identification, Referral
from dayaq.referrals.states import ClockKind, Stage, Status
from dayaq.shelters.models import Bed, Booking
from dayaq.shelters.states import FacilityStatus
from dayaq.vault.context import house

if TYPE_CHECKING:
    from dayaq.accounts.models import User

LATELY = timedelta(days=30)
SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its name, what is late, what ends soon, what runs, each with its list.

    `narrowed` is what the list of clocks is narrowed to: one body, or one kind.
    """

    name: object
    late: int
    soon: int
    running: int
    narrowed: Mapping[str, object]

    @property
    def late_url(self) -> str:
        return _clocks(stands="late", **self.narrowed)

    @property
    def soon_url(self) -> str:
        return _clocks(stands="soon", **self.narrowed)

    @property
    def url(self) -> str:
        return _clocks(stands="running", **self.narrowed)


@dataclass(frozen=True, slots=True)
class Missed:
    """Terms of one kind that were missed lately: how many, how many without a reason, and the reasons."""

    kind: object
    number: int
    unexplained: int
    reasons: str
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """A number of people, or that it is too small to be told."""

    name: Phrase
    number: object
    is_covered: bool


Numbers = dict[tuple[int, str], tuple[int, int, int]]


def running(user: "User", *, at: datetime) -> Numbers:
    """Running clocks by body and kind: late, ending within a day, all."""
    rows = Clock.objects.visible_to(user).running().order_by().values("body", "kind")
    counted = rows.annotate(
        late=Count("pk", filter=Q(due_at__lte=at)),
        soon=Count("pk", filter=Q(due_at__gt=at, due_at__lte=at + SOON)),
        all=Count("pk"),
    )
    return {(one["body"], one["kind"]): (one["late"], one["soon"], one["all"]) for one in counted}


def _summed(numbers: Iterable[tuple[int, int, int]]) -> tuple[int, int, int]:
    late, soon, every = (sum(column) for column in zip(*numbers, strict=True))
    return late, soon, every


def _clocks(**narrowed: object) -> str:
    return f"{reverse('referrals:clocks')}?{urlencode(narrowed)}"


def by_body(counted: Numbers) -> list[Row]:
    """What each body owes, the latest first."""
    bodies = Body.objects.filter(pk__in={body for body, _kind in counted})
    rows = [
        Row(
            body.short_name,
            *_summed(n for (one, _kind), n in counted.items() if one == body.pk),
            {"body": body.pk},
        )
        for body in bodies
    ]
    return sorted(rows, key=lambda row: (-row.late, -row.soon, str(row.name)))


def by_kind(counted: Numbers) -> list[Row]:
    known = {kind for _body, kind in counted}
    return [
        Row(
            kind.label,
            *_summed(n for (_body, one), n in counted.items() if one == kind),
            {"kind": kind.value},
        )
        for kind in ClockKind
        if kind in known
    ]


def missed(user: "User", *, at: datetime) -> list[Missed]:
    """Terms that ended within the last month and were missed: with which reasons, and without."""
    gone = Q(met_at__gt=F("due_at")) | Q(met_at=None, due_at__lte=at)
    first = localdate(at) - LATELY
    since = datetime.combine(first, time.min, tzinfo=get_current_timezone())
    rows = Clock.objects.visible_to(user).filter(gone, stopped_at=None, due_at__gte=since)
    counted = Counter(rows.order_by().values_list("kind", "missed_reason"))
    codes = Codes(frozenset({"missed-reason"}))
    found = []
    for kind in ClockKind:
        told = {reason: number for (one, reason), number in counted.items() if one == kind}
        if not told:
            continue
        bare = told.pop("", 0)
        reasons = ", ".join(f"{codes.said(reason)}: {number}" for reason, number in told.items())
        url = _clocks(stands="unexplained", kind=kind.value, due_after=first)
        found.append(Missed(kind.label, bare + sum(told.values()), bare, reasons, url))
    return found


def referrals(user: "User") -> list[tuple[object, int, str]]:
    """Referrals that are under way, by how they stand."""
    open_now = (Status.DRAFT, Status.SENT, Status.RETURNED)
    rows = Referral.objects.visible_to(user).filter(status__in=open_now).order_by()
    counted = Counter(rows.values_list("status", flat=True))
    return [
        (
            status.label,
            counted[status],
            f"{reverse('referrals:of_bodies')}?{urlencode({'status': status.value})}",
        )
        for status in open_now
    ]


def stages(*, at: datetime) -> list[Told]:
    """Persons at each stage of the identification."""
    with house("mechanism"):
        rows = Identification.objects.for_house().exclude(status=Stage.ENDED).order_by()
        counted = Counter(rows.values_list("status", flat=True))
    return _told(counted, [(stage, stage.label) for stage in Stage if stage != Stage.ENDED], at=at)


def requests(*, at: datetime) -> list[Told]:
    """Requests to providers that have no answer, in time and late."""
    with house("mechanism"):
        rows = ServiceReferral.objects.for_house().filter(status__in=OPEN_REFERRALS).order_by()
        moments = list(rows.values_list("answer_by", flat=True))
    late = Counter("late" if moment <= at else "waiting" for moment in moments)
    known = [
        ("waiting", pgettext_lazy("requests", "Waiting, in time")),
        ("late", pgettext_lazy("requests", "Not answered in time")),
    ]
    return _told(late, known, at=at)


def beds(*, at: datetime) -> list[Told]:
    """Beds of open facilities: taken and free; both are covered where few are taken or few are free."""
    now_taken = Q(begins_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))
    with house("mechanism"):
        taken = Booking.objects.for_house().filter(now_taken, bed=OuterRef("pk"))
        rows = Bed.objects.for_house().filter(facility__status=FacilityStatus.OPEN)
        found = Counter(rows.annotate(is_taken=Exists(taken)).values_list("is_out", "is_taken"))
    held, free = found[False, True], found[False, False]
    out = found[True, True] + found[True, False]
    known = [
        ("taken", pgettext_lazy("beds", "Taken or held")),
        ("free", pgettext_lazy("beds", "Free")),
    ]
    told = _told(Counter(taken=held, free=free), known, at=at)
    return [*told, Told(pgettext_lazy("beds", "Out of use"), out, is_covered=False)]


def _told(
    counted: "Counter[str]", known: Iterable[tuple[str, Phrase]], *, at: datetime
) -> list[Told]:
    """Each category with its number, small ones covered, and others with them where that is needed."""
    names = dict(known)
    cells: Sequence[Shown] = [
        Shown(Cell(counted.total()), counted.total()),
        *(Shown(Cell(counted[one], None, "way", one), counted[one]) for one in names),
    ]
    smallest = limit(INSIDE, on=localdate(at))
    shown = cover(cells, Sensitivity.PEOPLE, smallest=smallest)
    return [
        Told(
            names[one.cell.category] if one.cell.breakdown else _("Together"),
            one.value,
            one.is_covered,
        )
        for one in sorted(shown, key=lambda one: not one.cell.breakdown)
    ]
