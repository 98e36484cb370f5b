"""How trainings and campaigns were judged, and what they brought (4.2.3, 4.7.1, 4.8.4)."""

from dayaq.evaluation.aggregates import campaigns, trainings

INDICATORS = [*trainings.INDICATORS, *campaigns.INDICATORS]
SERVES = {
    "evaluation:evaluations": ("4.7.1", "4.8.4"),
    "evaluation:campaigns": ("4.2.3", "4.8.4"),
}
"""The registers of this room, and the measures whose work is kept in them."""
