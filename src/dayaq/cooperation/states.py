"""The lives of what this room keeps, and the kinds that its rules know."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Fulfilment(TextChoices):
    """How far a recommendation has been carried out."""

    UNTOUCHED = "untouched", pgettext_lazy("recommendation", "Not begun")
    UNDER_WAY = "under_way", pgettext_lazy("recommendation", "Under way")
    PARTLY = "partly_done", pgettext_lazy("recommendation", "Carried out in part")
    DONE = "done", pgettext_lazy("recommendation", "Carried out")
    NOTED = "noted", pgettext_lazy("recommendation", "Noted, not accepted")


NEXT_FULFILMENT = MappingProxyType(
    {
        Fulfilment.UNTOUCHED: frozenset(
            {Fulfilment.UNDER_WAY, Fulfilment.PARTLY, Fulfilment.DONE, Fulfilment.NOTED}
        ),
        Fulfilment.UNDER_WAY: frozenset({Fulfilment.PARTLY, Fulfilment.DONE, Fulfilment.NOTED}),
        Fulfilment.PARTLY: frozenset({Fulfilment.UNDER_WAY, Fulfilment.DONE}),
        Fulfilment.DONE: frozenset({Fulfilment.UNDER_WAY}),  # the next report judged otherwise
        Fulfilment.NOTED: frozenset({Fulfilment.UNDER_WAY}),
    }
)


# --- standing bodies, their meetings, what they decide ----------------------------------------------


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


# --- proposals and the path they take ---------------------------------------------------------------


class ProposalKind(TextChoices):
    LAW = "law", _("Law")
    DECREE = "decree", _("Decree or order of the President")
    CABINET = "cabinet", _("Decision of the Cabinet of Ministers")
    RULES = "rules", _("Rules")
    TREATY = "treaty", _("Accession to a treaty")
    METHODS = "methods", _("Methods or guides")
    STRUCTURE = "structure", _("Structure or staff")


class Stage(TextChoices):
    """How far a proposal has come."""

    DRAFT = "drafted", pgettext_lazy("proposal", "Being drafted")
    OPINIONS = "opinions", pgettext_lazy("proposal", "Opinions are asked")
    AGREED = "agreed", pgettext_lazy("proposal", "Agreed")
    GROUP = "group", pgettext_lazy("proposal", "Before the Working Group")
    SENT = "sent", pgettext_lazy("proposal", "Sent to the Cabinet of Ministers")
    RETURNED = "sent_back", pgettext_lazy("proposal", "Returned by the Cabinet of Ministers")
    ADOPTED = "adopted", pgettext_lazy("proposal", "Adopted")
    REFUSED = "refused", pgettext_lazy("proposal", "Not adopted")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")


NEXT_STAGE = MappingProxyType(
    {
        Stage.DRAFT: frozenset({Stage.OPINIONS, Stage.AGREED, Stage.WITHDRAWN}),
        Stage.OPINIONS: frozenset({Stage.DRAFT, Stage.AGREED, Stage.WITHDRAWN}),
        Stage.AGREED: frozenset(
            {Stage.DRAFT, Stage.GROUP, Stage.SENT, Stage.ADOPTED, Stage.WITHDRAWN}
        ),
        Stage.GROUP: frozenset({Stage.DRAFT, Stage.SENT, Stage.ADOPTED, Stage.WITHDRAWN}),
        Stage.SENT: frozenset(
            {Stage.RETURNED, Stage.ADOPTED, Stage.REFUSED, Stage.AGREED, Stage.GROUP}
        ),
        Stage.RETURNED: frozenset({Stage.DRAFT, Stage.SENT, Stage.WITHDRAWN}),
        Stage.ADOPTED: frozenset({Stage.AGREED, Stage.GROUP, Stage.SENT}),
        Stage.REFUSED: frozenset({Stage.DRAFT, Stage.SENT}),
        Stage.WITHDRAWN: frozenset({Stage.DRAFT}),
    }
)

MISTAKEN = MappingProxyType(
    {
        Stage.SENT: frozenset({Stage.AGREED, Stage.GROUP}),
        Stage.ADOPTED: frozenset({Stage.AGREED, Stage.GROUP, Stage.SENT}),
        Stage.REFUSED: frozenset({Stage.SENT}),
    }
)
"""Stages to which one comes back only because a step was recorded by mistake."""

OVER = frozenset({Stage.ADOPTED, Stage.REFUSED, Stage.WITHDRAWN})
"""Stages in which nobody works on a proposal."""


class OpinionStatus(TextChoices):
    WAITING = "waiting", pgettext_lazy("opinion", "Awaited")
    WITH_APPROVER = "with_approver", pgettext_lazy("opinion", "With the approver")
    GIVEN = "given", pgettext_lazy("opinion", "Given")
    SILENT = "silent", pgettext_lazy("opinion", "Silent")


NEXT_OPINION = MappingProxyType(
    {
        OpinionStatus.WAITING: frozenset({OpinionStatus.WITH_APPROVER, OpinionStatus.SILENT}),
        OpinionStatus.WITH_APPROVER: frozenset(
            {OpinionStatus.WAITING, OpinionStatus.GIVEN, OpinionStatus.SILENT}
        ),
        OpinionStatus.GIVEN: frozenset(),
        # A late opinion is still an opinion; that it was late stays to be seen.
        OpinionStatus.SILENT: frozenset({OpinionStatus.WITH_APPROVER, OpinionStatus.GIVEN}),
    }
)


class Stance(TextChoices):
    AGREED = "agreed", pgettext_lazy("opinion", "Agrees")
    REMARKS = "remarks", pgettext_lazy("opinion", "Agrees with remarks")
    DISAGREED = "disagreed", pgettext_lazy("opinion", "Does not agree")


# --- answers to recommendations ----------------------------------------------------------------------


class ReplyStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("answer", "Draft")
    WITH_APPROVER = "with_approver", pgettext_lazy("answer", "With the approver")
    APPROVED = "approved", pgettext_lazy("answer", "Approved")
    OUTDATED = "outdated", pgettext_lazy("answer", "Replaced by a newer one")


NEXT_REPLY = MappingProxyType(
    {
        ReplyStatus.DRAFT: frozenset({ReplyStatus.WITH_APPROVER}),
        ReplyStatus.WITH_APPROVER: frozenset({ReplyStatus.DRAFT, ReplyStatus.APPROVED}),
        ReplyStatus.APPROVED: frozenset({ReplyStatus.OUTDATED}),
        ReplyStatus.OUTDATED: frozenset({ReplyStatus.APPROVED}),
    }
)


class Paper(TextChoices):
    """What this room prints from a Word template that the ministry owns."""

    MINUTES = "minutes", _("Minutes of a meeting")
    ANSWERS = "answers", _("Answers to recommendations")
