"""How Django knows this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    name = "dayaq.plan"
    label = "plan"

    def ready(self) -> None:
        from dayaq.notices import texts

        texts.register(
            "plan.body_missing",
            _("A body is missing from the directory"),
            _("A text names “%(text)s”, which the directory does not have. Please add it."),
        )
