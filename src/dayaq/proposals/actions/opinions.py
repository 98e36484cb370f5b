"""Opinions on drafts: asked, written, signed, or silent when the day has passed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import Role, User
from dayaq.audit.changes import begin, locked, revise
from dayaq.cooperation.actions.telling import tell_bodies
from dayaq.directory.models import Body
from dayaq.proposals import policies as may
from dayaq.proposals.actions.proposals import reach_opinions
from dayaq.proposals.models import Opinion, Proposal
from dayaq.proposals.states import OpinionStatus


@transaction.atomic
def ask_opinions(
    known: Proposal,
    *,
    bodies: Iterable[Body],
    due_on: date,
    document: str = "",
    by: User,
    at: datetime,
) -> list[Opinion]:
    """Bodies are asked what they think of the newest draft, by a day."""
    known = locked(known)
    require(may.why_not_ask(known, by))
    today = localdate(at)
    if due_on <= today:
        raise ValidationError({"due_on": _("Give the bodies at least a day.")})
    draft = known.drafts.without_content().order_by("-number")[0]
    asked_already = set(draft.opinions.values_list("body_id", flat=True))
    wanted = [b for b in bodies if b.pk not in asked_already | {known.body_id}]
    if not wanted:
        raise ValidationError({"bodies": _("These bodies are asked already.")})
    asked = [
        begin(
            Opinion(draft=draft, body=body, asked_on=today, due_on=due_on),
            "opinion.asked",
            by=by,
            at=at,
            for_body=known.body,
        )
        for body in wanted
    ]
    reach_opinions(known, document=document, by=by, at=at)
    for opinion in asked:
        _tell(opinion, "proposals.opinion_asked", Role.DRAFTER, at=at, until=due_on)
    return asked


@transaction.atomic
def write_opinion(
    known: Opinion,
    *,
    stance: str,
    text: str = "",
    document: str = "",
    by: User,
    at: datetime,
    seen: str = "",
) -> Opinion:
    """The drafter has written it; the approver is asked to sign."""
    known = locked(known)
    require(may.why_not_write(known, by))
    said = {
        "status": OpinionStatus.WITH_APPROVER,
        "stance": stance,
        "text": text,
        "document": document,
        "comment": "",
    }
    known = revise(known, "opinion.written", said, by=by, at=at, seen=seen)
    _tell(known, "proposals.opinion_to_approve", Role.APPROVER, at=at, key=at.isoformat())
    return known


@transaction.atomic
def return_opinion(known: Opinion, *, comment: str, by: User, at: datetime) -> Opinion:
    """The approver gives it back to be written anew. Past its day it is silent meanwhile."""
    known = locked(known)
    require(may.why_not_give(known, by))
    is_past = known.status == OpinionStatus.SILENT
    back = {
        "status": OpinionStatus.SILENT if is_past else OpinionStatus.WAITING,
        "comment": comment,
    }
    known = revise(known, "opinion.returned", back, by=by, at=at)
    _tell(known, "proposals.opinion_returned", Role.DRAFTER, at=at, key=at.isoformat())
    return known


@transaction.atomic
def give_opinion(known: Opinion, *, by: User, at: datetime) -> Opinion:
    """The body has spoken: agreed, agreed with remarks, or not agreed."""
    known = locked(known)
    require(may.why_not_give(known, by))
    given = {"status": OpinionStatus.GIVEN, "given_on": localdate(at), "given_by": by}
    known = revise(known, "opinion.given", given, by=by, at=at)
    proposal = known.draft.proposal
    tell_bodies(
        [proposal.body_id],
        "proposals.opinion_given",
        Role.DRAFTER,
        about=proposal,
        url=reverse("proposals:proposal", args=[proposal.pk]),
        at=at,
        key=str(known.pk),
    )
    return known


@transaction.atomic
def answer_opinion(
    known: Opinion, *, answer: str, by: User, at: datetime, seen: str = ""
) -> Opinion:
    """What the body that drafts did about the remarks."""
    known = locked(known)
    require(may.why_not_answer(known, by))
    return revise(known, "opinion.answered", {"answer": answer}, by=by, at=at, seen=seen)


def silence(*, at: datetime) -> int:
    """Whose day has passed is silent from now on; how many became so."""
    late = list(Opinion.objects.to_silence(on=localdate(at)).values_list("pk", flat=True))
    for pk in late:
        _silence(pk, at=at)
    return len(late)


@transaction.atomic
def _silence(pk: int, *, at: datetime) -> None:
    known = locked(Opinion(pk=pk))
    if not known.is_awaited or known.due_on >= localdate(at):
        return
    silent = {"status": OpinionStatus.SILENT}
    known = revise(known, "opinion.silenced", silent, by=None, at=at)
    _tell(known, "proposals.opinion_overdue", Role.DRAFTER, Role.APPROVER, at=at)


def _tell(
    known: Opinion, code: str, *roles: Role, at: datetime, key: str = "", **params: object
) -> None:
    tell_bodies(
        [known.body_id],
        code,
        *roles,
        about=known.draft.proposal,
        url=reverse("proposals:opinion", args=[known.pk]),
        at=at,
        key=f"{known.pk}:{key}",
        **params,
    )
