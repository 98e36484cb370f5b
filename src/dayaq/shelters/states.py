"""The lives of facilities, requests for a place, holds and stays, as data."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FacilityKind(TextChoices):
    """Law 958-IIQ, article 12; decision 203 of 2005."""

    SHELTER = "shelter", _("Shelter")
    CENTRE = "centre", _("Assistance centre")
    TRANSIT = "transit", _("Place for a few days")
    FLAT = "flat", _("Flat with support")


class Owner(TextChoices):
    STATE = "state", pgettext_lazy("owner", "State")
    NGO = "ngo", _("Non-governmental organisation")
    OTHER = "other", pgettext_lazy("owner", "Other")


class FacilityStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("facility", "Planned")
    OPEN = "open", pgettext_lazy("facility", "Open")
    PAUSED = "paused", pgettext_lazy("facility", "Takes nobody at present")
    CLOSED = "closed", pgettext_lazy("facility", "Closed down")


NEXT_FACILITY = MappingProxyType(
    {
        FacilityStatus.PLANNED: frozenset({FacilityStatus.OPEN, FacilityStatus.CLOSED}),
        FacilityStatus.OPEN: frozenset({FacilityStatus.PAUSED, FacilityStatus.CLOSED}),
        FacilityStatus.PAUSED: frozenset({FacilityStatus.OPEN, FacilityStatus.CLOSED}),
        FacilityStatus.CLOSED: frozenset(),
    }
)


class Resident(TextChoices):
    """Whom a facility takes."""

    WOMEN = "women", _("Women")
    MEN = "men", _("Men")
    CHILDREN = "children", _("Children")
    FAMILIES = "families", _("Families with children")


class Danger(TextChoices):
    """How much danger from outside the person brings, and a facility can stand."""

    LOW = "low", pgettext_lazy("danger", "Little")
    MEDIUM = "medium", pgettext_lazy("danger", "Some")
    HIGH = "high", pgettext_lazy("danger", "Great")


STANDS = MappingProxyType({Danger.LOW: 0, Danger.MEDIUM: 1, Danger.HIGH: 2})


class PlaceStatus(TextChoices):
    """A request for a place, from the question to the bed."""

    OPEN = "open", pgettext_lazy("request for a place", "A place is looked for")
    HELD = "held", pgettext_lazy("request for a place", "A bed is held")
    ACCEPTED = "accepted", pgettext_lazy("request for a place", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("request for a place", "Withdrawn")


NEXT_PLACE = MappingProxyType(
    {
        PlaceStatus.OPEN: frozenset({PlaceStatus.HELD, PlaceStatus.WITHDRAWN}),
        PlaceStatus.HELD: frozenset(
            {PlaceStatus.OPEN, PlaceStatus.ACCEPTED, PlaceStatus.WITHDRAWN}
        ),
        PlaceStatus.ACCEPTED: frozenset(),
        PlaceStatus.WITHDRAWN: frozenset(),
    }
)


class HoldStatus(TextChoices):
    HELD = "held", pgettext_lazy("hold", "Held for some hours")
    ACCEPTED = "accepted", pgettext_lazy("hold", "Accepted")
    REFUSED = "refused", pgettext_lazy("hold", "Refused")
    LAPSED = "lapsed", pgettext_lazy("hold", "Run out")
    RELEASED = "released", pgettext_lazy("hold", "Given back")


NEXT_HOLD = MappingProxyType(
    {
        HoldStatus.HELD: frozenset(
            {HoldStatus.ACCEPTED, HoldStatus.REFUSED, HoldStatus.LAPSED, HoldStatus.RELEASED}
        ),
        HoldStatus.ACCEPTED: frozenset(),
        HoldStatus.REFUSED: frozenset(),
        HoldStatus.LAPSED: frozenset(),
        HoldStatus.RELEASED: frozenset(),
    }
)


class RefusalReason(TextChoices):
    """Why a facility does not take somebody (measure 4.1.8)."""

    FULL = "full", pgettext_lazy("place refused", "No free bed after all")
    NOT_FOR = "not_for", pgettext_lazy("place refused", "Not for this person (sex, age, children)")
    CARE = "care", pgettext_lazy("place refused", "The care that is needed cannot be given")
    DANGER = "danger", pgettext_lazy("place refused", "Not safe enough")
    OTHER = "other", pgettext_lazy("place refused", "Other reason")


class StayStatus(TextChoices):
    EXPECTED = "expected", pgettext_lazy("stay", "Expected")
    STAYING = "staying", pgettext_lazy("stay", "Stays here")
    AWAY = "away", pgettext_lazy("stay", "Away")
    LEFT = "left", pgettext_lazy("stay", "Has left")
    NEVER_CAME = "never_came", pgettext_lazy("stay", "Never came")


NEXT_STAY = MappingProxyType(
    {
        StayStatus.EXPECTED: frozenset({StayStatus.STAYING, StayStatus.NEVER_CAME}),
        StayStatus.STAYING: frozenset({StayStatus.AWAY, StayStatus.LEFT}),
        StayStatus.AWAY: frozenset({StayStatus.STAYING, StayStatus.LEFT}),
        StayStatus.LEFT: frozenset(),
        StayStatus.NEVER_CAME: frozenset(),
    }
)
HERE = frozenset({StayStatus.EXPECTED, StayStatus.STAYING, StayStatus.AWAY})


class EntryKind(TextChoices):
    """What is written down during a stay."""

    ABSENCE = "absence", _("Went out")
    RETURN = "return", _("Came back")
    INCIDENT = "incident", _("Incident")
    VISIT = "visit", _("Visit")
    NEED = "need", _("Needs something")
    GIVEN = "given", _("Was given something")
    NOTE = "note", pgettext_lazy("stay", "Note")


class SupplyKind(TextChoices):
    """What changes the inventory of a facility."""

    RECEIVED = "received", pgettext_lazy("inventory", "Received")
    GIVEN = "given", pgettext_lazy("inventory", "Given out")
    COUNTED = "counted", pgettext_lazy("inventory", "Counted anew")
    WANTED = "wanted", pgettext_lazy("inventory", "So many are wanted")


class Departure(TextChoices):
    """Where the person went."""

    HOME = "home", _("To a home of their own")
    FAMILY = "family", _("To the family")
    OTHER_PLACE = "other_place", _("To another facility")
    ABROAD = "abroad", _("To another country")
    UNKNOWN = "unknown", pgettext_lazy("departure", "Not known")
