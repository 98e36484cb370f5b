"""What may be done to proposals, their drafts and the opinions on them."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.cooperation.policies import why_not_approve, why_not_keep, why_not_steer
from dayaq.proposals.states import MISTAKEN, OpinionStatus, Stage

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.proposals.models import Opinion, Proposal

OUTSIDE = frozenset({Stage.GROUP, Stage.RETURNED, Stage.ADOPTED, Stage.REFUSED})
"""What others decide; the coordinator, as secretary of the Working Group, may record it too."""


def why_not_revise(known: "Proposal", user: "User") -> "Refusal | None":
    if known.is_over:
        return _("This proposal is over.")
    return why_not_keep(known.body_id, user)


def why_not_add_draft(known: "Proposal", user: "User") -> "Refusal | None":
    """While it is asked about or lies with the Cabinet, the words do not change."""
    if known.status not in {Stage.DRAFT, Stage.RETURNED}:
        return _("A new version is written while the proposal is being drafted.")
    return why_not_keep(known.body_id, user)


def why_not_ask(known: "Proposal", user: "User") -> "Refusal | None":
    """Asking bodies for their opinions on the newest draft."""
    if known.status not in {Stage.DRAFT, Stage.OPINIONS}:
        return _("Opinions are asked while the proposal is being drafted.")
    if known.newest is None:
        return _("Add the draft first; bodies are asked about its words.")
    return why_not_keep(known.body_id, user)


def why_not_move(
    known: "Proposal", user: "User", to: Stage, *, on: date | None = None, note: str = ""
) -> "Refusal | None":
    """Recording that it reached a stage."""
    if to not in known.ahead or to == Stage.OPINIONS:
        return _("From its stage the proposal cannot come to that one.")
    if refusal := _why_not_yet(known, to, note):
        return refusal
    last = known.steps.standing().order_by("on").last() if on else None
    if on and last and on < last.on:
        return _("The step before was on %(day)s. This one cannot be earlier.") % {
            "day": f"{last.on:%d.%m.%Y}"
        }
    refusal = why_not_keep(known.body_id, user)
    return None if refusal and to in OUTSIDE and why_not_steer(user) is None else refusal


def _why_not_yet(known: "Proposal", to: Stage, note: str) -> "Refusal | None":
    if to != Stage.AGREED:
        return None
    if known.newest is None:
        return _("Add the draft first.")
    asked = known.newest.opinions.all()
    if any(opinion.is_awaited for opinion in asked):
        return _("Some bodies have not answered yet, and their time is not over.")
    if not asked and not note:
        return _("Nobody was asked for an opinion. Say in the note why none was needed.")
    return None


def why_not_take_back(known: "Proposal", user: "User") -> "Refusal | None":
    """Saying that the last step was recorded by mistake."""
    if Stage(known.status) not in MISTAKEN:
        return _("There is no step here that could be taken back.")
    return why_not_keep(known.body_id, user)


# --- opinions ----------------------------------------------------------------------------------------


def why_not_write(known: "Opinion", user: "User") -> "Refusal | None":
    if known.status == OpinionStatus.GIVEN:
        return _("The opinion is given. It stays as it was signed.")
    if known.status == OpinionStatus.WITH_APPROVER:
        return _("The opinion is with the approver.")
    return why_not_keep(known.body_id, user)


def why_not_give(known: "Opinion", user: "User") -> "Refusal | None":
    """Signing an opinion, also one that is late, or giving it back to the drafter."""
    is_prepared = known.status == OpinionStatus.WITH_APPROVER or (
        known.status == OpinionStatus.SILENT and known.stance and not known.comment
    )
    if not is_prepared:
        return _("No opinion waits for approval here.")
    return why_not_approve(known.body_id, user)


def why_not_answer(known: "Opinion", user: "User") -> "Refusal | None":
    """Saying what was done about the remarks."""
    if known.status != OpinionStatus.GIVEN:
        return _("The opinion is not given yet.")
    return why_not_keep(known.draft.proposal.body_id, user)
