"""Every page that links lead to: well, accessible, neutral and usable at 360 px, for each role."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.crawl import Visitor, pages
from tests.journeys.conftest import NARROW, WIDE

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
]
REVEALING = re.compile(r"alver|traffick|qurban|victim", re.IGNORECASE)


@pytest.fixture(scope="session")
def walked(product):
    """What each role finds by following links: role → pages, each address pattern once."""
    found = {}
    for username in ROLES:
        visitor = Visitor(product.address)
        visitor.sign_in(username)
        found[username] = list(pages(visitor))
    return found


@pytest.fixture(scope="session")
def once(walked):
    """Each address pattern once over all roles, with the first role that finds it."""
    first: dict[str, tuple[str, str]] = {}
    for username, found in walked.items():
        for page in found:
            first.setdefault(page.name, (username, page.path))
    return first


@pytest.mark.parametrize("username", ROLES)
def test_no_link_leads_to_an_error(walked, username):
    assert len(walked[username]) >= 8
    assert [(p.name, p.path, p.status) for p in walked[username] if p.status != 200] == []


@pytest.mark.parametrize("username", ROLES)
def test_every_page_has_one_heading_and_a_neutral_title(walked, username):
    for page in walked[username]:
        if "<html" not in page.body:
            continue
        assert len(re.findall(r"<h1[ >]", page.body)) == 1, page.path
        title = re.search(r"<title>(.*?)</title>", page.body, re.DOTALL)
        assert title, page.path
        assert title[1].strip(" ·\n").removesuffix("Dayaq").strip(" ·\n"), (
            f"{page.path} has no title"
        )
        assert not REVEALING.search(title[1]), (page.path, title[1])


def test_no_page_has_serious_faults_of_access(once, sign_in):
    """WCAG 2.2 A and AA as far as axe can tell, wide in Azerbaijani and narrow in English."""
    faults = {}
    for username in dict.fromkeys(user for user, _path in once.values()):
        for viewport, language in ((WIDE, "az"), (NARROW, "en")):
            page = sign_in(username, language=language, viewport=viewport)
            for name, (user, path) in once.items():
                if user != username:
                    continue
                page.goto(path)
                found = Axe().run(
                    page,
                    options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
                )
                serious = [
                    v
                    for v in found.response["violations"]
                    if v["impact"] in {"serious", "critical"}
                ]
                if serious:
                    faults[name, path, viewport["width"]] = [
                        (v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in serious
                    ]
    assert faults == {}


def test_nothing_is_wider_than_a_phone(once, sign_in):
    too_wide = {}
    for username in dict.fromkeys(user for user, _path in once.values()):
        page = sign_in(username, viewport=NARROW)
        for name, (user, path) in once.items():
            if user == username:
                page.goto(path)
                width = page.evaluate("document.documentElement.scrollWidth")
                if width > NARROW["width"]:
                    too_wide[name, path] = width
    assert too_wide == {}


def test_pages_work_without_breaking_their_own_security_policy(once, sign_in):
    """No page asks for an inline script or style, or for anything from elsewhere."""
    complaints = []
    for username in dict.fromkeys(user for user, _path in once.values()):
        page = sign_in(username)
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text) if message.type in {"error", "warning"} else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for user, path in once.values():
            if user == username:
                page.goto(path)
    assert complaints == []
