"""What the data protection desk may know: acts and dates under bare references, never what is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from dayaq.cases.models.cases import Case
from dayaq.cases.models.closing import Seal
from dayaq.cases.models.keeping import RetentionDecision
from dayaq.cases.models.sharing import Grant
from dayaq.cases.states import Fate, Part, Status
from dayaq.directory.models import Parameter
from dayaq.vault.context import house
from dayaq.vault.models import DataClass

if TYPE_CHECKING:
    from uuid import UUID

    from dayaq.accounts.models import User

KEPT = (DataClass.CONTACT, DataClass.IDENTIFYING, DataClass.SENSITIVE, DataClass.CASEWORK)
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


def keepings(*, on: date, reference: str = "") -> list[Keeping]:
    """Every class of data of closed cases that is still there, the earliest end first."""
    days = {data_class: retention_days(data_class, on=on) for data_class in KEPT}
    with house("retention_desk"):
        cases = Case.objects.for_house().filter(status=Status.CLOSED)
        if reference:
            cases = cases.filter(reference=reference)
        closed = list(
            cases.values_list("pk", "reference", "closed_at", "subject__key__shredded_at")
        )
        decided = _decisions([pk for pk, *_rest in closed])
    found = []
    for pk, name, closed_at, shredded_at in closed:
        if shredded_at is not None:
            continue
        for data_class in KEPT:
            last = decided.get((pk, str(data_class)))
            if last is not None and last.fate == Fate.PSEUDONYMISE:
                continue
            closed_on = localdate(closed_at)
            until = closed_on + timedelta(days=days[data_class])
            if last is not None and last.until is not None:
                until = last.until
            words = str(last.get_fate_display()) if last is not None else ""
            found.append(Keeping(name, closed_on, str(data_class), until, words))
    return sorted(found, key=lambda one: (one.until, one.reference))


def _decisions(cases: "Iterable[UUID]") -> "dict[tuple[UUID, str], RetentionDecision]":
    rows = RetentionDecision.objects.for_house().filter(case__in=list(cases)).order_by("decided_at")
    return {(row.case_id, row.data_class): row for row in rows}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a body reads of a case: the sections by name, why, until when. Nothing of what they say."""

    reference: str
    parts: list[str]
    basis: str
    purpose: str
    lapses_at: datetime | None


def seen_by(body_id: int, *, at: datetime) -> list[Seen]:
    """What this body would see if it looked now, with seals in force."""
    with house("preview"):
        grants = list(
            Grant.objects.for_house()
            .filter(body=body_id)
            .live(at=at)
            .select_related("case")
            .order_by("case__reference")
        )
        seals: dict[UUID, list[Seal]] = {}
        rows = Seal.objects.for_house().filter(case__in=[g.case_id for g in grants])
        for seal in rows.standing():
            seals.setdefault(seal.case_id, []).append(seal)
    found = []
    for grant in grants:
        closing = seals.get(grant.case_id, [])
        parts = [
            part for part in grant.parts if part != Part.COVER and _opens(part, closing, body_id)
        ]
        if parts:
            found.append(
                Seen(
                    grant.case.reference,
                    parts,
                    str(grant.get_basis_display()),
                    str(grant.get_purpose_display()),
                    grant.lapses_at,
                )
            )
    return found


def _opens(part: str, seals: list[Seal], body_id: int) -> bool:
    return all(body_id in seal.holders for seal in seals if seal.closes(part))
