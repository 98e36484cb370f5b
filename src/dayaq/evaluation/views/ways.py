"""The way back from each page of this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dayaq.access.pages import Crumbs
from dayaq.awareness.models import Campaign
from dayaq.evaluation.models import Sheet
from dayaq.learning.views.ways import crumbs_of_course


def to(name: str, thing: Any) -> str:
    """The page of a thing, by the name of its address."""
    return reverse(f"evaluation:{name}", args=[thing.pk])


def about(sheet: Sheet) -> Crumbs:
    """The way to what a questionnaire judges: a training or a campaign."""
    if sheet.campaign is None:
        return crumbs_of_course(sheet.course)
    return crumbs_of_campaign(sheet.campaign)


def crumbs_of_campaign(campaign: Campaign) -> Crumbs:
    return [
        (pgettext("register", "Campaigns"), reverse("awareness:campaigns")),
        (str(campaign), reverse("awareness:campaign", args=[campaign.pk])),
    ]


def results_of(sheet: Sheet) -> str:
    """Where its results stand."""
    if sheet.campaign_id:
        return reverse("evaluation:campaign_results", args=[sheet.campaign_id])
    return reverse("evaluation:results", args=[sheet.course_id]) + f"#{sheet.occasion}"


def campaigns_crumb() -> tuple[object, str]:
    return (_("Evaluation of campaigns"), reverse("evaluation:campaigns"))


def sets_crumb() -> tuple[object, str]:
    return (_("Question sets"), reverse("evaluation:question_sets"))


def evaluations_crumb() -> tuple[object, str]:
    return (_("Evaluation of trainings"), reverse("evaluation:evaluations"))
