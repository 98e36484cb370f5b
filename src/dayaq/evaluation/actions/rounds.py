"""What the calendar does: questionnaires open and close on their days, and bodies hear of them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.evaluation.actions.sheets import close_sheet, open_sheet
from dayaq.evaluation.models import Sheet
from dayaq.evaluation.states import Occasion
from dayaq.learning.actions.rounds import tell_drafters

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
    silent = Sheet.objects.silent(until=today + WARNED_BEFORE).filter(occasion__in=JUDGES)
    for sheet in silent.select_related("course"):
        if sheet.course:
            tell_drafters(
                [sheet.course.body_id], "evaluation.evaluation_missing", sheet.course, at=at
            )


@transaction.atomic
def _open(sheet: Sheet, *, at: datetime) -> None:
    """Open it; of a follow-up hear the organiser and all bodies that people came from."""
    sheet = open_sheet(sheet, by=None, at=at)
    if sheet.occasion != Occasion.FOLLOW_UP or sheet.course is None:
        return
    came_from = sheet.course.attendance.exclude(body=None).values_list("body", flat=True)
    tell_drafters(
        {sheet.course.body_id, *came_from},
        "evaluation.follow_up",
        sheet.course,
        at=at,
        url=reverse("evaluation:door", args=[sheet.door]),
        until=sheet.closes_on,
    )
