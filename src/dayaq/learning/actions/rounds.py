"""What the calendar does: a body is reminded once that nobody has said who came."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.accounts.models import Role
from dayaq.learning.models import Course
from dayaq.notices.actions import tell
from dayaq.notices.recipients import people_at

RECORD_WITHIN = timedelta(days=3)
"""After the last day of a training; then its body is reminded that nobody said who came."""

LOOKED_BACK = timedelta(days=365)
"""Older trainings are not reminded of: they stand in the list."""


def turn(*, at: datetime) -> None:
    """Everything that is due today. Repeated on the same day it does nothing more."""
    today = localdate(at)
    late = Course.objects.without_attendance(on=today - RECORD_WITHIN)
    for course in late.filter(ends_on__gte=today - LOOKED_BACK):
        tell_drafters([course.body_id], "learning.attendance_missing", course, at=at)


def tell_drafters(
    bodies: Iterable[int],
    code: str,
    course: Course,
    *,
    at: datetime,
    url: str = "",
    **params: object,
) -> None:
    """Drafters of the bodies hear of a training by its number: a title may say too much."""
    found = people_at(bodies, Role.DRAFTER, on=localdate(at))
    tell(
        [person for people in found.values() for person in people],
        code,
        key=f"{code}:{course.pk}",
        url=url or reverse("learning:course", args=[course.pk]),
        at=at,
        number=course.number,
        **params,
    )
