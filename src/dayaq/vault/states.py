"""The life of a key that protects others, or that search tokens are drawn from."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KeyStatus(TextChoices):
    CURRENT = "current", _("In use: all that is new is under it")
    FORMER = "former", _("Still opens what is older")
    RETIRED = "retired", _("Retired")


NEXT = MappingProxyType(
    {
        KeyStatus.CURRENT: frozenset({KeyStatus.FORMER}),
        KeyStatus.FORMER: frozenset({KeyStatus.RETIRED}),
        KeyStatus.RETIRED: frozenset[KeyStatus](),
    }
)
"""A key never comes back into use: the next one is a new one."""
