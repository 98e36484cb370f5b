"""How Django knows this room, what its notices say, and what it hears from the trainings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TEXTS = {
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


class EvaluationConfig(AppConfig):
    name = "dayaq.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from dayaq.awareness.views.panels import OF_CAMPAIGN
        from dayaq.evaluation.actions.sheets import prepare
        from dayaq.evaluation.views.panels import audience, questionnaires, tests
        from dayaq.learning.actions.facts import SETTLED
        from dayaq.learning.views.panels import OF_COURSE, OF_PROGRAMME
        from dayaq.notices.texts import register

        for code, (subject, line) in TEXTS.items():
            register(f"evaluation.{code}", subject, line)
        SETTLED.heard_by(prepare)
        OF_COURSE.shown_by(questionnaires)
        OF_PROGRAMME.shown_by(tests)
        OF_CAMPAIGN.shown_by(audience)
