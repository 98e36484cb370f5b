"""Facilities, their beds, who asks for one, and who stays."""

from dayaq.shelters.models.facilities import (
    AddressOpening,
    Assessment,
    Bed,
    Booking,
    Facility,
    Location,
    Staff,
)
from dayaq.shelters.models.stays import Hold, PlaceRequest, Stay, StayEntry
from dayaq.shelters.models.supplies import Supply, SupplyEntry, SupplyQuerySet

__all__ = [
    "AddressOpening",
    "Assessment",
    "Bed",
    "Booking",
    "Facility",
    "Hold",
    "Location",
    "PlaceRequest",
    "Staff",
    "Stay",
    "StayEntry",
    "Supply",
    "SupplyEntry",
    "SupplyQuerySet",
]
