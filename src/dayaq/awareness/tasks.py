"""What the clock does in this room."""

from datetime import datetime

from dayaq.awareness.actions import library
from dayaq.jobs.clock import every


@every("30 4 * * *", "awareness.remind")  # 08:30 in Baku
def remind(at: datetime) -> None:
    """Every morning: who must read a material, and who must look one over, hear of it once."""
    library.remind(at=at)
    library.remind_of_reviews(at=at)
