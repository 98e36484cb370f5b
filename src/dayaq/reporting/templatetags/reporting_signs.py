"""The sign that stands for a schedule in a cell too small for words."""

from types import MappingProxyType

from django import template

from dayaq.reporting.states import Schedule

register = template.Library()

SIGNS = MappingProxyType(
    {
        Schedule.REPORTED: "✓",
        Schedule.REPORTED_LATE: "✓+",
        Schedule.OVERDUE: "!",
        Schedule.NOT_REPORTED: "✕",
        Schedule.DUE_SOON: "◔",
        Schedule.ON_SCHEDULE: "○",
        Schedule.NOT_YET: "·",
        Schedule.INVITED: "☆",
    }
)


@register.filter
def sign(schedule: Schedule) -> str:
    return SIGNS.get(schedule, "")
