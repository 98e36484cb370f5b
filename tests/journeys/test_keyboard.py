"""A report is written and sent by keys alone: no mouse, no finger, and one always sees where one is."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, WIDE, SignIn, every, unsaid_amounts

MOST_STOPS = 150
WHERE_ONE_IS = """
() => {
  const here = document.activeElement, look = getComputedStyle(here), box = here.getBoundingClientRect();
  const drawn = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
  return here === document.body || drawn || look.boxShadow !== "none" || box.width * box.height === 0
    ? "" : here.outerHTML.slice(0, 120);
}
"""


def tab_to(page: Page, what: str) -> None:
    """Press Tab until it has the focus; each stop on the way can be seen."""
    unseen: list[str] = []
    for _ in range(MOST_STOPS):
        if page.locator("*:focus").count() and page.evaluate(
            "what => document.activeElement.matches(what)", what
        ):
            assert unseen == [], "where one is cannot be seen"
            return
        page.keyboard.press("Tab")
        if lost := page.evaluate(WHERE_ONE_IS):
            unseen.append(lost)
    pytest.fail(f"no number of tabs leads to {what}")


@pytest.mark.parametrize(
    ("language", "viewport", "body"),
    every(("az", WIDE, "border"), ("en", NARROW, "tourism"), rest=[]),
)
def test_a_report_is_written_and_sent_by_keys_alone(sign_in: SignIn, language, viewport, body):
    page = sign_in(f"drafter.{body}", language=language, viewport=viewport)
    page.goto("/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, "#to-report a.work-link")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reporting/obligations/*/")
    if page.locator("form[action$='/begin/']").count():
        tab_to(page, "form[action$='/begin/'] button")
        page.keyboard.press("Enter")
        page.wait_for_selector("#writing")
    for field, words in (("facts", "By keys alone."), ("result", "It can be done.")):
        tab_to(page, f"#id_{field}")
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(words)
    tab_to(page, "input[name=declared]")
    page.keyboard.press("Space")
    for amount in unsaid_amounts(page):
        tab_to(page, f"[name='{amount}']")
        page.keyboard.type("1200")
    tab_to(page, "#writing button[value=send]")
    page.keyboard.press("Enter")

    expect(page.locator("#writing")).to_have_count(0)
    expect(page.get_by_text("By keys alone.")).to_be_visible()
