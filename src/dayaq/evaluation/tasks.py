"""Work that the calendar starts: questionnaires open and close."""

from datetime import datetime

from dayaq.evaluation.actions import rounds
from dayaq.jobs.clock import every


@every("35 2 * * *", "evaluation.turn")  # 06:35 in Baku
def turn(at: datetime) -> None:
    rounds.turn(at=at)
