"""What a page is about: found as the person who asks may find it, or missing."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from dayaq.access.pages import Crumbs
from dayaq.cases.models import Case
from dayaq.cases.models.readers import Sharing

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def case_for(user: "User", reference: str) -> Case:
    """The case, or 404. Hidden and missing are the same answer."""
    rows = Case.objects.visible_to(user).select_related("lead", "subject__key")
    return get_object_or_404(rows.prefetch_related("lead__names"), reference=reference.upper())


def sharing_of(case: Case, *, at: datetime) -> Sharing:
    return Sharing.of(case, at=at)


def crumbs_to(case: "Case | None" = None, *more: tuple[object, str]) -> Crumbs:
    """The way to a page of a case."""
    way: Crumbs = [(_("Cases"), reverse("cases:queue"))]
    if case is not None:
        way.append((case.reference, reverse("cases:case", args=[case.reference])))
    return [*way, *more]


def bodies_named(ids: Sequence[int]) -> "list[str]":
    """The short names of bodies in the order of their names."""
    from dayaq.directory.models import Body

    return [body.short_name for body in Body.objects.filter(pk__in=ids).to_choose_from()]
