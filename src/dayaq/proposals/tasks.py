"""Work that the calendar starts: a body that has not answered in time counts as silent."""

from datetime import datetime

from dayaq.jobs.clock import every
from dayaq.proposals.actions.opinions import silence


@every("35 20 * * *", "proposals.turn")  # 00:35 in Baku
def turn(at: datetime) -> None:
    silence(at=at)
