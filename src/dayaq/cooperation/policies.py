"""Who may keep the registers of this room, and what may be done to their rows now."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.cooperation.states import Fulfilment

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.cooperation.models import Recommendation


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


# --- what international bodies recommend -----------------------------------------------------------


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
