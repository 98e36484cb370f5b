"""Long work on keys, in the background."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import gettext as _

from dayaq.jobs.clock import every
from dayaq.jobs.progress import Failed, Progress, task
from dayaq.vault import destroyed, rotation
from dayaq.vault.context import house
from dayaq.vault.keys import KeyUnavailable
from dayaq.vault.models import DataKey, MasterKey


@every("* * * * *", "vault.list_destroyed")
def list_destroyed(at: datetime) -> None:  # noqa: ARG001 - whatever was destroyed by now
    """Each minute: which keys were destroyed, on the list outside the database that a restore reads."""
    with house("list_destroyed"):
        gone = DataKey.objects.for_house().filter(master_version=None)
        found = {
            str(key): f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
            for key, moment in gone.values_list("pk", "shredded_at")
            if moment is not None
        }
    destroyed.add(settings.AUDIT_CHECKPOINT_DIR / destroyed.NAME, found)


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
