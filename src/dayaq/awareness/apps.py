"""How Django knows this room, and what its notices say: a material by its number alone."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TEXTS = {
    "review_due": (
        _("A material is due for review"),
        _("Material %(number)s was to be reviewed by %(until)s."),
    ),
    "review_soon": (
        _("A material is to be reviewed soon"),
        _("Material %(number)s is to be reviewed by %(until)s."),
    ),
    "to_acknowledge": (
        _("A material is to be read"),
        _("Material %(number)s was issued for your body. Please read it and say that you have."),
    ),
}

RECORDED = {
    "campaign.added": _("Campaign recorded"),
    "campaign.reached": _("People reached by a campaign recorded"),
    "campaign.revised": _("Campaign changed"),
    "copies.moved": _("Copies received or handed out"),
    "copies.taken_back": _("Copies recorded by mistake taken back"),
    "material.acknowledged": _("Material read"),
    "material.added": _("Material added"),
    "material.issued": _("Material issued"),
    "material.put_in": _("File or link put into a material"),
    "material.revised": _("Material changed"),
    "material.withdrawn": _("Material withdrawn"),
    "point.added": _("Distribution point added"),
    "point.revised": _("Distribution point changed"),
}
"""What the record of changes says of this room."""


class AwarenessConfig(AppConfig):
    name = "dayaq.awareness"
    label = "awareness"

    def ready(self) -> None:
        from dayaq.audit import words
        from dayaq.awareness.schemas import DISTRIBUTIONS
        from dayaq.imports import sheets
        from dayaq.notices.texts import register

        for code, (subject, line) in TEXTS.items():
            register(f"awareness.{code}", subject, line)
        sheets.register(DISTRIBUTIONS)
        words.register("learning", _("Learning and awareness"), RECORDED)
