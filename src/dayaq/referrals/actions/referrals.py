"""A referral on the side of whoever refers: begun, saved page by page, sent, completed, taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.accounts.models import Appointment, Role
from dayaq.audit.models import record
from dayaq.audit.recording import record_read
from dayaq.directory.models import Body, Parameter
from dayaq.notices.actions import tell
from dayaq.notices.recipients import people_at
from dayaq.referrals.actions import clocks
from dayaq.referrals.models import Opinion, Referral, Told
from dayaq.referrals.models.asked import pages_of, track_of
from dayaq.referrals.models.clocks import TERMS, URGENT_ANSWER
from dayaq.referrals.models.referrals import (
    IDENTIFIES,
    WORDS,
    blank,
    readers_of_cover,
    readers_of_told,
)
from dayaq.referrals.policies import referrals as may
from dayaq.referrals.states import ClockKind, Safety, Status, Track
from dayaq.vault.context import house
from dayaq.vault.models import DataKey
from dayaq.vault.sealing import new_key, seal, sealed_fields, unseal

if TYPE_CHECKING:
    from dayaq.accounts.models import User


class Overtaken(Denied):
    """It was saved elsewhere meanwhile; what was typed is kept on the page."""


@transaction.atomic
def begin(post: Appointment, values: Mapping[str, Any], *, by: "User", at: datetime) -> Referral:
    """Begin a referral with the first answers. From now on the clock of the handover runs."""
    require(may.why_not_begin(post, by))
    with house("begin_referral", by=by):
        referral = Referral(
            key=new_key(), sender=post.body, post=post, source=_source_of(post.body),
            begun_at=at, saved_at=at,
        )  # fmt: skip
        referral.save(force_insert=True)
        told = Told.objects.create(referral=referral)
        _fill(told, values)
        save(referral, told, at=at, step=1)
        clocks.begin(ClockKind.HANDOVER, body=post.body, at=at, referral=referral)
    _note("referral.begun", referral, by=by, at=at)
    return referral


SOURCES = {
    "mia": "police",
    "mia-anti-trafficking": "police",
    "state-security": "police",
    "migration": "migration",
    "border": "border",
    "customs": "customs",
    "labour-inspection": "labour_inspection",
    "labour": "social",
    "health": "health",
    "health-insurance": "health",
    "education": "school",
    "science-education": "school",
    "mfa": "consulate",
}
"""What a body's referrals count as, unless the first responder says otherwise."""


def _source_of(body: Body) -> str:
    by_kind = {"ngo": "ngo", "international": "international"}
    code = SOURCES.get(body.code) or by_kind.get(body.kind, "other")
    return f"referral-source@1:{code}"


@transaction.atomic
def save_page(
    referral: Referral,
    page: int,
    values: Mapping[str, Any],
    *,
    by: "User",
    at: datetime,
    revision: int,
) -> Referral:
    """Keep the answers of one page, whatever is known. `revision` is the one that was seen.

    Raises Overtaken where it was saved elsewhere meanwhile.
    """
    referral, told = locked(referral)
    require(may.why_not_write(referral, by))
    if referral.revision != revision:
        raise Overtaken(
            _("This was saved elsewhere meanwhile. Look at what changed, then save again.")
        )
    with house("save_referral", by=by):
        changed = _fill(told, values)
        if referral.status in {Status.SENT, Status.ACCEPTED}:
            referral.track = _still_referred(told)
        if referral.status == Status.ACCEPTED:
            referral.added = sorted({*referral.added, *changed})
        save(referral, told, at=at, step=page)
    _note("referral.saved", referral, by=by, at=at, fields=changed)
    return referral


def _still_referred(told: Told) -> Track:
    """The way of what was sent already: child or adult may change, consent is taken back otherwise."""
    track = track_of(told)
    if track not in {Track.ADULT, Track.CHILD}:
        raise Denied(_("If the person no longer agrees, make a notice without a name of it."))
    return track


