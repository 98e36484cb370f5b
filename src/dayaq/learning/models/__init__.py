"""Programmes, trainings, who came, who taught, and certificates."""

from dayaq.learning.models.kept import Kept, KeptQuerySet
from dayaq.learning.models.training import (
    Attendance,
    Certificate,
    Course,
    Programme,
    Session,
    Trainer,
    required_topics,
)

__all__ = [
    "Attendance",
    "Certificate",
    "Course",
    "Kept",
    "KeptQuerySet",
    "Programme",
    "Session",
    "Trainer",
    "required_topics",
]
