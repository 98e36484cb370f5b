"""Before what weighs much one shows again who one is: password and second factor, both, and lately."""

import re
import time
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from dayaq.access import proving, step_up
from dayaq.accounts.models import Role, User
from dayaq.audit.models import Entry
from dayaq.directory.models import ParameterValue
from tests import given
from tests.accounts.test_second_factor import SECRET, code, wrong_code

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _at_a_quiet_door(db):
    cache.clear()


@pytest.fixture
def bella(db) -> User:
    """May open a case in an emergency, which weighs much."""
    return given.person("bella", at=given.body("labour"), role=Role.CASE_MANAGER)


@pytest.fixture
def client(bella) -> Client:
    browser = Client()
    browser.cookies["django_language"] = "en"
    browser.force_login(bella)
    return browser


@pytest.fixture
def address() -> str:
    return reverse("cases:break_glass")


def show(client, address: str, sent=(), **proof: str):
    """Answer the page that asks, carrying along what it carries."""
    page = client.post(address, dict(sent)) if sent else client.get(address)
    assert page.status_code == 401
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    carried = {name: unescape(value) for name, value in hidden if name != "csrfmiddlewaretoken"}
    assert carried.pop("step-up-for") == ("POST" if sent else "GET")
    answer = {"step-up-for": "POST" if sent else "GET", **carried}
    return client.post(address, answer | {f"step-up-{name}": v for name, v in proof.items()})


def test_the_page_opens_after_the_password_where_there_is_no_second_factor(client, address):
    shown = show(client, address, password=PASSWORD)

    assert (shown.status_code, shown.headers["Location"]) == (302, address)
    assert client.get(address).status_code == 200
    entry = Entry.objects.get(did="step_up.done")
    assert entry.details == {"page": "cases:break_glass", "ways": ["password"]}


def test_a_wrong_password_opens_nothing_and_is_written_down(client, address, bella):
    refused = show(client, address, password="wrong")

    assert refused.status_code == 401
    assert "The password is not right." in refused.text
    assert "no-store" in refused.headers["Cache-Control"]
    assert client.get(address).status_code == 401
    assert Entry.objects.get(did="step_up.refused").by == bella


def test_where_there_is_a_second_factor_the_password_alone_is_not_enough(client, address, bella):
    TOTP.activate(bella, SECRET)

    for given_code in ("", wrong_code(SECRET)):
        assert show(client, address, password=PASSWORD, code=given_code).status_code == 401
    assert show(client, address, password="wrong", code=code(SECRET)).status_code == 401
    assert show(client, address, password=PASSWORD, code=code(SECRET)).status_code == 302
    assert client.get(address).status_code == 200


def test_a_code_that_was_used_shows_nothing_a_second_time(client, address, bella, monkeypatch):
    TOTP.activate(bella, SECRET)
    used = code(SECRET)
    assert show(client, address, password=PASSWORD, code=used).status_code == 302
    given.stepped_up(client, until=0)

    assert show(client, address, password=PASSWORD, code=used).status_code == 401


def test_a_recovery_code_is_for_getting_back_in_and_shows_nothing_here(client, address, bella):
    TOTP.activate(bella, SECRET)
    recovery = RecoveryCodes.activate(bella)
    first, second, *_others = recovery.get_unused_codes()
    assert recovery.validate_code(first)

    assert show(client, address, password=PASSWORD, code=second).status_code == 401


def test_guessing_is_stopped_even_for_the_right_answer(client, address):
    for _guess in range(5):
        show(client, address, password="wrong")

    assert "Too many wrong attempts" in show(client, address, password=PASSWORD).text


def test_it_holds_for_some_minutes_that_the_ministry_sets(client, address, monkeypatch):
    ParameterValue.objects.filter(parameter__code="session.fresh_step_up").update(value="3")
    show(client, address, password=PASSWORD)
    now = time.time()

    monkeypatch.setattr(time, "time", lambda: now + 170)
    assert client.get(address).status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + 190)
    assert client.get(address).status_code == 401


def test_signing_in_shows_nothing_again(bella, address):
    """Also for whoever signed in a second ago: a session may be somebody else's by now."""
    browser = Client()
    browser.post("/account/login/", {"login": "bella", "password": PASSWORD})

    assert browser.get("/").status_code == 200
    assert browser.get(address).status_code == 401


def test_it_ends_with_the_session_and_is_nobody_elses(client, address, bella):
    show(client, address, password=PASSWORD)
    other = given.person("other", at=given.body("labour"), role=Role.CASE_MANAGER)
    session = client.session
    assert step_up.SESSION_KEY in session

    session["_auth_user_id"] = str(other.pk)
    session["_auth_user_hash"] = other.get_session_auth_hash()
    session.save()
    assert client.get(address).status_code == 401
    client.post("/account/logout/")
    client.force_login(bella)
    assert client.get(address).status_code == 401


