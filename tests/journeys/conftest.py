"""One product for all journeys, with the demonstration in it, and a browser to visit it with."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.prepared import demonstration_in
from tests.product import ROOT, Product, running, visited

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
# Chromium by itself would ask the network for updates and variations; the tests have no network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SignIn = Callable[..., Page]
WHOLE = os.environ.get("JOURNEYS") == "whole"
"""`make journeys` walks every way; `make test` the first two of each, one in each language and size."""


def every(*ways: Any, rest: Sequence[Any] | None = None) -> list[Any]:
    """The ways to walk now: all of them, or the first two; `rest` is more for the whole walk."""
    return [*ways, *(rest or ())] if WHOLE else list(ways[:2])


def unsaid_amounts(page: Page) -> list[str]:
    """The fields for money of sources that the last report named: how much is still to be said."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".money")]
            .filter(row => row.querySelector("select")?.value)
            .map(row => row.querySelector("input[name$='-amount']"))
            .filter(field => !field.value).map(field => field.name)"""
    )
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who looks at every page comes first, while nobody has written anything of their own there."""
    here = Path(__file__).parent
    ours = [index for index, item in enumerate(items) if here in item.path.parents]
    in_turn = sorted((items[index] for index in ours), key=lambda one: one.path.name != LOOKING)
    for index, item in zip(ours, in_turn, strict=True):
        item.add_marker(pytest.mark.browser)
        items[index] = item


LOOKING = "test_every_page.py"


@contextmanager
def the_product(folder: Path) -> Iterator[Product]:
    """As `make run` starts it, with PostgreSQL from the wheel; or one that already runs (JOURNEYS_IN)."""
    if place := os.environ.get("JOURNEYS_IN"):
        yield visited(Path(place).absolute())
        return
    with running(demonstration_in(folder), DAYAQ_POSTGRES="wheel") as product:
        yield product


@pytest.fixture(scope="package")
def product() -> Iterator[Product]:
    with the_product(ROOT / "var" / "journeys") as product:
        yield product


def found_chromium() -> str | None:
    """The system's own Chromium, or the one that is named."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = found_chromium()
    if chromium is None:
        pytest.fail(
            "No Chromium on this machine: install it (Debian: apt-get install chromium), or run .ci/run."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=["az", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[WIDE, NARROW], ids=["1280", "360"])
def viewport(request: pytest.FixtureRequest) -> ViewportSize:
    size: ViewportSize = request.param
    return size


@pytest.fixture
def sign_in(product: Product, browser: Browser) -> Iterator[SignIn]:
    """Open a page of one's own, signed in by one click as a demonstration account."""
    with signing_in(product, browser) as open_as:
        yield open_as


@contextmanager
def signing_in(product: Product, browser: Browser) -> Iterator[SignIn]:
    """The same while the block lasts."""
    contexts = []

    def open_as(
        username: str | None, *, language: str = "az", viewport: ViewportSize = WIDE
    ) -> Page:
        context = browser.new_context(
            base_url=product.address, viewport=viewport, locale="en-GB", timezone_id="Asia/Baku"
        )
        context.add_cookies(
            [{"name": "django_language", "value": language, "url": product.address}]
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        if username is not None:
            page.goto("/demo/")
            person = page.locator(f"button[name=username][value='{username}']").first
            if not person.is_visible():  # among the many of a role
                page.locator("details.more", has=person).locator("summary").click()
            person.click()
            page.wait_for_url(lambda url: "/demo/" not in url)
        return page

    yield open_as
    for context in contexts:
        context.close()
