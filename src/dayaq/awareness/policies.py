"""Who may keep the registers of this room, and what may be done to their rows now."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.awareness.models import Material, Movement
from dayaq.awareness.states import MaterialStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def why_not_keep(body_id: int | None, user: "User") -> "Refusal | None":
    """A register is kept by the drafters of its body."""
    if body_id is not None and holds(user, Permission.LEARNING_KEEP, body_id=body_id):
        return None
    if holds(user, Permission.LEARNING_KEEP):
        return _("Another body keeps this. You can read it.")
    return _("Drafters of the body keep this. You can read it.")


def why_not_issue(material: Material, user: "User") -> "Refusal | None":
    if material.status == MaterialStatus.ISSUED:
        return _("It is issued already.")
    if not material.version:
        return _("Put in a file or a link first.")
    return why_not_keep(material.body_id, user)


def why_not_withdraw(material: Material, user: "User") -> "Refusal | None":
    if material.status != MaterialStatus.ISSUED:
        return _("It is not issued.")
    return why_not_keep(material.body_id, user)


def why_not_acknowledge(material: Material, user: "User") -> "Refusal | None":
    """Only who was asked to read it says so, once for each version."""
    if material.status != MaterialStatus.ISSUED:
        return _("It is not issued.")
    if not Material.objects.filter(pk=material.pk).to_acknowledge(user).exists():
        return _("Nobody waits for your word on this version.")
    return None


def why_not_take_back(movement: Movement, user: "User") -> "Refusal | None":
    return why_not_keep(movement.body_id, user)
