"""Standing bodies, meetings and tasks; proposals and opinions; recommendations and answers."""

from dayaq.cooperation.models.kept import Kept, KeptQuerySet
from dayaq.cooperation.models.meetings import AgendaItem, Meeting, Presence
from dayaq.cooperation.models.opinions import Opinion
from dayaq.cooperation.models.papers import PaperTemplate
from dayaq.cooperation.models.proposals import Draft, Proposal, Step
from dayaq.cooperation.models.recommendations import Recommendation, SourceDocument
from dayaq.cooperation.models.replies import Reply
from dayaq.cooperation.models.standing import Membership, StandingBody
from dayaq.cooperation.models.tasks import Decision, Deferral, Task

__all__ = [
    "AgendaItem",
    "Decision",
    "Deferral",
    "Draft",
    "Kept",
    "KeptQuerySet",
    "Meeting",
    "Membership",
    "Opinion",
    "PaperTemplate",
    "Presence",
    "Proposal",
    "Recommendation",
    "Reply",
    "SourceDocument",
    "StandingBody",
    "Step",
    "Task",
]
