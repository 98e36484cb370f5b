"""Trying the product as anybody: one click signs in as each account of the demonstration.

These pages have no address in production, and refuse even if they were given one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dayaq.access.permissions import public
from dayaq.accounts.models import Appointment, Role, User
from dayaq.portal.demonstration.people import FEATURED, WHAT_TO_TRY


@dataclass(frozen=True, slots=True)
class Part:
    """A role and those who play it: first one for each kind of body, then everybody else."""

    role: Role
    can_try: str
    featured: list[Appointment]
    others: list[Appointment]


def _only_in_demonstration() -> None:
    if not settings.IS_DEMO:
        raise Http404


@require_safe
@never_cache
@public
def accounts(request: HttpRequest) -> HttpResponse:
    """All who may be tried, by role."""
    _only_in_demonstration()
    posts = (
        Appointment.objects.holding_on(localdate())
        .filter(user__is_active=True)
        .with_body()
        .select_related("user")
        .order_by("user__username")
    )
    return render(request, "portal/demo_sign_in.html", {"parts": _parts(posts)})


def _parts(posts: Iterable[Appointment]) -> list[Part]:
    by_role: dict[str, list[Appointment]] = {}
    for post in posts:
        by_role.setdefault(post.role, []).append(post)
    parts = []
    for role, can_try in WHAT_TO_TRY.items():
        cast = by_role.get(role, [])
        featured = [post for post in cast if post.user.username in FEATURED] or cast[:1]
        if featured:
            others = [post for post in cast if post not in featured]
            parts.append(Part(role, str(can_try), featured, others))
    return parts


@require_POST
@never_cache
@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Become that account at once, without a password or a second factor."""
    _only_in_demonstration()
    user = get_object_or_404(User, username=request.POST.get("username", ""), is_active=True)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, method="demonstration")
    return redirect("portal:home")
