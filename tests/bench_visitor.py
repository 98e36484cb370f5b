"""A visitor who costs little: one connection that is kept, no parsing, no browser."""

import re
import urllib.parse
from http.client import HTTPConnection
from http.cookies import SimpleCookie

REFERENCE = re.compile(rb'href="/cases/([2-9A-Z]{10})/"')


class Desk:
    """One person's connection with their cookies."""

    def __init__(self, address: str) -> None:
        self.host = urllib.parse.urlsplit(address).netloc
        self.address = address
        self.connection = HTTPConnection(self.host, timeout=120)
        self.cookies: dict[str, str] = {}
        self.body = b""
        self.location = ""

    def get(self, path: str, *, expect: int = 0) -> int:
        """The status; what was answered is in `body`."""
        return self._ask("GET", path, expect=expect)

    def post(self, path: str, *, expect: int = 0, **fields: str) -> int:
        """Send a form, with the token that the site gave."""
        token = self.cookies.get("csrftoken", "")
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields})
        return self._ask("POST", path, data=data, expect=expect)

    def sign_in(self, username: str) -> None:
        """By one click on the page of demonstration accounts."""
        self.get("/demo/", expect=200)
        self.post("/demo/sign-in/", expect=302, username=username)

    def references(self, page: int) -> list[str]:
        """The cases on a page of the list."""
        self.get(f"/cases/?page={page}", expect=200)
        return [found.decode() for found in REFERENCE.findall(self.body)]

    def _ask(self, method: str, path: str, *, data: str = "", expect: int = 0) -> int:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if data:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Referer"] = self.address + path
        self.connection.request(method, path, data or None, headers)
        answer = self.connection.getresponse()
        self.body = answer.read()
        self.location = answer.headers.get("Location", "")
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: kept.value for name, kept in SimpleCookie(line).items()}
        if expect and answer.status != expect:
            raise AssertionError(f"{method} {path}: {answer.status}\n{self.body[:3000].decode()}")
        return answer.status
