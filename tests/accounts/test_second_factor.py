"""The second factor: led to it, set up with an app, asked for at the door, kept encrypted."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from dayaq.accounts.second_factor import MFAAdapter, has_second_factor
from dayaq.audit.models import Entry
from tests.accounts.conftest import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DOOR = "/account/login/"
SETTING_UP = "/account/2fa/"


def code(secret: str, *, steps: int = 0) -> str:
    """What an authenticator app shows now, or some half minutes away."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def wrong_code(secret: str) -> str:
    shown = {code(secret, steps=steps) for steps in range(-3, 4)}
    return next(guess for guess in ("000000", "111111", "222222", "333333") if guess not in shown)


@pytest.fixture
def client():
    browser = Client()
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def strict(settings):
    """The product as production runs it."""
    settings.SECOND_FACTOR_REQUIRED = True


def enter(client, user) -> None:
    client.post(DOOR, {"login": user.username, "password": PASSWORD})


def test_whoever_lacks_one_is_led_to_set_one_up_before_anything_else(client, leyla, strict):
    enter(client, leyla)

    for address in ("/", "/search/", "/administration/", "/account/password/change/"):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain == [(SETTING_UP, 302)], address
    assert "set up a second factor" in client.get("/", follow=True).content.decode()


def test_the_way_to_set_one_up_goes_in_no_circle(client, leyla, strict):
    enter(client, leyla)

    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 200, name
    assert client.get("/healthz").status_code in {200, 503}
    assert client.post(reverse("portal:language"), {"language": "az"}).status_code == 302
    assert client.post(reverse("account_logout")).status_code == 302


def test_who_is_not_signed_in_is_asked_to_sign_in_first(client, strict):
    assert client.get("/").headers["Location"].startswith(DOOR)
    assert client.get(DOOR).status_code == 200


def test_where_it_is_not_required_nobody_is_led_away(client, leyla):
    enter(client, leyla)

    assert client.get("/").status_code == 200


def test_an_app_is_set_up_and_then_asked_for_at_every_sign_in(
    client, leyla, strict, django_capture_on_commit_callbacks
):
    enter(client, leyla)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert done.status_code == 302
    assert client.get("/").status_code == 200
    assert Entry.objects.filter(did="second_factor.added", by=leyla).exists()
    client.post("/account/logout/")

    enter(client, leyla)
    assert client.get("/").headers["Location"].startswith(DOOR)
    refused = client.post(reverse("mfa_authenticate"), {"code": wrong_code(secret)})
    assert "The code is not right." in refused.content.decode()
    assert Entry.objects.filter(did="second_factor.refused", by=leyla).exists()
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert client.get("/").status_code == 200
    assert Entry.objects.filter(did="account.signed_in").latest("pk").details == {
        "ways": ["password", "totp"]
    }


def test_a_code_opens_the_door_only_once(client, leyla):
    TOTP.activate(leyla, SECRET)
    now = code(SECRET)
    enter(client, leyla)
    client.post(reverse("mfa_authenticate"), {"code": now})
    assert client.get("/").status_code == 200

    other = Client()
    enter(other, leyla)
    other.post(reverse("mfa_authenticate"), {"code": now})

    assert other.get("/").status_code == 302


def test_guessing_codes_is_stopped(client, leyla):
    TOTP.activate(leyla, SECRET)
    enter(client, leyla)
    for _guess in range(5):
        client.post(reverse("mfa_authenticate"), {"code": wrong_code(SECRET)})

    answer = client.post(reverse("mfa_authenticate"), {"code": code(SECRET)})

    assert "Too many wrong attempts" in answer.content.decode()


def test_removing_the_only_one_leads_back_to_setting_one_up(client, leyla, strict):
    TOTP.activate(leyla, SECRET)
    enter(client, leyla)
    client.post(reverse("mfa_authenticate"), {"code": code(SECRET)})
    assert client.get("/").status_code == 200

    client.post(reverse("mfa_deactivate_totp"))

    assert not has_second_factor(leyla)
    assert client.get("/").headers["Location"] == SETTING_UP


def test_that_somebody_has_one_is_looked_up_once_a_session(
    client, leyla, strict, django_assert_num_queries
):
    TOTP.activate(leyla, SECRET)
    enter(client, leyla)
    client.post(reverse("mfa_authenticate"), {"code": code(SECRET)})
    client.get("/")

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get("/")

    assert not [q for q in queries if "mfa_authenticator" in q["sql"]]


def test_recovery_codes_alone_are_no_second_factor(leyla):
    Authenticator.objects.create(user=leyla, type="recovery_codes", data={"seed": "x"})

    assert not has_second_factor(leyla)


def test_the_database_holds_no_secret_in_clear(leyla):
    TOTP.activate(leyla, SECRET)

    stored = json.dumps(Authenticator.objects.get(user=leyla).data)

    assert SECRET not in stored
    assert MFAAdapter().decrypt(json.loads(stored)["secret"]) == SECRET


def test_a_new_secret_key_still_opens_what_the_old_one_closed(leyla, settings):
    TOTP.activate(leyla, SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, long enough for everybody who looks at it"

    assert TOTP(Authenticator.objects.get(user=leyla)).validate_code(code(SECRET))


def test_where_the_key_is_lost_no_code_fits_anymore(leyla, settings):
    TOTP.activate(leyla, SECRET)
    settings.SECRET_KEY = "another key, long enough for everybody who looks at it"

    factor = TOTP(Authenticator.objects.get(user=leyla))

    assert not factor.validate_code(code(SECRET))
    assert not factor.validate_code(format_hotp_value(hotp_value("", int(time.time()) // 30)))
