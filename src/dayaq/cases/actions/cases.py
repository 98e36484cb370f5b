"""Opening a case, deciding, closing, reopening, handing over."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.cases.actions import facts
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle
from dayaq.cases.models import Assignment, Case, Grant, Person, Trace, Transition
from dayaq.cases.models.readers import Standing, leads_of
from dayaq.cases.policies import cases as may
from dayaq.cases.states import WHOLE, Basis, Purpose, Status
from dayaq.directory.models import Body, Parameter
from dayaq.vault.context import house
from dayaq.vault.sealing import new_key, seal

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def open_case(
    *,
    lead: Body,
    by: "User",
    at: datetime,
    searched_at: datetime | None,
    person: Person | None = None,
    majority: str = "",
    why: str = "",
) -> Case:
    """Open a case about a person, a new one unless `person` is known. The clock begins.

    `searched_at` is when `by` last searched: nobody is recorded twice unseen.
    """
    is_known = person is not None
    require(may.why_not_open_case(lead, by, searched_at=searched_at, at=at, is_known=is_known))
    with house("open_case", by=by):
        if person is None:
            person = new_person(at=at)
        else:
            standing, leads = Standing.of(person, at=at), leads_of(person)
            require(may.why_not_open_another(lead, by, standing, leads, at=at))
        case = Case.objects.create(
            subject=person,
            lead=lead,
            majority=majority,
            opened_at=at,
            opened_by=by,
            reviewed_at=at,
            clock_at=at + _handover(at),
            clock="handover",
        )
        Grant.objects.create(
            case=case,
            body=lead,
            parts=sorted(WHOLE),
            purpose=Purpose.PROTECTION,
            basis=Basis.LEAD,
            given_at=at,
            given_by=by,
        )
        for post in by.posts:
            if post.body_id == lead.pk and post.role in {"case_worker", "case_manager"}:
                Assignment.objects.create(case=case, appointment=post, given_at=at, given_by=by)
        _step(case, before="", after=Status.PRESUMED, body=lead, on=localdate(at), by=by, at=at)
        settle(case, at=at)
    note("case.opened", case, by=by, at=at, why=why)
    facts.CASE_OPENED.tell(facts.Turn(case, by, at))
    return case


def new_person(*, at: datetime) -> Person:
    """A record of somebody, of whom nothing is written yet. Within `house(…)`."""
    person = Person.objects.create(key=new_key(), opened_at=at)
    Trace.objects.create(person=person)
    return person


def _handover(at: datetime) -> timedelta:
    """Decision 21 of 2008: handed over to the competent body within 24 hours."""
    hours = Parameter.objects.value_of("referral.handover", on=localdate(at), default="24")
    return timedelta(hours=int(hours))


def _step(
    case: Case,
    *,
    before: str,
    after: str,
    body: Body,
    on: date,
    by: "User",
    at: datetime,
    reason: str = "",
    explanation: str = "",
) -> Transition:
    step = Transition(
        case=case,
        before=before,
        after=after,
        body=body,
        decided_on=on,
        reason=reason,
        saved_at=at,
        saved_by=by,
        readers=case.readers,
    )
    seal(step, explanation=explanation)
    step.save(force_insert=True)
    return step


def _locked(case: Case) -> Case:
    return Case.objects.for_house().select_for_update(of=("self",)).get(pk=case.pk)


def _save(case: Case, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(case, name, value)
    case.revision += 1
    case.save(update_fields=[*fields, "revision"])


@transaction.atomic
def decide(
    case: Case,
    after: Status,
    *,
    by: "User",
    at: datetime,
    decided_on: date,
    reason: str,
    explanation: str,
) -> Case:
    """The lead decides whether the person is held to be a victim; back to presumed is a review."""
    case = _locked(case)
    require(may.why_not_decide(case, after, by))

    before = case.status
    _save(case, status=after, reviewed_at=at, clock_at=at + _review_every(at), clock="review")
    _step(
        case,
        before=before,
        after=after,
        body=case.lead,
        on=decided_on,
        by=by,
        at=at,
        reason=reason,
        explanation=explanation,
    )
    note("case.decided", case, by=by, at=at, before=before, after=str(after))
    return case


def _review_every(at: datetime) -> timedelta:
    days = Parameter.objects.value_of("case.review", on=localdate(at), default="90")
    return timedelta(days=int(days))


@transaction.atomic
def review(case: Case, *, by: "User", at: datetime) -> Case:
    """Somebody looked at the whole case again; the clock begins anew."""
    case = _locked(case)
    require(may.why_not_review(case, by))

    _save(case, reviewed_at=at, clock_at=at + _review_every(at), clock="review")
    note("case.reviewed", case, by=by, at=at)
    return case


def wind(case: Case, clock: str, due_at: datetime | None, *, at: datetime) -> None:
    """Say what is due next and when; without a moment, the next review. Within `house(…)` of another act."""
    if due_at is None:
        clock, due_at = "review", at + _review_every(at)
    if (case.clock, case.clock_at) != (clock, due_at):
        _save(case, clock=clock, clock_at=due_at)


@transaction.atomic
def close(case: Case, *, by: "User", at: datetime, reason: str, explanation: str = "") -> Case:
    """Close the case. All grants but the lead's end; retention begins to run."""
    case = _locked(case)
    require(may.why_not_close(case, by))

    before = case.status
    _save(
        case,
        status=Status.CLOSED,
        closed_at=at,
        closed_by=by,
        closure_reason=reason,
        clock_at=None,
        clock="",
    )
    _step(
        case,
        before=before,
        after=Status.CLOSED,
        body=case.lead,
        on=localdate(at),
        by=by,
        at=at,
        explanation=explanation,
    )
    with house("close_case", by=by):
        live = Grant.objects.for_house().filter(case=case, ended_at=None)
        live.exclude(basis=Basis.LEAD).update(ended_at=at, ended_by=by, end_reason="closed")
        settle(case, at=at)
    note("case.closed", case, by=by, at=at)
    facts.CASE_CLOSED.tell(facts.Turn(case, by, at))
    return case


