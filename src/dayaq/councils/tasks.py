"""Work that the calendar starts: bodies and the coordinator are reminded."""

from datetime import datetime

from dayaq.councils.actions import rounds
from dayaq.jobs.clock import every


@every("40 20 * * *", "councils.turn")  # 00:40 in Baku
def turn(at: datetime) -> None:
    rounds.turn(at=at)
