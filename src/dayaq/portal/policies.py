"""Why somebody may not keep one more view."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.portal.models import SavedView

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User

AT_MOST = 20
"""How many views of one list a person may keep."""


def why_not_save_view(user: "User", list_name: str, name: str) -> "Refusal | None":
    others = SavedView.objects.visible_to(user).of_list(list_name).exclude(name=name)
    if others.count() >= AT_MOST:
        return _("You keep as many views of this list as there is room for. Remove one first.")
    return None
