"""What a page is about: found as the person who asks may find it, or missing."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import now
from django.utils.translation import gettext as _

from dayaq.access.pages import Crumbs
from dayaq.access.permissions import Permission, UserRequest, holds
from dayaq.cases.models import Case

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def case_for(user: "User", reference: str) -> Case:
    """The case, or 404. Hidden and missing are the same answer."""
    rows = Case.objects.visible_to(user).select_related("lead", "subject__key")
    return get_object_or_404(rows.prefetch_related("lead__names"), reference=reference.upper())


def crumbs_to(case: "Case | None" = None, *more: tuple[object, str]) -> Crumbs:
    """The way to a page of a case."""
    way: Crumbs = [(_("Cases"), reverse("cases:queue"))]
    if case is not None:
        way.append((case.reference, reverse("cases:case", args=[case.reference])))
    return [*way, *more]


def crumbs_from(request: UserRequest, *more: tuple[object, str]) -> Crumbs:
    """The way here: from the cases, or from the desk for whoever reads no case."""
    if holds(request.user, Permission.CASE_READ):
        return crumbs_to(None, *more)
    return [(_("Data protection"), reverse("cases:desk")), *more]


SEARCHED = "cases_searched_at"
"""Kept in the session: when this person last searched, never for whom."""


def searched_now(request: UserRequest) -> None:
    """To the minute: who looks for one spelling after the other writes one session, not ten."""
    at, before = now(), searched_at(request)
    if before is None or at - before > timedelta(minutes=1):
        request.session[SEARCHED] = at.isoformat()


def searched_at(request: UserRequest) -> datetime | None:
    return parse_datetime(request.session.get(SEARCHED, ""))
