"""The lives of what this room keeps, and the kinds that its rules know."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MaterialKind(TextChoices):
    LEAFLET = "leaflet", _("Leaflet or poster")
    GUIDE = "guide", _("Guide")
    STANDARD = "standard", _("Standard")
    BRIEF = "brief", _("Brief on international practice")
    TEACHING = "teaching", _("Teaching material")
    FILM = "film", _("Film or clip")
    OTHER = "other", pgettext_lazy("material", "Other")


class MaterialStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("material", "Being prepared")
    ISSUED = "issued", pgettext_lazy("material", "Issued")
    WITHDRAWN = "withdrawn", pgettext_lazy("material", "Withdrawn")


NEXT_MATERIAL = MappingProxyType(
    {
        MaterialStatus.DRAFT: frozenset({MaterialStatus.ISSUED}),
        MaterialStatus.ISSUED: frozenset({MaterialStatus.WITHDRAWN}),
        MaterialStatus.WITHDRAWN: frozenset({MaterialStatus.ISSUED}),
    }
)


class PointKind(TextChoices):
    """Where leaflets are handed out (4.8.2)."""

    BORDER = "border", _("Border crossing point")
    AIRPORT = "airport", _("Airport")
    TRAIN = "train", _("Train or railway station")
    SHIP = "ship", _("Ship or port")
    BUS = "bus", _("Bus or bus station")
    CENTRE = "centre", _("Office or centre that people come to")
    OTHER = "other", pgettext_lazy("point", "Other")


class Flow(TextChoices):
    RECEIVED = "received", pgettext_lazy("copies", "Received")
    HANDED_OUT = "handed_out", pgettext_lazy("copies", "Handed out")
