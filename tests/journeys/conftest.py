"""One product for all journeys, with the demonstration in it, and a browser to visit it with."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.product import ROOT, Product, running

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """Started from an empty folder with PostgreSQL from the wheel; or one that already runs."""
    folder = ROOT / "var" / "journeys"
    shutil.rmtree(folder, ignore_errors=True)
    with running(folder, DAYAQ_POSTGRES="wheel") as product:
        yield product


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
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
            page.locator(f"button[name=username][value='{username}']").first.click()
            page.wait_for_url("**/")
        return page

    yield open_as
    for context in contexts:
        context.close()
