"""Work that the clock starts: ending what has run out, watching, clearing away."""

from datetime import datetime

from django.utils.timezone import now
from django.utils.translation import gettext as _

from dayaq.cases.actions import reindexing
from dayaq.cases.actions.comparing import compare_what_changed
from dayaq.cases.actions.documents import clear_away
from dayaq.cases.actions.lapsing import end_what_ran_out
from dayaq.cases.actions.watching import watch
from dayaq.jobs.clock import every
from dayaq.jobs.progress import Failed, Progress, task
from dayaq.vault.keys import KeyUnavailable
from dayaq.vault.models import Alarm


@every("* * * * *", "cases.lapse")
def lapse(at: datetime) -> None:
    """Each minute; before anybody reads, the same is done at once."""
    if Alarm.objects.filter(at__lte=at).exists():
        end_what_ran_out(at)


@every("*/2 * * * *", "cases.compare")
def compare(at: datetime) -> None:
    """Every two minutes: people whose names changed, with all others."""
    compare_what_changed(at)


@every("*/5 * * * *", "cases.watch")
def look_over_the_log(at: datetime) -> None:
    """Every five minutes: what is unusual in the last hour's access."""
    watch(at=at)


@every("41 22 * * *", "cases.clear_away")
def clear_files_away(at: datetime) -> None:
    """Once a night: files under cover that no document needs any more."""
    clear_away(at=at)


@task(reindexing.TASK)
def reindex(progress: Progress) -> None:
    """Bring everybody under the search key in use; goes on where it was killed."""
    progress.begin(-(-reindexing.how_many_are_left() // reindexing.BATCH))
    rows = 0
    try:
        while True:
            progress.step(_("Drawing the search tokens of people anew"))
            some = reindexing.reindex_some() or reindexing.reindex_some(waits=True)
            rows += some
            if not some and reindexing.retire_older_keys(
                by=progress.job.started_by, at=now(), rows=rows
            ):
                break
    except KeyUnavailable as reason:
        raise Failed(str(reason)) from None
