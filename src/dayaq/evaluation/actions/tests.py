"""Choosing the test of a programme."""

from datetime import datetime

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.changes import locked
from dayaq.audit.models import record
from dayaq.evaluation.models import ProgrammeTest, QuestionSet
from dayaq.evaluation.policies import why_not_keep
from dayaq.learning.models import Programme


@transaction.atomic
def choose_test(
    programme: Programme, *, test: QuestionSet | None, by: User, at: datetime
) -> Programme:
    """From now on it is asked before and after each training of the programme; None asks nothing."""
    programme = locked(programme)
    require(why_not_keep(programme.body_id, by))
    ProgrammeTest.objects.filter(programme=programme).delete()
    if test is not None:
        ProgrammeTest.objects.create(programme=programme, test=test)
    record("programme.test_chosen", programme, by=by, at=at, test=str(test or ""))
    return programme
