"""Work that the calendar starts: the morning's digest, and what is urgent at once."""

from datetime import datetime

from dayaq.jobs.clock import every
from dayaq.notices import mailing


@every("*/10 * * * *", "notices.digest")
def digest(at: datetime) -> None:
    """Every ten minutes: a worker that was away in the morning, or a server, catches up."""
    mailing.send_digests(at=at)


@every("* * * * *", "notices.urgent")
def urgent(at: datetime) -> None:
    mailing.send_urgent(at=at)
