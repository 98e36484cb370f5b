"""What the trainings come to: the numbers of 4.7, and of the clauses that ask for a training."""

from dayaq.learning.aggregates.programmes import INDICATORS as PROGRAMMES
from dayaq.learning.aggregates.trained import INDICATORS as TRAINED

INDICATORS = [*TRAINED, *PROGRAMMES]

OF_TRAININGS = (
    "4.2.10", "4.2.11", "4.3.1", "4.3.3", "4.5.3", "4.7.1", "4.7.3", "4.7.4", "4.7.5", "4.7.6", "4.7.7",
)  # fmt: skip
SERVES = {
    "learning:courses": OF_TRAININGS,
    "learning:programmes": ("4.7.2", "4.7.4"),
}
"""The registers of this room, and the measures whose work is kept in them."""
