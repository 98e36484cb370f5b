"""What stands beside a case: whether a place is looked for, and the way there."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from dayaq.access.permissions import Permission, holds
from dayaq.cases.models import Case
from dayaq.cases.views.beside import Line, Panel, Way, beside
from dayaq.shelters.models import PlaceRequest
from dayaq.shelters.policies.places import why_not_ask

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@beside
def place_panel(case: Case, user: "User", at: datetime) -> Panel | None:
    """For those who may look for a place; the others learn nothing."""
    if not holds(user, Permission.SHELTER_ASK) or why_not_ask(case, user, at=at) is not None:
        return None
    rows = PlaceRequest.objects.filter(case=case).visible_to(user).order_by("-asked_at")
    asked = rows.first()
    lines = [Line(_("Status"), asked.get_status_display())] if asked else []
    return Panel(
        _("Place in a shelter"),
        lines,
        [Way(_("Look for a place"), reverse("shelters:place", args=[case.reference]))],
    )
