"""Proposals: begun, drafted, carried from stage to stage."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import Role, User
from dayaq.audit.changes import locked, revise
from dayaq.audit.models import record
from dayaq.cooperation.actions.keeping import add, apart
from dayaq.cooperation.actions.telling import tell_bodies
from dayaq.kernel import files
from dayaq.proposals import policies as may
from dayaq.proposals.models import Draft, Proposal, Step
from dayaq.proposals.states import Stage


@transaction.atomic
def begin_proposal(*, by: User, at: datetime, **fields: Any) -> Proposal:
    """A body sets out to propose something."""
    known = add(Proposal, "proposal.begun", by=by, at=at, **fields)
    _step(known, Stage.DRAFT, on=localdate(at), by=by, at=at)
    return known


@transaction.atomic
def revise_proposal(
    known: Proposal, *, by: User, at: datetime, seen: str = "", **fields: Any
) -> Proposal:
    known = locked(known)
    require(may.why_not_revise(known, by))
    own, links = apart(Proposal, fields)
    return revise(known, "proposal.revised", own, by=by, at=at, seen=seen, links=links)


@transaction.atomic
def add_draft(
    known: Proposal,
    *,
    text: str = "",
    note: str = "",
    content: bytes = b"",
    file_name: str = "",
    by: User,
    at: datetime,
) -> Draft:
    """A new version: the words that were typed, or those of the file. Raises where there are none."""
    known = locked(known)
    require(may.why_not_add_draft(known, by))
    if content and (refusal := files.why_not_keep(content)):
        raise ValidationError({"file": str(refusal)})
    text = text.strip() or files.words_of(content)
    if not text:
        raise ValidationError({"text": _("No words were found. Paste the text of the draft here.")})
    newest = known.drafts.order_by("-number").first()
    if newest is not None and newest.text == text:
        raise ValidationError({"text": _("The words are those of the version before.")})
    draft = Draft(
        proposal=known,
        number=newest.number + 1 if newest else 1,
        text=text,
        note=note,
        file_name=files.named(file_name, files.kind_of(content) or "") if content else "",
        content=content,
        sha256=hashlib.sha256(content).hexdigest() if content else "",
        added_on=localdate(at),
    )
    draft.full_clean(exclude=["content"])
    draft.save()
    record("draft.added", draft, by=by, at=at, for_body=known.body, sha256=draft.sha256)
    return draft


@transaction.atomic
def move(
    known: Proposal,
    stage: Stage,
    *,
    on: date,
    document: str = "",
    note: str = "",
    act_number: str = "",
    act_address: str = "",
    by: User,
    at: datetime,
) -> Proposal:
    """It reached a stage on a day, by a letter or a decision."""
    known = locked(known)
    require(may.why_not_move(known, by, stage, on=on, note=note))
    changed: dict[str, Any] = {"status": stage}
    if stage == Stage.ADOPTED:
        changed |= {"adopted_on": on, "act_number": act_number, "act_address": act_address}
    known = revise(known, "proposal.moved", changed, by=by, at=at, why=note)
    _step(known, stage, on=on, document=document or act_number, note=note, by=by, at=at)
    others = set(known.partners.values_list("pk", flat=True)) | {known.body_id}
    tell_bodies(
        others,
        "proposals.proposal_moved",
        Role.DRAFTER,
        Role.APPROVER,
        about=known,
        url=reverse("proposals:proposal", args=[known.pk]),
        at=at,
        key=f"{known.steps.count()}",
    )
    return known


@transaction.atomic
def take_back(known: Proposal, *, why: str, by: User, at: datetime) -> Proposal:
    """The last step was recorded by mistake: the proposal stands where it stood before."""
    known = locked(known)
    require(may.why_not_take_back(known, by))
    *_earlier, before, last = known.steps.standing().order_by("on", "pk")
    changed: dict[str, Any] = {"status": Stage(before.stage)}
    if known.status == Stage.ADOPTED:
        changed |= {"adopted_on": None, "act_number": "", "act_address": ""}
    known = revise(known, "proposal.step_taken_back", changed, by=by, at=at, why=why)
    last.mistake = why
    last.save(update_fields=["mistake"])
    return known


def _step(
    known: Proposal, stage: Stage, *, on: date, by: User | None, at: datetime, **said: str
) -> None:
    Step.objects.create(proposal=known, stage=stage, on=on, by=by, at=at, **said)


def reach_opinions(known: Proposal, *, document: str, by: User, at: datetime) -> None:
    """Bodies are asked: a step of the path, taken once a round."""
    if known.status == Stage.DRAFT:
        revise(known, "proposal.moved", {"status": Stage.OPINIONS}, by=by, at=at)
        _step(known, Stage.OPINIONS, on=localdate(at), document=document, by=by, at=at)
