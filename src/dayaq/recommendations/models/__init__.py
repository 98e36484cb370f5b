"""International documents, what they recommend, and what is answered."""

from dayaq.recommendations.models.recommendations import Recommendation, SourceDocument
from dayaq.recommendations.models.replies import Reply

__all__ = ["Recommendation", "Reply", "SourceDocument"]
