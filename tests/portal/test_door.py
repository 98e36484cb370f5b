"""The pages of signing in: in our look, in both languages, and only those that the product offers."""

import pytest
from django.urls import reverse

from dayaq.accounts.models import Role
from tests import given

pytestmark = pytest.mark.django_db

OWN = ("account_change_password", "mfa_index", "account_reauthenticate", "account_logout")


@pytest.fixture
def amina(client):
    someone = given.person("amina", at=given.body("labour"), role=Role.DRAFTER)
    client.post("/account/login/", {"login": "amina", "password": "correct horse battery"})
    return someone


def test_a_wrong_password_is_explained_and_the_name_is_kept(client):
    page = client.post("/account/login/", {"login": "amina", "password": "no"}).content.decode()

    assert 'class="errors"' in page
    assert 'value="amina"' in page


@pytest.mark.parametrize("language", ["az", "en"])
def test_the_door_speaks_the_language(client, language):
    client.post("/language/", {"language": language})

    page = client.get("/account/login/").content.decode()

    assert ("Parol" in page) is (language == "az")
    assert ("Password" in page) is (language == "en")
    assert "Şifrə" not in page


@pytest.mark.parametrize("name", OWN)
def test_ones_own_pages_stand_in_the_frame(client, amina, name):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert '<main id="main"' in response.content.decode()


def test_the_app_is_set_up_from_a_picture_and_a_key(client, amina):
    page = client.get(reverse("mfa_activate_totp")).content.decode()

    assert 'src="data:image/svg+xml' in page
    assert 'class="key"' in page


def test_a_passkey_is_added_with_scripts_from_files_only(client, amina):
    page = client.get(reverse("mfa_add_webauthn")).content.decode()

    assert "mfa/js/webauthn.js" in page
    assert 'id="js_data"' in page


@pytest.mark.parametrize("address", ["/account/signup/", "/account/email/", "/account/3rdparty/"])
def test_what_the_product_does_not_offer_is_a_missing_page(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert 'class="sentence"' in response.content.decode()


def test_too_many_attempts_are_told_in_our_look(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    for _attempt in range(2):
        response = client.post("/account/password/reset/", {"email": "a@example.org"})

    assert response.status_code == 429
    assert '<main id="main"' in response.content.decode()
