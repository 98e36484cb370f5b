"""Doors that anybody may knock at, without an account and without a cookie."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from dayaq.access.pages import require_form
from dayaq.access.permissions import public
from dayaq.access.throttle import too_often
from dayaq.referrals.actions import letters
from dayaq.referrals.models.letters import OwnLanguage

KNOCKS = 20
"""From one place within a minute: far more than somebody needs, far too few to try codes."""

DATA = Path(__file__).parents[1] / "data" / "doors.json"


@cache
def _said() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def words_of(door: str, language: str) -> Mapping[str, str]:
    """What a door says; also in languages that the pages of the product do not speak."""
    return _said()[door][language]


def language_of(request: HttpRequest) -> str:
    wanted = request.POST.get("lang") or request.GET.get("lang", "")
    return wanted if wanted in OwnLanguage.values else OwnLanguage.AZ.value


def door_page(
    request: HttpRequest, template: str, door: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A page that leaves nothing behind: no cookie, no copy, no word of where one came from."""
    language = language_of(request)
    with translation.override(language):
        page = {
            "language": language,
            "languages": OwnLanguage.choices,
            "say": words_of(door, language),
            **context,
        }
        response = render(request, template, page, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


# Without the token against forged requests, because that would need a cookie: whoever asks changes nothing.
@csrf_exempt
@require_form
@never_cache
@public
def verify(request: HttpRequest) -> HttpResponse:
    """Is there a letter with this code, whose is it, does it count? Nothing of whom it is about."""
    template = "referrals/verify.html"
    if request.method != "POST":
        return door_page(request, template, "letter", {})
    if too_often(request, "referrals.verify", most=KNOCKS):
        return door_page(request, template, "letter", {"is_too_often": True}, status=429)
    found = letters.by_code(request.POST.get("code", ""))
    if found is None:
        return door_page(request, template, "letter", {"is_unknown": True}, status=404)
    issuer = found.issuer.name_on(found.issued_on, language=language_of(request))
    return door_page(request, template, "letter", {"letter": found, "issuer": issuer})
