"""Pictures of the main pages for `docs/images`: `make screenshots` takes them anew from the demonstration.

Nobody in them exists. Each way leads by links, so that it is found whatever numbers things have today.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.journeys.conftest import ARGUMENTS, NARROW, found_chromium, signing_in, the_product
from tests.product import ROOT, Product

IMAGES = ROOT / "docs" / "images"
DESK: ViewportSize = {"width": 1280, "height": 860}


@dataclass(frozen=True)
class Shot:
    """A page: what the picture is called, whose it is, where it begins and which links lead on."""

    name: str
    username: str
    path: str
    links: tuple[str, ...] = ()
    language: str = "az"
    size: ViewportSize = field(default_factory=lambda: DESK)

    def take(self, page: Page) -> bytes:
        page.goto(self.path)
        for link in self.links:
            page.locator(link).filter(visible=True).first.click()
            page.wait_for_load_state()
        page.evaluate("document.activeElement?.blur()")
        return page.screenshot(animations="disabled")


FIRST = "#list tbody a[href^='/']"
"""The first row of a list."""

SHOTS = (
    Shot("my-work", "drafter.labour", "/"),
    Shot("my-work-en", "drafter.labour", "/", language="en"),
    Shot("my-work-360", "drafter.labour", "/", size=NARROW),
    Shot("plan", "coordinator.mia", "/plan/"),
    Shot("measure", "coordinator.mia", "/plan/4.2.1/"),
    Shot("coverage", "coordinator.mia", "/reporting/matrix/"),
    Shot("roadmap", "coordinator.mia", "/plan/roadmap/"),
    Shot("import-review", "coordinator.mia", "/plan/readings/", (FIRST,)),
    Shot("edition", "coordinator.mia", "/reporting/editions/", (FIRST,)),
    Shot("evidence", "coordinator.mia", "/evidence/"),
    Shot(
        "learning-results",
        "coordinator.mia",
        "/learning/trainings/?status=held",
        (FIRST, "main a[href$='/results/']"),
    ),
    Shot("proposal", "coordinator.mia", "/proposals/?status=opinions", (FIRST,)),
    Shot("referral", "case_manager.mia-anti-trafficking", "/referrals/arrived/", (FIRST,)),
    Shot("case", "case_manager.mia-anti-trafficking", "/cases/", (FIRST,)),
    Shot("find", "case_manager.mia-anti-trafficking", "/cases/find/"),
    Shot("recovery-plan", "case_manager.mia-anti-trafficking", "/recovery/plans/", (FIRST,)),
    Shot("shelter-today", "shelter_manager.labour", "/shelters/today/"),
    Shot("data-protection", "data_protection.mia", "/cases/data-protection/"),
    Shot("administration", "administrator.mia", "/administration/"),
)


def take_all(product: Product, browser: Browser, shots: Iterable[Shot] = SHOTS) -> list[Path]:
    """Each picture anew, in its file."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    taken = []
    with signing_in(product, browser) as sign_in:
        for shot in shots:
            page = sign_in(shot.username, language=shot.language, viewport=shot.size)
            path = IMAGES / f"{shot.name}.png"
            path.write_bytes(shot.take(page))
            taken.append(path)
            print(f"  {path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")
    return taken


def main(names: list[str]) -> None:
    """`python -m tests.screenshots [NAME…]`: of a copy, or of a product that runs already (JOURNEYS_IN)."""
    shots = [shot for shot in SHOTS if not names or shot.name in names]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found_chromium(), args=ARGUMENTS)
        with the_product(ROOT / "var" / "screenshots") as product:
            take_all(product, browser, shots)


if __name__ == "__main__":
    main(sys.argv[1:])
