"""How long a session lasts: it ends when nobody uses it, and at the latest after some hours.

The limits are parameters of the directory. They are read once, when the session begins, and kept
in it: a new value holds for whoever signs in next.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.directory.models import Parameter

SESSION_KEY = "limits"
NOTED_EVERY = 60
"""Seconds: how exactly it is noted that somebody is still there. Each note costs a query."""

LEAST = timedelta(minutes=5)
"""A limit below this would lock everybody out, and with them whoever could correct it."""


class SessionLimitsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            keep_or_end(request, at=time.time())
        return self.get_response(request)


def keep_or_end(request: HttpRequest, *, at: float) -> None:
    """Note that the person is there, or sign them out when a limit has passed. `at`: Unix time."""
    limits = request.session.get(SESSION_KEY)
    if limits is None:
        request.session[SESSION_KEY] = begun(at)
    elif at > limits["ends"] or at - limits["seen"] > limits["idle"]:
        logout(request)
        messages.info(request, _("Your session has ended. Please sign in again."))
    elif at - limits["seen"] > NOTED_EVERY:
        request.session[SESSION_KEY] = limits | {"seen": at}


def begun(at: float) -> dict[str, float]:
    """The limits of a session that begins now, in seconds; `ends` and `seen` in Unix time."""
    return {
        "idle": _seconds("session.idle_limit", timedelta(minutes=1), default="30"),
        "fresh": _seconds("session.fresh_sign_in", timedelta(minutes=1), default="15"),
        "ends": at + _seconds("session.absolute_limit", timedelta(hours=1), default="10"),
        "seen": at,
    }


def is_fresh(request: HttpRequest, *, at: float, signed_in_at: float) -> bool:
    """Did the person show who they are so lately that they need not do it again?"""
    limits = request.session.get(SESSION_KEY) or begun(at)
    return at - signed_in_at < float(limits["fresh"])


def _seconds(code: str, unit: timedelta, *, default: str) -> float:
    value = Parameter.objects.value_of(code, on=localdate(), default=default)
    return max(int(value) * unit, LEAST).total_seconds()
