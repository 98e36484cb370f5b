"""The main jobs of the social worker and of who takes the call, by keys alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, WIDE, SignIn, every
from tests.journeys.test_keyboard import tab_to

FOCUSABLE = "input:not([type=hidden]), select, textarea"
ONE_WAY = [("az", WIDE)]


def answer(page: Page, name: str) -> None:
    """Give any answer to a question: the first choice, or a few words."""
    field = f".ask-{name} :is({FOCUSABLE})"
    tab_to(page, field)
    kind = page.evaluate("[document.activeElement.tagName, document.activeElement.type].join()")
    if kind.startswith(("INPUT,radio", "INPUT,checkbox")):
        page.keyboard.press("Space")
    elif kind.startswith("SELECT"):
        page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type("0" if kind.endswith("number") else "Nümayiş.")


@pytest.mark.parametrize(("language", "viewport"), every(*ONE_WAY, rest=[("en", NARROW)])[:1])
def test_who_takes_the_call_refers_somebody_by_keys_alone(sign_in: SignIn, language, viewport):
    page = sign_in("first_responder.border", language=language, viewport=viewport)
    page.goto("/referrals/new/")
    for _screen in range(4):
        if not page.locator("form.asks").count():
            break
        asked = page.locator(".ask-must")
        for place in range(asked.count()):
            question = asked.nth(place)
            if question.is_visible():
                answer(
                    page,
                    re.findall(r"ask-(?!must)([\w-]+)", str(question.get_attribute("class")))[0],
                )
        tab_to(page, "button[name=then][value=on]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    tab_to(page, "main form button[type=submit].btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/referrals/[0-9A-Z]{10}/$"))
    expect(page.locator(".facts-strip .status").first).to_be_visible()


@pytest.mark.parametrize(("language", "viewport"), every(*ONE_WAY, rest=[("en", NARROW)])[:1])
def test_the_social_worker_plans_a_service_and_asks_a_provider_by_keys_alone(
    sign_in: SignIn, language, viewport
):
    page = sign_in("case_worker.mia-anti-trafficking", language=language, viewport=viewport)
    page.goto("/recovery/plans/?status=in_force")
    tab_to(page, "main table a[href^='/recovery/plans/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/recovery/plans/[0-9A-Z]{10}/$"))
    tab_to(page, "main a[href$='/add/help/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/add/help/")
    tab_to(page, "#id_kind")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#id_what")
    page.keyboard.type("By keys alone.")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/recovery/plans/[0-9A-Z]{10}/$"))
    tab_to(page, "main a.btn-primary[href*='/help/'][href$='/ask/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/")
    tab_to(page, "main .choices a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/?offer=*")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/ask/" not in url)
    assert page.locator(".invalid-feedback, .errors").count() == 0
    expect(page.locator("main h1")).to_be_visible()
