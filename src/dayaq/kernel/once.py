"""What is asked once while a page is made, and then known: the names of bodies, the codes of lists.

Only a request that changes nothing remembers; what one that writes reads is always fresh. Nothing
outlives its request, so nothing has to be told when a name changes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase

Answer = TypeVar("Answer")

_known: ContextVar[dict[str, Any] | None] = ContextVar("known", default=None)


def remembers() -> bool:
    """Whether an answer given now is kept for the rest of the work."""
    return _known.get() is not None


def once(question: str, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question, asked again only where nothing is remembered."""
    known = _known.get()
    if known is None:
        return ask()
    if question not in known:
        known[question] = ask()
    answer: Answer = known[question]
    return answer


@contextmanager
def remembering() -> Iterator[None]:
    """All within only reads: each question is asked once."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


class OnceMiddleware:
    """A page that is only looked at asks each question once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with remembering():
            return self.get_response(request)
