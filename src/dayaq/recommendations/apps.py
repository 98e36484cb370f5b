"""How Django knows this room, and what its record of changes and its notices say."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

RECORDED = {
    "recommendation.added": _("Recommendation added"),
    "recommendation.imported": _("Recommendation added from Excel"),
    "recommendation.moved": _("Status of a recommendation changed"),
    "recommendation.removed": _("Recommendation removed"),
    "recommendation.revised": _("Recommendation changed"),
    "reply.approved": _("Answer to recommendations approved"),
    "reply.begun": _("Answer to recommendations begun"),
    "reply.replaced": _("Answer to recommendations replaced"),
    "reply.returned": _("Answer to recommendations returned to the drafter"),
    "reply.revised": _("Answer to recommendations changed"),
    "reply.sent": _("Answer to recommendations sent to the approver"),
    "source_document.added": _("International document added"),
    "source_document.revised": _("International document changed"),
}

TEXTS = {
    "reply_returned": (
        _("An answer was returned"),
        _("The approver returned answer %(number)s to be changed."),
    ),
    "reply_to_approve": (
        _("An answer waits for approval"),
        _("Answer %(number)s of your body waits for your approval."),
    ),
}


class RecommendationsConfig(AppConfig):
    name = "dayaq.recommendations"
    label = "recommendations"

    def ready(self) -> None:
        from dayaq.audit import words
        from dayaq.imports import sheets
        from dayaq.notices import texts
        from dayaq.recommendations.schemas import RECOMMENDATIONS

        words.register("cooperation", _("Cooperation"), RECORDED)
        for code, (subject, line) in TEXTS.items():
            texts.register(f"recommendations.{code}", subject, line)
        sheets.register(RECOMMENDATIONS)
