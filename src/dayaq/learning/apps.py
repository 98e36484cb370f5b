"""How Django knows this room, and what its notices say: a training by its number alone."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TEXTS = {
    "attendance_missing": (
        _("Who came is awaited"),
        _("Training %(number)s is over. Please record who came."),
    ),
}


class LearningConfig(AppConfig):
    name = "dayaq.learning"
    label = "learning"

    def ready(self) -> None:
        from dayaq.imports import sheets
        from dayaq.learning.schemas import ATTENDANCE
        from dayaq.notices.texts import register

        for code, (subject, line) in TEXTS.items():
            register(f"learning.{code}", subject, line)
        sheets.register(ATTENDANCE)
