"""What may be done to standing bodies, meetings, decisions and the tasks that follow from them."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.cooperation.policies import why_not_keep, why_not_steer
from dayaq.councils.states import DeferralStatus, MeetingStatus, TaskStatus

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.councils.models import Decision, Deferral, Meeting, Membership, StandingBody, Task

TO_COME = frozenset({MeetingStatus.PLANNED, MeetingStatus.INVITED})


def why_not_end_seat(known: "Membership", user: "User") -> "Refusal | None":
    if known.until is not None:
        return _("This membership has its last day already.")
    return why_not_steer(user)


def why_not_plan(standing: "StandingBody", user: "User", *, on: date) -> "Refusal | None":
    if not standing.holds_on(on):
        return _("On this day the standing body does not exist.")
    return why_not_steer(user)


def why_not_revise(known: "Meeting", user: "User") -> "Refusal | None":
    """When and where it is, until it has taken place."""
    if known.status not in TO_COME:
        return _("Only a meeting that is still to come is changed.")
    return why_not_steer(user)


def why_not_change_agenda(known: "Meeting", user: "User") -> "Refusal | None":
    """Until the minutes are signed: what comes up at the meeting itself is a point as well."""
    if known.status in {MeetingStatus.CLOSED, MeetingStatus.CANCELLED}:
        return _("The agenda of this meeting does not change any more.")
    return why_not_steer(user)


def why_not_invite(known: "Meeting", user: "User") -> "Refusal | None":
    if known.status not in TO_COME:
        return _("Members are invited to a meeting that is still to come.")
    if not known.items.exists():
        return _("Put at least one point on the agenda first.")
    return why_not_steer(user)


def why_not_record(known: "Meeting", user: "User", *, today: date) -> "Refusal | None":
    """Saying who came."""
    if known.status in {MeetingStatus.CLOSED, MeetingStatus.CANCELLED}:
        return _("The minutes are signed, or the meeting was cancelled.")
    if today < known.day:
        return _("The meeting is still to come. Who came is recorded from its day on.")
    return why_not_steer(user)


def why_not_write_minutes(known: "Meeting", user: "User") -> "Refusal | None":
    """What was said and decided, from the meeting until the signature."""
    if known.status != MeetingStatus.HELD:
        return _("Minutes are written once it is recorded who came, and until they are signed.")
    return why_not_steer(user)


def why_not_decide(known: "Meeting", user: "User") -> "Refusal | None":
    if known.has_quorum is False:
        return _("%(present)s of %(members)s came; %(needed)s are needed to decide.") % {
            "present": known.present,
            "members": known.members,
            "needed": known.needed,
        }
    return why_not_write_minutes(known, user)


def why_not_remove_decision(known: "Decision", user: "User") -> "Refusal | None":
    if known.tasks.exclude(status=TaskStatus.OPEN).exists():
        return _("Bodies have worked on its tasks already. The decision stays.")
    return why_not_write_minutes(known.meeting, user)


def why_not_sign(known: "Meeting", user: "User") -> "Refusal | None":
    if not known.can_become(MeetingStatus.CLOSED):
        return _("Minutes are signed once it is recorded who came.")
    return why_not_steer(user)


def why_not_correct(known: "Meeting", user: "User") -> "Refusal | None":
    """Opening signed minutes again."""
    if known.status != MeetingStatus.CLOSED:
        return _("The minutes are not signed yet.")
    return why_not_steer(user)


def why_not_cancel(known: "Meeting", user: "User") -> "Refusal | None":
    if known.status not in TO_COME:
        return _("Only a meeting that is still to come is cancelled.")
    return why_not_steer(user)


def why_not_plan_again(known: "Meeting", user: "User") -> "Refusal | None":
    if known.status != MeetingStatus.CANCELLED:
        return _("The meeting is not cancelled.")
    return why_not_steer(user)


# --- tasks -------------------------------------------------------------------------------------------


def why_not_report(known: "Task", user: "User") -> "Refusal | None":
    """Its body says that it is done."""
    if known.status != TaskStatus.OPEN:
        return _("This task does not wait for its body.")
    return why_not_keep(known.body_id, user)


def why_not_judge(known: "Task", user: "User") -> "Refusal | None":
    """The secretary takes it for done, or gives it back."""
    if known.status != TaskStatus.REPORTED:
        return _("Nobody has said yet that this task is done.")
    return why_not_steer(user)


def why_not_drop(known: "Task", user: "User") -> "Refusal | None":
    if known.status != TaskStatus.OPEN:
        return _("Only a task that is still to be done is dropped.")
    return why_not_steer(user)


def why_not_reopen(known: "Task", user: "User") -> "Refusal | None":
    if known.status not in {TaskStatus.DONE, TaskStatus.DROPPED}:
        return _("This task is open.")
    return why_not_steer(user)


def why_not_ask_for_time(known: "Task", user: "User") -> "Refusal | None":
    if known.status != TaskStatus.OPEN:
        return _("This task does not wait for its body.")
    if known.deferrals.filter(status=DeferralStatus.ASKED).exists():
        return _("More time is asked for already; the coordinator answers.")
    return why_not_keep(known.body_id, user)


def why_not_answer_time(known: "Deferral", user: "User") -> "Refusal | None":
    if known.status != DeferralStatus.ASKED:
        return _("This is answered already.")
    return why_not_steer(user)
