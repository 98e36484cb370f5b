"""How Django knows this room, and what its notices say."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "dayaq.cases"
    label = "cases"

    def ready(self) -> None:
        from dayaq.notices.texts import register

        register(
            "cases.glass_broken",
            _("An opening to be reviewed"),
            _("A section was opened without a grant for %(minutes)s minutes. Please look at it."),
            is_urgent=True,
        )
        register(
            "cases.protection_asked",
            _("A second person is needed"),
            _("Somebody asks to read a section that opens to two people. Please look at it."),
            is_urgent=True,
        )
        register(
            "cases.merge_proposed",
            _("Two records to compare"),
            _("Two records may be one and the same. Please look at them and decide."),
        )
        register(
            "cases.unusual",
            _("Something to look at"),
            _("The access log shows something unusual. Please look at it."),
        )
