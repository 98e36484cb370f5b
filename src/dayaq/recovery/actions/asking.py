"""Asking a provider: sent, answered, not answered, done, withdrawn. Acceptance opens what was agreed."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.accounts.models import Role
from dayaq.audit.recording import record_read
from dayaq.cases.actions.facts import Turn, Withdrawal
from dayaq.cases.actions.promising import keep_promise, take_back
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.sharing import locked
from dayaq.cases.models import Case, Consent, Identity
from dayaq.cases.models.readers import Sharing
from dayaq.cases.states import Priority, Purpose
from dayaq.directory.models import Parameter
from dayaq.notices.actions import tell
from dayaq.notices.recipients import people_at
from dayaq.recovery.actions.plans import plan_of
from dayaq.recovery.actions.settling import readers_of_request
from dayaq.recovery.actions.supports import move
from dayaq.recovery.models import AnswerLink, Provider, Service, ServiceReferral, Support
from dayaq.recovery.policies import asking as may
from dayaq.recovery.states import (
    LIVE_REFERRALS,
    OPEN_REFERRALS,
    ReferralStatus,
    Result,
    SupportStatus,
)
from dayaq.vault.context import house
from dayaq.vault.sealing import seal, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import User

ANSWERING = (Role.PROVIDER, Role.CASE_MANAGER)
"""Who hears that somebody asks their body for help."""


@transaction.atomic
def send(
    support: Support,
    *,
    provider: Provider,
    by: "User",
    at: datetime,
    service: Service | None = None,
    parts: Collection[str] = (),
    consent: Consent | None = None,
    priority: str = Priority.ORDINARY,
    languages: Collection[str] = (),
    needs_step_free: bool = False,
    tells_sex: bool = False,
) -> ServiceReferral:
    """Ask one provider for one service. It sees codes alone until it accepts; the clock begins.

    `parts` are the sections that acceptance opens: those that the person agreed to.
    """
    case = locked(support.case)
    with house("ask_provider", by=by):
        support = _locked(support)
        require(may.why_not_ask(case, plan_of(case), support, by, at=at))
        asked = ServiceReferral.objects.for_house().filter(support=support, provider=provider)
        require(
            may.why_not_send(
                case,
                provider,
                parts=parts,
                consent=consent,
                is_asked_already=asked.live().exists(),
                at=at,
            )
        )
        referral = ServiceReferral(
            case=case,
            support=support,
            provider=provider,
            service=service,
            body_id=provider.body_id,
            kind=support.kind,
            priority=priority,
            majority=case.majority,
            sex=_sex(case) if tells_sex else "",
            languages=sorted(languages),
            needs_step_free=needs_step_free,
            wanted_by=support.wanted_by,
            parts=sorted(set(parts)),
            consent=consent if parts else None,
            sent_at=at,
            sent_by=by,
            answer_by=at + _answer_within(priority, at),
            saved_at=at,
            saved_by=by,
        )
        referral.readers = readers_of_request(referral, Sharing.of(case, at=at), at=at)
        referral.save(force_insert=True)
        if support.status == SupportStatus.PLANNED:
            move(support, SupportStatus.ASKED, by=by, at=at, provider=provider, service=service)
        _tell_provider(referral, at=at)
    note("service_request.sent", case, by=by, at=at, provider=provider.name, parts=referral.parts)
    return referral


def _sex(case: Case) -> str:
    found = (
        Identity.objects.for_house().filter(person=case.subject_id).values_list("sex", flat=True)
    )
    return found.first() or ""


def _answer_within(priority: str, at: datetime) -> timedelta:
    code, default = (
        ("service.answer_urgent", "24") if priority == Priority.URGENT else ("service.answer", "72")
    )
    hours = Parameter.objects.value_of(code, on=localdate(at), default=default)
    return timedelta(hours=int(hours))


def _locked(row: Any) -> Any:
    model = type(row)
    rows = model.objects.for_house().select_related("case__subject__key")
    return rows.select_for_update(of=("self",)).get(pk=row.pk)


def page_of(referral: ServiceReferral) -> str:
    return reverse("recovery:request", args=[referral.pk])


def _tell_provider(referral: ServiceReferral, *, at: datetime) -> None:
    if referral.body_id is None:
        return
    people = people_at([referral.body_id], *ANSWERING, on=localdate(at))
    tell(
        people.get(referral.body_id, []),
        "recovery.asked",
        key=f"request:{referral.pk}",
        url=page_of(referral),
        at=at,
        until=referral.answer_by.date(),
    )


@transaction.atomic
def accept(
    referral: ServiceReferral, *, by: "User", at: datetime, first_on: date | None = None
) -> ServiceReferral:
    """The provider helps. The sections that the person agreed to open to it, and no others."""
    with house("answer", by=by):
        case = locked(referral.case)
        referral = _locked(referral)
        require(may.why_not_answer(referral, by))
        settle_acceptance(referral, case, first_on=first_on, by=by, at=at)
    note("service_request.accepted", case, by=by, at=at, provider=referral.provider.name)
    return referral


def settle_acceptance(
    referral: ServiceReferral,
    case: Case,
    *,
    first_on: date | None,
    by: "User | None",
    at: datetime,
    answered_as: str = "",
) -> None:
    """What follows from a yes. Nobody signed in, by a link: then no section opens."""
    answer(referral, ReferralStatus.ACCEPTED, by=by, at=at, answered_as=answered_as)
    if by is not None and referral.parts and referral.consent is not None:
        assert referral.body is not None  # noqa: S101 - sections are offered to bodies alone
        referral.grant = keep_promise(
            case,
            body=referral.body,
            parts=referral.parts,
            purpose=Purpose.ASSISTANCE,
            consent=referral.consent,
            lapses_at=at + _reads_for(at),
            promised_by=referral.sent_by,
            by=by,
            at=at,
        )
        referral.save(update_fields=["grant"])
    support = _locked(referral.support)
    if support.status in {SupportStatus.PLANNED, SupportStatus.ASKED}:
        move(
            support,
            SupportStatus.RUNNING,
            by=by or referral.sent_by,
            at=at,
            provider=referral.provider,
            service=referral.service,
            consent=referral.consent,
            from_on=first_on or localdate(at),
        )
    _take_back_others(referral, by=by, at=at)


def _reads_for(at: datetime) -> timedelta:
    days = Parameter.objects.value_of("service.reads", on=localdate(at), default="365")
    return timedelta(days=int(days))


def answer(
    referral: ServiceReferral,
    status: ReferralStatus,
    *,
    by: "User | None",
    at: datetime,
    answered_as: str = "",
    reason: str = "",
    remark: str = "",
) -> None:
    """What was answered, by whom. Within `house(…)`, with the row locked."""
    referral.status = status
    referral.answered_at, referral.answered_by = at, by
    referral.answered_as, referral.reason = answered_as, reason
    if remark:
        seal(referral, remark=remark)
    resettle(referral, at=at)
    AnswerLink.objects.for_house().filter(referral=referral, used_at=None).update(revoked_at=at)
    _tell_sender(referral, "recovery.answered", at=at)


def resettle(referral: ServiceReferral, *, at: datetime) -> None:
    sharing = Sharing.of(referral.case, at=at)
    referral.readers = readers_of_request(referral, sharing, at=at)
    referral.revision += 1
    referral.save()


def _tell_sender(referral: ServiceReferral, code: str, *, at: datetime) -> None:
    tell(
        [referral.sent_by],
        code,
        key=f"{code}:{referral.pk}:{referral.revision}",
        url=page_of(referral),
        at=at,
    )


def _take_back_others(referral: ServiceReferral, *, by: "User | None", at: datetime) -> None:
    """Somebody helps: whoever else was asked for the same service need not answer."""
    others = ServiceReferral.objects.for_house().filter(
        support=referral.support_id, status__in=OPEN_REFERRALS
    )
    for other in others.exclude(pk=referral.pk).select_related("case__subject__key"):
        _withdrawn(other, why=str(_("another provider helps")), by=by, at=at)


@transaction.atomic
def return_(
    referral: ServiceReferral, *, reason: str, remark: str = "", by: "User", at: datetime
) -> ServiceReferral:
    """The provider cannot help, and says why; it sees the request no more."""
    with house("answer", by=by):
        case = locked(referral.case)
        referral = _locked(referral)
        require(may.why_not_answer(referral, by))
        answer(referral, ReferralStatus.RETURNED, by=by, at=at, reason=reason, remark=remark)
        back_to_planned(referral, by=by, at=at)
    note(
        "service_request.returned",
        case,
        by=by,
        at=at,
        provider=referral.provider.name,
        reason=reason,
    )
    return referral


def back_to_planned(referral: ServiceReferral, *, by: "User", at: datetime) -> None:
    """Nobody is asked any more: the service waits for the next provider. Within `house(…)`."""
    support = _locked(referral.support)
    live = ServiceReferral.objects.for_house().filter(support=support).live()
    if support.status == SupportStatus.ASKED and not live.exists():
        move(support, SupportStatus.PLANNED, by=by, at=at)


@transaction.atomic
def finish(
    referral: ServiceReferral,
    *,
    until_on: date,
    result: str,
    by: "User",
    at: datetime,
    barriers: Collection[str] = (),
    outcome: str = "",
) -> ServiceReferral:
    """The help is over: what it brought is written down, and what it opened closes."""
    with house("finish", by=by):
        case = locked(referral.case)
        referral = _locked(referral)
        require(may.why_not_finish(referral, case, by))
        support = _locked(referral.support)
        if support.from_on and until_on < support.from_on:
            raise Denied(_("The help began later than this day."))
        referral.status, referral.ended_at, referral.ended_by = ReferralStatus.DONE, at, by
        resettle(referral, at=at)
        _close_what_it_opened(referral, why="done", by=by, at=at)
        if support.status == SupportStatus.RUNNING:
            move(
                support,
                SupportStatus.FINISHED,
                by=by,
                at=at,
                until_on=until_on,
                result=Result(result),
                barriers=sorted(barriers),
                words=outcome,
            )
        _tell_sender(referral, "recovery.done", at=at)
    note("service_request.done", case, by=by, at=at, provider=referral.provider.name, result=result)
    return referral


def _close_what_it_opened(
    referral: ServiceReferral, *, why: str, by: "User | None", at: datetime
) -> None:
    if referral.grant is not None:
        take_back(referral.grant, why=why, by=by, at=at)


@transaction.atomic
def withdraw(referral: ServiceReferral, *, why: str, by: "User", at: datetime) -> ServiceReferral:
    """The lead asks no more, before the answer or after it: what was opened closes at once."""
    with house("withdraw_request", by=by):
        case = locked(referral.case)
        referral = _locked(referral)
        require(may.why_not_withdraw(referral, case, by))
        _withdrawn(referral, why=why, by=by, at=at)
        support = _locked(referral.support)
        if support.status == SupportStatus.RUNNING:
            move(support, SupportStatus.PLANNED, by=by, at=at, from_on=None)
        back_to_planned(referral, by=by, at=at)
    note("service_request.withdrawn", case, by=by, at=at, provider=referral.provider.name, why=why)
    return referral


def _withdrawn(referral: ServiceReferral, *, why: str, by: "User | None", at: datetime) -> None:
    referral.status = ReferralStatus.WITHDRAWN
    referral.ended_at, referral.ended_by, referral.end_reason = at, by, why
    resettle(referral, at=at)
    AnswerLink.objects.for_house().filter(referral=referral, used_at=None).update(revoked_at=at)
    _close_what_it_opened(referral, why="withdrawn", by=by, at=at)


# --- what happens elsewhere ends requests ---------------------------------------------------------


def end_with_the_consent(withdrawal: Withdrawal) -> None:
    """Heard when a consent is withdrawn: whoever was asked by it is asked no more."""
    _end(
        ServiceReferral.objects.filter(consent=withdrawal.consent),
        why="consent withdrawn",
        by=withdrawal.by,
        at=withdrawal.at,
    )


def end_with_the_case(turn: Turn) -> None:
    """Heard when a case is closed: nobody is asked about it any more."""
    _end(ServiceReferral.objects.filter(case=turn.case), why="case closed", by=turn.by, at=turn.at)


def _end(rows: Any, *, why: str, by: "User | None", at: datetime) -> None:
    with house("end_requests", by=by):
        live = rows.for_house().filter(status__in=LIVE_REFERRALS)
        for referral in live.select_related("case__subject__key", "support", "grant__body"):
            _withdrawn(referral, why=why, by=by, at=at)
            support = _locked(referral.support)
            if support.status in {SupportStatus.ASKED, SupportStatus.RUNNING}:
                move(
                    support,
                    SupportStatus.PLANNED,
                    by=by or referral.sent_by,
                    at=at,
                    from_on=None,
                )
            note("service_request.withdrawn", referral.case, by=by, at=at, why=why)


@transaction.atomic
def open_remark(referral: ServiceReferral, *, by: "User", at: datetime) -> str:
    """What the provider wrote with its answer, in clear, for the body that leads; that is recorded."""
    with house("read_answer", by=by):
        row = ServiceReferral.objects.for_house().select_related("case__subject__key")
        found = row.get(pk=referral.pk)
        record_read(
            found.case, section=str(ServiceReferral.PART), case=found.case, by=by, at=at, why=""
        )
        return unseal(found, "remark")["remark"]
