"""What people see when something is wrong: a sentence, never a trace."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied
from dayaq.vault.keys import KeyUnavailable

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal

logger = logging.getLogger("dayaq.portal")


def page(
    request: HttpRequest, status: int, title: str, sentence: "Refusal", *, advice: str = ""
) -> HttpResponse:
    """A page of its own for a trouble. Stopped before anybody was recognised, it has no menu."""
    if not hasattr(request, "user"):
        return bare(request, status, title, sentence)
    context = {"heading": title, "sentence": sentence, "advice": advice, "status": status}
    return HttpResponse(render_to_string("errors/page.html", context, request), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    sentence = _("The address or what was sent with it makes no sense here.")
    return bare(request, 400, _("This request cannot be understood"), sentence)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The reason of a refusal of ours is meant to be read; anybody else's is not."""
    reason = str(exception) if isinstance(exception, Denied) else ""
    return page(
        request,
        403,
        _("This is not open to you"),
        reason or _("You may not do this."),
        advice=_("If you need it for your work, ask the administrator of your body."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return page(
        request,
        404,
        _("There is no such page"),
        _("Nothing stands at this address, or it is not shown to you."),
        advice=_("Check the address, or search for what you need."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Touches neither the database nor the session: they may be the trouble."""
    sentence = _("What you were doing was not saved. The people who keep the system can see it.")
    return bare(request, 500, _("Something went wrong with us"), sentence)


class KeysMiddleware:
    """Where a key is not at hand, nothing confidential opens: that is said, and what to do about it.

    Whoever reads the page learns which command to ask for, not which key is missing: that stands in the
    log, in `dayaq keys list` and in the warnings of the health page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, KeyUnavailable):
            return None
        logger.error("A page did not open: %s", exception)
        answer = page(
            request,
            503,
            _("Confidential records cannot be opened now"),
            _("The key that opens them is not at hand. Nothing is lost, and nothing was saved."),
            advice=_(
                "Tell the administrator of the system: “dayaq keys list” on the server says which key is "
                "missing; it belongs where DAYAQ_MASTER_KEY_FILE or DAYAQ_KEYRING points."
            ),
        )
        answer.headers["Retry-After"] = "120"
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return page(
        request,
        403,
        _("This page was open for too long"),
        _("Nothing was changed: the form could not be recognised as yours."),
        advice=_("Go back, reload the page and send it again. The browser must accept cookies."),
    )


def bare(request: HttpRequest, status: int, title: str, sentence: "Refusal") -> HttpResponse:
    """A page that needs nothing but itself."""
    context = {"heading": title, "sentence": sentence, "language": _language(request)}
    return HttpResponse(render_to_string("errors/bare.html", context), status=status)


def _language(request: HttpRequest) -> str:
    return getattr(request, "LANGUAGE_CODE", "az")
