"""A first responder refers somebody on a phone, and the desk takes them over without a mouse: counted.

Measure 4.1.9, issue of three minutes: at most four screens and twelve answers that must be given.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, WIDE, SignIn, every
from tests.journeys.test_keyboard import tab_to

MOST_SCREENS, MOST_ANSWERS = 4, 12

ADULT = {"safety": "safe", "majority": "adult", "agrees": "yes"}
CHILD = {"safety": "danger", "majority": "child"}
REFUSES = {"safety": "safe", "majority": "adult", "agrees": "no"}


class Answered:
    """Whoever answers on the page, counting screens and answers."""

    def __init__(self, page: Page, chosen: dict[str, str]) -> None:
        self.page, self.chosen = page, chosen
        self.screens = self.answers = 0

    def screen(self) -> None:
        """Answer what must be answered on this screen, and nothing else; go on."""
        self.screens += 1
        assert self.page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), "it scrolls sideways"
        asked = self.page.locator(".ask-must")
        for place in range(asked.count()):
            question = asked.nth(place)
            if question.is_visible():
                self.answer(question)
        self.page.locator("button[name=then][value=on]").click()
        self.page.wait_for_load_state()

    def answer(self, question) -> None:
        self.answers += 1
        name = question.evaluate(
            "one => [...one.classList].find(word => /^ask-(?!must)/.test(word)).slice(4)"
        )
        options = question.locator(".option")
        if options.count():
            wanted = self.chosen.get(name)
            chosen = question.locator(f"input[value$='{wanted}']") if wanted else options
            chosen.first.click()
        elif question.locator("select").count():
            values = question.locator("option").evaluate_all("all => all.map(one => one.value)")
            question.locator("select").select_option(next(v for v in values if v))
        else:
            kind = question.locator("input").first
            is_number = kind.count() and kind.get_attribute("type") == "number"
            question.locator("input, textarea").first.fill("0" if is_number else "Nümayiş.")


@pytest.mark.parametrize(
    ("language", "chosen", "way"),
    every(("az", ADULT, "adult"), ("en", CHILD, "child"), rest=[("az", REFUSES, "notice")]),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_new_first_responder_refers_in_four_screens_and_twelve_answers(
    sign_in: SignIn, language, chosen, way
):
    page = sign_in("first_responder.border", language=language, viewport=NARROW)
    page.goto("/referrals/new/")
    told = Answered(page, chosen)
    while page.locator("form.asks").count():
        told.screen()
        assert told.screens < MOST_SCREENS, "more screens than were promised"
    told.screens += 1  # the last: look over and send
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/referrals/[0-9A-Z]{10}/$"))

    assert told.screens <= MOST_SCREENS, way
    assert told.answers <= MOST_ANSWERS, way
    expect(page.locator(".facts-strip .status").first).to_be_visible()


@pytest.mark.parametrize(("language", "viewport"), every(("az", WIDE), rest=[("en", NARROW)])[:1])
def test_the_desk_takes_a_referral_over_by_keys_alone(sign_in: SignIn, language, viewport):
    page = sign_in("case_worker.mia-anti-trafficking", language=language, viewport=viewport)
    page.goto("/referrals/arrived/?status=sent")
    tab_to(page, "main table a[href^='/referrals/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/referrals/[0-9A-Z]{10}/$"))
    tab_to(page, "main a[href$='/take/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/take/")
    tab_to(page, "main input[type=radio]")
    page.keyboard.press("Space")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/take/" not in url)

    expect(page.locator("main h1")).to_be_visible()
    assert page.locator(".invalid-feedback, .errors").count() == 0
