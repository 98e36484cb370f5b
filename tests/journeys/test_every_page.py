"""Every page that links lead to: well, quick, neutral, accessible and usable at 360 px, for each role."""

import re
from dataclasses import dataclass, field
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page

from tests.journeys.conftest import NARROW, WHOLE, WIDE, SignIn
from tests.walk import Walked, walked

ROLES = [
    "coordinator.mia",
    "drafter.labour",
    "approver.labour",
    "head.mia",
    "verifier.academy-of-sciences",
    "oversight.cabinet",
    "administrator.mia",
    "drafter.supreme-court",
    "case_manager.mia-anti-trafficking",
    "case_worker.mia-anti-trafficking",
    "case_worker.labour",
    "data_protection.mia",
    "provider.bar",
    "shelter_manager.labour",
    "shelter_worker.labour",
    "first_responder.border",
]
REVEALING = re.compile(r"alver|traffick|qurban|victim", re.IGNORECASE)
MOST_QUERIES = 12
OPENS = {200, 401}
"""401: before what weighs much the product asks once more who it is, on a page of its own."""

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


NEW_ENOUGH = 1 if WHOLE else 3
"""Kinds of elements that none before it had, for which a page is looked through by axe."""


@pytest.fixture(scope="package")
def found(product) -> dict[str, list[Walked]]:
    """What each role finds by following links: its pages, of each address pattern the first ones.

    On the short walk what two roles have opened is opened again from the first page alone.
    """
    return walked(product.folder, ROLES, **({} if WHOLE else {"ENOUGH": "2"}))


@dataclass(frozen=True)
class Stop:
    """A page that is opened in a browser."""

    path: str
    is_new: bool
    """It has elements that none before it had."""


@dataclass
class Visit:
    """The pages that are opened in a browser as one person."""

    username: str
    stops: list[Stop] = field(default_factory=list)


@pytest.fixture(scope="package")
def visits(found) -> list[Visit]:
    """Each address pattern once; on the short walk no form that is made of what others have."""
    known: set[str] = set()
    seen: set[str] = set()
    visits = []
    for username, pages in found.items():
        visit = Visit(username)
        for page in pages:
            new = set(page.looks) - seen
            if page.is_page and page.name not in known and (WHOLE or new or not is_form(page)):
                is_new = len(new) >= NEW_ENOUGH
                visit.stops.append(Stop(page.path, is_new))
                seen |= new if is_new else set()
            known.add(page.name)
        visits.append(visit)
    return visits


def is_form(page: Walked) -> bool:
    """One writes on it, and it has no table that could be too wide."""
    fields = ("textarea", "select", "input type=text", "input class=")
    return not any(look.startswith("table") for look in page.looks) and any(
        look.startswith(fields) for look in page.looks
    )


@pytest.mark.parametrize("username", ROLES)
def test_no_link_leads_to_an_error(found, username):
    assert len(found[username]) >= 15
    assert [(p.name, p.path, p.status) for p in found[username] if p.status not in OPENS] == []


@pytest.mark.parametrize("username", ROLES)
def test_every_page_has_one_heading_and_a_neutral_title(found, username):
    pages = [page for page in found[username] if page.is_page]

    assert [page.path for page in pages if page.headings != 1] == []
    titled = {page.path: page.title.removesuffix("Dayaq").strip(" ·") for page in pages}
    assert [path for path, title in titled.items() if not title] == []
    assert {path: title for path, title in titled.items() if REVEALING.search(title)} == {}


@pytest.mark.parametrize("username", ROLES)
def test_an_azerbaijani_page_says_nothing_in_english(found, username):
    """Except what somebody wrote so, and the page says in which language that is."""
    assert {page.path: page.english for page in found[username] if page.english} == {}


@pytest.mark.parametrize("username", ROLES)
def test_no_page_asks_the_database_more_than_a_dozen_times(found, username):
    """With three years of reports and lists of fifty rows: what asks once a row asks far more often."""
    assert {p.path: p.queries for p in found[username] if p.queries > MOST_QUERIES} == {}


def faults_of(page: Page) -> list[tuple[str, list[str]]]:
    """Serious faults of access, as far as axe can tell."""
    violations = Axe().run(page, options=RULES).response["violations"]
    return [
        (fault["id"], [node["html"][:120] for node in fault["nodes"][:3]])
        for fault in violations
        if fault["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(("language", "size"), [("az", WIDE), ("en", NARROW)], ids=["az", "en"])
def test_pages_are_accessible_fit_the_screen_and_keep_their_own_security_policy(
    visits, sign_in: SignIn, language, size
):
    """WCAG 2.2 A and AA; nothing wider than a telephone; no script or style of elsewhere."""
    wrong: dict[str, object] = {}
    for visit in visits:
        complaints: list[str] = []
        page = sign_in(visit.username, language=language, viewport=size)
        page.on("console", partial(_hear, complaints))
        page.on("pageerror", partial(_note, complaints))
        for stop in visit.stops if WHOLE or size == NARROW else _wide_of(visit):
            page.goto(stop.path)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > size["width"]:
                wrong[f"{stop.path} is {width} wide"] = visit.username
            if (WHOLE or stop.is_new) and (faults := faults_of(page)):
                wrong[stop.path] = faults
        if complaints:
            wrong[f"the browser of {visit.username}"] = complaints
    assert wrong == {}


def _wide_of(visit: Visit) -> list[Stop]:
    """On the short walk, at a desk: each fourth of what is new, for everybody the first page."""
    return [*visit.stops[:1], *[stop for stop in visit.stops[1:] if stop.is_new][::4]]


def _note(heard: list[str], error: Error) -> None:
    heard.append(str(error))


def _hear(heard: list[str], said: ConsoleMessage) -> None:
    if said.type in {"error", "warning"} and "status of 401" not in said.text:
        heard.append(f"{said.text} {said.location['url']}")
