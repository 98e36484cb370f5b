"""Answers to recommendations: written by a body's drafters, approved, used in every report that asks."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import Role, User
from dayaq.audit.changes import locked, revise
from dayaq.cooperation.actions.keeping import add, apart
from dayaq.cooperation.actions.telling import tell_bodies
from dayaq.recommendations import policies as may
from dayaq.recommendations.models import Reply
from dayaq.recommendations.states import ReplyStatus


@transaction.atomic
def begin_reply(*, by: User, at: datetime, **fields: Any) -> Reply:
    """What a body answers, as of a day."""
    if not fields.get("recommendations"):
        raise ValidationError(
            {"recommendations": _("Choose at least one recommendation that this answers.")}
        )
    return add(Reply, "reply.begun", by=by, at=at, **fields)


@transaction.atomic
def revise_reply(known: Reply, *, by: User, at: datetime, seen: str = "", **fields: Any) -> Reply:
    known = locked(known)
    require(may.why_not_write(known, by))
    own, links = apart(Reply, fields)
    return revise(known, "reply.revised", own, by=by, at=at, seen=seen, links=links)


@transaction.atomic
def send_reply(known: Reply, *, by: User, at: datetime) -> Reply:
    """The drafter is ready; the approver is asked."""
    known = locked(known)
    require(may.why_not_send(known, by))
    sent = {"status": ReplyStatus.WITH_APPROVER, "comment": ""}
    known = revise(known, "reply.sent", sent, by=by, at=at)
    _tell(known, "recommendations.reply_to_approve", Role.APPROVER, at=at)
    return known


@transaction.atomic
def return_reply(known: Reply, *, comment: str, by: User, at: datetime) -> Reply:
    known = locked(known)
    require(may.why_not_decide(known, by))
    back = {"status": ReplyStatus.DRAFT, "comment": comment}
    known = revise(known, "reply.returned", back, by=by, at=at)
    _tell(known, "recommendations.reply_returned", Role.DRAFTER, at=at)
    return known


@transaction.atomic
def approve_reply(known: Reply, *, by: User, at: datetime) -> Reply:
    """The body stands by it: from here on its words do not change."""
    known = locked(known)
    require(may.why_not_decide(known, by))
    approved = {
        "status": ReplyStatus.APPROVED,
        "approved_on": localdate(at),
        "approved_by": by,
    }
    return revise(known, "reply.approved", approved, by=by, at=at)


@transaction.atomic
def replace_reply(known: Reply, *, by: User, at: datetime) -> Reply:
    """A newer answer stands instead; or, pressed again, this one stands after all."""
    known = locked(known)
    require(may.why_not_replace(known, by))
    is_standing = known.status == ReplyStatus.APPROVED
    status = ReplyStatus.OUTDATED if is_standing else ReplyStatus.APPROVED
    return revise(known, "reply.replaced", {"status": status}, by=by, at=at)


def _tell(known: Reply, code: str, role: Role, *, at: datetime) -> None:
    tell_bodies(
        [known.body_id],
        code,
        role,
        about=known,
        url=reverse("recommendations:reply", args=[known.pk]),
        at=at,
        key=at.isoformat(),
    )