@transaction.atomic
def send(referral: Referral, *, by: "User", at: datetime, in_part: bool = False) -> Referral:
    """Hand it over to the competent body: whole, or in part, to be completed later.

    Law 958-IIQ, article 8; decision 21 of 2008: within 24 hours, with what is known.
    """
    referral, told = locked(referral)
    require(may.why_not_send(referral, told, by, in_part=in_part))
    with house("send_referral", by=by):
        referral.status = Status.SENT
        referral.receiver = receiver_of(referral, at=at)
        referral.sent_at = referral.sent_at or at
        referral.is_partial, referral.completed_at = in_part, None
        referral.answered_at = referral.answered_by = None
        referral.return_reason = ""
        seal(referral, return_words="")
        save(referral, told, at=at)
        clocks.meet(ClockKind.HANDOVER, at=at, referral=referral)
        if in_part:
            clocks.begin(ClockKind.COMPLETION, body=referral.sender, at=at, referral=referral)
        term = URGENT_ANSWER if referral.is_urgent else TERMS[ClockKind.ANSWER]
        clocks.begin(ClockKind.ANSWER, body=referral.receiver, at=at, referral=referral, term=term)
        tell_desk(referral, at=at)
    _note("referral.sent", referral, by=by, at=at, body=referral.receiver.code)
    return referral


def receiver_of(referral: Referral, *, at: datetime) -> Body:
    """The body that this kind of referral goes to, as the ministry's parameter says on that day."""
    code = "referral.receiver_child" if referral.track == Track.CHILD else "referral.receiver"
    named = Parameter.objects.value_of(code, on=localdate(at), default="mia-anti-trafficking")
    found = Body.objects.filter(code=named).first()
    if found is None:
        raise Denied(_("No body receives referrals: the parameter names one that does not exist."))
    return found


def tell_desk(referral: Referral, *, at: datetime) -> None:
    desk = referral.receiver_id or 0
    found = people_at([desk], Role.CASE_MANAGER, Role.CASE_WORKER, on=localdate(at))
    code = "referrals.arrived_urgently" if referral.is_urgent else "referrals.arrived"
    tell(
        found.get(desk, []),
        code,
        key=f"referral:{referral.pk}:{referral.revision}",
        url=reverse("referrals:referral", args=[referral.reference]),
        at=at,
        number=referral.reference,
    )


@transaction.atomic
def send_notice(referral: Referral, *, by: "User", at: datetime, refusal: str = "") -> Referral:
    """An adult does not agree, or no longer: what says who they are goes, what can be counted stays."""
    referral, told = locked(referral)
    require(may.why_not_note(referral, told, by))
    with house("send_notice", by=by):
        told.agrees = False
        told.refusal = refusal or told.refusal
        for name in IDENTIFIES | WORDS:
            setattr(told, name, blank(name))
        referral.status = Status.NOTED
        referral.sent_at = referral.sent_at or at
        referral.is_partial, referral.added = False, []
        seal(referral, return_words="")
        save(referral, told, at=at)
        clocks.meet(ClockKind.HANDOVER, at=at, referral=referral)
        clocks.stop(ClockKind.ANSWER, ClockKind.COMPLETION, at=at, referral=referral)
    _note("referral.noted", referral, by=by, at=at)
    return referral


@transaction.atomic
def convert(referral: Referral, *, by: "User", at: datetime) -> Referral:
    """The person agrees after all: the notice becomes a draft again, and is still counted once."""
    referral, told = locked(referral)
    require(may.why_not_convert(referral, by))
    with house("convert_notice", by=by):
        told.agrees, told.refusal = True, ""
        referral.status = Status.DRAFT
        referral.sent_at = None
        save(referral, told, at=at, step=1)
        clocks.begin(ClockKind.HANDOVER, body=referral.sender, at=at, referral=referral)
    _note("referral.converted", referral, by=by, at=at)
    return referral


@transaction.atomic
def withdraw(referral: Referral, *, why: str, by: "User", at: datetime) -> Referral:
    """Take it back before it is taken over. Nothing of what was told stays, here or in a backup."""
    referral, _told = locked(referral)
    require(may.why_not_withdraw(referral, by))
    with house("withdraw_referral", by=by):
        empty(referral, at=at)
        Referral.objects.for_house().filter(pk=referral.pk).update(status=Status.WITHDRAWN)
        referral.status = Status.WITHDRAWN
        clocks.stop(at=at, referral=referral)
        settle(referral)
    _note("referral.withdrawn", referral, by=by, at=at, why=why)
    return referral


