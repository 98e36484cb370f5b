"""What the calendar does: questionnaires open and close on their days, and bodies are reminded once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.accounts.models import Role
from dayaq.learning.actions.evaluation import close_sheet, open_sheet
from dayaq.learning.models import Course, Sheet
from dayaq.learning.states import Occasion
from dayaq.notices.actions import tell
from dayaq.notices.recipients import people_at

RECORD_WITHIN = timedelta(days=3)
"""After the last day of a training; then its body is reminded that nobody said who came."""

LOOKED_BACK = timedelta(days=365)
"""Older trainings are not reminded of: they stand in the list."""

WARNED_BEFORE = timedelta(days=7)
"""How long before a questionnaire closes its body hears that nobody has answered."""

JUDGES = (Occasion.PARTICIPANTS, Occasion.ORGANISER)


def turn(*, at: datetime) -> None:
    """Everything that is due today. Repeated on the same day it does nothing more."""
    today = localdate(at)
    for sheet in Sheet.objects.to_open(on=today):
        _open(sheet, at=at)
    for sheet in Sheet.objects.to_close(on=today):
        close_sheet(sheet, by=None, at=at)
    late = Course.objects.without_attendance(on=today - RECORD_WITHIN)
    for course in late.filter(ends_on__gte=today - LOOKED_BACK):
        _tell([course.body_id], "learning.attendance_missing", course, at=at)
    silent = Sheet.objects.silent(until=today + WARNED_BEFORE).filter(occasion__in=JUDGES)
    for sheet in silent.select_related("course"):
        if sheet.course:
            _tell([sheet.course.body_id], "learning.evaluation_missing", sheet.course, at=at)


@transaction.atomic
def _open(sheet: Sheet, *, at: datetime) -> None:
    """Open it; of a follow-up hear the organiser and all bodies that people came from."""
    sheet = open_sheet(sheet, by=None, at=at)
    if sheet.occasion != Occasion.FOLLOW_UP or sheet.course is None:
        return
    came_from = sheet.course.attendance.exclude(body=None).values_list("body", flat=True)
    _tell(
        {sheet.course.body_id, *came_from},
        "learning.follow_up",
        sheet.course,
        at=at,
        url=reverse("learning:door", args=[sheet.door]),
        until=sheet.closes_on,
    )


def _tell(
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
