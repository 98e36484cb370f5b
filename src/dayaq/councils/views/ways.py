"""The way back from each page of this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dayaq.access.pages import Crumbs


def to(name: str, thing: Any) -> str:
    """The page of a thing, by the name of its address."""
    return reverse(f"councils:{name}", args=[thing.pk])


def meetings_crumb() -> tuple[object, str]:
    return (_("Meetings"), reverse("councils:meetings"))


def standing_crumb() -> tuple[object, str]:
    return (_("Standing bodies"), reverse("councils:standing_bodies"))


def crumbs_of_meeting(known: Any) -> Crumbs:
    return [meetings_crumb(), (str(known), to("meeting", known))]


def tasks_crumb() -> tuple[object, str]:
    return (_("Tasks"), reverse("councils:tasks"))