@transaction.atomic
def pass_on(referral: Referral, to: Appointment, *, by: "User", at: datetime) -> Referral:
    """A colleague keeps it from now on: the end of a shift loses nothing."""
    referral, told = locked(referral)
    require(may.why_not_pass_on(referral, to, by))
    with house("pass_referral_on", by=by):
        referral.post = to
        save(referral, told, at=at)
        tell(
            [to.user],
            "referrals.passed_on",
            key=f"referral:{referral.pk}:{referral.revision}:post",
            url=reverse("referrals:referral", args=[referral.reference]),
            at=at,
            number=referral.reference,
        )
    _note("referral.passed_on", referral, by=by, at=at, to=to.user.username)
    return referral


@transaction.atomic
def read_told(referral: Referral, *, by: "User", at: datetime) -> "tuple[Told, dict[str, str]]":
    """What was told, in clear, for whoever may read it; the reading is written down with it."""
    told = Told.objects.visible_to(by).select_related("referral__key").get(referral=referral)
    clear = unseal(told)
    shown = [name for name, words in clear.items() if words]
    if shown:
        record_read(
            referral, section="told", case=None, by=by, at=at, why="", fields=shown,
            for_body=None,
        )  # fmt: skip
    return told, clear


def opinion_asked(referral: Referral) -> "Opinion | None":
    """What the referring body is asked about this referral: it does not read the case it goes into."""
    with house("opinion"):
        rows = Opinion.objects.for_house().select_related("referral")
        return rows.filter(referral=referral).first()


def return_words(referral: Referral) -> str:
    """Why it came back, in clear; said together with what was told, whose reading was written down."""
    return unseal(referral, "return_words")["return_words"]


# --- what the acts have in common -----------------------------------------------------------------


def locked(referral: Referral) -> tuple[Referral, Told]:
    """The referral and what was told, which nobody else changes until the transaction ends."""
    with house("lock_referral"):
        rows = Referral.objects.for_house().select_for_update(of=("self",))
        referral = rows.select_related("key", "sender", "receiver", "post").get(pk=referral.pk)
        told = Told.objects.for_house().get(referral=referral)
    told.referral = referral
    return referral, told


def _fill(told: Told, values: Mapping[str, Any]) -> list[str]:
    """Put the answers on the row, sealed where they are words; the names of those that changed."""
    covered = set(sealed_fields(Told))
    before = unseal(told, *(covered & values.keys())) if covered & values.keys() else {}
    changed = []
    for name, value in values.items():
        if name in covered:
            if before[name] != value:
                seal(told, **{name: value})
                changed.append(name)
        elif getattr(told, name) != value:
            setattr(told, name, value)
            changed.append(name)
    return sorted(changed)


def save(referral: Referral, told: Told, *, at: datetime, step: int | None = None) -> None:
    """Write both rows; the way and the danger follow from the answers."""
    if referral.status in {Status.DRAFT, Status.RETURNED, Status.NOTED}:
        referral.track = track_of(told)
    referral.is_urgent = told.safety == Safety.DANGER
    if referral.track == Track.CHILD:
        told.agrees, told.refusal = None, ""
    if step is not None:
        referral.step = min(max(step, 1), len(pages_of(referral.track)))
    referral.saved_at = at
    referral.revision += 1
    referral.save()
    told.save()
    settle(referral)


def settle(referral: Referral) -> None:
    """Write down who sees and who reads. Within `house(…)`."""
    told = readers_of_told(referral)
    referral.readers = readers_of_cover(referral)
    Referral.objects.for_house().filter(pk=referral.pk).update(readers=referral.readers)
    Told.objects.for_house().filter(referral=referral).update(readers=told)
    opens = sorted({*referral.readers, *told})
    DataKey.objects.for_house().filter(pk=referral.key_id).update(readers=opens)


def empty(referral: Referral, *, at: datetime) -> None:
    """Destroy what was told: its key, and all that could be read without it. Within `house(…)`."""
    names = [f.name for f in Told._meta.concrete_fields if f.name in (IDENTIFIES | WORDS)]
    Told.objects.for_house().filter(referral=referral).update(
        **{name: blank(name) for name in names}
    )
    Referral.objects.for_house().filter(pk=referral.pk).update(
        emptied_at=at, return_words=blank_words()
    )
    DataKey.objects.for_house().filter(pk=referral.key_id).update(
        wrapped=None, master_version=None, shredded_at=at
    )
    referral.emptied_at = at


def blank_words() -> object:
    return blank("account")


def _note(did: str, referral: Referral, *, by: "User", at: datetime, **details: Any) -> None:
    with house("note_referral", by=by):
        case = referral.case if referral.case_id else None
    record(did, referral, by=by, at=at, case=case, for_body=referral.sender, **details)
