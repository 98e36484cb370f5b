"""How long a session lasts: it ends when nobody uses it, and at the latest after some hours.

Both limits are parameters of the directory. They are read once, when the session begins, and kept
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
        idle, absolute = limits_today()
        request.session[SESSION_KEY] = {
            "idle": idle.total_seconds(),
            "ends": at + absolute.total_seconds(),
            "seen": at,
        }
    elif at > limits["ends"] or at - limits["seen"] > limits["idle"]:
        logout(request)
        messages.info(request, _("Your session has ended. Please sign in again."))
    elif at - limits["seen"] > NOTED_EVERY:
        request.session[SESSION_KEY] = limits | {"seen": at}


def limits_today() -> tuple[timedelta, timedelta]:
    """The longest pause, and the longest session."""
    value_of = Parameter.objects.value_of
    minutes = value_of("session.idle_limit", on=localdate(), default="30")
    hours = value_of("session.absolute_limit", on=localdate(), default="10")
    return timedelta(minutes=int(minutes)), timedelta(hours=int(hours))
