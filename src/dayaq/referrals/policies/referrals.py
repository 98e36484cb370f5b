"""May this person refer, send, complete, take over, return?"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import GRANTS, Permission, bodies_where, holds
from dayaq.accounts.models import Appointment, Role
from dayaq.referrals.models.asked import missing
from dayaq.referrals.models.referrals import Referral, Told
from dayaq.referrals.states import Status, Track
from dayaq.vault.context import token_of, tokens_of

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_begin(post: Appointment, user: "User") -> "Refusal | None":
    if post.user_id != user.pk or post.body_id not in bodies_where(user, Permission.REFERRAL_SEND):
        return _("People are referred by first responders and by those who work on cases.")
    return None


def keeps(referral: Referral, user: "User") -> bool:
    """Is it in this person's hands at the referring body?"""
    return referral.post_id is not None and token_of(referral.post_id) in tokens_of(user)


def _why_not_keeper(referral: Referral, user: "User") -> "Refusal | None":
    if not keeps(referral, user):
        return _("This referral is in the hands of somebody else.")
    return None


def why_not_write(  # noqa: PLR0911 - each state has its own sentence
    referral: Referral, user: "User"
) -> "Refusal | None":
    """Before it is sent, and after it was sent in part until it is whole."""
    if refusal := _why_not_keeper(referral, user):
        return refusal
    if referral.status in {Status.DRAFT, Status.RETURNED}:
        return None
    if referral.status == Status.NOTED:
        return _("A notice holds no name. If the person agrees now, make a referral of it.")
    if referral.status == Status.WITHDRAWN:
        return _("This referral was withdrawn.")
    if referral.is_complete:
        return _("The referral was sent. Withdraw it if it is wrong, before it is taken over.")
    if not referral.is_told_here:
        return _("What was told stands in the case now.")
    return None


def why_not_send(
    referral: Referral, told: Told, user: "User", *, in_part: bool
) -> "Refusal | None":
    if refusal := why_not_write(referral, user):
        return refusal
    if not referral.can_become(Status.SENT):
        return _("The referral was sent already.")
    if referral.track == Track.NOTICE:
        return _("An adult who does not agree is not referred. Send a notice without a name.")
    if referral.track == Track.OPEN:
        return _("Answer the first questions: the way of the referral depends on them.")
    if not in_part and missing(told, referral.track):
        return _(
            "Some answers are missing. Give them, or send what you know and complete it later."
        )
    return None


def why_not_note(referral: Referral, told: Told, user: "User") -> "Refusal | None":
    if refusal := _why_not_keeper(referral, user):
        return refusal
    if not referral.can_become(Status.NOTED):
        return _("This referral cannot become a notice any more.")
    if told.majority.partition(":")[2] != "adult":
        return _("A child is always referred: there is no notice without a name.")
    return None


def why_not_convert(referral: Referral, user: "User") -> "Refusal | None":
    if refusal := _why_not_keeper(referral, user):
        return refusal
    if referral.status != Status.NOTED:
        return _("Only a notice can be made a referral.")
    return None


def why_not_withdraw(referral: Referral, user: "User") -> "Refusal | None":
    if refusal := _why_not_keeper(referral, user):
        return refusal
    if not referral.can_become(Status.WITHDRAWN):
        return _("The referral was taken over. Talk to the body that leads the case.")
    return None


def why_not_finish(referral: Referral, told: Told, user: "User") -> "Refusal | None":
    if refusal := _why_not_keeper(referral, user):
        return refusal
    if referral.status not in {Status.SENT, Status.ACCEPTED} or referral.is_complete:
        return _("There is nothing to complete.")
    if missing(told, referral.track):
        return _("Some answers are still missing.")
    return None


def why_not_pass_on(referral: Referral, to: Appointment, user: "User") -> "Refusal | None":
    if refusal := _why_not_keeper(referral, user):
        return refusal
    if to.body_id != referral.sender_id or Permission.REFERRAL_SEND not in GRANTS[Role(to.role)]:
        return _("A referral is passed on to somebody of the same body who may refer.")
    if referral.status == Status.WITHDRAWN:
        return _("This referral was withdrawn.")
    return None


def why_not_answer(referral: Referral, user: "User") -> "Refusal | None":
    """Taking over and returning: the desk of the body that it was sent to."""
    if referral.receiver_id not in bodies_where(user, Permission.REFERRAL_RECEIVE):
        return _("A referral is answered by the body that it was sent to.")
    if referral.status != Status.SENT:
        return _("This referral does not wait for an answer.")
    return None


def why_not_set_aside(referral: Referral, user: "User") -> "Refusal | None":
    if refusal := why_not_answer(referral, user):
        return refusal
    if not referral.is_own:
        return _("What a body sent is returned to it.")
    return None


def why_not_explain(body_id: int, user: "User") -> "Refusal | None":
    """Why a term was missed is said by the body whose term it was."""
    if body_id in {post.body_id for post in user.posts} and any(
        holds(user, permission, body_id=body_id)
        for permission in (
            Permission.REFERRAL_SEND,
            Permission.REFERRAL_RECEIVE,
            Permission.REFERRAL_WATCH,
        )
    ):
        return None
    return _("Why a term was missed is said by the body whose term it was.")
