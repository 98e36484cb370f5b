"""Standing bodies, their meetings, what they decide and what follows."""

from dayaq.councils.models.meetings import AgendaItem, Meeting, Presence
from dayaq.councils.models.standing import Membership, StandingBody
from dayaq.councils.models.tasks import Decision, Deferral, Task

__all__ = [
    "AgendaItem",
    "Decision",
    "Deferral",
    "Meeting",
    "Membership",
    "Presence",
    "StandingBody",
    "Task",
]
