"""Grants, assignments, consent and its withdrawal: who reads from now on, and who no longer."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.accounts.models import Appointment
from dayaq.cases.actions import facts
from dayaq.cases.actions.lapsing import put_out, wake
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle
from dayaq.cases.models import (
    Assignment,
    Case,
    Consent,
    ConsentText,
    Disclosure,
    Grant,
)
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import sharing as may
from dayaq.cases.states import Basis
from dayaq.directory.models import Body
from dayaq.vault.context import house
from dayaq.vault.sealing import seal

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def locked(case: Case) -> Case:
    """The case, which nobody else changes until the transaction ends."""
    return Case.objects.for_house().select_for_update(of=("self",)).get(pk=case.pk)


@transaction.atomic
def grant(
    case: Case,
    *,
    body: Body,
    parts: Collection[str],
    purpose: str,
    basis: str,
    lapses_at: datetime,
    by: "User",
    at: datetime,
    consent: Consent | None = None,
    basis_note: str = "",
) -> Grant:
    """Another body reads these sections for this purpose until that moment."""
    case = locked(case)
    require(
        may.why_not_grant(
            case,
            by,
            body=body,
            parts=parts,
            purpose=purpose,
            basis=basis,
            consent=consent,
            at=at,
        )
    )
    given = Grant(
        case=case,
        body=body,
        parts=sorted(set(parts)),
        purpose=purpose,
        basis=basis,
        basis_note=basis_note,
        consent=consent if basis == Basis.CONSENT else None,
        given_at=at,
        given_by=by,
        lapses_at=lapses_at,
        readers=case.readers,
    )
    with house("grant", by=by):
        given.save(force_insert=True)
        wake(given.pk, lapses_at)
        settle(case, at=at)
    note("grant.given", case, by=by, at=at, body=body.code, parts=given.parts, purpose=str(purpose))
    return given


@transaction.atomic
def end_grant(given: Grant, *, by: "User", at: datetime, why: str) -> Grant:
    """From this moment the body reads no more."""
    case = locked(given.case)
    given = Grant.objects.for_house().select_for_update(of=("self",)).get(pk=given.pk)
    require(may.why_not_end_grant(given, case, by))

    with house("end_grant", by=by):
        Grant.objects.for_house().filter(pk=given.pk).update(
            ended_at=at, ended_by=by, end_reason=why
        )
        put_out([given.pk])
        settle(case, at=at)
    note("grant.ended", case, by=by, at=at, body=given.body.code, why=why)
    given.ended_at, given.ended_by, given.end_reason = at, by, why
    return given


@transaction.atomic
def assign(case: Case, appointment: Appointment, *, by: "User", at: datetime) -> Assignment:
    """Somebody of a body that reads the case works on it from now on."""
    case = locked(case)
    require(may.why_not_assign(appointment, by, Sharing.of(case, at=at), at=at))

    with house("assign", by=by):
        assignment = Assignment.objects.create(
            case=case, appointment=appointment, given_at=at, given_by=by
        )
        settle(case, at=at)
    note("assignment.given", case, by=by, at=at, to=appointment.user.username)
    return assignment


@transaction.atomic
def unassign(assignment: Assignment, *, by: "User", at: datetime) -> Assignment:
    """They work on it no more, and read no more than their role sees anyway."""
    case = locked(assignment.case)
    assignment = (
        Assignment.objects.for_house()
        .select_related("appointment__user")
        .select_for_update(of=("self",))
        .get(pk=assignment.pk)
    )
    require(may.why_not_unassign(assignment, by))

    with house("unassign", by=by):
        assignment.ended_at, assignment.ended_by = at, by
        assignment.save(update_fields=["ended_at", "ended_by"])
        settle(case, at=at)
    note("assignment.ended", case, by=by, at=at, to=assignment.appointment.user.username)
    return assignment


@transaction.atomic
def take_consent(
    case: Case,
    *,
    text: ConsentText,
    is_given: bool,
    form: str,
    purposes: Collection[str],
    recipients: Collection[Body],
    parts: Collection[str],
    by: "User",
    at: datetime,
    lapses_at: datetime | None = None,
    remark: str = "",
    explained: Collection[str] = (),
) -> Consent:
    """What the person said, yes or no, in the words of that text. A new yes replaces nothing."""
    case = locked(case)
    require(may.why_not_take_consent(case, by))

    consent = Consent(
        case=case,
        text=text,
        is_given=is_given,
        form=form,
        purposes=sorted(set(purposes)),
        recipients=sorted(body.pk for body in recipients),
        parts=sorted(set(parts)),
        explained=sorted(set(explained)),
        given_at=at,
        taken_by=by,
        lapses_at=lapses_at,
        readers=case.readers,
    )
    seal(consent, remark=remark)
    with house("consent", by=by):
        consent.save(force_insert=True)
        settle(case, at=at)
    note("consent.given" if is_given else "consent.refused", case, by=by, at=at)
    return consent


@transaction.atomic
def withdraw_consent(
    consent: Consent, *, by: "User", at: datetime
) -> tuple[Consent, Sequence[Disclosure]]:
    """The person takes the yes back: every grant that stands on it ends at once.

    Answers with what has already left under it, newest first: that cannot be called back, and the
    person must be told.
    """
    case = locked(consent.case)
    consent = Consent.objects.for_house().select_for_update(of=("self",)).get(pk=consent.pk)
    require(may.why_not_withdraw(consent, case, by))

    with house("withdraw", by=by):
        consent.withdrawn_at, consent.withdrawn_by = at, by
        consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
        ended = Grant.objects.for_house().filter(consent=consent, ended_at=None)
        bodies = sorted(set(ended.values_list("body__code", flat=True)))
        put_out(list(ended.values_list("pk", flat=True)))
        ended.update(ended_at=at, ended_by=by, end_reason="consent withdrawn")
        settle(case, at=at)
    note("consent.withdrawn", case, by=by, at=at, bodies=bodies)
    facts.CONSENT_WITHDRAWN.tell(facts.Withdrawal(consent, by, at))
    left = Disclosure.objects.for_house().filter(consent=consent).select_related("body")
    return consent, list(left)
