"""A worker is killed in the middle of an edition: nothing half-done stands, and it is built anew."""

from typing import Any

import pytest
from django.utils.timezone import now

from dayaq.directory.models import Body
from dayaq.jobs.models import Job
from dayaq.jobs.states import Status
from dayaq.reporting.actions import editions as actions
from dayaq.reporting.models import EditionFile
from dayaq.reporting.policies import editions as may
from tests.jobs.test_worker import ended, hire, until
from tests.reporting import edition_year

__all__ = ["hire"]


@pytest.mark.usefixtures("lasting")
def test_a_killed_build_leaves_nothing_and_is_done_by_another_worker(hire: Any) -> None:
    coral, henry, vera = edition_year.people(Body.objects.get(code="mia"))
    cycle = edition_year.cycle(2023, by=coral)
    edition_year.reported(cycle, drafter=coral, approver=henry, verifier=vera)
    edition = actions.build_edition(cycle, by=coral, at=now())
    job = Job.objects.get(task=may.BUILD_TASK)

    worker = hire()
    until(job, lambda job: job.done >= 2)
    worker.kill()
    worker.wait()

    edition.refresh_from_db()
    assert (edition.status, edition.snapshot) == ("building", {})
    assert not EditionFile.objects.exists()

    hire()
    until(job, ended, seconds=60)

    edition.refresh_from_db()
    assert (job.status, edition.status, edition.files.count()) == (Status.DONE, "draft", 6)
    assert edition.is_intact
