"""The coordinator's live page: late by body and kind, missed with reasons, people only in safe numbers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from dayaq.accounts.models import Role
from dayaq.portal.queues import mechanism as live
from dayaq.referrals.actions import referrals as acts
from dayaq.vault.context import asking
from tests import given
from tests.referrals.telling import ADULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def kamran(db):
    return given.person("kamran", at=given.body("mia"), role=Role.COORDINATOR)


def test_what_is_late_stands_first_and_leads_to_its_clocks(sent, sevda, kamran, noon):
    with asking(sevda, at=noon):
        acts.begin(sevda.posts[0], ADULT, by=sevda, at=noon)  # handed over within a day, or late
    later = noon + timedelta(hours=30)
    with asking(kamran, at=later):
        clocks = live.running(kamran, at=later)
        border = next(row for row in live.by_body(clocks) if "body=" in row.url)
        kinds = {str(row.name): row.late for row in live.by_kind(clocks)}
        [gone, *_more] = live.missed(kamran, at=later)
    assert border.late >= 1
    assert sum(kinds.values()) >= 2
    assert gone.number == gone.unexplained == 1
    with asking(sevda, at=later):
        assert live.running(sevda, at=later) == {}  # what is not one's to watch is not counted


def test_each_number_is_as_many_as_its_list_has_rows(
    sent, sevda, kamran, noon, client, monkeypatch
):
    for begun in (noon, noon + timedelta(hours=20)):
        with asking(sevda, at=begun):
            acts.begin(sevda.posts[0], ADULT, by=sevda, at=begun)
    later = noon + timedelta(hours=30)  # the first is late, the second ends within a day
    for module in ("portal.views.mechanism", "referrals.tables.clocks", "referrals.views.watch"):
        monkeypatch.setattr(f"dayaq.{module}.now", lambda: later, raising=False)
    with asking(kamran, at=later):
        rows = live.by_body(live.running(kamran, at=later))
        missed = live.missed(kamran, at=later)
    client.force_login(kamran)
    told = [(row.late, row.late_url) for row in rows] + [(row.soon, row.soon_url) for row in rows]
    told += [(row.running, row.url) for row in rows]
    told += [(one.unexplained, one.url) for one in missed]
    assert any(row.late and row.soon for row in rows)
    for number, url in told:
        listed = client.get(url).context["table"]
        with asking(kamran, at=later):
            assert len(listed.rows) == number, url


def test_people_are_told_in_numbers_that_point_at_nobody(case, noon):
    told = live.stages(at=noon)
    assert [one.is_covered for one in told if one.is_covered]
    assert not [one for one in told if one.number == 1]


def test_the_page_opens_to_the_coordinator_in_few_questions(case, sent, kamran, sevda, client):
    client.force_login(kamran)
    page = reverse("portal:mechanism")
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        said = client.get(page)
    questions = [
        one["sql"] for one in asked if "FROM" in one["sql"] and "set_config" not in one["sql"]
    ]
    assert len(questions) <= 12, questions
    assert said.status_code == 200
    assert case.reference not in said.content.decode()
    assert now().strftime("%d.%m.%Y") in said.content.decode()
    client.force_login(sevda)
    assert client.get(page).status_code == 403
