"""A year's report from hand to hand, the edition made of all reports, and the way of a newcomer to it."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.journeys.conftest import NARROW, WIDE, SignIn, every, unsaid_amounts

EDITIONS = "/reporting/editions/"
WAYS = every(
    ("az", WIDE, "justice"), ("en", NARROW, "family-committee"),
    ("az", NARROW, "customs"), ("en", WIDE, "science-education"),
)  # fmt: skip
"""Language, size of the screen, and a body whose people walk this way and no other."""


def go_to(page: Page, address: str) -> None:
    """By the menu: beside the page where there is room, behind a button on a telephone."""
    if page.locator("details.menu > summary").is_visible():
        page.locator("details.menu > summary").click()
        page.locator(f"details.menu a[href='{address}']").click()
    else:
        page.locator(f"nav.rail a[href='{address}']").click()


def press(page: Page, form: str) -> None:
    """The button of the form that goes to an address which ends so."""
    page.locator(f"form[action$='{form}'] button[type=submit]").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize(("language", "viewport", "body"), WAYS)
def test_a_report_goes_from_the_drafter_over_the_approver_to_the_coordinator(
    sign_in: SignIn, language, viewport, body
):
    """Each finds on the first page what waits, and what the other wrote."""
    look = {"language": language, "viewport": viewport}
    said = f"Held {body}: four seminars in Şəki, Gəncə and Şamaxı."

    page = sign_in(f"drafter.{body}", **look)
    page.locator("#to-report a.work-link").first.click()
    address = re.sub(r"^https?://[^/]+", "", page.url)
    clause = page.locator(".law-clause").inner_text().strip(". ")
    begin = page.locator("form[action$='/begin/'] button")
    if begin.count():
        begin.click()
    page.locator("#id_facts").fill(said)
    expect(page.locator("#saved")).to_contain_text(re.compile(r"\d\d:\d\d"))
    page.locator("#id_result").fill("Two hundred people know where to turn.")
    page.locator("input[name=declared]").first.check()
    for amount in unsaid_amounts(page):
        page.locator(f"[name='{amount}']").fill("1200")
    page.locator("#writing button[value=send].btn-primary").click()
    expect(page.locator(".status-of-report").first).to_be_visible()
    expect(page.locator("#writing")).to_have_count(0)

    page = sign_in(f"approver.{body}", **look)
    waiting = page.locator(f"#to-approve a[href='{address}']")
    if waiting.count():
        waiting.click()
    else:
        page.goto(address)
    expect(page.get_by_text(said)).to_be_visible()
    press(page, "/approve/")

    page = sign_in("coordinator.mia", **look)
    go_to(page, "/reporting/obligations/")
    page.locator("#id_q").fill(clause)
    page.locator(f"#list a[href='{address}']").first.click()
    expect(page.get_by_text(said)).to_be_visible()
    press(page, "/accept/")
    expect(page.locator("form[action$='/accept/']")).to_have_count(0)

    page = sign_in(f"drafter.{body}", **look)
    page.goto(address)
    expect(page.locator(".aside .status-good").first).to_be_visible()
    expect(page.locator("#writing")).to_have_count(0)


def test_the_edition_is_built_while_one_watches_and_leaves_as_three_files(
    sign_in: SignIn, tmp_path
):
    page = sign_in("coordinator.mia", language="az")
    go_to(page, EDITIONS)
    page.locator("#cycle").select_option(index=0)
    press(page, "/editions/build/")
    expect(page.locator("#build")).to_be_visible()
    expect(page.locator("#build")).to_have_count(0, timeout=60_000)
    expect(page.locator("#files")).to_be_visible()

    assert {path.suffix for path in downloaded(page, tmp_path)} == {".docx", ".pdf", ".xlsx"}


def downloaded(page: Page, folder: Path) -> Iterator[Path]:
    """Each file of the edition, by a click on its name; whole, by its own first bytes."""
    names = page.locator("#files a[download]")
    assert names.count() == 6
    for number in range(names.count()):
        with page.expect_download() as given:
            names.nth(number).click()
        file: Download = given.value
        path = folder / file.suggested_filename
        file.save_as(path)
        assert path.read_bytes()[:4] == b"%PDF" or zipfile.ZipFile(path).testzip() is None
        yield path


@pytest.mark.parametrize(("language", "viewport"), every(("az", WIDE), ("en", NARROW), rest=[]))
def test_a_newcomer_is_at_the_edition_within_five_clicks(sign_in: SignIn, language, viewport):
    page = sign_in(None, language=language, viewport=viewport)
    clicks = 0

    def click(what: str) -> None:
        nonlocal clicks
        page.locator(what).filter(visible=True).first.click()
        clicks += 1
        page.wait_for_load_state()

    page.goto("/")
    click("a[href='/demo/']")
    click("button[name=username][value='oversight.cabinet']")
    click(f"main a[href='{EDITIONS}']")
    click(f"#list a[href^='{EDITIONS}']:not([download]):not(.file-link)")

    expect(page.locator("#inside")).to_be_visible()
    assert re.search(rf"{EDITIONS}\d+/", page.url)
    assert page.locator("#files a[download]").first.is_visible()
    assert clicks < 5, "one click is left for the file itself"
