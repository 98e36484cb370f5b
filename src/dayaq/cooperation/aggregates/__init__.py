"""What proposals, meetings and recommendations come to: the numbers of the clauses that ask for them."""

from dayaq.cooperation.aggregates.meetings import INDICATORS as MEETINGS
from dayaq.cooperation.aggregates.proposals import INDICATORS as PROPOSALS
from dayaq.cooperation.aggregates.proposals import OF_PROPOSALS
from dayaq.cooperation.aggregates.recommendations import INDICATORS as RECOMMENDATIONS

INDICATORS = [*PROPOSALS, *MEETINGS, *RECOMMENDATIONS]

SERVES = {
    "cooperation:proposals": OF_PROPOSALS,
    "cooperation:meetings": ("4.1.9", "4.3.3"),
    "cooperation:recommendations": ("4.6.5",),
}
"""The registers of this room, and the measures whose work is kept in them."""
