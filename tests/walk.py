"""What each role finds by following links, and how often each page asks the database.

`python -m tests.walk ROLE…` walks through the data of DAYAQ_VAR in this process and prints JSON: for
each role its pages in the order in which links lead to them. Nothing is changed. With ENOUGH=n a page
that n roles have opened is opened again only where the first page leads to it.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from tests.crawl import Visitor, pages
from tests.product import ROOT, environment

NO_QUESTION = re.compile(r"BEGIN|COMMIT|SAVEPOINT|RELEASE|SELECT set_config\('dayaq.context'")
"""What begins and ends a transaction, and says in it who is asking, reads nothing."""

SAMPLES = int(os.environ.get("SAMPLES", "1"))
ENOUGH = int(os.environ.get("ENOUGH", "1000"))
LOOKS = {"class", "role", "type", "aria-current"}
SAID = {"placeholder", "aria-label", "title", "alt"}
"""Attributes that people read or hear."""

WRITTEN = {"script", "style", "textarea", "ins", "del", "code"}
"""What holds no words of the page's own: before and after in a history stands what somebody wrote; code is no
language of people.
"""

EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
ENGLISH = re.compile(
    r"(?<![\w-])(the|and|of|for|is|are|not|with|has|been|this|was|from|by|to|or)(?![\w-])"
)
"""Words that most English sentences have and no Azerbaijani one."""


@dataclass(frozen=True)
class Walked:
    """One page as one role found it."""

    name: str
    path: str
    status: int
    is_page: bool
    title: str
    headings: int
    queries: int
    english: list[str]
    """What it says in English although the page is in Azerbaijani, and does not say so."""

    looks: list[str]
    """Each kind of element on it: two pages made by one template have the same ones."""


def walked(folder: Path, roles: Sequence[str], **more: str) -> dict[str, list[Walked]]:
    """The walk through the data of a product's folder, in a process of its own."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.walk", *roles],
        env=environment(folder, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    return {role: [Walked(**page) for page in found[role]] for role in roles}


class Insider(Visitor):
    """The same visitor without a network between: what they ask is counted."""

    def __init__(self, username: str) -> None:
        from django.test import Client

        self.client = Client(SERVER_NAME="localhost")
        self.client.post("/demo/sign-in/", {"username": username})
        self.client.get("/")  # the first page of a session also writes down its limits
        self.queries = 0

    def get(self, path: str) -> tuple[int, str, str]:
        from django.db import connection, reset_queries
        from django.test.utils import CaptureQueriesContext

        reset_queries()  # Django keeps the last nine thousand alone
        with CaptureQueriesContext(connection) as captured:
            answer = self.client.get(path)
        if answer.status_code == 302:
            return self.get(urljoin(path, answer.headers["Location"]))
        asked = [one["sql"] for one in captured.captured_queries]
        self.queries = sum(not NO_QUESTION.match(sql) for sql in asked)
        content = b"" if answer.streaming else answer.content
        return answer.status_code, path, content.decode(errors="replace")


class _Page(HTMLParser):
    def __init__(self, body: str) -> None:
        super().__init__()
        self.looks: set[str] = set()
        self.headings = 0
        self.english: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.is_page = "<html" in body
        title = re.search(r"<title>(.*?)</title>", body, re.DOTALL)
        self.title = " ".join(title[1].split()) if title else ""
        if self.is_page:
            self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.headings += tag == "h1"
        told = sorted(f"{name}={value}" for name, value in attrs if name in LOOKS)
        self.looks.add(" ".join([tag, *told]))
        here = self._open[-1][1] if self._open else ""
        language = dict(attrs).get("lang") or ("" if tag in WRITTEN else here)
        for name, value in attrs:
            if name in SAID:
                self._hear(value or "", language)
        if tag not in EMPTY:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._hear(data, self._open[-1][1] if self._open else "")

    def _hear(self, said: str, language: str) -> None:
        if language == "az" and ENGLISH.search(said):
            self.english.append(" ".join(said.split())[:120])


def main(roles: Sequence[str]) -> int:
    """Print what these roles find; all that the demonstration features when none is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayaq.config.settings")
    import logging

    import django

    django.setup()
    logging.disable(logging.WARNING)
    from dayaq.portal.demonstration.people import FEATURED

    found = {}
    opened: Counter[str] = Counter()
    for role in roles or FEATURED:
        visitor = Insider(role)
        known = {name for name, times in opened.items() if times >= ENOUGH}
        found[role] = [
            asdict(_told(page.name, page.path, page.status, page.body, visitor.queries))
            for page in pages(visitor, samples=SAMPLES, known=known)
        ]
        opened.update({page["name"] for page in found[role]})
    print(json.dumps(found, indent=1))
    return 0


def _told(name: str, path: str, status: int, body: str, queries: int) -> Walked:
    page = _Page(body)
    return Walked(
        name,
        path,
        status,
        page.is_page,
        page.title,
        page.headings,
        queries,
        page.english,
        sorted(page.looks),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
