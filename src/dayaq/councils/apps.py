"""How Django knows this room, and what its record of changes and its notices say.

Notices name a meeting or a task by its number: what they are about may say too much.
"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

RECORDED = {
    "agenda_item.added": _("Point put on the agenda"),
    "agenda_item.heard": _("Discussion of a point written down"),
    "agenda_item.moved": _("Point of the agenda moved"),
    "agenda_item.removed": _("Point of the agenda removed"),
    "agenda_item.revised": _("Point of the agenda changed"),
    "decision.removed": _("Decision removed"),
    "decision.revised": _("Decision changed"),
    "decision.taken": _("Decision recorded"),
    "deferral.answered": _("Request for more time answered"),
    "deferral.asked": _("More time asked for"),
    "meeting.cancelled": _("Meeting cancelled"),
    "meeting.held": _("Attendance of a meeting recorded"),
    "meeting.invited": _("Members invited to a meeting"),
    "meeting.minutes_opened": _("Minutes of a meeting opened again"),
    "meeting.minutes_signed": _("Minutes of a meeting signed"),
    "meeting.planned": _("Meeting planned"),
    "meeting.planned_again": _("Meeting planned again"),
    "meeting.revised": _("Meeting changed"),
    "membership.ended": _("Membership ended"),
    "membership.given": _("Member added"),
    "membership.revised": _("Membership changed"),
    "standing_body.added": _("Standing body added"),
    "standing_body.revised": _("Standing body changed"),
    "task.accepted": _("Task taken for done"),
    "task.deferred": _("Deadline of a task moved"),
    "task.dropped": _("Task dropped"),
    "task.given": _("Task given"),
    "task.reopened": _("Task opened again"),
    "task.reported": _("Task said to be done"),
    "task.returned": _("Task given back"),
}

TEXTS = {
    "meeting_cancelled": (
        _("A meeting is cancelled"),
        _("Meeting %(number)s of %(on)s does not take place."),
    ),
    "meeting_changed": (
        _("A meeting has changed"),
        _("Day, hour or place of meeting %(number)s has changed: it is on %(on)s."),
    ),
    "meeting_invited": (
        _("You are invited to a meeting"),
        _("Your body is invited to meeting %(number)s on %(on)s."),
    ),
    "meeting_missed": (
        _("A meeting did not take place"),
        _("No meeting was held in the period that ended on %(until)s."),
    ),
    "meeting_wanted": (
        _("A meeting is wanted"),
        _("No meeting has been held or planned in the period that ends on %(until)s."),
    ),
    "task_due": (
        _("A task is due soon"),
        _("Task %(number)s of your body is due on %(until)s."),
    ),
    "task_given": (
        _("Your body has a new task"),
        _("A meeting gave your body task %(number)s, due on %(until)s."),
    ),
    "task_long_overdue": (
        _("A task is long overdue"),
        _("Task %(number)s of your body was due on %(until)s."),
    ),
    "task_overdue": (
        _("A task is overdue"),
        _("Task %(number)s of your body was due on %(until)s."),
    ),
    "task_reported": (
        _("A task is said to be done"),
        _("A body says that task %(number)s is done."),
    ),
    "task_returned": (
        _("A task was given back"),
        _("The coordinator gave task %(number)s back: it is not done yet."),
    ),
    "time_answered": (
        _("More time: the answer"),
        _("The coordinator has answered about more time for task %(number)s."),
    ),
    "time_asked": (
        _("More time is asked for"),
        _("A body asks for more time for task %(number)s."),
    ),
}


class CouncilsConfig(AppConfig):
    name = "dayaq.councils"
    label = "councils"

    def ready(self) -> None:
        from dayaq.audit import words
        from dayaq.notices import texts

        words.register("cooperation", _("Cooperation"), RECORDED)
        for code, (subject, line) in TEXTS.items():
            texts.register(f"councils.{code}", subject, line)
