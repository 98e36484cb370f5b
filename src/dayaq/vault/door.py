"""The door to confidential pages: who asks is said to the database before the page begins."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.utils.timezone import now

from dayaq.access.permissions import Permission, needs
from dayaq.vault.context import asking

AnyView = Callable[..., HttpResponseBase]


class StreamsAlone(StreamingHttpResponse):
    """A stream that asks the database nothing: everything it needs was opened before it began."""


def confidential(*permissions: Permission) -> Callable[[AnyView], AnyView]:
    """Open a view to those who hold any of the permissions, within one transaction that asks as them.

    Rows are read inside: a lazy answer would be written when nobody is asking any more. Nothing of
    the answer is kept by a browser or on the way.
    """

    def decorate(view: AnyView) -> AnyView:
        @wraps(view)
        def within(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with asking(request.user, at=now()):
                response = view(request, *args, **kwargs)
                if response.streaming and not isinstance(response, StreamsAlone):
                    response = _written_out(response)
            patch_cache_control(response, private=True, no_store=True)
            return response

        return needs(*permissions)(within)

    return decorate


def _written_out(response: Any) -> HttpResponse:
    whole = HttpResponse(b"".join(response.streaming_content), status=response.status_code)
    for name, value in response.items():
        whole[name] = value
    return whole
