"""How Django knows this room, and what its record of changes and its notices say."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

RECORDED = {
    "source_document.added": _("International document added"),
    "source_document.revised": _("International document changed"),
    "recommendation.added": _("Recommendation added"),
    "recommendation.revised": _("Recommendation changed"),
    "recommendation.moved": _("Status of a recommendation changed"),
    "recommendation.removed": _("Recommendation removed"),
}


class CooperationConfig(AppConfig):
    name = "dayaq.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        from dayaq.audit import words

        words.register("cooperation", _("Cooperation"), RECORDED)
