"""What happens to a job: asked for, begun, carried forward, ended.

People ask and cancel; the rest is done by the worker (`progress`), each step in a transaction of
its own, so that everybody sees it at once and a worker that dies takes nothing with it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.models import record
from dayaq.jobs import policies
from dayaq.jobs.models import Job
from dayaq.jobs.states import Status

ATTEMPTS: Final = 5
"""A job that was interrupted this often is given up: perhaps it is what ends the workers."""


class Superseded(Exception):
    """Another worker has taken the job over: whoever hears this stops and writes nothing more."""


@transaction.atomic
def start(
    task: str,
    title: str,
    *,
    by: User | None,
    at: datetime,
    args: Mapping[str, Any],
    result_url: str = "",
) -> Job:
    """Ask for work in the background. Queued with the caller's transaction or not at all.

    `args` is JSON that the task receives. The same person's same work, asked for again while it is
    unfinished, is the same job: a second click starts nothing. `result_url` is where its result
    will be found; the task may say so later.
    """
    kept = json.loads(json.dumps(dict(args)))
    fingerprint = _fingerprint(task, kept, by)
    job = Job(
        task=task,
        title=str(title)[:300],
        args=kept,
        fingerprint=fingerprint,
        started_by=by,
        asked_at=at,
        result_url=result_url,
    )
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:
        return Job.objects.unfinished().get(fingerprint=fingerprint)
    enqueue(job)
    record("job.started", job, by=by, at=at, task=task)
    return job


def _fingerprint(task: str, args: dict[str, Any], by: User | None) -> str:
    told = json.dumps([task, args, by.pk if by else None], sort_keys=True)
    return sha256(told.encode()).hexdigest()


def enqueue(job: Job) -> None:
    """Put the job's number into the queue, in the transaction that is open."""
    app.configure_task(job.task).defer(job=job.pk)


@transaction.atomic
def cancel(job: Job, *, by: User, at: datetime) -> Job:
    """End a waiting job; ask a running one to end at its next step."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    require(policies.why_not_cancel(job, by))

    job.is_cancel_asked = True
    if job.status == Status.WAITING:
        job.status, job.ended_at = Status.CANCELLED, at
    job.save(update_fields=["is_cancel_asked", "status", "ended_at"])

    record("job.cancelled", job, by=by, at=at)
    return job


@transaction.atomic
def put_lost_back(*, at: datetime) -> int:
    """Queue again what fell out of the queue; how many that were."""
    lost = list(Job.objects.lost(at=at).select_for_update(skip_locked=True))
    for job in lost:
        enqueue(job)
        record("job.requeued", job, by=None, at=at)
    return len(lost)


# --- what the worker does -----------------------------------------------------------------------


@transaction.atomic(durable=True)
def begin(pk: int, *, at: datetime) -> Job | None:
    """Take the job on; None where nothing is left to do."""
    job = Job.objects.select_for_update().unfinished().filter(pk=pk).first()
    if job is None:
        return None
    if job.is_cancel_asked:
        job.status, job.ended_at = Status.CANCELLED, at
    elif job.attempt >= ATTEMPTS:
        job.status, job.ended_at = Status.FAILED, at
        job.failure = _(
            "The work was interrupted several times and was given up. "
            "Please tell the administrator the number of this job: %(number)s."
        ) % {"number": job.pk}
    else:
        job.status, job.begun_at = Status.RUNNING, job.begun_at or at
        job.attempt += 1
        job.done, job.step = 0, ""
    job.save()
    return None if job.is_ended else job


def _own(job: Job) -> Job:
    """The row, locked, if this attempt still is the one that may write it."""
    own = (
        Job.objects.select_for_update()
        .filter(pk=job.pk, attempt=job.attempt, status=Status.RUNNING)
        .first()
    )
    if own is None:
        raise Superseded
    return own


@transaction.atomic(durable=True)
def advance(job: Job, **fields: Any) -> Job:
    """Write how far the job is; visible to everybody at once. Raises Superseded."""
    own = _own(job)
    for name, value in fields.items():
        setattr(own, name, value)
    own.save(update_fields=list(fields))
    return own


@transaction.atomic(durable=True)
def end(job: Job, status: Status, *, at: datetime, failure: str = "") -> Job:
    """The job is over: done, failed for a reason that its person can read, or cancelled."""
    own = _own(job)
    own.status, own.ended_at, own.failure = status, at, failure
    if status == Status.DONE:
        own.done, own.step = own.total, ""
    own.save(update_fields=["status", "ended_at", "failure", "done", "step"])
    return own


@transaction.atomic(durable=True)
def put_back(job: Job) -> Job:
    """The worker is going away before the job is done: it waits for the next worker."""
    own = _own(job)
    own.status, own.step = Status.WAITING, ""
    own.save(update_fields=["status", "step"])
    return own
