"""What the data protection desk may know: acts and dates under bare references, never what is told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.timezone import localdate, make_aware

from dayaq.cases.models.cases import Case
from dayaq.cases.models.closing import Seal
from dayaq.cases.models.keeping import RetentionDecision
from dayaq.cases.models.sharing import Grant, GrantQuerySet
from dayaq.cases.states import Fate, Part, Status
from dayaq.directory.models import Parameter
from dayaq.vault.context import house
from dayaq.vault.models import DataClass

if TYPE_CHECKING:
    from uuid import UUID

    from dayaq.accounts.models import User
    from dayaq.directory.models import Body

KEPT = (DataClass.CONTACT, DataClass.IDENTIFYING, DataClass.SENSITIVE, DataClass.CASEWORK)
MOST = 1_000
"""Cases of each class that the desk is shown at once."""

DEFAULT_DAYS = {
    DataClass.CONTACT: 365,
    DataClass.IDENTIFYING: 1825,
    DataClass.SENSITIVE: 1825,
    DataClass.CASEWORK: 3650,
}


@dataclass(frozen=True, slots=True)
class Keeping:
    """A class of data of a closed case, with the day on which its time is up."""

    reference: str
    closed_on: date
    data_class: str
    until: date
    decided: str
    """The last decision about it, in words; empty where there is none."""

    @property
    def data(self) -> str:
        return str(DataClass(self.data_class).label)

    def is_due(self, *, on: date) -> bool:
        return self.until <= on


def retention_days(data_class: DataClass, *, on: date) -> int:
    """How long this class is kept after closing: `retention.<class>`, which the ministry confirms."""
    default = str(DEFAULT_DAYS[data_class])
    value = Parameter.objects.value_of(f"retention.{data_class}", on=on, default=default)
    return int(value)


def closed_case(reference: str, *, by: "User") -> Case:
    """The closed case that the desk decides about: its reference and dates, nothing that is told in it.

    Raises Case.DoesNotExist.
    """
    with house("retention_desk", by=by):
        return Case.objects.for_house().get(reference=reference, status=Status.CLOSED)


def keepings(*, on: date, reference: str = "", is_due: bool = False) -> list[Keeping]:
    """Classes of data of closed cases that are still there, the earliest end first.

    Of each class as many as the desk can look at (`MOST`); the rest follows when these are decided.
    `is_due` leaves out what is kept longer than that day.
    """
    with house("retention_desk"):
        found = [
            one
            for data_class in KEPT
            for one in _kept(data_class, on=on, reference=reference, is_due=is_due)
        ]
    return sorted(found, key=lambda one: (one.until, one.reference))


def _kept(data_class: DataClass, *, on: date, reference: str, is_due: bool) -> Iterator[Keeping]:
    days = timedelta(days=retention_days(data_class, on=on))
    decisions = RetentionDecision.objects.for_house().filter(case=OuterRef("pk"))
    decisions = decisions.filter(data_class=data_class).order_by("-decided_at")
    rows: Any = Case.objects.for_house().filter(
        ~Exists(decisions.filter(fate=Fate.PSEUDONYMISE)),
        status=Status.CLOSED,
        subject__key__shredded_at=None,
    )
    rows = rows.annotate(longer=Subquery(decisions.values("until")[:1]))
    if reference:
        rows = rows.filter(reference=reference)
    if is_due:  # a decision to keep longer never makes it earlier
        over = make_aware(datetime.combine(on - days + timedelta(days=1), time()))
        rows = rows.filter(Q(longer=None) | Q(longer__lte=on), closed_at__lt=over)
    rows = rows.order_by("closed_at", "pk")
    for name, closed_at, longer in rows.values_list("reference", "closed_at", "longer")[:MOST]:
        closed_on = localdate(closed_at)
        until = max(closed_on + days, longer or date.min)
        words = str(Fate.EXTEND.label) if longer else ""
        yield Keeping(name, closed_on, str(data_class), until, words)


def seen_by(body: "Body", user: "User", *, at: datetime) -> GrantQuerySet:
    """What lets this body read at that moment, as the desk sees acts: never what is told."""
    found: GrantQuerySet = Grant.objects.visible_to(user).filter(body=body).live(at=at)
    return found


def opened_by(grants: "Iterable[Grant]", user: "User") -> "dict[UUID, list[str]]":
    """The sections that each of these grants opens, with the seals in force."""
    grants = list(grants)
    closing: dict[UUID, list[Seal]] = defaultdict(list)
    rows = Seal.objects.visible_to(user).filter(case__in={grant.case_id for grant in grants})
    for seal in rows.standing():
        closing[seal.case_id].append(seal)
    return {
        grant.pk: [
            part
            for part in grant.parts
            if part != Part.COVER and _opens(part, closing[grant.case_id], grant.body_id)
        ]
        for grant in grants
    }


def _opens(part: str, seals: list[Seal], body_id: int) -> bool:
    return all(body_id in seal.holders for seal in seals if seal.closes(part))
