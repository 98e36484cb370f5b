"""Programmes, trainings and who came; what they brought; materials; campaigns and what was handed out."""

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
