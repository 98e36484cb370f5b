"""The lives of meetings and of the tasks they give, and the kinds that these rules know."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Standing(TextChoices):
    """What kind of body meets again and again."""

    COMMISSION = "commission", _("Commission")
    WORKING_GROUP = "working_group", _("Working group")
    COUNCIL = "council", _("Council")
    OTHER = "other", pgettext_lazy("standing body", "Other")


class Seat(TextChoices):
    """As what somebody sits in a standing body."""

    CHAIR = "chair", _("Chair")
    DEPUTY = "deputy", _("Deputy chair")
    SECRETARY = "secretary", _("Secretary")
    MEMBER = "member", _("Member")


class Manner(TextChoices):
    """How people meet."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    MIXED = "mixed", _("In person and online")


class MeetingStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    INVITED = "invited", pgettext_lazy("meeting", "Members are invited")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CLOSED = "minuted", pgettext_lazy("meeting", "Minutes are signed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


NEXT_MEETING = MappingProxyType(
    {
        MeetingStatus.PLANNED: frozenset(
            {MeetingStatus.INVITED, MeetingStatus.HELD, MeetingStatus.CANCELLED}
        ),
        MeetingStatus.INVITED: frozenset({MeetingStatus.HELD, MeetingStatus.CANCELLED}),
        MeetingStatus.HELD: frozenset({MeetingStatus.CLOSED}),
        MeetingStatus.CLOSED: frozenset({MeetingStatus.HELD}),  # the minutes are corrected
        MeetingStatus.CANCELLED: frozenset({MeetingStatus.PLANNED}),
    }
)

TOOK_PLACE = (MeetingStatus.HELD, MeetingStatus.CLOSED)


class Came(TextChoices):
    """Who sat on a member's chair."""

    MEMBER = "member", pgettext_lazy("meeting", "The member")
    ALTERNATE = "alternate", pgettext_lazy("meeting", "The alternate")
    NOBODY = "nobody", pgettext_lazy("meeting", "Nobody")


class TaskStatus(TextChoices):
    OPEN = "to_do", pgettext_lazy("task", "To be done")
    REPORTED = "said_done", pgettext_lazy("task", "Said to be done")
    DONE = "done", pgettext_lazy("task", "Done")
    DROPPED = "dropped", pgettext_lazy("task", "No longer needed")


NEXT_TASK = MappingProxyType(
    {
        TaskStatus.OPEN: frozenset({TaskStatus.REPORTED, TaskStatus.DROPPED}),
        TaskStatus.REPORTED: frozenset({TaskStatus.DONE, TaskStatus.OPEN}),
        TaskStatus.DONE: frozenset({TaskStatus.OPEN}),  # it was taken for done by mistake
        TaskStatus.DROPPED: frozenset({TaskStatus.OPEN}),
    }
)


class DeferralStatus(TextChoices):
    ASKED = "asked", pgettext_lazy("more time", "Asked for")
    GRANTED = "granted", pgettext_lazy("more time", "Granted")
    REFUSED = "refused", pgettext_lazy("more time", "Refused")


NEXT_DEFERRAL = MappingProxyType(
    {
        DeferralStatus.ASKED: frozenset({DeferralStatus.GRANTED, DeferralStatus.REFUSED}),
        DeferralStatus.GRANTED: frozenset(),
        DeferralStatus.REFUSED: frozenset(),
    }
)
