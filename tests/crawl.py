"""Walk through the product by its own links, and name each page by its address pattern."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookiejar import CookieJar

from django.urls import Resolver404, resolve

NOT_PAGES = re.compile(r"(export=|/static/|\.(docx|pdf|xlsx|csv|json|txt)$|/file/|/download/)")


@dataclass(frozen=True)
class Found:
    """A page that a link led to."""

    name: str
    path: str
    status: int
    body: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.token = ""
        self.forms: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "a" and known.get("href"):
            self.links.append(str(known["href"]))
        if tag == "input" and known.get("name") == "csrfmiddlewaretoken":
            self.token = str(known.get("value") or "")
        if tag == "form":
            self.forms.append(str(known.get("action") or ""))


class Visitor:
    """Somebody with a plain browser: cookies, links and forms, no scripts."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, final path and body."""
        return self._open(urllib.request.Request(self.address + path))

    def post(self, path: str, page: str, **fields: str) -> tuple[int, str, str]:
        """Send a form of the page, with its token."""
        form = _Links()
        form.feed(page)
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": form.token, **fields}).encode()
        return self._open(
            urllib.request.Request(self.address + path, data, {"Referer": self.address + path})
        )

    def sign_in(self, username: str) -> None:
        """By one click on the page of demonstration accounts."""
        status, _path, page = self.get("/demo/")
        assert status == 200, "the page of demonstration accounts does not open"
        status, path, _page = self.post("/demo/sign-in/", page, username=username)
        assert status == 200, f"{username} cannot sign in: {status} at {path}"

    def _open(self, request: urllib.request.Request) -> tuple[int, str, str]:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, _path_of(answer.url), answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refusal:
            return refusal.code, _path_of(refusal.url), refusal.read().decode(errors="replace")


def _path_of(url: str) -> str:
    parts = urllib.parse.urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def name_of(path: str) -> str | None:
    """The name of the address pattern, or None for what is no page of ours."""
    try:
        return resolve(urllib.parse.unquote(urllib.parse.urlsplit(path).path)).view_name
    except Resolver404:
        return None


def pages(
    visitor: Visitor, *, start: str = "/", samples: int = 1, known: Collection[str] = ()
) -> Iterator[Found]:
    """Every page that links lead to, at most `samples` of each address pattern.

    What is known already is opened where the first page leads to it, and further on no more.
    """
    waiting, seen = [start], {start}
    counted: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if name is None or counted.get(name, 0) >= samples:
            continue
        counted[name] = counted.get(name, 0) + 1
        status, final, body = visitor.get(path)
        yield Found(name, final, status, body)
        for link in _links(body, base=final):
            if link not in seen and (path == start or name_of(link) not in known):
                seen.add(link)
                waiting.append(link)


def _links(body: str, *, base: str) -> Iterator[str]:
    found = _Links()
    found.feed(body)
    for link in found.links:
        whole = urllib.parse.urljoin(base, link)
        parts = urllib.parse.urlsplit(whole)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if not parts.scheme and path.startswith("/") and not NOT_PAGES.search(path):
            yield path
