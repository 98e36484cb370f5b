"""Deciding whether a person is held to be a victim, telling them, and looking at it again."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.cases.actions.cases import decide as decide_case
from dayaq.cases.models import Case
from dayaq.notices.actions import tell as notify
from dayaq.referrals.actions import clocks
from dayaq.referrals.actions.identification import (
    locked,
    move,
    of_case,
    reflection_waits,
    running,
    sync_clock,
)
from dayaq.referrals.models import (
    Challenge,
    Clock,
    Decision,
    Identification,
    Opinion,
    Referral,
)
from dayaq.referrals.models.identification import STATUS_AT
from dayaq.referrals.policies import identification as may
from dayaq.referrals.states import (
    ChallengeStatus,
    ClockKind,
    Outcome,
    Stage,
    Status,
)
from dayaq.vault.context import house
from dayaq.vault.sealing import seal

if TYPE_CHECKING:
    from dayaq.accounts.models import Appointment, User

STAGE_OF = {
    Outcome.IDENTIFIED: Stage.RECOVERY,
    Outcome.NOT_IDENTIFIED: Stage.NOT_IDENTIFIED,
}


@transaction.atomic
def decide(
    case: Case,
    *,
    outcome: str,
    decided_on: date,
    reasons: list[str],
    explanation: str,
    plain: str,
    language: str,
    by: "User",
    at: datetime,
) -> Decision:
    """Identified or not, with catalogued reasons and plain words for the person.

    Case and identification say the same from one moment on; whoever referred the person sees it.
    """
    identification, case = locked(case)
    with house("decide_identification", by=by):
        require(why_not_decide(identification, case, by, outcome=outcome, at=at))
        challenge = (
            Challenge.objects.for_house().filter(case=case, status=ChallengeStatus.ASKED).first()
        )
        before = Decision.objects.for_house().filter(case=case).first()
        stage = STAGE_OF[Outcome(outcome)]
    decide_case(
        case,
        STATUS_AT[stage],
        by=by,
        at=at,
        decided_on=decided_on,
        reason=reasons[0],
        explanation=explanation,
    )
    with house("decide_identification", by=by):
        decision = Decision(
            **of_case(case, by=by, at=at),
            outcome=outcome,
            decided_on=decided_on,
            body=case.lead,
            reasons=reasons,
            language=language,
            is_after_review=challenge is not None,
        )
        seal(decision, explanation=explanation, plain=plain)
        decision.save(force_insert=True)
        if challenge is not None:
            is_same = before is not None and before.outcome == outcome
            _answer(challenge, upheld=is_same, on=decided_on)
        clocks.meet(ClockKind.DECISION, ClockKind.CHALLENGE, at=at, case=case)
        if outcome == Outcome.IDENTIFIED:
            clocks.stop(ClockKind.REFLECTION, at=at, case=case)
        move(identification, stage, by=by, at=at)
        _tell_referrers(case, reasons, decision, at=at)
    _note("identification.decided", case, by=by, at=at, outcome=str(outcome))
    return decision


def why_not_decide(
    identification: Identification, case: Case, by: "User", *, outcome: str = "", at: datetime
) -> Any:
    """May it be decided so now? Within `house(…)`: the clocks and opinions are looked at."""
    unanswered = Opinion.objects.for_house().filter(case=case, answered_at=None).first()
    clock = None
    if unanswered is not None:
        rows = Clock.objects.for_house().filter(
            referral=unanswered.referral_id, kind=ClockKind.OPINION
        )
        clock = rows.running().first()
    return may.why_not_decide(
        identification,
        case,
        by,
        outcome=outcome,
        reflection=running(case, ClockKind.REFLECTION),
        waits_for_reflection=reflection_waits(at=at),
        unanswered=unanswered,
        opinion_clock=clock,
        at=at,
    )


def _answer(challenge: Challenge, *, upheld: bool, on: date) -> None:
    challenge.status = ChallengeStatus.UPHELD if upheld else ChallengeStatus.CHANGED
    challenge.answered_on = on
    challenge.revision += 1
    challenge.save(update_fields=["status", "answered_on", "revision"])


def _tell_referrers(case: Case, reasons: list[str], decision: Decision, *, at: datetime) -> None:
    """The referring body sees the outcome of its own referral, and hears that there is one."""
    rows = Referral.objects.for_house().filter(case=case, status=Status.ACCEPTED)
    rows.update(outcome_reasons=reasons)
    for referral in rows.exclude(post=None).select_related("post__user"):
        notify(
            [cast("Appointment", referral.post).user],
            "referrals.outcome",
            key=f"outcome:{decision.pk}:{referral.pk}",
            url=reverse("referrals:referral", args=[referral.reference]),
            at=at,
            number=referral.reference,
        )


@transaction.atomic
def tell_person(
    decision: Decision, *, told_on: date, told_how: str, by: "User", at: datetime
) -> Decision:
    """The person has heard the decision, with their rights; or could not be reached."""
    _identification, case = locked(decision.case)
    with house("tell_decision", by=by):
        decision = Decision.objects.for_house().select_for_update(of=("self",)).get(pk=decision.pk)
        require(may.why_not_tell(decision, case, by))
        decision.told_on, decision.told_how = told_on, told_how
        decision.revision += 1
        decision.save(update_fields=["told_on", "told_how", "revision"])
    _note("identification.told", case, by=by, at=at, how=told_how)
    return decision


@transaction.atomic
def challenge(
    case: Case,
    *,
    kind: str,
    asked_on: date,
    by_whom: str,
    addressed_to: str,
    grounds: str,
    by: "User",
    at: datetime,
) -> Challenge:
    """Somebody asks to look at the decision again: the person is presumed to be a victim meanwhile."""
    identification, case = locked(case)
    require(may.why_not_challenge(identification, case, by))
    with house("challenge_decision", by=by):
        decision = Decision.objects.for_house().filter(case=case).first()
    decide_case(
        case,
        STATUS_AT[Stage.REVIEW],
        by=by,
        at=at,
        decided_on=localdate(at),
        reason="decision-reason@1:appeal",
        explanation="",
    )
    with house("challenge_decision", by=by):
        row = Challenge(
            **of_case(case, by=by, at=at),
            decision=decision,
            kind=kind,
            asked_on=asked_on,
            by_whom=by_whom,
            addressed_to=addressed_to,
        )
        seal(row, grounds=grounds)
        row.save(force_insert=True)
        clocks.begin(ClockKind.CHALLENGE, body=case.lead, at=at, case=case)
        move(identification, Stage.REVIEW, by=by, at=at)
    _note("review.asked", case, by=by, at=at, kind=str(kind))
    return row


@transaction.atomic
def take_back_challenge(challenge: Challenge, *, by: "User", at: datetime) -> Challenge:
    """Whoever asked does not ask any more: the decision stands as it was."""
    identification, case = locked(challenge.case)
    with house("take_back_challenge", by=by):
        rows = Challenge.objects.for_house().select_for_update(of=("self",))
        challenge = rows.select_related("decision").get(pk=challenge.pk)
        require(may.why_not_take_back_challenge(challenge, case, by))
        stage = STAGE_OF[Outcome(challenge.decision.outcome)]
    decide_case(
        case,
        STATUS_AT[stage],
        by=by,
        at=at,
        decided_on=localdate(at),
        reason=challenge.decision.reasons[0],
        explanation="",
    )
    with house("take_back_challenge", by=by):
        challenge.status, challenge.answered_on = ChallengeStatus.WITHDRAWN, localdate(at)
        challenge.revision += 1
        challenge.save(update_fields=["status", "answered_on", "revision"])
        clocks.stop(ClockKind.CHALLENGE, at=at, case=case)
        move(identification, stage, by=by, at=at)
        sync_clock(case, at=at)
    _note("review.withdrawn", case, by=by, at=at)
    return challenge


def _note(did: str, case: Case, *, by: "User", at: datetime, **details: Any) -> None:
    record(did, case, by=by, at=at, case=case, **details)
