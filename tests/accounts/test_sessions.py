"""A session ends when nobody uses it, and at the latest after some hours."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import SESSION_KEY as SIGNED_IN
from django.test import Client

from dayaq.accounts import sessions
from dayaq.directory.models import ParameterValue


class Clock:
    """The moment at which requests are answered, in Unix time."""

    now = datetime(2025, 3, 10, 8, tzinfo=UTC).timestamp()

    def time(self) -> float:
        return self.now

    def wait(self, *, minutes: float) -> None:
        self.now += minutes * 60


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(sessions, "time", clock)
    return clock


@pytest.fixture
def client(leyla, clock):
    browser = Client()
    browser.force_login(leyla)
    browser.get("/")
    return browser


def is_inside(client) -> bool:
    client.get("/")
    return SIGNED_IN in client.session


def test_whoever_works_stays(client, clock):
    for _pause in range(20):
        clock.wait(minutes=25)
        assert is_inside(client)


def test_whoever_pauses_too_long_signs_in_again(client, clock):
    clock.wait(minutes=31)

    assert not is_inside(client)


def test_no_session_outlives_the_longest_day(client, clock):
    for _pause in range(24):
        clock.wait(minutes=25)
        client.get("/")
    clock.wait(minutes=1)

    assert not is_inside(client)


def test_the_ministry_sets_the_limits(leyla, clock):
    ParameterValue.objects.filter(parameter__code="session.idle_limit").update(value="5")
    browser = Client()
    browser.force_login(leyla)
    browser.get("/")

    clock.wait(minutes=6)

    assert not is_inside(browser)


def test_a_limit_of_nothing_does_not_lock_everybody_out(leyla, clock):
    ParameterValue.objects.filter(parameter__code="session.idle_limit").update(value="0")
    browser = Client()
    browser.force_login(leyla)
    browser.get("/")

    clock.wait(minutes=4)

    assert is_inside(browser)


def test_that_somebody_is_there_is_noted_once_a_minute(client, clock, django_assert_num_queries):
    clock.wait(minutes=2)
    client.get("/")
    noted = client.session[sessions.SESSION_KEY]["seen"]

    clock.wait(minutes=0.5)
    client.get("/")

    assert client.session[sessions.SESSION_KEY]["seen"] == noted == clock.now - 30
