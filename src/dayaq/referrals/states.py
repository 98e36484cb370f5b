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
    ASSISTANCE = "assistance", _("Give initial assistance")
    REFLECTION = "reflection", _("End of the reflection period")
    DECISION = "decision", _("Decide about the status")
    OPINION = "opinion", _("Say what the referring body thinks")
    CHALLENGE = "challenge", _("Answer a request for review or an appeal")
    REQUEST = "request", _("Answer a request of the person")


class Stage(TextChoices):
    """Where the identification of a person stands.

    Identification rules (decision 131 of 2009), section 6: initial assistance 6.4, inquiry 6.5,
    screening by indicators 6.6, recovery plan 6.7. Help begins with the first stage and depends on
    nothing: not on working with the police, not on a criminal case.
    """

    ASSISTANCE = "assistance", _("Initial assistance")
    INQUIRY = "inquiry", _("Inquiry")
    SCREENING = "screening", _("Screening by indicators")
    RECOVERY = "recovery", _("Identified: recovery plan")
    NOT_IDENTIFIED = "not_identified", _("Not identified")
    REVIEW = "review", _("Under review")
    ENDED = "ended", pgettext_lazy("identification", "Ended")


NEXT_STAGE = MappingProxyType(
    {
        Stage.ASSISTANCE: frozenset({Stage.INQUIRY, Stage.ENDED}),
        Stage.INQUIRY: frozenset({Stage.SCREENING, Stage.ENDED}),
        Stage.SCREENING: frozenset(
            {Stage.INQUIRY, Stage.RECOVERY, Stage.NOT_IDENTIFIED, Stage.ENDED}
        ),
        Stage.RECOVERY: frozenset({Stage.REVIEW, Stage.ENDED}),
        Stage.NOT_IDENTIFIED: frozenset({Stage.REVIEW, Stage.ENDED}),
        Stage.REVIEW: frozenset({Stage.RECOVERY, Stage.NOT_IDENTIFIED, Stage.ENDED}),
        Stage.ENDED: frozenset(set(Stage) - {Stage.ENDED}),  # with its case, and back with it
    }
)

PRESUMED_STAGES = frozenset({Stage.ASSISTANCE, Stage.INQUIRY, Stage.SCREENING, Stage.REVIEW})
"""The person is held to be a victim until it is decided, and while a decision is under review."""

DECIDING_STAGES = frozenset({Stage.SCREENING, Stage.REVIEW})


class Whom(TextChoices):
    """To whom the law gives a right."""

    ALL = "all", _("Everybody")
    CHILD = "child", _("Children")
    FOREIGNER = "foreigner", _("Citizens of other countries")


class Outcome(TextChoices):
    IDENTIFIED = "identified", _("Identified victim")
    NOT_IDENTIFIED = "not_identified", _("Not identified as a victim")


class ToldHow(TextChoices):
    """How the person heard the decision."""

    IN_PERSON = "in_person", pgettext_lazy("told", "In person")
    LETTER = "letter", _("By letter")
    REPRESENTATIVE = "representative", _("Through a representative")
    NOT_REACHED = "not_reached", _("The person could not be reached")


class Position(TextChoices):
    """What the referring body thinks."""

    VICTIM = "victim", _("The person is a victim")
    NOT_VICTIM = "not_victim", _("The person is not a victim")
    UNSURE = "unsure", _("Not sure")


class Present(TextChoices):
    """Who was there when a person was interviewed."""

    GUARDIAN = "guardian", _("Guardian or legal representative")
    PSYCHOLOGIST = "psychologist", _("Psychologist")
    INTERPRETER = "interpreter", _("Interpreter")
    LAWYER = "lawyer", _("Lawyer")
    REFERRER = "referrer", _("The referring body")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    POLICE = "police", _("Police")


class ChallengeStatus(TextChoices):
    ASKED = "asked", pgettext_lazy("review", "Waits for an answer")
    UPHELD = "upheld", pgettext_lazy("review", "The decision stands")
    CHANGED = "changed", pgettext_lazy("review", "The decision was changed")
    WITHDRAWN = "withdrawn", pgettext_lazy("review", "Withdrawn")


NEXT_CHALLENGE = MappingProxyType(
    {
        ChallengeStatus.ASKED: frozenset(
            {ChallengeStatus.UPHELD, ChallengeStatus.CHANGED, ChallengeStatus.WITHDRAWN}
        ),
        ChallengeStatus.UPHELD: frozenset(),
        ChallengeStatus.CHANGED: frozenset(),
        ChallengeStatus.WITHDRAWN: frozenset(),
    }
)


