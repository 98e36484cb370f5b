"""Clocks, states and sections as pages show them: never by colour alone."""

from datetime import datetime
from typing import TYPE_CHECKING

from django import template
from django.utils.timezone import now

from dayaq.cases.models.clocks import CLOCKS, LOOKS, MERGES, TEXTS, look_of, span
from dayaq.cases.states import Explained, MergeStatus, Part, Purpose, Status, TextStatus

if TYPE_CHECKING:
    from dayaq.cases.models import Case

register = template.Library()


@register.filter
def status_look(status: str) -> str:
    """The look of a case's status among the house's six."""
    return LOOKS[Status(status)]


@register.filter
def text_look(status: str) -> str:
    return TEXTS[TextStatus(status)]


@register.filter
def merge_look(status: str) -> str:
    return MERGES[MergeStatus(status)]


@register.filter
def due(clock: str) -> str:
    """What the clock is about."""
    return str(CLOCKS.get(clock, "—"))


@register.filter
def clock_look(case: "Case") -> str:
    return look_of(case, at=now())


@register.filter
def time_left(moment: datetime | None) -> str:
    return "" if moment is None else span(moment, now())


@register.filter
def part_labels(parts: list[str]) -> str:
    """The names of several sections in the order of the case page."""
    return ", ".join(str(part.label) for part in Part if part in parts)


@register.filter
def purpose_labels(purposes: list[str]) -> str:
    return ", ".join(str(purpose.label) for purpose in Purpose if purpose in purposes)


@register.filter
def explained_labels(explained: list[str]) -> str:
    return "; ".join(str(one.label) for one in Explained if one in explained)


@register.filter
def part_label(part: str) -> str:
    """The name of one section, as the record writes it."""
    return str(Part(part).label) if part in set(Part) else part
