"""The government's sign-in opens an account that exists; it never makes one.

The issuer is a real one that answers over HTTP on this machine; only the browser is simulated.
"""

import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from dayaq.accounts.models import Role, User
from dayaq.audit.models import Entry
from dayaq.directory.models import Body
from tests import given
from tests.accounts.issuer import CLIENT_ID, CLIENT_SECRET, Issuer, answering

ENTRANCE = "/account/oidc/government/login/"
REFUSAL = "No open account belongs to you here."


@pytest.fixture
def issuer(settings):
    with answering(Issuer()) as issuer:
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "government",
                        "name": "The government",
                        "client_id": CLIENT_ID,
                        "secret": CLIENT_SECRET,
                        "settings": {"server_url": issuer.address},
                    }
                ],
            }
        }
        yield issuer


@pytest.fixture
def client():
    browser = Client()
    browser.cookies["django_language"] = "en"
    return browser


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def come_in(client, issuer, **person):
    """Go to the issuer and back, as the person whom it says one is."""
    issuer.person = {"sub": "17", **person}
    there = client.post(ENTRANCE).headers["Location"]
    assert there.startswith(issuer.address)
    with pytest.raises(urllib.error.HTTPError) as sent_back:
        urllib.request.build_opener(_Stay).open(there)
    back = urlsplit(sent_back.value.headers["Location"])
    return client.get(f"{back.path}?{back.query}", follow=True)


def is_inside(client) -> bool:
    return bool(client.get("/").status_code == 200)


def test_the_account_with_the_issuers_user_name_is_opened(client, issuer, leyla):
    come_in(client, issuer, preferred_username="Leyla")

    assert is_inside(client)
    entry = Entry.objects.get(did="account.signed_in")
    assert (entry.by, entry.details) == (leyla, {"ways": ["socialaccount"]})


def test_the_account_with_a_verified_address_is_opened(client, issuer, leyla):
    come_in(client, issuer, email="LEYLA@example.org", email_verified=True)

    assert is_inside(client)


def test_the_next_time_it_is_known_by_the_issuers_number(client, issuer, leyla):
    come_in(client, issuer, preferred_username="leyla")
    client.post("/account/logout/")

    come_in(client, issuer)

    assert is_inside(client)
    assert SocialAccount.objects.get().user == leyla


@pytest.mark.parametrize(
    "person",
    [
        {"preferred_username": "stranger", "email": "stranger@example.org", "email_verified": True},
        {"email": "leyla@example.org", "email_verified": False},
        {"email": "leyla@example.org"},
        {},
    ],
    ids=["unknown", "unverified address", "address without a word", "nothing but a number"],
)
def test_whoever_has_no_account_is_refused_with_a_sentence_and_gets_none(
    client, issuer, leyla, person
):
    people = User.objects.count()

    answer = come_in(client, issuer, **person)

    assert REFUSAL in answer.content.decode()
    assert not is_inside(client)
    assert User.objects.count() == people
    assert not SocialAccount.objects.exists()
    refused = Entry.objects.get(did="account.refused")
    assert (refused.subject_id, refused.subject) == (0, "")


def test_a_claim_that_fits_two_people_opens_for_neither(client, issuer, leyla):
    given.person("murad", at=Body.objects.get(code="labour"), role=Role.DRAFTER)

    answer = come_in(
        client, issuer, preferred_username="leyla", email="murad@example.org", email_verified=True
    )

    assert REFUSAL in answer.content.decode()
    assert not is_inside(client)


def test_a_closed_account_stays_closed(client, issuer, murad):
    answer = come_in(client, issuer, preferred_username="murad")

    assert REFUSAL in answer.content.decode()
    assert not is_inside(client)


def test_an_account_that_is_closed_after_it_was_linked_stays_closed(client, issuer, leyla):
    come_in(client, issuer, preferred_username="leyla")
    client.post("/account/logout/")
    User.objects.filter(pk=leyla.pk).update(is_active=False)

    come_in(client, issuer, preferred_username="leyla")

    assert not is_inside(client)


def test_a_second_factor_is_asked_for_here_as_well(client, issuer, leyla):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(leyla, "JBSWY3DPEHPK3PXP")

    answer = come_in(client, issuer, preferred_username="leyla")

    assert answer.redirect_chain[-1][0].startswith("/account/2fa/authenticate/")
    assert not is_inside(client)


def test_an_answer_that_nobody_asked_for_is_refused(client, issuer, leyla):
    come_in(client, issuer, preferred_username="leyla")
    client.post("/account/logout/")

    answer = client.get(f"{ENTRANCE}callback/?code=x&state=forged&_redir=", follow=True)

    assert "did not answer as it should" in answer.content.decode()
    assert not is_inside(client)


def test_a_token_made_for_another_product_is_refused(client, issuer, leyla):
    issuer.audience = "another product"

    answer = come_in(client, issuer, preferred_username="leyla")

    assert "did not answer as it should" in answer.content.decode()
    assert not is_inside(client)
