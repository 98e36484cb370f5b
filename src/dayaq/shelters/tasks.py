"""Work that the clock starts: holds that run out, addresses that close again."""

from datetime import datetime

from dayaq.jobs.clock import every
from dayaq.shelters.actions.facilities import close_addresses
from dayaq.shelters.actions.places import lapse_holds


@every("* * * * *", "shelters.lapse")
def lapse(at: datetime) -> None:
    """Each minute: beds are free again, addresses close."""
    lapse_holds(at=at)
    close_addresses(at)
