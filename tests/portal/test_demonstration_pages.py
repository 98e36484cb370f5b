"""One click signs in as anybody, in the demonstration and nowhere else."""

import os
import subprocess
import sys

import pytest

from dayaq.accounts.models import Role
from dayaq.portal.demonstration.people import FEATURED, WHAT_TO_TRY
from tests import given

pytestmark = pytest.mark.django_db

PRODUCTION = """
import django
django.setup()
from django.conf import settings
from django.http import Http404
from django.test import RequestFactory
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from dayaq.portal.views import demonstration

assert not settings.IS_DEMO
for address in ("/demo/", "/demo/sign-in/"):
    try:
        resolve(address)
    except Resolver404:
        continue
    raise SystemExit(f"{address} exists in production")
try:
    reverse("portal:demo_sign_in")
    raise SystemExit("the demonstration has an address in production")
except NoReverseMatch:
    pass
for view, request in (
    (demonstration.accounts, RequestFactory().get("/")),
    (demonstration.sign_in, RequestFactory().post("/", {"username": "anybody"})),
):
    try:
        view(request)
        raise SystemExit("the demonstration opens in production")
    except Http404:
        pass
print("refused")
"""


def test_each_account_is_offered_under_its_role(client):
    given.person("amina", at=given.body("labour"), role=Role.DRAFTER)

    page = client.get("/demo/").content.decode()

    assert 'value="amina"' in page
    assert 'id="role-drafter"' in page


def test_one_click_signs_in(client):
    given.person("amina", at=given.body("labour"), role=Role.DRAFTER)

    response = client.post("/demo/sign-in/", {"username": "amina"})

    assert response.url == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("username", ["", "nobody", "closed"])
def test_nobody_is_signed_in_as_somebody_who_may_not(client, username):
    closed = given.person("closed", at=given.body("labour"), role=Role.DRAFTER)
    closed.is_active = False
    closed.save()

    assert client.post("/demo/sign-in/", {"username": username}).status_code == 404


def test_reading_the_page_signs_nobody_in(client):
    assert client.get("/demo/sign-in/", {"username": "amina"}).status_code == 405


def test_production_has_no_such_page_and_refuses_it():
    settings = {
        "DJANGO_SETTINGS_MODULE": "dayaq.config.settings",
        "DAYAQ_MODE": "production",
        "DAYAQ_SECRET_KEY": "x" * 60,
        "DAYAQ_AUDIT_KEY": "A" * 43 + "=",
        "DAYAQ_CONTEXT_KEY": "signs who is asking",
        "DAYAQ_INDEX_KEY": "keys the search tokens",
        "DAYAQ_MASTER_KEYS": "1:" + "A" * 43 + "=",
        "DAYAQ_HOSTS": "dayaq.example",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "DAYAQ_SMTP_HOST": "mail.example",
        "DAYAQ_ADDRESS": "https://dayaq.example",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-c", PRODUCTION],
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "refused", done.stderr


def test_every_role_can_be_tried_and_says_what_to_try():
    featured = {name.partition(".")[0] for name in FEATURED}

    assert featured == set(Role.values)
    assert set(WHAT_TO_TRY) == set(Role)
