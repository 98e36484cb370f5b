"""What has to have happened in a case by its clock, in words."""

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

CLOCKS = MappingProxyType(
    {
        "handover": _("Hand over to the competent body"),
        "review": _("Review the case"),
        "reflection": _("End of the reflection period"),
        "decision": _("Decide about the status"),
    }
)
"""By the code that `Case.clock` holds."""
