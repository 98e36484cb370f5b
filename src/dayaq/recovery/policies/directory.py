"""May this person keep the entry of a provider or a service?"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, bodies_where, holds

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.recovery.models import Provider


def why_not_add_provider(user: "User") -> "Refusal | None":
    if holds(user, Permission.SERVICE_KEEP_ALL):
        return None
    return _("Providers are added by the coordinator and by case managers.")


def why_not_keep(provider: "Provider", user: "User") -> "Refusal | None":
    """A provider keeps its own entries; the others are kept by who added them."""
    if holds(user, Permission.SERVICE_KEEP_ALL):
        return None
    if provider.body_id in bodies_where(user, Permission.SERVICE_KEEP):
        return None
    return _("The provider keeps this entry. You can read it.")
