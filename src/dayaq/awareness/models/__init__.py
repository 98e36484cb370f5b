"""The records of this room."""

from dayaq.awareness.models.campaigns import Campaign, Reach
from dayaq.awareness.models.distribution import Movement, Point, Stock
from dayaq.awareness.models.library import Acknowledgement, Issue, Material

__all__ = [
    "Acknowledgement",
    "Campaign",
    "Issue",
    "Material",
    "Movement",
    "Point",
    "Reach",
    "Stock",
]
