"""What this room shows on the pages of programmes, trainings and campaigns."""

from typing import Any

from dayaq.accounts.models import User
from dayaq.awareness.models import Campaign
from dayaq.evaluation.models import ProgrammeTest
from dayaq.evaluation.models.results import fewest_shown
from dayaq.evaluation.policies import why_not_keep
from dayaq.kernel.panels import Panel
from dayaq.learning.models import Course, Programme


def questionnaires(course: Course, user: User) -> Panel:  # noqa: ARG001 - whoever sees the training
    """The questionnaires of a training, and how many have answered."""
    sheets = course.sheets.with_results()
    return Panel("evaluation/_questionnaires.html", {"course": course, "sheets": sheets})


def audience(campaign: Campaign, user: User) -> Panel:
    """How the audience and the organisers judged a campaign, and the questionnaire for it."""
    sheet: Any = campaign.sheets.with_results().first()
    people = (sheet.people or 0) if sheet else 0
    return Panel(
        "evaluation/_audience.html",
        {
            "campaign": campaign,
            "sheet": sheet,
            "score": sheet.score if sheet and people >= fewest_shown() else None,
            "is_judged": bool((people or campaign.study) and campaign.organisers_view.strip()),
            "why_not_keep": why_not_keep(campaign.body_id, user),
        },
    )


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
