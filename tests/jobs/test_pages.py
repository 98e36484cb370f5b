"""One's own jobs on pages: seen by whoever asked, by nobody else."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from dayaq.access.refusal import Denied
from dayaq.jobs import actions
from dayaq.jobs.models import Job
from dayaq.jobs.states import Status
from tests import given
from tests.jobs import work as _tasks  # noqa: F401 - registers the tests' own work


@pytest.fixture
def rena(db):
    return given.person("rena", at=given.body("labour"), role=None)


@pytest.fixture
def samir(db):
    return given.person("samir", at=given.body("labour"), role=None)


@pytest.fixture
def job(rena) -> Job:
    return actions.start("tests.count", "Count", by=rena, at=now(), args={"to": 2})


def test_a_job_is_listed_and_opened_by_whoever_asked_for_it(job, rena, client):
    client.force_login(rena)

    assert "Count" in client.get(reverse("jobs:list")).text
    page = client.get(reverse("jobs:detail", args=[job.pk]))
    assert page.status_code == 200
    assert reverse("jobs:cancel", args=[job.pk]) in page.text


def test_somebody_elses_job_is_missing(job, samir, client):
    client.force_login(samir)

    assert client.get(reverse("jobs:detail", args=[job.pk])).status_code == 404
    assert client.post(reverse("jobs:cancel", args=[job.pk])).status_code == 404
    with pytest.raises(Denied):
        actions.cancel(job, by=samir, at=now())


def test_the_progress_alone_is_sent_to_htmx_until_the_job_has_ended(job, rena, client, work):
    client.force_login(rena)
    asks = {"HX-Request": "true", "HX-Target": "progress"}
    address = reverse("jobs:detail", args=[job.pk])

    assert "every 1s" in client.get(address, headers=asks).text
    work()
    ended = client.get(address, headers=asks).text
    assert "every 1s" not in ended
    assert "/result/" in ended
    assert "<html" not in ended


def test_a_waiting_job_is_cancelled_at_once_and_never_begun(job, rena, client, work):
    client.force_login(rena)

    client.post(reverse("jobs:cancel", args=[job.pk]))

    job.refresh_from_db()
    assert job.status == Status.CANCELLED
    assert work() == []


def test_the_same_work_asked_for_twice_is_one_job(job, rena):
    again = actions.start("tests.count", "Count", by=rena, at=now(), args={"to": 2})

    assert again == job


def test_a_task_that_refuses_says_why(rena, work):
    actions.start("tests.refuse", "Refuse", by=rena, at=now(), args={})

    (job,) = work()
    assert job.status == Status.FAILED
    assert job.failure
