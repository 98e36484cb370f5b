"""Work that the calendar starts: bodies are reminded to say who came."""

from datetime import datetime

from dayaq.jobs.clock import every
from dayaq.learning.actions import rounds


@every("30 2 * * *", "learning.turn")  # 06:30 in Baku
def turn(at: datetime) -> None:
    rounds.turn(at=at)
