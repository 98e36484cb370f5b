"""Standing bodies and their meetings: planned, invited to, held, minuted."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import Role, User
from dayaq.audit.changes import begin, locked, revise
from dayaq.audit.models import record
from dayaq.cooperation.actions.keeping import add, change
from dayaq.cooperation.actions.telling import tell_bodies
from dayaq.cooperation.policies import why_not_steer
from dayaq.councils import policies as may
from dayaq.councils.models import AgendaItem, Meeting, Membership, Presence, StandingBody
from dayaq.councils.states import Came, MeetingStatus
from dayaq.indicators.clauses import Clause

TOLD = (Role.DRAFTER, Role.APPROVER, Role.HEAD)
"""Whoever at a member's body has to know that there is a meeting."""


def add_standing_body(**fields: Any) -> StandingBody:
    return add(StandingBody, "standing_body.added", **fields)


def revise_standing_body(known: StandingBody, **fields: Any) -> StandingBody:
    return change(known, "standing_body.revised", **fields)


@transaction.atomic
def seat(standing: StandingBody, *, by: User, at: datetime, **fields: Any) -> Membership:
    """Somebody becomes a member, as the confirmed list has it."""
    require(why_not_steer(by))
    return begin(Membership(standing=standing, **fields), "membership.given", by=by, at=at)


