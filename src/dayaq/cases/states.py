"""The life of a case, and the words for sharing it, as data."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """Whether the person is held to be a victim, and whether work on the case goes on.

    Law 958-IIQ; identification rules (decision 131 of 2009). Help does not depend on the answer.
    """

    PRESUMED = "presumed", _("Presumed victim")
    IDENTIFIED = "identified", _("Identified victim")
    NOT_IDENTIFIED = "not_identified", _("Not identified as a victim")
    CLOSED = "closed", _("Closed")


NEXT = MappingProxyType(
    {
        Status.PRESUMED: frozenset({Status.IDENTIFIED, Status.NOT_IDENTIFIED, Status.CLOSED}),
        Status.IDENTIFIED: frozenset({Status.PRESUMED, Status.CLOSED}),  # a review reopens it
        Status.NOT_IDENTIFIED: frozenset({Status.PRESUMED, Status.CLOSED}),
        Status.CLOSED: frozenset({Status.PRESUMED, Status.IDENTIFIED, Status.NOT_IDENTIFIED}),
    }
)
"""A closed case is reopened to the status it had before: the action sees to that."""

DECISIONS = frozenset({Status.IDENTIFIED, Status.NOT_IDENTIFIED})
"""Taken by the body that decides, with a day and a reason."""


class Part(TextChoices):
    """The sections of a case: what is shared, opened, sealed and kept apart from the rest."""

    COVER = "cover", _("Cover")
    IDENTITY = "identity", _("Identity")
    CONTACT = "contact", _("Contact")
    SITUATION = "situation", _("What happened")
    HEALTH = "health", _("Health")
    LEGAL = "legal", _("Legal position")
    WHEREABOUTS = "whereabouts", _("Whereabouts")
    NEEDS = "needs", _("Needs")
    FAMILY = "family", _("Family")
    IDENTIFICATION = "identification", _("Identification")
    PLAN = "plan", _("Recovery plan and services")
    DOCUMENTS = "documents", _("Documents")
    NOTES = "notes", _("Notes")
    CONSENT = "consent", _("Consent")
    PROTECTION = "protection", _("State protection")


SHAREABLE = frozenset(set(Part) - {Part.PROTECTION})
"""What a grant may open. State protection opens only to two people who agree, for a time."""

WHOLE = frozenset(SHAREABLE)
"""What the lead body reads."""

OF_PERSON = frozenset({Part.IDENTITY, Part.CONTACT})
"""Sections that belong to the person, whichever case they were told in: a seal on one in any of the
person's cases closes it in all."""


class Basis(TextChoices):
    """Why a body may read."""

    LEAD = "lead", _("It leads the case")
    CONSENT = "consent", _("The person agreed")
    REFERRAL = "referral", _("It took part in the referral")
    LAW = "law", _("The law demands it")


class Purpose(TextChoices):
    """What the data may be used for by whoever receives it."""

    PROTECTION = "protection", _("Protection and safety")
    ASSISTANCE = "assistance", _("Assistance and services")
    IDENTIFICATION = "identification", _("Identification as a victim")
    RETURN = "return", _("Return and reintegration")
    JUSTICE = "justice", _("Legal proceedings and compensation")
    FOLLOW_UP = "follow_up", _("Follow-up after assistance")


class Involvement(TextChoices):
    """What somebody is to a case besides being the person it is about."""

    CHILD = "child", _("Child of the person")
    PARENT = "parent", _("Parent of the person")
    SPOUSE = "spouse", _("Husband or wife of the person")
    FAMILY = "family", _("Other relative")
    AFFECTED = "affected", _("Suffered the same")
    WITNESS = "witness", _("Witness")
    GUARDIAN = "guardian", _("Guardian or legal representative")
    COMPANION = "companion", _("Came with the person")