class ChallengeKind(TextChoices):
    REVIEW = "review", _("Review by the body that decided")
    APPEAL = "appeal", _("Appeal to a court or a higher body")


class ByWhom(TextChoices):
    PERSON = "person", _("The person")
    REPRESENTATIVE = "representative", _("A representative or lawyer")
    REFERRER = "referrer", _("The referring body")


class InstrumentStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("instrument", "Draft")
    IN_FORCE = "in_force", pgettext_lazy("instrument", "Published")
    RETIRED = "retired", pgettext_lazy("instrument", "Withdrawn")


NEXT_INSTRUMENT = MappingProxyType(
    {
        InstrumentStatus.DRAFT: frozenset({InstrumentStatus.IN_FORCE}),
        InstrumentStatus.IN_FORCE: frozenset({InstrumentStatus.RETIRED}),
        InstrumentStatus.RETIRED: frozenset({InstrumentStatus.IN_FORCE}),
    }
)


class Topic(TextChoices):
    LABOUR = "labour", _("Forced labour")
    SEXUAL = "sexual", _("Sexual exploitation")
    GENERAL = "general", _("General signs")
    NATIONAL = "national", _("National list")


class Audience(TextChoices):
    ADULT = "adult", _("Adults")
    CHILD = "child", pgettext_lazy("instrument", "Children")
    ANY = "any", pgettext_lazy("instrument", "Everybody")


class Weight(TextChoices):
    STRONG = "S", _("strong")
    MEDIUM = "M", _("medium")
    WEAK = "W", _("weak")


class Rule(TextChoices):
    """How an instrument comes to its result."""

    ILO = "ilo", _("ILO: strong, medium and weak signs by dimension")
    ANY = "any", _("Any sign is a reason to look further")


class Role(TextChoices):
    """What a dimension is about; the rule asks for it by this."""

    DECEPTION = "deception", _("Deceptive recruitment")
    COERCION = "coercion", _("Coercive recruitment")
    VULNERABILITY = "vulnerability", _("Recruitment by abuse of vulnerability")
    EXPLOITATION = "exploitation", _("Exploitation")
    COERCION_THERE = "coercion_there", _("Coercion at destination")
    VULNERABILITY_THERE = "vulnerability_there", _("Abuse of vulnerability at destination")
    GENERAL = "general", _("Other signs")


class Result(TextChoices):
    """What a screening comes to. A help, never a decision."""

    TRAFFICKING = "trafficking", _("Signs of trafficking in persons")
    DECEIVED = "deceived", _("Signs of deception and exploitation")
    EXPLOITED = "exploited", _("Signs of exploitation: a case of labour rights")
    FURTHER = "further", _("Some signs: look further")
    NONE = "none", _("No signs seen")


class LetterKind(TextChoices):
    """What a letter is for. None says on paper why the person has it."""

    STATUS = "status", pgettext_lazy("letter", "Certificate of protection")
    DECISION = "decision", pgettext_lazy("letter", "Notice of the decision")
    REFERRAL = "referral", pgettext_lazy("letter", "Letter to a provider")
    SERVICE = "service", pgettext_lazy("letter", "Confirmation for an office")


class LetterStatus(TextChoices):
    ISSUED = "issued", pgettext_lazy("letter", "Valid")
    WITHDRAWN = "withdrawn", pgettext_lazy("letter", "Withdrawn")


NEXT_LETTER = MappingProxyType(
    {
        LetterStatus.ISSUED: frozenset({LetterStatus.WITHDRAWN}),
        LetterStatus.WITHDRAWN: frozenset(),
    }
)


class NextStep(TextChoices):
    """What the person has an appointment for. The place is never written: they were told it."""

    TALK = "talk", _("A conversation with your worker")
    DOCTOR = "doctor", _("A visit to a doctor")
    LAWYER = "lawyer", _("A conversation with a lawyer")
    OFFICE = "office", _("A visit to an office")
    CALL = "call", _("A call")


class WishKind(TextChoices):
    """What somebody asks for on their own page. A choice, never words: nothing is told there."""

    CALL = "call", pgettext_lazy("wish", "To be called")
    CONSENT = "consent", pgettext_lazy("wish", "To take a consent back")
    CORRECT = "correct", pgettext_lazy("wish", "To have a mistake corrected")
    REVIEW = "review", pgettext_lazy("wish", "To have a decision looked at again")
    READ = "read", pgettext_lazy("wish", "To hear who has read what")
    COMPLAIN = "complain", pgettext_lazy("wish", "To complain")
