"""The way back from each page of this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def to(name: str, thing: Any) -> str:
    """The page of a thing, by the name of its address."""
    return reverse(f"evaluation:{name}", args=[thing.pk])


def sets_crumb() -> tuple[object, str]:
    return (_("Question sets"), reverse("evaluation:question_sets"))


def evaluations_crumb() -> tuple[object, str]:
    return (_("Evaluation of trainings"), reverse("evaluation:evaluations"))