class MergeStatus(TextChoices):
    """Whether two records are held to be one person. Nothing moves, so that it can be undone exactly."""

    PROPOSED = "proposed", _("Waits for a decision")
    STANDING = "standing", _("Held to be one person")
    REFUSED = "refused", _("Held to be two people")
    UNDONE = "undone", _("Taken apart again")


NEXT_MERGE = MappingProxyType(
    {
        MergeStatus.PROPOSED: frozenset({MergeStatus.STANDING, MergeStatus.REFUSED}),
        MergeStatus.STANDING: frozenset({MergeStatus.UNDONE}),
        MergeStatus.REFUSED: frozenset(),  # new facts are a new proposal
        MergeStatus.UNDONE: frozenset(),
    }
)


class TextStatus(TextChoices):
    """A text of consent: written, published from a day on, and never changed after that."""

    DRAFT = "draft", pgettext_lazy("consent text", "Draft")
    PUBLISHED = "published", pgettext_lazy("consent text", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent text", "Used no more")
    DISCARDED = "discarded", pgettext_lazy("consent text", "Discarded")


NEXT_TEXT = MappingProxyType(
    {
        TextStatus.DRAFT: frozenset({TextStatus.PUBLISHED, TextStatus.DISCARDED}),
        TextStatus.PUBLISHED: frozenset({TextStatus.WITHDRAWN}),
        TextStatus.WITHDRAWN: frozenset(),  # a new version follows, or none
        TextStatus.DISCARDED: frozenset(),
    }
)


class ConsentForm(TextChoices):
    """How the person said yes or no."""

    WRITTEN = "written", _("Signed on paper")
    SPOKEN = "spoken", _("Said in conversation")
    GUARDIAN = "guardian", _("Given by the guardian of a child")


class Explained(TextChoices):
    """What was explained before the person answered: the seven questions of HTCDS `con_`."""

    TALK = "talk", _("That the conversation is voluntary and what it is for")
    USE = "use", _("What the information is used for, now and later")
    RESEARCH = "research", _("That figures without names may be used for studies")
    OWN_DATA = "own_data", _("That they may ask for their own data at any time")
    KEPT = "kept", _("How long the data are kept")
    WITHDRAW = "withdraw", _("How to take the consent back")
    RECIPIENTS = "recipients", _("Who receives the information")


class SealKind(TextChoices):
    """Who decided that the record is closed to others."""

    COURT = "court", _("Decision of a court")
    PROSECUTION = "prosecution", _("Decision of the criminal prosecution body")


class OpeningKind(TextChoices):
    """Why a section opened to one person for a time."""

    EMERGENCY = "emergency", _("Emergency")
    PROTECTION = "protection", _("State protection, two people")


class Verdict(TextChoices):
    """What the review of an emergency opening found."""

    JUSTIFIED = "justified", _("Justified")
    UNJUSTIFIED = "unjustified", _("Not justified")


class Signal(TextChoices):
    """What in the access log the data protection desk is asked to look at."""

    MANY = "many", _("Many cases within an hour")
    SEARCHES = "searches", _("Many searches within an hour")
    OWN_NAME = "own_name", _("A person of one's own family name")
    AFTER_HOURS = "after_hours", _("Outside working hours")


class Fate(TextChoices):
    """What is decided about data whose time is up."""

    EXTEND = "extend", _("Keep longer")
    PSEUDONYMISE = "pseudonymise", _("Remove who it is about")
    SHRED = "shred", _("Destroy")


class Channel(TextChoices):
    """How to reach a person."""

    PHONE = "phone", _("Phone call")
    MESSAGE = "message", _("Message")
    EMAIL = "email", _("E-mail")
    THIRD_PERSON = "third_person", _("Through somebody trusted")
    IN_PERSON = "in_person", _("Only in person")
    NONE = "none", _("Do not contact")


class Priority(TextChoices):
    URGENT = "urgent", _("Urgent")
    HIGH = "high", _("High")
    ORDINARY = "ordinary", _("Ordinary")
