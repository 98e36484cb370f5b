"""What the clock does in this room."""

from datetime import datetime

from dayaq.awareness.actions.library import remind as remind_all
from dayaq.jobs.clock import every


@every("30 4 * * *", "awareness.remind")  # 08:30 in Baku
def remind(at: datetime) -> None:
    """Every morning: whoever must read a material and has not said so hears of it once."""
    remind_all(at=at)
