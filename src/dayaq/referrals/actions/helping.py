"""Somebody asks for help themself: no account, no name, no condition."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dayaq.audit.models import record
from dayaq.referrals.actions import clocks, receipts
from dayaq.referrals.actions.referrals import receiver_of, settle, tell_desk
from dayaq.referrals.models import Referral, Told
from dayaq.referrals.models.asked import track_of
from dayaq.referrals.models.clocks import TERMS, URGENT_ANSWER
from dayaq.referrals.states import ClockKind, Safety, Status
from dayaq.vault.context import house
from dayaq.vault.sealing import new_key, seal


@transaction.atomic
def ask(answers: Mapping[str, str], *, code: str, language: str, at: datetime) -> "Referral | None":
    """The request stands at the desk at once, under the clock of its answer; the code is its receipt.

    Asking is consent to be referred, for an adult; a child, or whoever is not sure, goes the way of
    children. Sent twice under one code it is one request: then None.
    """
    with house("ask_for_help"):
        if receipts.is_known(code):
            return None
        referral = Referral(key=new_key(), post=None, source="referral-source@1:person")
        told = Told(referral=referral, **_told(answers, language))
        seal(told, **{name: answers.get(name, "") for name in ("phone", "safe_times", "never")})
        referral.track = track_of(told)
        referral.status, referral.is_urgent = Status.SENT, told.safety == Safety.DANGER
        referral.sender = referral.receiver = receiver_of(referral, at=at)
        referral.begun_at = referral.saved_at = referral.sent_at = at
        referral.save(force_insert=True)
        told.save(force_insert=True)
        settle(referral)
        term = URGENT_ANSWER if referral.is_urgent else TERMS[ClockKind.ANSWER]
        clocks.begin(ClockKind.ANSWER, body=referral.sender, at=at, referral=referral, term=term)
        receipts.give_to_asker(referral, code, language=language, at=at)
        tell_desk(referral, at=at)
        record("referral.asked", referral, by=None, at=at, for_body=referral.sender)
    return referral


def _told(answers: Mapping[str, str], language: str) -> dict[str, object]:
    return {
        "safety": answers["safety"],
        "majority": f"majority@1:{answers['majority']}",
        "agrees": True if answers["majority"] == "adult" else None,
        "channel": answers["channel"],
        "language": f"language@1:{language}",
    }
