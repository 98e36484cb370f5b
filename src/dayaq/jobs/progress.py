"""How a task says how far it is, and how whatever happens to it reaches its row.

A task is written as::

    @task("reporting.build_edition")
    def build_edition(progress: Progress, *, edition: int) -> None:
        progress.begin(3)
        progress.step(_("Reading the reports"))
        ...

It may be begun more than once (a worker was killed, a machine went down), so it does the same thing
again without harm: it looks for what stands already, or writes its result in one transaction.
"""

import logging
import traceback
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job as Queued

from dayaq.access.refusal import Denied
from dayaq.audit.refusals import refusals_kept
from dayaq.jobs import actions
from dayaq.jobs.models import Job
from dayaq.jobs.states import Status

log = logging.getLogger(__name__)

P = ParamSpec("P")
Work = Callable[..., None]
TASKS: dict[str, Work] = {}


class Cancelled(Exception):
    """The person asked to stop: leave everything as it was and go."""


class Failed(Exception):
    """The work cannot be done. The message is a sentence for the person who asked for it."""


class Interrupted(Exception):
    """The worker goes away, or the database did: the job is to be begun again elsewhere."""


class Progress:
    """How far one run of a job is. Call it between transactions, never inside one."""

    def __init__(self, job: Job, is_going_away: Callable[[], bool] = lambda: False) -> None:
        self.job = job
        self._is_going_away = is_going_away

    def begin(self, total: int) -> None:
        """Say how many steps there will be."""
        self._write(total=total, done=0)

    def step(self, text: str) -> None:
        """Say what is done now; earlier steps are then complete. Raises Cancelled, Interrupted."""
        began = self.job.done + 1 if self.job.step else self.job.done
        self._write(step=str(text)[:300], done=began)
        self._go_on()

    def _go_on(self) -> None:
        if self.job.is_cancel_asked:
            raise Cancelled
        if self._is_going_away():
            raise Interrupted

    def reached(self, text: str, done: int, total: int) -> None:
        """Say how many of many small steps are done. Raises Cancelled, Interrupted."""
        self._write(step=str(text)[:300], done=min(done, total), total=total)
        self._go_on()

    def result(self, url: str) -> None:
        """Say where the result is found."""
        self._write(result_url=url)

    def _write(self, **fields: Any) -> None:
        self.job = actions.advance(self.job, **fields)


class AgainElsewhere(BaseRetryStrategy):
    """An interrupted job goes back into the queue; any other ending is written in its row."""

    def get_retry_decision(
        self,
        *,
        exception: BaseException,
        job: Queued,  # noqa: ARG002
    ) -> RetryDecision | None:
        return (
            RetryDecision(retry_in={"seconds": 1}) if isinstance(exception, Interrupted) else None
        )


def task(
    name: str,
) -> Callable[[Callable[Concatenate[Progress, P], None]], Callable[Concatenate[Progress, P], None]]:
    """Register the work of jobs of that name. It runs in the language of who asked."""

    def register(
        work: Callable[Concatenate[Progress, P], None],
    ) -> Callable[Concatenate[Progress, P], None]:
        TASKS[name] = work

        def run(context: JobContext, *, job: int) -> None:
            perform(job, is_going_away=context.should_abort)

        app.task(name=name, pass_context=True, retry=AgainElsewhere())(run)
        return work

    return register


def perform(pk: int, *, is_going_away: Callable[[], bool] = lambda: False) -> None:
    """Do the job with that number, and write into its row how it ended.

    Raises Interrupted, and nothing else: the queue then begins it again.
    """
    try:
        job = actions.begin(pk, at=now())
        if job is not None:
            language = job.started_by.language if job.started_by else None
            with translation.override(language or translation.get_language()):
                _carry_out(Progress(job, is_going_away))
    except (OperationalError, InterfaceError):
        close_old_connections()
        log.warning("job %s: the database went away", pk)
        raise Interrupted from None


def _carry_out(progress: Progress) -> None:
    job = progress.job
    try:
        with refusals_kept():
            TASKS[job.task](progress, **job.args)
    except actions.Superseded:
        log.warning("job %s: another worker has taken it over", job.pk)
        return
    except Cancelled:
        actions.end(job, Status.CANCELLED, at=now())
    except Interrupted:
        actions.put_back(job)
        raise
    except (OperationalError, InterfaceError):
        raise
    except (Failed, Denied) as reason:
        actions.end(job, Status.FAILED, at=now(), failure=str(reason))
    except Exception as reason:  # noqa: BLE001 - whatever a task did wrong, its row says that it failed
        log.error("job %s (%s) failed: %s", job.pk, job.task, without_data(reason))  # noqa: TRY400
        actions.end(
            job,
            Status.FAILED,
            at=now(),
            failure=_(
                "Something went wrong that should not have. It has been written down; "
                "please tell the administrator the number of this job: %(number)s."
            )
            % {"number": job.pk},
        )
    else:
        actions.end(job, Status.DONE, at=now())


def without_data(reason: BaseException) -> str:
    """What went wrong and where, without the message: a message may quote what people wrote."""
    places = traceback.extract_tb(reason.__traceback__)[-6:]
    where = ", ".join(f"{place.filename}:{place.lineno} {place.name}" for place in places)
    return f"{type(reason).__name__} at {where}"
