"""What the lead promised to open when somebody accepts: opened at that moment, as far as the yes reaches."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.accounts.models import Appointment
from dayaq.cases.actions.lapsing import put_out, wake
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle
from dayaq.cases.actions.sharing import locked
from dayaq.cases.models import Assignment, Case, Consent, Grant
from dayaq.cases.policies import sharing as may
from dayaq.cases.states import Basis
from dayaq.directory.models import Body
from dayaq.vault.context import house

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def keep_promise(
    case: Case,
    *,
    body: Body,
    parts: Collection[str],
    purpose: str,
    consent: Consent,
    lapses_at: datetime,
    promised_by: "User",
    by: "User",
    at: datetime,
    workers: Collection[Appointment] = (),
) -> Grant:
    """A body that accepted reads exactly these sections from now on; `workers` of it are assigned.

    The person of the lead who promised it gives the grant, and whoever accepts sets it in motion.
    Asked anew at this moment: a consent that was withdrawn meanwhile opens nothing.
    """
    with house("promise", by=by):
        case = locked(case)
        require(
            may.why_not_keep_promise(
                case, body=body, parts=parts, purpose=purpose, consent=consent, at=at
            )
        )
        lapses = min(lapses_at, consent.lapses_at) if consent.lapses_at else lapses_at
        given = Grant.objects.create(
            case=case,
            body=body,
            parts=sorted(set(parts)),
            purpose=purpose,
            basis=Basis.CONSENT,
            consent=consent,
            given_at=at,
            given_by=promised_by,
            lapses_at=lapses,
            readers=case.readers,
        )
        wake(given.pk, lapses)
        assign_accepting(case, workers, by=by, at=at)
        settle(case, at=at)
    note("grant.given", case, by=by, at=at, body=body.code, parts=given.parts, purpose=str(purpose))
    return given


def assign_accepting(
    case: Case, workers: Collection[Appointment], *, by: "User", at: datetime
) -> None:
    """These people of the body that accepted work on the case. Within `house(…)`, before `settle`."""
    known = Assignment.objects.for_house().filter(case=case, ended_at=None)
    there = set(known.values_list("appointment_id", flat=True))
    for post in workers:
        if post.pk not in there:
            Assignment.objects.create(case=case, appointment=post, given_at=at, given_by=by)
            note("assignment.given", case, by=by, at=at, to=post.user.username)


@transaction.atomic
def take_back(
    given: Grant,
    *,
    why: str,
    by: "User | None",
    at: datetime,
    workers: Collection[Appointment] = (),
) -> None:
    """What acceptance opened closes again; `workers` who were let in by it work on it no more."""
    with house("take_back", by=by):
        case = locked(given.case)
        live = Grant.objects.for_house().filter(pk=given.pk, ended_at=None)
        if live.update(ended_at=at, ended_by=by, end_reason=why):
            put_out([given.pk])
            note("grant.ended", case, by=by, at=at, body=given.body.code, why=why)
        release(case, workers, by=by, at=at)
        settle(case, at=at)


def release(
    case: Case, workers: Collection[Appointment], *, by: "User | None", at: datetime
) -> None:
    """These people work on the case no more. Within `house(…)`, before `settle`."""
    live = Assignment.objects.for_house().filter(
        case=case, ended_at=None, appointment__in=[post.pk for post in workers]
    )
    for assignment in live.select_related("appointment__user"):
        assignment.ended_at, assignment.ended_by = at, by or assignment.given_by
        assignment.save(update_fields=["ended_at", "ended_by"])
        note("assignment.ended", case, by=by, at=at, to=assignment.appointment.user.username)
