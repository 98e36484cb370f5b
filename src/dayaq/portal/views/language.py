"""Switching between the languages of the product."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dayaq.access.permissions import public
from dayaq.portal import actions

A_YEAR = 365 * 24 * 3600


@require_POST
@public
def switch(request: HttpRequest) -> HttpResponse:
    """Keep the choice in the browser, and in the account; return to the page it was made on."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            actions.choose_language(chosen, by=request.user)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=A_YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return response
