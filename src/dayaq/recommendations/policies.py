"""What may be done to recommendations, and to what is answered to them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.cooperation.policies import why_not_approve, why_not_keep, why_not_steer
from dayaq.recommendations.states import Fulfilment, ReplyStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.recommendations.models import Recommendation, Reply


def why_not_move(
    known: "Recommendation", user: "User", to: Fulfilment | None = None
) -> "Refusal | None":
    """Saying that it is under way, done or noted."""
    if to is not None and not known.can_become(to):
        return _("From this status the recommendation cannot come to that one.")
    return why_not_steer(user)


def why_not_remove(known: "Recommendation", user: "User") -> "Refusal | None":
    """Only what nobody has worked on yet."""
    if known.status != Fulfilment.UNTOUCHED:
        return _("Work on this recommendation has begun. It stays.")
    return why_not_steer(user)


# --- answers -----------------------------------------------------------------------------------------


def why_not_write(known: "Reply", user: "User") -> "Refusal | None":
    if known.status != ReplyStatus.DRAFT:
        return _("This answer is with the approver or approved. Begin a new one to say more.")
    return why_not_keep(known.body_id, user)


def why_not_send(known: "Reply", user: "User") -> "Refusal | None":
    if not known.can_become(ReplyStatus.WITH_APPROVER):
        return _("This answer is not a draft.")
    return why_not_keep(known.body_id, user)


def why_not_decide(known: "Reply", user: "User") -> "Refusal | None":
    """Approving an answer, or giving it back."""
    if known.status != ReplyStatus.WITH_APPROVER:
        return _("This answer does not wait for approval.")
    return why_not_approve(known.body_id, user)


def why_not_replace(known: "Reply", user: "User") -> "Refusal | None":
    """Saying that a newer answer stands, or that this one stands after all."""
    if known.status not in {ReplyStatus.APPROVED, ReplyStatus.OUTDATED}:
        return _("Only an approved answer is replaced.")
    return why_not_keep(known.body_id, user)
