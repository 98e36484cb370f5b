"""What the rooms of cooperation have in common, and the templates of their papers."""

from dayaq.cooperation.models.kept import Kept, KeptQuerySet, OfMeasures
from dayaq.cooperation.models.papers import PaperTemplate

__all__ = ["Kept", "KeptQuerySet", "OfMeasures", "PaperTemplate"]
