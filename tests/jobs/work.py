"""Work that only the tests ask for: it takes its time, it fails, it ends its own worker."""

import os
import signal
import time
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.audit.models import Entry, record
from dayaq.jobs.models import Job
from dayaq.jobs.progress import Failed, Progress, task


@task("tests.count")
def count(progress: Progress, *, to: int, pause: float = 0.0) -> None:
    """Count, telling each number; then say where the result is."""
    progress.begin(to)
    for number in range(1, to + 1):
        progress.step(f"number {number}")
        time.sleep(pause)
    progress.result("/result/")


@task("tests.refuse")
def refuse(progress: Progress) -> None:
    raise Failed(_("Your role does not open this page."))


@task("tests.stumble")
def stumble(progress: Progress) -> None:
    raise ValueError("the name of a person")


@task("tests.die_once")
def die_once(progress: Progress, *, trace: str) -> None:
    """End the worker as a power cut would, the first time; succeed the second."""
    progress.begin(2)
    progress.step("first")
    if not Path(trace).exists():
        Path(trace).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    with transaction.atomic():
        if not Entry.objects.filter(did="test.done").exists():
            record(
                "test.done", Job.objects.get(pk=progress.job.pk), by=None, at=progress.job.asked_at
            )
    progress.step("second")
