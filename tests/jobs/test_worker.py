"""A real worker in a process of its own, signed in as the role that owns nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.utils.timezone import now

from dayaq.audit.models import Entry
from dayaq.jobs import actions
from dayaq.jobs.models import Job
from dayaq.jobs.states import Status
from tests import given

pytestmark = pytest.mark.usefixtures("lasting")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def hire(lasting: None, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start workers on the tests' database; those still there afterwards are ended."""
    there = connection.settings_dict
    environment = {
        **os.environ,
        "DAYAQ_DB_ROLE": "web",
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": f"postgresql://{there['USER']}:{quote(there['PASSWORD'])}"
        f"@{there['HOST']}:{there['PORT']}/{there['NAME']}",
    }
    hired: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        with (tmp_path / "worker.log").open("ab") as log:
            hired.append(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.jobs.worker", "--shutdown-graceful-timeout=1"],
                    cwd=ROOT,
                    env=environment,
                    stdout=log,
                    stderr=log,
                )
            )
        return hired[-1]

    yield start
    for worker in hired:
        worker.send_signal(signal.SIGKILL)
        worker.wait()


@pytest.fixture
def rena(lasting):
    return given.person("rena", at=given.body("labour"), role=None)


def until(job: Job, happened: Callable[[Job], bool], *, seconds: float = 20.0) -> Job:
    """Look again and again, as the page does; the job when it has happened."""
    limit = time.monotonic() + seconds
    while True:
        job.refresh_from_db()
        if happened(job):
            return job
        assert time.monotonic() < limit, f"still {job.status} at “{job.step}”"
        time.sleep(0.1)


def ended(job: Job) -> bool:
    return job.is_ended


def test_a_worker_does_what_was_asked_and_its_steps_are_seen_while_it_works(rena, hire):
    hire()
    job = actions.start("tests.count", "Count", by=rena, at=now(), args={"to": 3, "pause": 0.5})

    seen = until(job, lambda job: job.step == "number 2")
    assert (seen.status, seen.done, seen.total, seen.percent) == (Status.RUNNING, 1, 3, 33)

    until(job, ended)
    assert (job.status, job.percent, job.result_url) == (Status.DONE, 100, "/result/")


def test_work_asked_for_in_a_transaction_that_failed_is_never_begun(rena, hire):
    with suppress(ZeroDivisionError), transaction.atomic():
        actions.start("tests.count", "Lost", by=rena, at=now(), args={"to": 1})
        raise ZeroDivisionError
    kept = actions.start("tests.count", "Kept", by=rena, at=now(), args={"to": 1})

    hire()
    until(kept, ended)

    assert [job.title for job in Job.objects.all()] == ["Kept"]


def test_work_of_a_worker_that_was_killed_is_found_and_done_by_another_within_half_a_minute(
    rena, hire, tmp_path
):
    first = hire()
    trace = str(tmp_path / "trace")
    job = actions.start("tests.die_once", "Die", by=rena, at=now(), args={"trace": trace})
    first.wait(20)
    job.refresh_from_db()
    assert (job.status, job.step) == (Status.RUNNING, "first")

    hire()
    until(job, ended, seconds=30)

    assert (job.status, job.attempt) == (Status.DONE, 2)
    assert Entry.objects.filter(did="test.done").count() == 1


def test_a_worker_that_is_told_to_stop_leaves_its_work_to_the_next(rena, hire):
    first = hire()
    job = actions.start("tests.count", "Count", by=rena, at=now(), args={"to": 12, "pause": 0.4})
    until(job, lambda job: job.step == "number 1")

    first.terminate()
    first.wait(15)
    job.refresh_from_db()
    assert job.status == Status.WAITING

    hire()
    until(job, ended)
    assert (job.status, job.attempt) == (Status.DONE, 2)


def test_cancelling_stops_the_work_at_its_next_step(rena, hire):
    hire()
    job = actions.start("tests.count", "Count", by=rena, at=now(), args={"to": 50, "pause": 0.2})
    until(job, lambda job: job.step == "number 2")

    actions.cancel(job, by=rena, at=now())
    until(job, ended, seconds=5)

    assert job.status == Status.CANCELLED
    assert job.done < 5


def test_neither_the_log_nor_the_row_quotes_what_went_wrong(rena, hire, tmp_path):
    hire()
    job = actions.start("tests.stumble", "Stumble", by=rena, at=now(), args={})
    until(job, ended)

    log = (tmp_path / "worker.log").read_text()
    assert "ValueError at" in log
    assert "work.py" in log
    assert "the name of a person" not in log + job.failure
    assert str(job.pk) in job.failure
