"""The life of a file that somebody sent."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    READING = "reading", pgettext_lazy("import", "Being read")
    STORED = "stored", pgettext_lazy("import", "Stored")
    RETURNED = "returned", pgettext_lazy("import", "Given back with remarks")


NEXT = MappingProxyType(
    {
        Status.READING: frozenset({Status.STORED, Status.RETURNED}),
        Status.STORED: frozenset[Status](),
        Status.RETURNED: frozenset[Status](),
    }
)
