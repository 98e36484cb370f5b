"""Work that the calendar starts: the reminder ladder, every morning."""

from datetime import datetime

from dayaq.jobs.clock import every
from dayaq.reporting.actions import remind as remind_of
from dayaq.reporting.models import Cycle


@every("0 3 * * *", "reporting.remind")  # 07:00 in Baku
def remind(at: datetime) -> None:
    """Remind in every open cycle, each in a transaction of its own."""
    for cycle in Cycle.objects.open():
        remind_of(cycle, at=at)
