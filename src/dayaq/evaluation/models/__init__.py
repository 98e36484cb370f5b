"""Question sets, questionnaires, and what was answered to them."""

from dayaq.evaluation.models.questions import Question, QuestionSet
from dayaq.evaluation.models.sheets import Answer, Receipt, Sheet, Slip
from dayaq.evaluation.models.tests import ProgrammeTest

__all__ = ["Answer", "ProgrammeTest", "Question", "QuestionSet", "Receipt", "Sheet", "Slip"]
