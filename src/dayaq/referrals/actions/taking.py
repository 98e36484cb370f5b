"""A referral on the side of the body that it was sent to: taken over into a case, or returned."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.cases.actions.cases import open_case
from dayaq.cases.actions.writing import add_row, fill_gaps
from dayaq.cases.models import (
    Case,
    Contact,
    Identity,
    Legal,
    Need,
    Note,
    Person,
    Situation,
    Whereabouts,
)
from dayaq.cases.models.catalogue import Kind
from dayaq.cases.policies import cases as of_cases
from dayaq.directory.models import Parameter
from dayaq.notices.actions import tell
from dayaq.referrals.actions import clocks, receipts
from dayaq.referrals.actions.referrals import empty, locked, save, settle
from dayaq.referrals.actions.screening import hand_on_screenings
from dayaq.referrals.models import Identification, Referral, Told
from dayaq.referrals.models.referrals import is_due_to_be_emptied
from dayaq.referrals.models.telling import answers, codes_of_told
from dayaq.referrals.policies import referrals as may
from dayaq.referrals.states import ClockKind, Safety, Status
from dayaq.vault.context import house
from dayaq.vault.sealing import seal, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import User
    from dayaq.directory.models import Body


@transaction.atomic
def accept(
    referral: Referral,
    *,
    by: "User",
    at: datetime,
    person: Person | None = None,
    case: Case | None = None,
) -> Referral:
    """Take the person over: into an open case of theirs, a new case of theirs, or a new person's.

    What was told goes into the sections of the case, so that nobody asks it again. The desk reads the
    referral no more: the case has readers of its own.
    """
    referral, told = locked(referral)
    require(may.why_not_answer(referral, by))
    if case is None:
        case = open_case(
            lead=cast("Body", referral.receiver),
            by=by,
            at=at,
            searched_at=at,
            person=person,
            majority=told.majority,
            why=referral.reference,
        )
    else:
        require(of_cases.why_not_review(case, by))
    with house("accept_referral", by=by):
        referral.status, referral.case = Status.ACCEPTED, case
        referral.answered_at, referral.answered_by = at, by
        identification = Identification.objects.for_house().filter(case=case).first()
        if identification is not None:
            referral.stage, referral.stage_at = identification.status, identification.since
        hand_on(referral, told, by=by, at=at)
        receipts.follow(referral, case, at=at)
        hand_on_screenings(referral, case, at=at)
        save(referral, told, at=at)
        clocks.meet(ClockKind.ANSWER, at=at, referral=referral)
        _tell_keeper(referral, "referrals.accepted", at=at)
    _note("referral.accepted", referral, case=case, by=by, at=at)
    return referral


@transaction.atomic
def send_back(referral: Referral, *, reason: str, words: str, by: "User", at: datetime) -> Referral:
    """Return it with the reason; what was told is the sender's alone again."""
    referral, told = locked(referral)
    require(may.why_not_answer(referral, by))
    with house("return_referral", by=by):
        referral.status = Status.RETURNED
        referral.answered_at, referral.answered_by = at, by
        referral.return_reason = reason
        seal(referral, return_words=words)
        save(referral, told, at=at)
        clocks.meet(ClockKind.ANSWER, at=at, referral=referral)
        clocks.stop(ClockKind.COMPLETION, at=at, referral=referral)
        clocks.begin(ClockKind.HANDOVER, body=referral.sender, at=at, referral=referral)
        _tell_keeper(referral, "referrals.returned", at=at)
    _note("referral.returned", referral, case=None, by=by, at=at, reason=reason)
    return referral


@transaction.atomic
def set_aside(referral: Referral, *, reason: str, by: "User", at: datetime) -> Referral:
    """End what somebody asked for themself and what nothing can be done about: there is no sender.

    What was told is destroyed; the person's own page says that it has ended, and how to ask again.
    """
    referral, _told = locked(referral)
    require(may.why_not_set_aside(referral, by))
    with house("set_aside_referral", by=by):
        empty(referral, at=at)
        referral.status, referral.return_reason = Status.WITHDRAWN, reason
        referral.answered_at, referral.answered_by = at, by
        referral.revision += 1
        referral.save(
            update_fields=["status", "return_reason", "answered_at", "answered_by", "revision"]
        )
        clocks.meet(ClockKind.ANSWER, at=at, referral=referral)
        settle(referral)
    _note("referral.set_aside", referral, case=None, by=by, at=at, reason=reason)
    return referral


@transaction.atomic
def finish(referral: Referral, *, by: "User", at: datetime) -> Referral:
    """What was sent in part is whole now."""
    referral, told = locked(referral)
    require(may.why_not_finish(referral, told, by))
    with house("finish_referral", by=by):
        referral.completed_at = at
        if referral.status == Status.ACCEPTED:
            hand_on(referral, told, by=by, at=at)
            referral.added = []
        save(referral, told, at=at)
        clocks.meet(ClockKind.COMPLETION, at=at, referral=referral)
        _note("referral.completed", referral, case=referral.case, by=by, at=at)
    return referral


