"""Who opens the pages of this room, and the way back from each."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dayaq.access.pages import Crumbs
from dayaq.access.permissions import Permission, UserRequest, holds, needs

reads = needs(Permission.LEARNING_READ, Permission.LEARNING_READ_ALL)
keeps = needs(Permission.LEARNING_KEEP)


def programmes_crumb() -> tuple[object, str]:
    return (_("Programmes"), reverse("learning:programmes"))


def courses_crumb() -> tuple[object, str]:
    return (pgettext("register", "Trainings"), reverse("learning:courses"))


def may_add(request: UserRequest, name: str, label: object) -> tuple[str, object] | None:
    """The button of a list for those who keep a register."""
    return (reverse(name), label) if holds(request.user, Permission.LEARNING_KEEP) else None


def to(name: str, thing: Any) -> str:
    """The page of a thing, by the name of its address."""
    return reverse(f"learning:{name}", args=[thing.pk])


def crumbs_of_course(course: Any) -> Crumbs:
    return [courses_crumb(), (str(course), to("course", course))]
