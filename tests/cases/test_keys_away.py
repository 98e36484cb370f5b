"""Where a key is not at hand nothing opens and nothing is saved: a page says so, and what to do."""

import base64
import os

import pytest
from django.urls import reverse
from django.utils.timezone import now

from dayaq.cases.models import Contact
from dayaq.cases.states import Part
from dayaq.vault.context import house
from tests import given
from tests.cases.conftest import CANARY

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon():
    return now()


@pytest.fixture(params=["absent", "another", "unreadable"])
def no_key(request, settings, tmp_path, case):
    """The master key is gone, is another one, or is no key, after it was used."""
    other = f"1:{base64.b64encode(os.urandom(32)).decode()}"
    written = {"another": other, "unreadable": "1:no"}.get(request.param)
    file = tmp_path / "keys"
    if written:
        file.write_text(written)
    settings.MASTER_KEYS, settings.MASTER_KEY_FILE = "", str(file)


@pytest.fixture
def asker(client, amina):
    client.force_login(amina)
    given.stepped_up(client)
    return client


def test_a_section_says_what_to_do_and_breaks_nothing(case, no_key, asker, caplog):
    answer = asker.post(reverse("cases:open_section", args=[case.reference, Part.IDENTITY]))

    assert answer.status_code == 503
    assert "dayaq keys list" in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["Retry-After"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert not [word for word in CANARY.values() if word in answer.text + caplog.text]


def test_nothing_is_half_saved(case, no_key, asker):
    typed = {"phone": "+994500000000", "revision": "", "do": "save"}
    answer = asker.post(reverse("cases:write", args=[case.reference, "contact"]), typed)

    assert answer.status_code == 503
    with house("story"):
        assert not Contact.about(case).for_house().exists()


def test_what_needs_no_key_goes_on(case, no_key, asker):
    assert asker.get(reverse("cases:case", args=[case.reference])).status_code == 200
    assert asker.get(reverse("cases:queue")).status_code == 200


def test_a_search_without_its_key_says_so_too(case, asker, settings):
    settings.INDEX_KEY, settings.INDEX_OLD_KEYS = "another search key", []

    answer = asker.post(reverse("cases:find"), {"name": "Sirrnaz"})

    assert answer.status_code == 503
