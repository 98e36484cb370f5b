"""Long work on keys, in the background."""

from django.utils.timezone import now
from django.utils.translation import gettext as _

from dayaq.jobs.progress import Failed, Progress, task
from dayaq.vault import rotation
from dayaq.vault.context import house
from dayaq.vault.keys import KeyUnavailable
from dayaq.vault.models import MasterKey


@task(rotation.TASK)
def rewrap(progress: Progress) -> None:
    """Bring every key of a person under the master key in use; goes on where it was killed."""
    with house(rotation.QUIETLY):
        left = rotation.under_older_keys().count()
    progress.begin(-(-left // rotation.BATCH))
    rows = 0
    try:
        while True:
            progress.step(_("Wrapping the keys of people anew"))
            some = rotation.rewrap_some() or rotation.rewrap_some(waits=True)
            rows += some
            if not some and not rotation.still_used(MasterKey.objects.all()):
                break
    except KeyUnavailable as reason:
        raise Failed(str(reason)) from None
    rotation.note_done(by=progress.job.started_by, at=now(), rows=rows)
