"""Minutes of a meeting as a template reads them: who came, what was said, what was decided."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dayaq.councils.models import Decision, Meeting, Membership, Presence
from dayaq.councils.states import Came, Seat


def compose(meeting: Meeting) -> dict[str, Any]:
    """Everything the minutes print, in the language of the moment."""
    presences = list(
        meeting.presences.select_related("member__body").prefetch_related("member__body__names")
    )
    decisions = list(meeting.decisions.prefetch_related("tasks__body__names"))
    items = list(meeting.items.select_related("speaker").prefetch_related("speaker__names"))
    begins = localtime(meeting.starts_at)
    return {
        "body": str(meeting.standing),
        "number": str(meeting.number),
        "day": date_format(begins, "DATE_FORMAT"),
        "hour": date_format(begins, "H:i"),
        "place": meeting.venue or meeting.get_manner_display(),
        "chair": _name_of(presences, Seat.CHAIR) or _name_of(presences, Seat.DEPUTY),
        "secretary": _name_of(presences, Seat.SECRETARY),
        "quorum": _quorum(meeting),
        "present": [_told(p) for p in presences if p.came != Came.NOBODY],
        "absent": [_told(p) for p in presences if p.came == Came.NOBODY],
        "guests": meeting.guests.splitlines(),
        "items": [
            {
                "number": str(place),
                "title": item.title,
                "speaker": str(item.speaker) if item.speaker else "",
                "heard": item.heard.splitlines(),
                "decisions": _decisions(d for d in decisions if d.item_id == item.pk),
            }
            for place, item in enumerate(items, start=1)
        ],
        "others": _decisions(d for d in decisions if d.item_id is None),
    }


def _decisions(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    return [
        {
            "number": str(one.number),
            "text": one.text.splitlines(),
            "tasks": [
                {
                    "body": str(task.body),
                    "text": task.text,
                    "due": date_format(task.first_due_on, "DATE_FORMAT"),
                }
                for task in one.tasks.all()
            ],
        }
        for one in decisions
    ]


def _quorum(meeting: Meeting) -> str:
    told = _("%(present)s of %(members)s members took part") % {
        "present": meeting.present or 0,
        "members": meeting.members or 0,
    }
    if meeting.has_quorum is None:
        return told
    held = _("there is a quorum") if meeting.has_quorum else _("there is no quorum")
    return f"{told}; {held}"


def _name_of(presences: list[Presence], seat: Seat) -> str:
    found = next((p for p in presences if p.member.seat == seat and p.came != Came.NOBODY), None)
    return _person(found)[0] if found else ""


def _person(presence: Presence) -> tuple[str, str]:
    member: Membership = presence.member
    if presence.came == Came.ALTERNATE:
        return member.alternate, member.alternate_position
    return member.name, member.position


def _told(presence: Presence) -> dict[str, str]:
    name, position = _person(presence)
    return {"name": name, "position": position, "body": str(presence.member.body)}
