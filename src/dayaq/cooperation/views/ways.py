"""Who opens the pages of this room, and the way back from each."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dayaq.access.pages import Crumbs
from dayaq.access.permissions import Permission, UserRequest, holds, needs

reads = needs(Permission.COOPERATION_READ, Permission.COOPERATION_READ_ALL)
keeps = needs(Permission.COOPERATION_KEEP)
steers = needs(Permission.COOPERATION_STEER)
signs = needs(Permission.COOPERATION_APPROVE)
keeps_or_steers = needs(Permission.COOPERATION_KEEP, Permission.COOPERATION_STEER)


def to(name: str, thing: Any) -> str:
    """The page of a thing, by the name of its address."""
    return reverse(f"cooperation:{name}", args=[thing.pk])


def may_add(
    request: UserRequest, name: str, label: object, *, who: Permission
) -> tuple[str, object] | None:
    """The button of a list for those who keep a register."""
    return (reverse(name), label) if holds(request.user, who) else None


def recommendations_crumb() -> tuple[object, str]:
    return (_("Recommendations"), reverse("cooperation:recommendations"))


def replies_crumb() -> tuple[object, str]:
    return (_("Answers"), reverse("cooperation:replies"))


def documents_crumb() -> tuple[object, str]:
    return (_("International documents"), reverse("cooperation:documents"))


def proposals_crumb() -> tuple[object, str]:
    return (_("Proposals"), reverse("cooperation:proposals"))


def crumbs_of_proposal(known: Any) -> Crumbs:
    return [proposals_crumb(), (known.number, to("proposal", known))]


def meetings_crumb() -> tuple[object, str]:
    return (_("Meetings"), reverse("cooperation:meetings"))


def standing_crumb() -> tuple[object, str]:
    return (_("Standing bodies"), reverse("cooperation:standing_bodies"))


def crumbs_of_meeting(known: Any) -> Crumbs:
    return [meetings_crumb(), (str(known), to("meeting", known))]


def tasks_crumb() -> tuple[object, str]:
    return (_("Tasks"), reverse("cooperation:tasks"))
