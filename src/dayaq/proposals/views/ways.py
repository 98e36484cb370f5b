"""The way back from each page of this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dayaq.access.pages import Crumbs


def to(name: str, thing: Any) -> str:
    """The page of a thing, by the name of its address."""
    return reverse(f"proposals:{name}", args=[thing.pk])


def proposals_crumb() -> tuple[object, str]:
    return (_("Proposals"), reverse("proposals:proposals"))


def crumbs_of_proposal(known: Any) -> Crumbs:
    return [proposals_crumb(), (known.number, to("proposal", known))]
