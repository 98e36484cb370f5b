"""What may be done to question sets and questionnaires now."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.evaluation.states import Asked, SetStatus, SheetStatus
from dayaq.learning.policies import why_not_keep

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.evaluation.models import QuestionSet, Sheet

__all__ = ["why_not_keep"]


def why_not_edit(known: "QuestionSet", user: "User") -> "Refusal | None":
    """Only a draft is edited: answers belong to the questions as they were asked."""
    if known.status != SetStatus.DRAFT:
        return _("This version is or was in use. Begin the next version to change it.")
    return why_not_keep(known.body_id, user)


def why_not_put_into_use(known: "QuestionSet", user: "User") -> "Refusal | None":
    if not known.can_become(SetStatus.IN_FORCE):
        return _("This version is in use already.")
    asked = list(known.questions.all())
    if not asked:
        return _("There is no question in it yet.")
    if any(q.asked in {Asked.CHOICE, Asked.SEVERAL} and len(q.options) < 2 for q in asked):
        return _("A question to choose from needs at least two answers.")
    return why_not_keep(known.body_id, user)


def why_not_retire(known: "QuestionSet", user: "User") -> "Refusal | None":
    if not known.can_become(SetStatus.RETIRED):
        return _("This version is not in use.")
    return why_not_keep(known.body_id, user)


def why_not_open(sheet: "Sheet", user: "User | None") -> "Refusal | None":
    """`user` is None for the clock."""
    if not sheet.can_become(SheetStatus.OPEN):
        return _("The questionnaire is open already.")
    return None if user is None else why_not_keep(sheet.body_id, user)


def why_not_close(sheet: "Sheet", user: "User | None") -> "Refusal | None":
    if not sheet.can_become(SheetStatus.CLOSED):
        return _("The questionnaire is not open.")
    return None if user is None else why_not_keep(sheet.body_id, user)


def why_not_answer(sheet: "Sheet", *, today: date) -> "Refusal | None":
    """Anybody who has the address answers, while it is open."""
    if sheet.status == SheetStatus.WAITING:
        return _("This questionnaire is not open yet. Please come back later.")
    is_over = sheet.closes_on is not None and sheet.closes_on < today
    if sheet.status == SheetStatus.CLOSED or is_over:
        return _("This questionnaire is closed. Thank you for wishing to answer.")
    return None


def why_not_key_in(sheet: "Sheet", user: "User") -> "Refusal | None":
    if sheet.status != SheetStatus.OPEN:
        return _("Open the questionnaire first; then papers can be keyed in.")
    return why_not_keep(sheet.body_id, user)


def why_not_issue_slips(sheet: "Sheet", user: "User") -> "Refusal | None":
    if sheet.status == SheetStatus.CLOSED:
        return _("The questionnaire is closed.")
    return why_not_keep(sheet.body_id, user)
