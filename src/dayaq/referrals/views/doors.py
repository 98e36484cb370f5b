"""Doors that anybody may knock at, without an account and without a cookie."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from dayaq.access.pages import require_form
from dayaq.access.permissions import public
from dayaq.access.throttle import too_often
from dayaq.directory.models import Parameter
from dayaq.referrals.actions import letters, receipts
from dayaq.referrals.models.letters import OwnLanguage
from dayaq.referrals.states import WishKind

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
    request: HttpRequest,
    template: str,
    door: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
    language: str = "",
) -> HttpResponse:
    """A page that leaves nothing behind: no cookie, no copy, no word of where one came from."""
    language = language or language_of(request)
    with translation.override(language):
        page = {
            "language": language,
            "languages": OwnLanguage.choices,
            "say": words_of(door, language),
            "is_chosen": "lang" in request.GET or "lang" in request.POST,
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


# As above, a token would need a cookie: whoever holds the code may ask, and nobody else can.
@csrf_exempt
@require_form
@never_cache
@public
def own(request: HttpRequest) -> HttpResponse:
    """What somebody sees by their receipt: how it stands, their rights, whom to call, what comes next."""
    template = "referrals/own.html"
    if request.method != "POST":
        return door_page(request, template, "own", {})
    if too_often(request, "referrals.own", most=KNOCKS):
        return door_page(request, template, "own", {"is_too_often": True}, status=429)
    at = now()
    found = receipts.own(request.POST.get("code", ""), at=at)
    if found is None:
        return door_page(request, template, "own", {"is_unknown": True}, status=404)
    # Who chose a language on the page before sees that one; else that of the receipt.
    language = language_of(request) if request.POST.get("lang") else found.receipt.language
    say = words_of("own", language)
    wanted = request.POST.get("ask", "")
    is_asked = wanted in WishKind.values and receipts.wish(request.POST["code"], wanted, at=at)
    context = {
        "code": request.POST["code"],
        "is_asked": is_asked,
        "wishes": [(kind.value, say[f"ask_{kind}"]) for kind in WishKind],
        "own": found,
        "state": say[f"state_{found.state}"],
        "steps": say[f"next_{found.state}"].splitlines(),
        "next_step": say.get(f"step_{found.receipt.next_step}", ""),
        "next_at": found.next_at(at=at),
    }
    return door_page(request, template, "own", context, language=language)


@require_safe
@never_cache
@public
def leave(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - whoever leaves is asked nothing
    """Away at once, to a page that says nothing; what the browser kept of these pages is forgotten."""
    place = Parameter.objects.value_of(
        "person.leave_to", on=localdate(), default="https://www.google.com/"
    )
    response = HttpResponseRedirect(place)
    response["Referrer-Policy"] = "no-referrer"
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
