"""Programmes, trainings and who came; what they brought; materials; campaigns and what was handed out."""

from dayaq.learning.models.evaluation import Answer, Receipt, Sheet, Slip
from dayaq.learning.models.kept import Kept, KeptQuerySet
from dayaq.learning.models.questions import Question, QuestionSet
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
    "Answer",
    "Attendance",
    "Certificate",
    "Course",
    "Kept",
    "KeptQuerySet",
    "Programme",
    "Question",
    "QuestionSet",
    "Receipt",
    "Session",
    "Sheet",
    "Slip",
    "Trainer",
    "required_topics",
]
