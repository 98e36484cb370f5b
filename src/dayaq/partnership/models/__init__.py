"""The records of this room."""

from dayaq.partnership.models.money import Funding, Resource
from dayaq.partnership.models.others import Activity, Agreement, Liaison, Partner, Request
from dayaq.partnership.models.research import Study

__all__ = [
    "Activity",
    "Agreement",
    "Funding",
    "Liaison",
    "Partner",
    "Request",
    "Resource",
    "Study",
]
