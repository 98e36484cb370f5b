"""The first page of a first responder and of the desk: what waits, how long, and no name."""

import pytest
from django.urls import reverse

from tests.referrals.telling import SONG

pytestmark = pytest.mark.django_db


def home(client, person) -> str:
    client.force_login(person)
    return str(client.get(reverse("portal:home")).text)


def test_a_first_responder_finds_what_is_not_finished_and_the_way_to_refer(client, draft, sevda):
    page = home(client, sevda)

    assert reverse("referrals:begin") in page
    assert reverse("referrals:referral", args=[draft.reference]) in page
    assert "late" in page  # the story began long ago


def test_what_was_sent_waits_for_the_desk_and_for_nobody_else(client, sent, sevda, amina, chloe):
    link = reverse("referrals:referral", args=[sent.reference])

    assert link in home(client, amina)
    assert link not in home(client, sevda)
    assert link not in home(client, chloe)


def test_it_names_nobody(client, sent, amina):
    assert SONG not in home(client, amina)
