"""How Django knows this room, what its notices say, and what its record of changes says."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

OF_SERVICES = {
    "provider.added": _("Provider added"),
    "provider.revised": _("Provider changed"),
    "service.added": _("Service added"),
    "service.ended": _("Service ended"),
    "service.revised": _("Service changed"),
    "service.verified": _("Entry of a service verified"),
}


class RecoveryConfig(AppConfig):
    name = "dayaq.recovery"
    label = "recovery"

    def ready(self) -> None:
        from dayaq.audit import words

        words.register("services", _("Directory of services"), OF_SERVICES)
