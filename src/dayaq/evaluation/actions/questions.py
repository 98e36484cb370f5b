"""Question sets: written, put into use, replaced by a next version."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.changes import begin, locked, revise
from dayaq.audit.models import record
from dayaq.evaluation import policies
from dayaq.evaluation.models import Question, QuestionSet
from dayaq.evaluation.states import SetStatus
from dayaq.learning.actions.keeping import add, change


def add_set(**fields: Any) -> QuestionSet:
    return add(QuestionSet, "question_set.added", **fields)


def revise_set(known: QuestionSet, **fields: Any) -> QuestionSet:
    return change(known, "question_set.revised", **fields)


@transaction.atomic
def put_into_use(known: QuestionSet, *, by: User, at: datetime) -> QuestionSet:
    """From now on it is asked; the version before it is asked no longer, what it brought stays."""
    known = locked(known)
    require(policies.why_not_put_into_use(known, by))
    for earlier in QuestionSet.objects.in_force().select_for_update().filter(code=known.code):
        gone = {"status": SetStatus.RETIRED}
        revise(earlier, "question_set.retired", gone, by=by, at=at)
    used = {"status": SetStatus.IN_FORCE}
    return revise(known, "question_set.put_into_use", used, by=by, at=at)


@transaction.atomic
def retire_set(known: QuestionSet, *, by: User, at: datetime, why: str) -> QuestionSet:
    known = locked(known)
    require(policies.why_not_retire(known, by))
    gone = {"status": SetStatus.RETIRED}
    return revise(known, "question_set.retired", gone, by=by, at=at, why=why)


@transaction.atomic
def next_version(known: QuestionSet, *, by: User, at: datetime) -> QuestionSet:
    """A draft that begins as this version; the only way to change what is in use."""
    known = locked(known)
    require(policies.why_not_keep(known.body_id, by))
    drafts = QuestionSet.objects.filter(code=known.code, status=SetStatus.DRAFT)
    if drafts.exists():
        raise ValidationError(_("There is a draft of the next version already."))
    asked = list(known.questions.all())
    last = QuestionSet.objects.filter(code=known.code).aggregate(n=Max("version"))["n"]
    known.pk, known.version, known.status = None, last + 1, SetStatus.DRAFT
    known._state.adding = True
    begin(known, "question_set.added", by=by, at=at)
    for question in asked:
        question.pk, question.set = None, known
    Question.objects.bulk_create(asked)
    return known


@transaction.atomic
def add_question(known: QuestionSet, *, by: User, at: datetime, **fields: Any) -> Question:
    known = locked(known)
    require(policies.why_not_edit(known, by))
    place = (known.questions.aggregate(n=Max("position"))["n"] or 0) + 1
    question = Question(set=known, position=place, **fields)
    return begin(question, "question.added", by=by, at=at)


@transaction.atomic
def revise_question(
    question: Question, *, by: User, at: datetime, seen: str = "", **fields: Any
) -> Question:
    question = locked(question)
    require(policies.why_not_edit(question.set, by))
    return revise(question, "question.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def remove_question(question: Question, *, by: User, at: datetime) -> None:
    question = locked(question)
    require(policies.why_not_edit(question.set, by))
    record("question.removed", question, by=by, at=at, before=str(question), after="")
    question.delete()


@transaction.atomic
def move_up(question: Question, *, by: User, at: datetime) -> None:
    """The question changes places with the one before it."""
    known = locked(question.set)
    require(policies.why_not_edit(known, by))
    order = list(known.questions.all())
    place = next(n for n, one in enumerate(order) if one.pk == question.pk)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    for number, one in enumerate(order, start=1):
        one.position = number
    Question.objects.bulk_update(order, ["position"])
    record("question.moved", question, by=by, at=at, after=str(place))
