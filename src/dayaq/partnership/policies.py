"""Who may keep the registers of this room, and answer a request."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.partnership.models import Request
from dayaq.partnership.states import RequestStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_keep(body_id: int | None, user: "User") -> "Refusal | None":
    """A register is kept by the drafters of its body."""
    if body_id is not None and holds(user, Permission.COOPERATION_KEEP, body_id=body_id):
        return None
    if holds(user, Permission.COOPERATION_KEEP):
        return _("Another body keeps this. You can read it.")
    return _("Drafters of the body keep this. You can read it.")


def why_not_answer(request: Request, user: "User", *, status: RequestStatus) -> "Refusal | None":
    if not request.can_become(status):
        if request.status == RequestStatus.WAITING:
            return _("The request waits for an answer already.")
        return _("The request was answered already.")
    return why_not_keep(request.body_id, user)