def _tell_keeper(referral: Referral, code: str, *, at: datetime) -> None:
    if referral.post is None:
        return  # the person sees it on their own page
    tell(
        [referral.post.user],
        code,
        key=f"referral:{referral.pk}:{referral.revision}:answer",
        url=reverse("referrals:referral", args=[referral.reference]),
        at=at,
        number=referral.reference,
    )


def _note(
    did: str, referral: Referral, *, case: Case | None, by: "User", at: datetime, **details: Any
) -> None:
    record(did, referral, by=by, at=at, case=case, for_body=referral.receiver, **details)


# --- from the referral into the case --------------------------------------------------------------

HELD_IN: Mapping[Kind, Mapping[str, str]] = {
    Identity: {
        "family_name": "family_name",
        "given_name": "given_name",
        "patronymic": "patronymic",
        "born": "born",
        "personal_number": "personal_number",
        "sex": "sex",
        "citizenships": "citizenships",
    },
    Contact: {
        "phone": "phone",
        "safe_times": "safe_times",
        "code_word": "code_word",
        "third_person": "third_person",
        "never": "never",
        "language": "language",
        "needs_interpreter": "needs_interpreter",
    },
    Situation: {
        "exploitation": "exploitation",
        "industries": "industries",
        "control": "control",
        "countries": "countries",
        "is_still_in_danger": "is_still_in_danger",
        "account": "account",
    },
    Whereabouts: {"region": "region", "address": "place"},
    Legal: {"guardian": "guardian"},
}
"""Which answer stands in which field of the case, by kind of record."""

IN_A_NOTE = (
    "occasion", "guardian_status", "lives_with", "is_at_school", "is_spoken_for", "trusted",
    "best_interests", "interviews", "needs_words", "remark",
)  # fmt: skip
"""What has no field of its own in a case is kept as a note, in the words of the referral."""


def hand_on(referral: Referral, told: Told, *, by: "User", at: datetime) -> None:
    """Let what was told live in the case. Within `house(…)`; what stands there already stays.

    After a case was taken over only the answers that came later go on; where something else stands,
    both are kept: the difference goes into a note.
    """
    case = cast("Case", referral.case)
    clear = unseal(told)
    only = set(referral.added)
    named: list[str] = []
    for kind, fields in HELD_IN.items():
        values = {
            field: _value(told, clear, name)
            for field, name in fields.items()
            if not only or name in only
        }
        values |= _besides(kind, told, only)
        differing = fill_gaps(case, kind, values, by=by, at=at)
        named += [fields[field] for field in differing if field in fields]
    _needs(case, told, only, by=by, at=at)
    named += [name for name in IN_A_NOTE if not only or name in only]
    if words := _in_words(told, clear, named):
        add_row(case, Note, {"text": words}, by=by, at=at)


def _value(told: Told, clear: Mapping[str, str], name: str) -> Any:
    return clear[name] if name in clear else getattr(told, name)


def _besides(kind: type, told: Told, only: set[str]) -> dict[str, Any]:
    """What takes another form in the case than in the question."""
    if kind is Contact and told.channel and (not only or "channel" in only):
        return {"channels": [told.channel]}
    if kind is Identity and told.language and (not only or "language" in only):
        return {"languages": [told.language]}
    if kind is Whereabouts and (not only or "safety" in only):
        return {"is_safe": {Safety.SAFE: True, Safety.DANGER: False}.get(Safety(told.safety))}
    return {}


def _needs(case: Case, told: Told, only: set[str], *, by: "User", at: datetime) -> None:
    if only and "needs" not in only:
        return
    known = set(Need.objects.for_house().filter(case=case).values_list("kind", flat=True))
    for kind in told.needs:
        if kind not in known:
            add_row(case, Need, {"kind": kind}, by=by, at=at)


def _in_words(told: Told, clear: Mapping[str, str], names: Iterable[str]) -> str:
    found = answers(told, clear, codes_of_told(), names)
    return "\n".join(f"{answer.label}: {answer.words}" for answer in found)


# --- in the course of time ------------------------------------------------------------------------


def forget(*, at: datetime) -> int:
    """Destroy what senders still hold of referrals that were taken over long enough ago; how many."""
    days = int(Parameter.objects.value_of("referral.kept", on=localdate(at), default="30"))
    forgotten = 0
    with transaction.atomic(), house("forget_told"):
        rows = Referral.objects.for_house().filter(status=Status.ACCEPTED, emptied_at=None)
        for referral in rows.select_for_update(of=("self",)).select_related("key"):
            if is_due_to_be_emptied(referral, kept_days=days, at=at):
                empty(referral, at=at)
                clocks.stop(ClockKind.COMPLETION, at=at, referral=referral)
                settle(referral)
                record("referral.emptied", referral, by=None, at=at)
                forgotten += 1
    return forgotten