def test_the_session_gets_another_name(client, address):
    """Whoever had watched the old one has nothing."""
    before = client.session.session_key
    show(client, address, password=PASSWORD)

    assert client.session.session_key != before


def test_nothing_that_was_typed_is_lost_on_the_way(client, address, bella):
    reason = 'Danger to "life" & limb, <b>now</b>\n\nSecond line, ə ı İ.'
    sent = {"reference": "ZZZZZZZZZZ", "parts": ["identity", "needs"], "minutes": "20"}
    sent |= {"reason": reason, "appointment": str(bella.posts[0].pk)}

    asked = client.post(address, sent)
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', asked.text)
    again: dict[str, list[str]] = {}
    for name, value in hidden:
        again.setdefault(name, []).append(unescape(value))
    answer = client.post(address, again | {"step-up-password": PASSWORD})

    # Nothing is asked twice: the form itself was judged, with every word and every choice.
    assert answer.status_code == 422
    assert "no case that can be opened" in answer.text
    form = answer.context["form"]
    assert form.cleaned_data["reason"] == " ".join(reason.split()) or form.data["reason"] == reason
    assert form.data.getlist("parts") == ["identity", "needs"]
    assert not [name for name in form.data if name.startswith("step-up")]


def test_what_is_typed_for_this_page_does_not_reach_the_page_behind(client, address):
    refused = show(client, address, {"reference": "ZZZZZZZZZZ"}, password="wrong")

    assert 'value="wrong"' not in refused.text
    assert 'value="ZZZZZZZZZZ"' in refused.text


def test_without_a_password_of_ours_nobody_passes_who_cannot_be_asked(client, address, bella):
    """The government's sign-in knows them; we cannot ask them again. Allauth would let them pass."""
    bella.set_unusable_password()
    bella.save()
    client.force_login(bella)

    refused = client.get(address)
    assert refused.status_code == 401
    assert "only a passkey" in refused.text
    sent = {"step-up-for": "GET", "step-up-password": "", "step-up-code": ""}
    assert client.post(address, sent).status_code == 401
    TOTP.activate(bella, SECRET)
    assert client.post(address, sent | {"step-up-code": code(SECRET)}).status_code == 401
    assert client.get(address).status_code == 401


def test_a_passkey_set_up_since_the_sign_in_does_not_stand_for_a_password(
    client, address, bella, rf, monkeypatch
):
    bella.set_unusable_password()
    bella.save()
    key = Authenticator.objects.create(user=bella, type="webauthn", data={})
    request = rf.get(address)
    request.user, request.session = bella, client.session
    signed_in = {"at": key.created_at.timestamp() - 1}
    monkeypatch.setattr(proving, "get_authentication_records", lambda *_: [signed_in])
    assert proving.Ways(request).factors == []

    signed_in["at"] += 2
    assert proving.Ways(request).factors == [key]
    monkeypatch.setattr(proving, "get_authentication_records", lambda *_: [])
    assert proving.Ways(request).factors == []


def test_where_a_second_factor_is_demanded_nobody_passes_without(client, address, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    session = client.session
    session["has_second_factor"] = True  # as if it had been reset meanwhile
    session.save()

    assert "Set up a second factor first" in client.get(address).text
    sent = {"step-up-for": "GET", "step-up-password": PASSWORD}
    assert client.post(address, sent).status_code == 401


LISTS = {
    "cases:queue": Role.CASE_MANAGER,
    "cases:openings": Role.DATA_PROTECTION,
    "cases:alerts": Role.DATA_PROTECTION,
    "cases:preview": Role.DATA_PROTECTION,
    "cases:retention": Role.DATA_PROTECTION,
    "administration:audit": Role.OVERSIGHT,
}


@pytest.mark.parametrize(("name", "role"), LISTS.items())
def test_a_confidential_list_leaves_for_whom_it_is_asked_and_what_for(name, role):
    someone = given.person("someone", at=given.body("mia"), role=role)
    browser = Client()
    browser.force_login(someone)
    address = f"{reverse(name)}?q=kanarli&export=csv"

    assert browser.get(address).status_code == 401
    asked = browser.post(address, {"purpose": "Monthly meeting"})
    assert (asked.status_code, "attachment" in str(asked.headers)) == (401, False)
    assert show(browser, address, password=PASSWORD).status_code == 302
    assert "attachment" not in str(browser.get(address).headers)
    assert browser.post(address, {"purpose": " "}).status_code == 422
    left = browser.post(address, {"purpose": "Monthly meeting"})

    assert "attachment" in left.headers["Content-Disposition"]
    entry = Entry.objects.get(did="list.exported")
    assert (entry.by, entry.purpose) == (someone, "Monthly meeting")
    assert entry.details["rows"] == len(left.text.strip().splitlines()) - 1
    assert "kanarli" not in str(entry.details)
