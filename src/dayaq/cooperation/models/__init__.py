"""Standing bodies, meetings and tasks; proposals and opinions; recommendations and answers."""

from dayaq.cooperation.models.kept import Kept, KeptQuerySet
from dayaq.cooperation.models.recommendations import Recommendation, SourceDocument

__all__ = ["Kept", "KeptQuerySet", "Recommendation", "SourceDocument"]
