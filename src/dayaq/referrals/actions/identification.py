"""The identification of a person: from stage to stage, with what starts and stops at each."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.audit.recording import record_read
from dayaq.cases.actions.cases import wind
from dayaq.cases.actions.facts import Turn
from dayaq.cases.models import Case
from dayaq.cases.models.readers import Sharing, stored
from dayaq.cases.states import Part
from dayaq.cases.states import Status as CaseStatus
from dayaq.directory.models import Body, Parameter
from dayaq.notices.actions import tell
from dayaq.referrals.actions import clocks
from dayaq.referrals.actions.rights import settle_rights
from dayaq.referrals.models import (
    Clock,
    Identification,
    Interview,
    Letter,
    Opinion,
    Referral,
    Step,
)
from dayaq.referrals.models.clocks import end_of
from dayaq.referrals.models.identification import BEGINS_AT
from dayaq.referrals.policies import identification as may
from dayaq.referrals.states import ClockKind, LetterKind, LetterStatus, Stage, Status
from dayaq.vault.context import house
from dayaq.vault.sealing import seal, sealed_fields, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import Appointment, User

OF_CASES = frozenset(
    {
        ClockKind.ASSISTANCE,
        ClockKind.REFLECTION,
        ClockKind.DECISION,
        ClockKind.CHALLENGE,
        ClockKind.REQUEST,
    }
)


def begin(turn: Turn) -> None:
    """A case was opened: the person is presumed to be a victim, help and the clocks begin.

    Law 958-IIQ, article 14-1: thirty days to recover and decide.
    """
    with house("begin_identification", by=turn.by):
        identification = Identification.objects.create(
            **of_case(turn.case, by=turn.by, at=turn.at), since=turn.at
        )
        _step(identification, before="", by=turn.by, at=turn.at)
        for kind in (ClockKind.ASSISTANCE, ClockKind.REFLECTION, ClockKind.DECISION):
            clocks.begin(kind, body=turn.case.lead, at=turn.at, case=turn.case)
        settle_rights(identification, by=turn.by, at=turn.at)
        if turn.case.lead.code == competent(at=turn.at):  # others hand the case over first
            sync_clock(turn.case, at=turn.at)
    _note("identification.begun", turn.case, by=turn.by, at=turn.at)


@transaction.atomic
def begin_late(case: Case, *, by: "User", at: datetime) -> Identification:
    """A case that has no identification yet, as it was kept before there was one: it begins where it stands."""
    with house("begin_identification", by=by):
        case = Case.objects.for_house().select_for_update(of=("self",)).get(pk=case.pk)
        begun = Identification.objects.for_house().filter(case=case).exists()
        require(may.why_not_begin(case, by, is_begun=begun))
        if case.status == CaseStatus.PRESUMED:
            begin(Turn(case, by=by, at=at))
            return Identification.objects.for_house().get(case=case)
        identification = Identification.objects.create(
            **of_case(case, by=by, at=at), status=BEGINS_AT[CaseStatus(case.status)], since=at
        )
        _step(identification, before="", by=by, at=at)
        settle_rights(identification, by=by, at=at)
    _note("identification.begun", case, by=by, at=at)
    return identification


def competent(*, at: datetime) -> str:
    """The code of the body to which a person is handed over within a day."""
    code, default = "referral.receiver", "mia-anti-trafficking"
    return Parameter.objects.value_of(code, on=localdate(at), default=default)


def of_case(case: Case, *, by: "User", at: datetime) -> dict[str, Any]:
    """What every record of the identification begins with. Within `house(…)`."""
    readers = stored(Sharing.of(case, at=at).readers(Part.IDENTIFICATION, at=at))
    return {"case": case, "saved_at": at, "saved_by": by, "readers": readers}


def sync_clock(case: Case, *, at: datetime) -> None:
    """The nearest clock of the identification is the clock of the case. Within `house(…)`."""
    case = Case.objects.for_house().get(pk=case.pk)
    if case.is_closed:
        return
    running = Clock.objects.for_house().filter(case=case, kind__in=OF_CASES).running()
    nearest = running.order_by("due_at").first()
    if nearest is not None:
        wind(case, nearest.kind, nearest.due_at, at=at)
    elif case.clock in OF_CASES or case.clock == "handover":
        wind(case, "", None, at=at)


def locked(case: Case) -> tuple[Identification, Case]:
    """The identification, which nobody else changes until the transaction ends, and its case."""
    with house("lock_identification"):
        case = Case.objects.for_house().select_for_update(of=("self",)).get(pk=case.pk)
        rows = Identification.objects.for_house().select_for_update(of=("self",))
        identification = rows.get(case=case)
        identification.case = case
    return identification, case


def move(
    identification: Identification, after: Stage, *, by: "User", at: datetime, remark: str = ""
) -> None:
    """Go to another stage: the step is kept, rights start and stop, referrers see it. Within `house(…)`."""
    before = identification.status
    identification.before_end = before if after == Stage.ENDED else ""
    identification.status, identification.since = after, at
    identification.revision += 1
    identification.saved_at, identification.saved_by = at, by
    identification.save()
    _step(identification, before=before, by=by, at=at, remark=remark)
    settle_rights(identification, by=by, at=at)
    if after in {Stage.NOT_IDENTIFIED, Stage.ENDED}:
        _end_certificates(identification.case, by=by, at=at)
    Referral.objects.for_house().filter(case=identification.case, status=Status.ACCEPTED).update(
        stage=after, stage_at=at
    )
    sync_clock(identification.case, at=at)


def _end_certificates(case: Case, *, by: "User", at: datetime) -> None:
    """What a certificate says does not stand any more: whoever verifies it is told so."""
    rows = Letter.objects.for_house().filter(case=case, kind=LetterKind.STATUS)
    rows.filter(status=LetterStatus.ISSUED).update(
        status=LetterStatus.WITHDRAWN, withdrawn_at=at, withdrawn_by=by
    )


def _step(
    identification: Identification, *, before: str, by: "User", at: datetime, remark: str = ""
) -> None:
    step = Step(
        case=identification.case,
        before=before,
        after=identification.status,
        saved_at=at,
        saved_by=by,
        readers=identification.readers,
    )
    seal(step, remark=remark)
    step.save(force_insert=True)


@transaction.atomic
def advance(
    case: Case, after: Stage, *, by: "User", at: datetime, remark: str = ""
) -> Identification:
    """Initial assistance → inquiry → screening, or back to inquiry. At inquiry referrers are asked."""
    identification, case = locked(case)
    require(may.why_not_advance(identification, after, case, by))
    with house("advance_identification", by=by):
        clocks.meet(ClockKind.ASSISTANCE, at=at, case=case)
        move(identification, after, by=by, at=at, remark=remark)
        if after == Stage.INQUIRY:
            _ask_referrers(identification, by=by, at=at)
    _note("identification.advanced", case, by=by, at=at, after=str(after))
    return identification


def _ask_referrers(identification: Identification, *, by: "User", at: datetime) -> None:
    """Each body that referred the person takes part: it is asked once, and has days to answer."""
    case = identification.case
    rows = Referral.objects.for_house().filter(case=case, status=Status.ACCEPTED, opinions=None)
    rows = rows.exclude(post=None)  # the person is not asked what a body thinks
    for referral in rows.exclude(sender=case.lead_id).select_related("sender", "post__user"):
        Opinion.objects.create(**of_case(case, by=by, at=at), referral=referral, asked_at=at)
        clocks.begin(ClockKind.OPINION, body=referral.sender, at=at, referral=referral)
        tell(
            [cast("Appointment", referral.post).user],
            "referrals.opinion_asked",
            key=f"opinion:{referral.pk}",
            url=reverse("referrals:referral", args=[referral.reference]),
            at=at,
            number=referral.reference,
        )


@transaction.atomic
def give_opinion(
    opinion: Opinion, *, position: str, text: str, by: "User", at: datetime
) -> Opinion:
    """What the referring body thinks: written into the case, where it does not read itself."""
    with house("give_opinion", by=by):
        rows = Opinion.objects.for_house().select_for_update(of=("self",))
        opinion = rows.select_related("referral", "case__subject__key").get(pk=opinion.pk)
        require(may.why_not_give_opinion(opinion, by))
        opinion.position, opinion.answered_at = position, at
        seal(opinion, text=text)
        opinion.revision += 1
        opinion.saved_at, opinion.saved_by = at, by
        opinion.save()
        clocks.meet(ClockKind.OPINION, at=at, referral=opinion.referral)
        _note("identification.heard", opinion.case, by=by, at=at)
    return opinion


@transaction.atomic
def extend_reflection(case: Case, *, days: int, why: str, by: "User", at: datetime) -> Clock:
    """Give the person more time; the right that goes with it stands on."""
    _identification, case = locked(case)
    with house("extend_reflection", by=by):
        clock = running(case, ClockKind.REFLECTION)
        require(may.why_not_extend(case, clock, by))
        found: Clock = clock  # type: ignore[assignment]
        found.due_at = end_of(localdate(found.due_at) + timedelta(days=days))
        found.extended += 1
        found.reminded_at = None
        found.save(update_fields=["due_at", "extended", "reminded_at"])
        sync_clock(case, at=at)
    _note("reflection.extended", case, by=by, at=at, days=days, why=why)
    return found


def running(case: Case, kind: ClockKind) -> "Clock | None":
    """The clock of this kind that runs for the case. Within `house(…)`."""
    return Clock.objects.for_house().filter(case=case, kind=kind).running().first()


def end_reflection_periods(*, at: datetime) -> int:
    """What the clock does: a period that is over ends, and what stood only during it; how many."""
    ended = 0
    with transaction.atomic(), house("end_reflection"):
        over = Clock.objects.for_house().filter(kind=ClockKind.REFLECTION).late(at=at)
        for clock in over.select_for_update(of=("self",)):
            Clock.objects.for_house().filter(pk=clock.pk).update(met_at=clock.due_at)
            rows = Identification.objects.for_house().select_related("case", "saved_by")
            identification = rows.filter(case=clock.case_id).first()
            if identification is not None:
                settle_rights(identification, by=identification.saved_by, at=at)
                sync_clock(identification.case, at=at)
                record(
                    "reflection.ended",
                    identification.case,
                    by=None,
                    at=at,
                    case=identification.case,
                )
            ended += 1
    return ended


@transaction.atomic
def note_interview(
    case: Case,
    *,
    held_on: date,
    body: Body,
    present: list[str],
    is_to_standard: "bool | None",
    remark: str,
    by: "User",
    at: datetime,
) -> Interview:
    """Write down that the person was asked, so that nobody asks again; each one counts."""
    _identification, case = locked(case)
    require(may.why_not_interview(case, by))
    with house("note_interview", by=by):
        row = Interview(
            **of_case(case, by=by, at=at),
            held_on=held_on,
            body=body,
            present=present,
            is_to_standard=is_to_standard,
        )
        seal(row, remark=remark)
        row.save(force_insert=True)
    _note("interview.noted", case, by=by, at=at)
    return row


# --- with the case --------------------------------------------------------------------------------


def end(turn: Turn) -> None:
    """The case was closed: nothing is due any more, and what stood with a stage stands no more."""
    with house("end_identification", by=turn.by):
        identification = Identification.objects.for_house().filter(case=turn.case).first()
        if identification is None or identification.status == Stage.ENDED:
            return
        identification.case = turn.case
        clocks.stop(at=turn.at, case=turn.case)
        move(identification, Stage.ENDED, by=turn.by, at=turn.at)


def resume(turn: Turn) -> None:
    """The case was reopened: it goes on at the stage where it ended."""
    with house("resume_identification", by=turn.by):
        identification = Identification.objects.for_house().filter(case=turn.case).first()
        if identification is None or identification.status != Stage.ENDED:
            return
        identification.case = turn.case
        stage = Stage(identification.before_end)
        move(identification, stage, by=turn.by, at=turn.at)
        if stage in {Stage.ASSISTANCE, Stage.INQUIRY, Stage.SCREENING}:
            clocks.begin(ClockKind.DECISION, body=turn.case.lead, at=turn.at, case=turn.case)
            sync_clock(turn.case, at=turn.at)


def hand_over(turn: Turn) -> None:
    """Another body leads: what is due is due from it, with the time that is left."""
    with house("hand_over_clocks", by=turn.by):
        rows = Clock.objects.for_house().filter(case=turn.case).running()
        rows.update(body=turn.case.lead, readers=clocks.readers_of(turn.case.lead))
        sync_clock(turn.case, at=turn.at)


# --- reading --------------------------------------------------------------------------------------


@transaction.atomic
def open_words(case: Case, rows: list[Any], *, by: "User", at: datetime) -> list[dict[str, str]]:
    """The sealed words of these records of the identification; the reading is written down once."""
    found = [unseal(row, *sealed_fields(type(row))) for row in rows]
    if rows:
        record_read(case, section=str(Part.IDENTIFICATION), case=case, by=by, at=at, why="")
    return found


def reflection_waits(*, at: datetime) -> bool:
    """Does a refusal wait for the end of the reflection period, as the ministry says?"""
    code = "identification.wait_for_reflection"
    return Parameter.objects.value_of(code, on=localdate(at), default="true") == "true"


def _note(did: str, case: Case, *, by: "User", at: datetime, **details: Any) -> None:
    record(did, case, by=by, at=at, case=case, **details)
