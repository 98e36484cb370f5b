"""At the door: who comes in, who does not, what is revealed (nothing) and what is written down."""

import re

import pytest
from django.contrib.auth.hashers import get_hasher
from django.test import Client
from django.urls import reverse

from dayaq.accounts.models import User
from dayaq.audit.models import Entry
from tests.accounts.conftest import PASSWORD

DOOR = "/account/login/"
INSIDE = "/"


@pytest.fixture
def client():
    browser = Client()
    browser.cookies["django_language"] = "en"
    return browser


def knock(client, username, password):
    return client.post(DOOR, {"login": username, "password": password})


def said(response) -> list[str]:
    return [str(error) for errors in response.context["form"].errors.values() for error in errors]


def dids():
    return list(Entry.objects.order_by("pk").values_list("did", flat=True))


def test_a_name_and_its_password_open_the_door_and_it_is_recorded(client, leyla):
    response = knock(client, "leyla", PASSWORD)

    assert response.status_code == 302
    assert client.get(INSIDE).status_code == 200
    entry = Entry.objects.get(did="account.signed_in")
    assert (entry.by, entry.details) == (leyla, {"ways": ["password"]})


def test_going_out_is_recorded(client, leyla):
    knock(client, "leyla", PASSWORD)

    client.post("/account/logout/")

    assert client.get(INSIDE).status_code == 302
    assert Entry.objects.get(did="account.signed_out").by == leyla


def test_a_wrong_password_an_unknown_name_and_a_closed_account_get_one_answer(client, leyla, murad):
    answers = [
        knock(client, name, word)
        for name, word in (
            ("leyla", "wrong"),
            ("nobody", "wrong"),
            ("murad", "wrong"),
            ("murad", PASSWORD),
        )
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert {tuple(said(answer)) for answer in answers} == {
        ("The user name or the password is not right.",)
    }
    pages = {
        re.sub(
            r'(name="csrfmiddlewaretoken"|name="login"|X-CSRFToken)[^>]*', "", page.content.decode()
        )
        for page in answers
    }
    assert len(pages) == 1


@pytest.mark.parametrize("name", ["leyla", "nobody", "murad"])
def test_after_five_wrong_words_the_sixth_is_told_to_wait_whoever_it_is(client, leyla, murad, name):
    for _attempt in range(5):
        assert said(knock(client, name, "wrong")) == ["The user name or the password is not right."]

    assert said(knock(client, name, "wrong")) == [
        "Too many wrong attempts. Wait five minutes and try again."
    ]
    assert said(knock(client, name, PASSWORD)) == [
        "Too many wrong attempts. Wait five minutes and try again."
    ]
    assert client.get(INSIDE).status_code == 302


def test_the_right_word_of_a_closed_account_counts_as_wrong(client, murad):
    for _attempt in range(5):
        knock(client, "murad", PASSWORD)

    assert "Too many" in said(knock(client, "murad", PASSWORD))[0]


def test_one_persons_wrong_words_do_not_keep_another_out(client, leyla):
    for _attempt in range(6):
        knock(client, "nobody", "wrong")

    assert knock(client, "leyla", PASSWORD).status_code == 302


def test_many_names_from_one_address_are_stopped_as_well(client, leyla):
    for number in range(10):
        knock(client, f"guess{number}", "wrong")

    assert "Too many" in said(knock(client, "leyla", PASSWORD))[0]


def test_a_refusal_is_recorded_without_what_was_typed(client, leyla, murad):
    knock(client, "leyla", "my secret word")
    knock(client, "password-typed-as-name", "wrong")
    knock(client, "murad", PASSWORD)

    known, unknown, closed = Entry.objects.filter(did="account.refused").order_by("pk")
    assert (known.subject_id, known.details) == (leyla.pk, {"why": "wrong password"})
    assert (unknown.subject_id, unknown.subject) == (0, "")
    assert (closed.subject_id, closed.details) == (murad.pk, {"why": "closed"})
    everything = str(list(Entry.objects.values()))
    assert "my secret word" not in everything
    assert "password-typed-as-name" not in everything


def test_an_unknown_name_costs_as_much_time_as_a_known_one(client, leyla, monkeypatch):
    """Both hash a password once: counted instead of timed, so that the test never lies."""
    hasher = type(get_hasher())
    counted = []
    encode = hasher.encode

    def counting(*args, **kwargs):
        counted.append(1)
        return encode(*args, **kwargs)

    monkeypatch.setattr(hasher, "encode", counting)

    knock(client, "leyla", "wrong")
    for_known = len(counted)
    knock(client, "nobody", "wrong")

    assert len(counted) - for_known == for_known == 1


@pytest.mark.parametrize(
    "address",
    ["/account/signup/", "/account/email/", "/account/3rdparty/", "/account/3rdparty/signup/"],
)
def test_nobody_signs_themselves_up_or_changes_their_address(client, leyla, address):
    assert client.get(address).status_code == 404
    client.force_login(leyla)
    assert client.get(address).status_code == 404


def test_closing_an_account_ends_its_sessions_at_once(client, leyla):
    client.force_login(leyla)
    assert client.get(INSIDE).status_code == 200

    User.objects.filter(pk=leyla.pk).update(is_active=False)

    assert client.get(INSIDE).status_code == 302


def test_a_new_seal_ends_every_session(client, leyla):
    client.force_login(leyla)

    User.objects.filter(pk=leyla.pk).update(session_seal="another")

    assert client.get(INSIDE).status_code == 302


def test_a_new_password_ends_the_other_sessions_but_not_this_one(client, leyla):
    elsewhere = Client()
    elsewhere.force_login(leyla)
    knock(client, "leyla", PASSWORD)

    answer = client.post(
        "/account/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "eight new words of mine",
            "password2": "eight new words of mine",
        },
    )

    assert answer.status_code == 302
    assert elsewhere.get(INSIDE).status_code == 302
    assert client.get(INSIDE).status_code == 200
    assert "password.changed" in dids()


def test_one_ends_all_other_sessions_with_one_click(client, leyla):
    elsewhere = Client()
    elsewhere.force_login(leyla)
    knock(client, "leyla", PASSWORD)

    client.post(reverse("administration:end_own_sessions"))

    assert elsewhere.get(INSIDE).status_code == 302
    assert client.get(INSIDE).status_code == 200
    assert "sessions.ended" in dids()


def test_the_product_keeps_passwords_with_argon2():
    from dayaq.config import settings as product

    assert product.PASSWORD_HASHERS[0].endswith(".Argon2PasswordHasher")
