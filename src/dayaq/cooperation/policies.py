"""Who may keep the registers of this room: drafters their body's, the coordinator what is the nation's."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_keep(body_id: int | None, user: "User") -> "Refusal | None":
    """A register is kept by the drafters of its body; what belongs to no body, by the coordinator."""
    if body_id is None:
        return why_not_steer(user)
    if holds(user, Permission.COOPERATION_KEEP, body_id=body_id):
        return None
    if holds(user, Permission.COOPERATION_KEEP):
        return _("Another body keeps this. You can read it.")
    return _("Drafters of the body keep this. You can read it.")


def why_not_steer(user: "User") -> "Refusal | None":
    """The coordinator is the secretary of the standing bodies and keeps what is the nation's."""
    return None if holds(user, Permission.COOPERATION_STEER) else _("The coordinator keeps this.")


def why_not_approve(body_id: int, user: "User") -> "Refusal | None":
    """What a body says of itself to others carries the word of its approver or head."""
    if holds(user, Permission.COOPERATION_APPROVE, body_id=body_id):
        return None
    return _("An approver of the body answers for what it says.")
