"""The lives of what this room keeps, and the kinds that its rules know."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """How far a referral has come."""

    DRAFT = "draft", pgettext_lazy("referral", "Begun")
    NOTED = "noted", pgettext_lazy("referral", "Anonymous notice")
    SENT = "sent", pgettext_lazy("referral", "Sent, waits for an answer")
    RETURNED = "returned", pgettext_lazy("referral", "Returned")
    ACCEPTED = "accepted", pgettext_lazy("referral", "Taken over")
    WITHDRAWN = "withdrawn", pgettext_lazy("referral", "Withdrawn")


NEXT = MappingProxyType(
    {
        Status.DRAFT: frozenset({Status.SENT, Status.NOTED, Status.WITHDRAWN}),
        Status.NOTED: frozenset({Status.DRAFT, Status.WITHDRAWN}),  # the person agrees after all
        Status.SENT: frozenset({Status.ACCEPTED, Status.RETURNED, Status.NOTED, Status.WITHDRAWN}),
        Status.RETURNED: frozenset({Status.SENT, Status.NOTED, Status.WITHDRAWN}),
        Status.ACCEPTED: frozenset(),
        Status.WITHDRAWN: frozenset(),
    }
)
"""A sent referral becomes a notice when the person takes the consent back before it is taken over."""


class Track(TextChoices):
    """Which way a referral goes; follows from age and consent, nobody chooses it.

    Age unsure: treated as a child until it is assessed. A child is referred without the question of
    consent; an adult who refuses is never named.
    """

    OPEN = "", _("Not decided yet")
    ADULT = "adult", _("Adult who agrees")
    CHILD = "child", _("Child, or age not sure")
    NOTICE = "notice", _("Adult who does not agree: notice without a name")


class Safety(TextChoices):
    SAFE = "safe", _("Yes, safe for now")
    DANGER = "danger", _("No, there is danger")
    UNKNOWN = "unknown", _("Not known")


class ClockKind(TextChoices):
    """What has to have happened by a moment."""

    HANDOVER = "handover", _("Hand over to the competent body")
    COMPLETION = "completion", _("Complete what was sent in part")
    ANSWER = "answer", _("Answer the referral")
    REFLECTION = "reflection", _("End of the reflection period")
    DECISION = "decision", _("Decide about the status")
    OPINION = "opinion", _("Say what the referring body thinks")
    CHALLENGE = "challenge", _("Answer a request for review or an appeal")
    REQUEST = "request", _("Answer a request of the person")
