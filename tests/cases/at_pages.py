"""How stories about pages of cases begin: signed in, at the hour of now; and what they look for."""

import re

import pytest
from django.urls import reverse
from django.utils.timezone import now

from tests import given
from tests.cases.conftest import CANARY


@pytest.fixture
def noon():
    """Pages look at the clock themselves: what was shared before them is shared today."""
    return now()


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person)
        given.stepped_up(client)
        return client

    return sign_in


def leaks(response) -> list[str]:
    said = response.content.decode() + str(response.headers)
    return [word for word in CANARY.values() if word in said]


def way_back(response):
    found = re.search(r'<nav class="crumbs".*?</nav>', response.text, re.DOTALL)
    assert found is not None
    return found[0]


def page(name, case, *more):
    return reverse(f"cases:{name}", args=[case.reference, *more])
