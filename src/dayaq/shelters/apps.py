"""How Django knows this room, what its notices and its record of changes say, what it hears."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TEXTS = {
    "asked": (
        _("A bed is asked for"),
        _("Somebody asks for a place. Please answer: it is held for some hours only."),
    ),
    "answered": (_("News about a place"), _("There is news about a place that you asked for.")),
}
NAMES = {
    "address.closed": _("Address of a facility closed to somebody early"),
    "address.opened": _("Address of a facility opened to somebody"),
    "address.read": _("Address of a facility read"),
    "facility.added": _("Facility listed"),
    "facility.assessed": _("Facility assessed"),
    "facility.bed_back": _("Bed of a facility in use again"),
    "facility.bed_out": _("Bed of a facility out of use"),
    "facility.beds_added": _("Beds of a facility added"),
    "facility.location_written": _("Location of a facility written"),
    "facility.moved": _("Status of a facility changed"),
    "facility.person_dismissed": _("Somebody works in a facility no more"),
    "facility.person_named": _("Somebody named for a facility"),
    "place.accepted": _("Place accepted"),
    "place.asked": _("Place asked for"),
    "place.held": _("Bed held"),
    "place.lapsed": _("Hold of a bed run out"),
    "place.matched": _("Places looked for"),
    "place.refused": _("Place refused"),
    "place.withdrawn": _("Request for a place withdrawn"),
    "stay.begun": _("Stay begun"),
    "stay.ended": _("Stay ended"),
    "stay.never_begun": _("Stay never begun"),
    "stay.written": _("Entry of a stay written"),
    "supply.added": _("Thing added to the inventory of a facility"),
    "supply.changed": _("Inventory of a facility changed"),
}


class SheltersConfig(AppConfig):
    name = "dayaq.shelters"
    label = "shelters"

    def ready(self) -> None:
        from dayaq.audit import words
        from dayaq.cases.actions import facts
        from dayaq.notices.texts import register
        from dayaq.shelters.actions import places
        from dayaq.shelters.views import panel  # noqa: F401 - it registers itself

        for code, (subject, line) in TEXTS.items():
            register(f"shelters.{code}", subject, line, is_urgent=True)
        words.register("protected", _("Confidential records"), NAMES)
        facts.CASE_CLOSED.heard_by(places.end_with_the_case)