@transaction.atomic
def revise_seat(
    known: Membership, *, by: User, at: datetime, seen: str = "", **fields: Any
) -> Membership:
    known = locked(known)
    require(why_not_steer(by))
    return revise(known, "membership.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def end_seat(known: Membership, *, until: date, why: str, by: User, at: datetime) -> Membership:
    """The last day of a membership; meetings that were keep it."""
    known = locked(known)
    require(may.why_not_end_seat(known, by))
    return revise(known, "membership.ended", {"until": until}, by=by, at=at, why=why)


# --- meetings ----------------------------------------------------------------------------------------


@transaction.atomic
def plan_meeting(standing: StandingBody, *, by: User, at: datetime, **fields: Any) -> Meeting:
    """The next meeting, with the next number."""
    standing = locked(standing)
    known = Meeting(standing=standing, **fields)
    require(may.why_not_plan(standing, by, on=known.day))
    last = standing.meetings.aggregate(last=Max("number"))["last"] or 0
    known.number = last + 1
    return begin(known, "meeting.planned", by=by, at=at)


@transaction.atomic
def revise_meeting(
    known: Meeting, *, by: User, at: datetime, seen: str = "", **fields: Any
) -> Meeting:
    """When and where; whoever was invited hears that it changed."""
    known = locked(known)
    require(may.why_not_revise(known, by))
    before = (known.starts_at, known.minutes, known.manner, known.venue, known.online)
    known = revise(known, "meeting.revised", fields, by=by, at=at, seen=seen)
    after = (known.starts_at, known.minutes, known.manner, known.venue, known.online)
    if known.status == MeetingStatus.INVITED and before != after:
        _count_invitation(known)
        _tell_members(known, "councils.meeting_changed", at=at)
    return known


@transaction.atomic
def invite(known: Meeting, *, by: User, at: datetime) -> Meeting:
    """The members are invited, or once more, with the agenda as it now stands."""
    known = locked(known)
    require(may.why_not_invite(known, by))
    known = revise(known, "meeting.invited", {"status": MeetingStatus.INVITED}, by=by, at=at)
    _count_invitation(known)
    _tell_members(known, "councils.meeting_invited", at=at)
    return known


def _count_invitation(known: Meeting) -> None:
    known.revision += 1
    known.save(update_fields=["revision"])


@transaction.atomic
def cancel_meeting(known: Meeting, *, why: str, by: User, at: datetime) -> Meeting:
    known = locked(known)
    require(may.why_not_cancel(known, by))
    was_invited = known.status == MeetingStatus.INVITED
    gone = {"status": MeetingStatus.CANCELLED}
    known = revise(known, "meeting.cancelled", gone, by=by, at=at, why=why)
    if was_invited:
        _count_invitation(known)
        _tell_members(known, "councils.meeting_cancelled", at=at)
    return known


@transaction.atomic
def plan_meeting_again(known: Meeting, *, why: str, by: User, at: datetime) -> Meeting:
    known = locked(known)
    require(may.why_not_plan_again(known, by))
    back = {"status": MeetingStatus.PLANNED}
    return revise(known, "meeting.planned_again", back, by=by, at=at, why=why)


def _tell_members(known: Meeting, code: str, *, at: datetime) -> None:
    members = known.standing.members.holding_on(known.day)
    tell_bodies(
        set(members.values_list("body", flat=True)),
        code,
        *TOLD,
        about=known,
        url=reverse("councils:meeting", args=[known.pk]),
        at=at,
        key=str(known.revision),
        on=known.day,
    )


# --- the agenda --------------------------------------------------------------------------------------


@transaction.atomic
def add_item(known: Meeting, *, by: User, at: datetime, **fields: Any) -> AgendaItem:
    """A point at the end of the agenda."""
    known = locked(known)
    require(may.why_not_change_agenda(known, by))
    last = known.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(meeting=known, position=last + 1, **fields)
    return begin(item, "agenda_item.added", by=by, at=at)


@transaction.atomic
def add_measures(
    known: Meeting, *, measures: Sequence[Clause], by: User, at: datetime
) -> list[AgendaItem]:
    """A point for each measure, in the words of the law."""
    if not measures:
        raise ValidationError({"clauses": _("Choose at least one measure.")})
    return [
        add_item(
            known,
            title=f"{measure.number}. {measure.text}"[:500],
            clauses=[measure.number],
            by=by,
            at=at,
        )
        for measure in measures
    ]


@transaction.atomic
def revise_item(
    item: AgendaItem, *, by: User, at: datetime, seen: str = "", **fields: Any
) -> AgendaItem:
    item = locked(item)
    require(may.why_not_change_agenda(item.meeting, by))
    return revise(item, "agenda_item.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def remove_item(item: AgendaItem, *, why: str, by: User, at: datetime) -> None:
    """The point is not dealt with; the record keeps what it was."""
    item = locked(item)
    require(may.why_not_change_agenda(item.meeting, by))
    if item.decisions.exists():
        raise ValidationError(_("Something was decided on this point. It stays."))
    record(
        "agenda_item.removed", item, by=by, at=at, before={"title": item.title}, after={}, why=why
    )
    item.delete()


@transaction.atomic
def move_item_up(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Before the point that stood before it."""
    meeting = locked(item.meeting)
    require(may.why_not_change_agenda(meeting, by))
    points = list(meeting.items.order_by("position", "pk"))
    place = next(n for n, one in enumerate(points) if one.pk == item.pk)
    if place == 0:
        return
    points[place - 1], points[place] = points[place], points[place - 1]
    for number, one in enumerate(points, start=1):
        one.position = number
    AgendaItem.objects.bulk_update(points, ["position"])
    record("agenda_item.moved", item, by=by, at=at)


# --- who came, and what was said ---------------------------------------------------------------------


@transaction.atomic
def record_presence(
    known: Meeting, came: Mapping[Membership, str], *, guests: str = "", by: User, at: datetime
) -> Meeting:
    """Who sat on each chair. From then on the meeting is held, and its quorum is that of its day."""
    known = locked(known)
    require(may.why_not_record(known, by, today=localdate(at)))
    sitting = set(known.standing.members.holding_on(known.day).values_list("pk", flat=True))
    if {member.pk for member in came} != sitting or not sitting:
        raise ValidationError(_("The list of members has changed. Open the page once more."))
    known.presences.all().delete()
    Presence.objects.bulk_create(
        Presence(meeting=known, member=member, came=how) for member, how in came.items()
    )
    quorum = known.standing.quorum_on(known.day)
    held = {
        "status": MeetingStatus.HELD,
        "quorum": str(quorum) if quorum else "",
        "members": len(came),
        "present": sum(how != Came.NOBODY for how in came.values()),
        "guests": guests,
    }
    if known.status == MeetingStatus.HELD:
        del held["status"]
    return revise(known, "meeting.held", held, by=by, at=at)


@transaction.atomic
def write_heard(
    item: AgendaItem, *, heard: str, by: User, at: datetime, seen: str = ""
) -> AgendaItem:
    """What was said on a point."""
    item = locked(item)
    require(may.why_not_write_minutes(item.meeting, by))
    return revise(item, "agenda_item.heard", {"heard": heard}, by=by, at=at, seen=seen)


@transaction.atomic
def sign_minutes(known: Meeting, *, signed_on: date, by: User, at: datetime) -> Meeting:
    """The minutes are signed on paper; from here on they do not change."""
    known = locked(known)
    require(may.why_not_sign(known, by))
    if signed_on < known.day:
        raise ValidationError({"signed_on": _("This day is before the meeting.")})
    signed = {"status": MeetingStatus.CLOSED, "signed_on": signed_on}
    return revise(known, "meeting.minutes_signed", signed, by=by, at=at)


@transaction.atomic
def correct_minutes(known: Meeting, *, why: str, by: User, at: datetime) -> Meeting:
    known = locked(known)
    require(may.why_not_correct(known, by))
    opened = {"status": MeetingStatus.HELD, "signed_on": None}
    return revise(known, "meeting.minutes_opened", opened, by=by, at=at, why=why)
