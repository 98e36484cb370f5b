"""What this room says has happened, for the rooms above it to hear."""

from dataclasses import dataclass
from datetime import datetime

from dayaq.kernel.facts import Fact
from dayaq.learning.models import Course


@dataclass(frozen=True, slots=True)
class Settled:
    """A training was planned, changed or brought in: its days and its programme stand as they are now."""

    course: Course
    at: datetime


SETTLED: Fact[Settled] = Fact("learning.settled")
