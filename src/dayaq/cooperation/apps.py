"""How Django knows this room, and what its record of changes says."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

RECORDED = {
    "paper_template.uploaded": _("Template of a paper uploaded"),
}


class CooperationConfig(AppConfig):
    name = "dayaq.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        from dayaq.audit import words

        words.register("cooperation", _("Cooperation"), RECORDED)
