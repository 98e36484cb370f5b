"""Receipts: given, kept true, taken back; and what the person sees by theirs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.audit.models import record
from dayaq.cases.models import Case
from dayaq.directory.models import Parameter
from dayaq.kernel.once import once
from dayaq.kernel.together import together
from dayaq.notices.actions import tell
from dayaq.referrals.actions import clocks
from dayaq.referrals.actions.identification import sync_clock
from dayaq.referrals.models import (
    Clock,
    Decision,
    Entitlement,
    Identification,
    Receipt,
    Referral,
    Right,
    Wish,
)
from dayaq.referrals.models.codes import new_code, print_of, prints_of, understood
from dayaq.referrals.policies import receipts as may
from dayaq.referrals.states import ClockKind, Stage, Status, ToldHow
from dayaq.vault.context import house

if TYPE_CHECKING:
    from dayaq.accounts.models import User

PURPOSE = "receipt"


def receipt_of(subject: Case | Referral, *, at: datetime) -> Receipt | None:
    """The receipt that is good now, for whoever was shown the case or referral."""
    with house("receipt"):
        found: Receipt | None = (
            Receipt.objects.for_house().filter(**_of(subject)).good(at=at).first()
        )
        return found


def _of(subject: Case | Referral) -> dict[str, Any]:
    return {"case" if isinstance(subject, Case) else "referral": subject}


@transaction.atomic
def give(
    subject: Case | Referral,
    *,
    language: str,
    by: "User",
    at: datetime,
    phone: str = "",
    next_step: str = "",
    next_at: datetime | None = None,
) -> str:
    """The code of a new receipt, told this once; the one before is good no more."""
    with house("give_receipt", by=by):
        subject = _locked(subject)
        require(may.why_not_give(subject, by))
        Receipt.objects.for_house().filter(revoked_at=None, **_of(subject)).update(revoked_at=at)
        code = new_code()
        Receipt.objects.create(
            **_of(subject),
            code_print=print_of(code, PURPOSE),
            language=language,
            phone=phone,
            next_step=next_step,
            next_at=next_at if next_step else None,
            made_at=at,
            made_by=by,
            expires_at=_good_until(at),
        )
    _note("receipt.given", subject, by=by, at=at)
    return code


def _good_until(at: datetime) -> datetime:
    days = Parameter.objects.value_of("person.receipt", on=localdate(at), default="180")
    return at + timedelta(days=int(days))


def is_known(code: str) -> bool:
    """Is there a receipt with this code already, good or not? Within `house(…)`."""
    return Receipt.objects.for_house().filter(code_print__in=prints_of(code, PURPOSE)).exists()


def give_to_asker(referral: Referral, code: str, *, language: str, at: datetime) -> None:
    """The receipt of somebody who asked for help themself, under the code they see. Within `house(…)`."""
    Receipt.objects.create(
        referral=referral, code_print=print_of(code, PURPOSE), language=language,
        made_at=at, made_by=None, expires_at=_good_until(at),
    )  # fmt: skip


@transaction.atomic
def keep_true(
    subject: Case | Referral,
    *,
    by: "User",
    at: datetime,
    language: str,
    phone: str = "",
    next_step: str = "",
    next_at: datetime | None = None,
) -> None:
    """Another appointment, another number to call: the code that the person has stays good."""
    with house("keep_receipt", by=by):
        subject = _locked(subject)
        require(may.why_not_give(subject, by))
        Receipt.objects.for_house().filter(**_of(subject)).good(at=at).update(
            language=language,
            phone=phone,
            next_step=next_step,
            next_at=next_at if next_step else None,
        )
    _note("receipt.revised", subject, by=by, at=at)


@transaction.atomic
def revoke(subject: Case | Referral, *, by: "User", at: datetime) -> None:
    """Lost, seen by somebody else, not wanted any more: from now on it opens nothing."""
    with house("revoke_receipt", by=by):
        subject = _locked(subject)
        require(may.why_not_give(subject, by))
        Receipt.objects.for_house().filter(revoked_at=None, **_of(subject)).update(revoked_at=at)
    _note("receipt.revoked", subject, by=by, at=at)


def follow(referral: Referral, case: Case, *, at: datetime) -> None:
    """The referral became a case: the receipt goes with the person. Within `house(…)`."""
    held = Receipt.objects.for_house().filter(revoked_at=None)
    if held.filter(case=case).exists():
        held.filter(referral=referral).update(revoked_at=at)
    else:
        held.filter(referral=referral).update(case=case, referral=None)


def _locked(subject: Case | Referral) -> Case | Referral:
    """As it stands now, changed by nobody else until the transaction ends. Within `house(…)`."""
    rows: Any = type(subject).objects
    found: Case | Referral = rows.for_house().select_for_update(of=("self",)).get(pk=subject.pk)
    return found


def _note(did: str, subject: Case | Referral, *, by: "User", at: datetime) -> None:
    case = subject if isinstance(subject, Case) else None
    record(did, subject, by=by, at=at, case=case)


# --- what the person sees -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Own:
    """All that a receipt opens: nothing that says who somebody is, where, or what happened."""

    receipt: Receipt
    state: str
    rights: list[Right]
    hotline: str

    def next_at(self, *, at: datetime) -> datetime | None:
        """The appointment, until the end of its day."""
        moment = self.receipt.next_at
        return moment if moment is not None and localdate(moment) >= localdate(at) else None


def own(typed: str, *, at: datetime) -> Own | None:
    """What the holder of this code sees; None for every code that is not good, whatever the reason."""
    code = understood(typed)
    if not code:
        return None
    with house("own_view"):
        rows = Receipt.objects.for_house().good(at=at).select_related("referral", "case")
        receipt = rows.filter(code_print__in=prints_of(code, PURPOSE)).first()
        if receipt is None:
            return None
        state = _state_of(receipt)
        if not state:
            return None
        standing = Entitlement.objects.for_house().filter(case=receipt.case_id).standing()
        rights = [row.right for row in standing.select_related("right")] if receipt.case_id else []
    hotline = Parameter.objects.value_of("person.hotline", on=localdate(at), default="152")
    return Own(receipt, state, rights, hotline)


OF_REFERRAL = {
    Status.DRAFT: "begun",
    Status.RETURNED: "begun",
    Status.SENT: "sent",
    Status.ACCEPTED: "assistance",
    Status.NOTED: "noted",
}


def _state_of(receipt: Receipt) -> str:
    if receipt.case is not None:
        return _state_of_case(receipt.case)
    if receipt.referral is None:
        return ""
    status = Status(receipt.referral.status)
    if status == Status.WITHDRAWN and receipt.referral.is_own:
        return str(Stage.ENDED)
    return OF_REFERRAL.get(status, "")


def _state_of_case(case: Case) -> str:
    """The stage; a decision only after the person was told it by somebody."""
    found = Identification.objects.for_house().filter(case=case).first()
    if found is None:
        return str(Stage.ASSISTANCE)
    if found.status in {Stage.RECOVERY, Stage.NOT_IDENTIFIED}:
        last = Decision.objects.for_house().filter(case=case).first()
        if last is not None and last.told_how in {"", ToldHow.NOT_REACHED}:
            return str(Stage.SCREENING)
    return str(found.status)


# --- what the person asks for ---------------------------------------------------------------------


@transaction.atomic
def wish(typed: str, kind: str, *, at: datetime) -> bool:
    """The holder of this code asks for something; whoever works on the case has days to answer.

    Asked twice it waits once. False where the code opens no case.
    """
    with house("wish"):
        rows = Receipt.objects.for_house().good(at=at).select_related("case__lead")
        receipt = rows.filter(code_print__in=prints_of(understood(typed), PURPOSE)).first()
        if receipt is None or receipt.case is None or receipt.case.is_closed:
            return False
        waiting = Wish.objects.for_house().filter(receipt=receipt, answered_at=None)
        if waiting.filter(kind=kind).exists():
            return True
        case: Case = receipt.case
        Wish.objects.create(receipt=receipt, kind=kind, asked_at=at)
        runs = Clock.objects.for_house().filter(case=case, kind=ClockKind.REQUEST).running()
        if not runs.exists():
            clocks.begin(ClockKind.REQUEST, body=case.lead, at=at, case=case)
            sync_clock(case, at=at)
        for clock in runs:
            tell(
                clocks.workers(clock, at),
                "referrals.person_asked",
                key=f"wish:{receipt.pk}:{kind}:{at:%Y%m%d}",
                url=reverse("cases:case", args=[case.reference]),
                at=at,
                number=case.reference,
            )
        record("own_request.made", case, by=None, at=at, case=case, kind=kind)
    return True


Beside = tuple[list[Clock], "Receipt | None", list[Wish]]


def beside_case(case: Case, *, at: datetime) -> Beside:
    """Running clocks, the receipt and what is asked for by it: what stands beside a case, in one question."""

    def ask() -> Beside:
        with house("beside"):
            running, held, asked = together(
                Clock.objects.for_house().filter(case=case).running().order_by("due_at"),
                Receipt.objects.for_house().filter(case=case).good(at=at),
                Wish.objects.for_house().filter(receipt__case=case, answered_at=None),
            )
        return running, next(iter(held), None), asked

    return once(f"referrals.beside.{case.pk}", ask)


def wishes_of(case: Case) -> list[Wish]:
    """What waits for an answer, for whoever was shown the case."""
    with house("wishes"):
        return list(Wish.objects.for_house().filter(receipt__case=case, answered_at=None))


@transaction.atomic
def answer_wish(case: Case, key: Any, *, by: "User", at: datetime) -> None:
    """Somebody has spoken with the person about it; the clock stops with the last one."""
    with house("answer_wish", by=by):
        _locked(case)
        require(may.why_not_give(case, by))
        rows = Wish.objects.for_house().filter(receipt__case=case, answered_at=None)
        done = rows.filter(pk=key).update(answered_at=at, answered_by=by)
        if not rows.exists():
            clocks.meet(ClockKind.REQUEST, at=at, case=case)
            sync_clock(case, at=at)
    if done:
        _note("own_request.answered", case, by=by, at=at)
