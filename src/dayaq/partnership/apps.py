"""How Django knows this room, and what the record says of it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

RECORDED = {
    "activity.added": _("Activity with others recorded"),
    "activity.revised": _("Activity with others changed"),
    "agreement.added": _("Agreement added"),
    "agreement.revised": _("Agreement changed"),
    "fund.added": _("Financing recorded"),
    "fund.revised": _("Financing changed"),
    "liaison.added": _("Liaison officer added"),
    "liaison.revised": _("Liaison officer changed"),
    "partner.added": _("Partner added"),
    "partner.revised": _("Partner changed"),
    "request.added": _("Request with another country recorded"),
    "request.answered": _("Answer to a request recorded"),
    "request.revised": _("Request with another country changed"),
    "resource.added": _("Shared resource offered"),
    "resource.revised": _("Shared resource changed"),
    "study.added": _("Study added"),
    "study.revised": _("Study changed"),
}
"""What the record of changes says of this room."""


class PartnershipConfig(AppConfig):
    name = "dayaq.partnership"
    label = "partnership"

    def ready(self) -> None:
        from dayaq.audit import words
        from dayaq.imports import sheets
        from dayaq.partnership import schemas

        words.register("cooperation", _("Cooperation"), RECORDED)
        for sheet in (schemas.PARTNERS, schemas.AGREEMENTS, schemas.ACTIVITIES, schemas.MONEY):
            sheets.register(sheet)
