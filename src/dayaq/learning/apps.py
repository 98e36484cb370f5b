"""How Django knows this room, and what its notices say: a training by its number alone."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TEXTS = {
    "attendance_missing": (
        _("Who came is awaited"),
        _("Training %(number)s is over. Please record who came."),
    ),
    "evaluation_missing": (
        _("A training is without evaluation"),
        _("Nobody has answered the questionnaires of training %(number)s yet; they close soon."),
    ),
    "follow_up": (
        _("A follow-up questionnaire is open"),
        _(
            "The follow-up questionnaire of training %(number)s is open until %(until)s. Please pass "
            "its address on to those who took part."
        ),
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
