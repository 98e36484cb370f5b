"""Work that the clock starts: ending what has run out, though nobody looks."""

from datetime import datetime

from dayaq.cases.actions.lapsing import end_what_ran_out
from dayaq.jobs.clock import every
from dayaq.vault.models import Alarm


@every("* * * * *", "cases.lapse")
def lapse(at: datetime) -> None:
    """Each minute; before anybody reads, the same is done at once."""
    if Alarm.objects.filter(at__lte=at).exists():
        end_what_ran_out(at)
