"""One step more: a page that weighs much opens only to who has just shown again who they are.

A session may be open on a desk that somebody left, or be stolen. What cannot be taken back (a list that
leaves, an emergency, data destroyed, keys) asks for the password and the second factor once more.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate, now

from dayaq.access.permissions import UserRequest
from dayaq.access.proving import ProofForm, Ways
from dayaq.audit.models import record
from dayaq.audit.refusals import record_refusal
from dayaq.directory.models import Parameter

AnyView = Callable[..., HttpResponseBase]

SESSION_KEY = "step_up"
OURS = "step-up-"
"""Fields of this page begin so; all others were meant for the page behind it."""

HEADERS = {"WWW-Authenticate": 'Form realm="step-up"', "Cache-Control": "private, no-store"}


def step_up(*, when: Callable[[HttpRequest], bool] | None = None) -> Callable[[AnyView], AnyView]:
    """Ask who it is once more before this view, or before what `when` picks out of it.

    Stands below what asks for permission. Whatever was sent is carried along: once shown, it goes on
    as if nobody had asked. Files are not carried: ask before a page that takes them. Refused is 401.
    """

    def decorate(view: AnyView) -> AnyView:
        @wraps(view)
        def stepping(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if is_shown(request) or (when is not None and not when(request)):
                return view(request, *args, **kwargs)
            ways = Ways(request)
            is_answer = request.method == "POST" and f"{OURS}for" in request.POST
            form = ProofForm(request.POST if is_answer else None, ways=ways)
            if not is_answer or ways.why_none is not None or not _shows(request, form):
                return _ask(request, form, is_answer=is_answer)
            if request.POST[f"{OURS}for"] != "POST":
                return HttpResponseRedirect(request.get_full_path())
            request.POST = _carried(request)
            return view(request, *args, **kwargs)

        return stepping

    return decorate


def is_shown(request: HttpRequest) -> bool:
    """Has this person shown again who they are, a few minutes ago at most?"""
    shown = request.session.get(SESSION_KEY) or {}
    return shown.get("user") == request.user.pk and time.time() < shown.get("until", 0)


def remember(request: HttpRequest) -> None:
    """From now on for some minutes (`session.fresh_step_up`) nobody asks again."""
    value = Parameter.objects.value_of("session.fresh_step_up", on=localdate(), default="5")
    lasts = max(timedelta(minutes=int(value)), timedelta(minutes=1))
    request.session.cycle_key()  # a session that was watched until now is worth nothing
    request.session[SESSION_KEY] = {
        "user": request.user.pk,
        "until": time.time() + lasts.total_seconds(),
    }


def _shows(request: UserRequest, form: ProofForm) -> bool:
    page = request.resolver_match.view_name if request.resolver_match else ""
    if not form.is_valid():
        record_refusal("step_up.refused", request.user, by=request.user, at=now(), page=page)
        return False
    remember(request)
    record("step_up.done", request.user, by=request.user, at=now(), page=page, ways=form.shown)
    return True


def _carried(request: HttpRequest) -> Any:
    """What was sent to the page behind."""
    sent = request.POST.copy()
    for name in [name for name in sent if name.startswith(OURS)]:
        del sent[name]
    return sent


def _ask(request: UserRequest, form: ProofForm, *, is_answer: bool) -> HttpResponse:
    asked_by = request.POST[f"{OURS}for"] if is_answer else request.method
    carried = [
        (name, value)
        for name, values in _carried(request).lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    ways = form.ways
    context = {
        "form": form,
        "carried": carried,
        "asked_by": asked_by,
        "refusal": ways.why_none,
        "has_passkey": ways.has_passkey,
        "js_data": {"request_options": ways.challenge()} if ways.has_passkey else {},
    }
    response = render(request, "access/step_up.html", context, status=401)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
