"""What the rooms of cooperation print."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Paper(TextChoices):
    """What this room prints from a Word template that the ministry owns."""

    MINUTES = "minutes", _("Minutes of a meeting")
    ANSWERS = "answers", _("Answers to recommendations")
