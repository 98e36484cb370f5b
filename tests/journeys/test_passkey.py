"""A passkey is registered in a real browser, and opens the door by itself from then on."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from tests.journeys.conftest import NARROW, WIDE
from tests.product import Product


@pytest.fixture
def context(product: Product, browser: Browser):
    """A browser at `localhost`: no passkey is ever bound to a bare number."""
    context = browser.new_context(
        base_url=product.address.replace("127.0.0.1", "localhost"), viewport=WIDE, locale="en-GB"
    )
    context.add_cookies(
        [{"name": "django_language", "value": "en", "domain": "localhost", "path": "/"}]
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


def plug_in_a_key(context: BrowserContext, page: Page) -> CDPSession:
    """A new key in the browser's hand, that recognises its owner."""
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return devtools


def sign_in_by_password(page: Page, product: Product, username: str) -> None:
    """By password and the code of an authenticator app: a code opens once, so each story has its person."""
    known = product.account(username)
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(known["password"])
    page.locator("form.door button[type=submit]").first.click()
    code = format_hotp_value(hotp_value(known["otp_secret"], int(time.time()) // 30))
    page.locator("input[name=code]").fill(code)
    page.locator("form.door button[type=submit]").first.click()
    expect(page.locator("details.person summary").first).to_be_visible()


def register(page: Page, name: str) -> None:
    page.goto("/account/2fa/webauthn/add/")
    page.locator("input[name=name]").fill(name)
    if page.locator("input[name=passwordless]").count():
        page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.locator("main form button[type=submit]").click()
    page.goto("/")
    page.wait_for_url("**/account/login/**")


def test_a_registered_passkey_signs_its_person_in(product, context):
    page = context.new_page()
    plug_in_a_key(context, page)
    sign_in_by_password(page, product, "drafter.labour")
    register(page, "The office key")
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_text("The office key").first).to_be_visible()

    sign_out(page)
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: url.rstrip("/").count("/") == 2)

    expect(page.locator("details.person summary").first).to_be_visible()
    page.goto("/account/2fa/")
    assert page.url.endswith("/account/2fa/"), "who signed in by passkey is let in everywhere"


def test_another_key_opens_nothing(product, context):
    page = context.new_page()
    plug_in_a_key(context, page)
    page.goto("/account/login/")

    page.locator("#passkey_login").click()

    expect(page.get_by_role("alert").filter(has_text="passkey was not used")).to_be_visible()
    page.goto("/")
    expect(page).to_have_url(re.compile("/account/login/"))


def test_the_pages_of_passkeys_fit_a_telephone(product, context):
    page = context.new_page()
    page.set_viewport_size(NARROW)
    sign_in_by_password(page, product, "approver.labour")
    for address in ("/account/2fa/", "/account/2fa/webauthn/add/", "/account/2fa/webauthn/"):
        page.goto(address)
        assert page.url.endswith(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= NARROW["width"], address