@transaction.atomic
def reopen(case: Case, *, by: "User", at: datetime, explanation: str) -> Case:
    """Open it again in the status it had before it was closed."""
    case = _locked(case)
    require(may.why_not_reopen(case, by))

    closing = (
        Transition.objects.for_house().filter(case=case, after=Status.CLOSED).order_by("-saved_at")
    )
    step = closing.first()
    after = Status(step.before) if step is not None and step.before else Status.PRESUMED
    _save(
        case,
        status=after,
        closed_at=None,
        closed_by=None,
        closure_reason="",
        reviewed_at=at,
        clock_at=at + _review_every(at),
        clock="review",
    )
    _step(
        case,
        before=Status.CLOSED,
        after=after,
        body=case.lead,
        on=localdate(at),
        by=by,
        at=at,
        explanation=explanation,
    )
    note("case.reopened", case, by=by, at=at)
    facts.CASE_REOPENED.tell(facts.Turn(case, by, at))
    return case


@transaction.atomic
def hand_over(case: Case, *, to: Body, by: "User", at: datetime, why: str) -> Case:
    """Another body leads from now on; the one that led reads no more, and its people neither."""
    case = _locked(case)
    require(may.why_not_hand_over(case, by))

    giver = case.lead
    with house("hand_over", by=by):
        live = Grant.objects.for_house().filter(case=case, ended_at=None)
        live.filter(basis=Basis.LEAD).update(ended_at=at, ended_by=by, end_reason="handed over")
        live.filter(body=to).update(ended_at=at, ended_by=by, end_reason="leads from now on")
        working = Assignment.objects.for_house().filter(case=case, ended_at=None)
        working.filter(appointment__body=giver).update(ended_at=at, ended_by=by)
        _save(case, lead=to)
        Grant.objects.create(
            case=case,
            body=to,
            parts=sorted(WHOLE),
            purpose=Purpose.PROTECTION,
            basis=Basis.LEAD,
            given_at=at,
            given_by=by,
        )
        settle(case, at=at)
    note("case.handed_over", case, by=by, at=at, taken_from=giver.code, handed_to=to.code, why=why)
    facts.CASE_HANDED_OVER.tell(facts.Turn(case, by, at))
    return case
