"""A meeting as a calendar takes it in (iCalendar, RFC 5545). Neutral: it names the meeting by its number."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from dayaq.councils.models.meetings import Meeting
from dayaq.councils.states import MeetingStatus

LONGEST_LINE = 75
"""In octets; a longer line goes on in the next, which begins with a space."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def as_calendar(meeting: Meeting, *, address: str, at: datetime) -> str:
    """The file that an invitation carries; a later one with a higher revision takes its place."""
    is_cancelled = meeting.status == MeetingStatus.CANCELLED
    lines = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Dayaq//cooperation//AZ"),
        ("METHOD", "CANCEL" if is_cancelled else "PUBLISH"),
        ("BEGIN", "VEVENT"),
        ("UID", f"meeting-{meeting.pk}@dayaq"),
        ("SEQUENCE", str(meeting.revision)),
        ("DTSTAMP", _moment(at)),
        ("DTSTART", _moment(meeting.starts_at)),
        ("DTEND", _moment(meeting.ends_at)),
        ("SUMMARY", _("Meeting %(number)s") % {"number": meeting.number}),
        ("LOCATION", meeting.venue or meeting.online),
        ("DESCRIPTION", "\n".join(part for part in (meeting.online, address) if part)),
        ("STATUS", "CANCELLED" if is_cancelled else "CONFIRMED"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]
    told = (f"{name}:{value.translate(_ESCAPES)}" for name, value in lines if value)
    return "".join(f"{part}\r\n" for line in told for part in _folded(line))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> Iterator[str]:
    """Broken where a line is too long, never within a letter."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part += letter
        size += width
    yield part
