"""The life of a training, and how people meet."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CourseStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", pgettext_lazy("training", "Held")
    CANCELLED = "cancelled", pgettext_lazy("training", "Cancelled")


NEXT_COURSE = MappingProxyType(
    {
        CourseStatus.PLANNED: frozenset({CourseStatus.HELD, CourseStatus.CANCELLED}),
        CourseStatus.HELD: frozenset({CourseStatus.PLANNED}),  # who came was recorded by mistake
        CourseStatus.CANCELLED: frozenset({CourseStatus.PLANNED}),
    }
)


class Form(TextChoices):
    """How people meet."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    MIXED = "mixed", _("In person and online")
