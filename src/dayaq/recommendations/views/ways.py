"""The way back from each page of this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def to(name: str, thing: Any) -> str:
    """The page of a thing, by the name of its address."""
    return reverse(f"recommendations:{name}", args=[thing.pk])


def recommendations_crumb() -> tuple[object, str]:
    return (_("Recommendations"), reverse("recommendations:recommendations"))


def replies_crumb() -> tuple[object, str]:
    return (_("Answers"), reverse("recommendations:replies"))


def documents_crumb() -> tuple[object, str]:
    return (_("International documents"), reverse("recommendations:documents"))
