"""What this room shows on the pages of programmes and trainings."""

from dayaq.accounts.models import User
from dayaq.evaluation.models import ProgrammeTest
from dayaq.evaluation.policies import why_not_keep
from dayaq.kernel.panels import Panel
from dayaq.learning.models import Course, Programme


def questionnaires(course: Course, user: User) -> Panel:  # noqa: ARG001 - whoever sees the training
    """The questionnaires of a training, and how many have answered."""
    sheets = course.sheets.with_results()
    return Panel("evaluation/_questionnaires.html", {"course": course, "sheets": sheets})


def tests(programme: Programme, user: User) -> Panel:
    """The test that is asked before and after each training of the programme."""
    chosen = ProgrammeTest.objects.filter(programme=programme).select_related("test").first()
    return Panel(
        "evaluation/_test.html",
        {
            "programme": programme,
            "test": chosen.test if chosen else None,
            "why_not_keep": why_not_keep(programme.body_id, user),
        },
    )
