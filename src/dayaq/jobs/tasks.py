"""Looking after the queue: work of a worker that died is found and given to another."""

from contextlib import suppress
from datetime import datetime

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from dayaq.jobs import actions
from dayaq.jobs.clock import every

SILENT_FOR = 10.0
"""Seconds after which a worker that says nothing is held dead; it speaks every 3 (see settings)."""

KEEP_HOURS = 30 * 24


async def rescue(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Every five seconds: what a dead worker was doing goes back into the queue."""
    manager = context.app.job_manager
    await manager.prune_stalled_workers(SILENT_FOR)
    for queued in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_FOR):
        with suppress(ConnectorException):  # another worker's round was quicker
            await manager.retry_job(queued)


@every("* * * * *", "jobs.find_lost")
def find_lost(at: datetime) -> None:
    """Every minute: a job that should be in the queue and is not is put there again."""
    actions.put_lost_back(at=at)


async def forget(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Once a night: what ended in the queue a month ago leaves it. The rows people see stay."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEEP_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


def _by_the_clock(name: str, cron: str, rounds: object) -> None:
    work = app.task(name=name, queueing_lock=name, pass_context=True)(rounds)
    app.periodic(cron=cron)(work)


_by_the_clock("jobs.rescue", "* * * * * */5", rescue)
_by_the_clock("jobs.forget", "17 22 * * *", forget)
