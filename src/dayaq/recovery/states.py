"""The words of services and plans, and the lives of what changes, as data."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ServiceKind(TextChoices):
    """What kind of help it is. Convention on action against trafficking, article 12."""

    ACCOMMODATION = "accommodation", _("Accommodation")
    MEDICAL = "medical", _("Medical care")
    PSYCHOLOGICAL = "psychological", _("Psychological care")
    LEGAL = "legal", _("Legal aid")
    SOCIAL = "social", _("Social support")
    EDUCATION = "education", _("Schooling")
    VOCATIONAL = "vocational", _("Vocational training")
    EMPLOYMENT = "employment", _("Help in finding work")
    DOCUMENTS = "documents", _("Restoring documents")
    INTERPRETATION = "interpretation", _("Interpretation")
    FAMILY = "family", _("Work with the family")
    AID = "aid", _("Material aid")


ANSWERS_NEED = MappingProxyType(
    {
        "safety": ServiceKind.ACCOMMODATION,
        "accommodation": ServiceKind.ACCOMMODATION,
        "food_clothing": ServiceKind.AID,
        "medical": ServiceKind.MEDICAL,
        "psychological": ServiceKind.PSYCHOLOGICAL,
        "legal": ServiceKind.LEGAL,
        "social": ServiceKind.SOCIAL,
        "documents": ServiceKind.DOCUMENTS,
        "interpretation": ServiceKind.INTERPRETATION,
        "education": ServiceKind.EDUCATION,
        "vocational": ServiceKind.VOCATIONAL,
        "employment": ServiceKind.EMPLOYMENT,
        "family": ServiceKind.FAMILY,
        "childcare": ServiceKind.FAMILY,
    }
)
"""Which kind of service answers a need of the code list `need-kind`; other needs are social support."""


class Owner(TextChoices):
    """Who stands behind a provider or a facility: the division that measures 4.4.4 and 4.4.6 ask for."""

    STATE = "state", pgettext_lazy("owner", "State")
    MUNICIPAL = "municipal", pgettext_lazy("owner", "Municipal")
    NGO = "ngo", _("Non-governmental organisation")
    INTERNATIONAL = "international", _("International organisation")
    PRIVATE = "private", pgettext_lazy("owner", "Private")


class ForWhom(TextChoices):
    """Who is taken; HSDS `eligibility`."""

    PRESUMED = "presumed", _("Presumed victims")
    IDENTIFIED = "identified", _("Identified victims")
    CHILDREN = "children", _("Children")
    WOMEN = "women", _("Women")
    MEN = "men", _("Men")
    FAMILIES = "families", _("Families with children")
    FOREIGNERS = "foreigners", _("Foreigners and stateless persons")
    DISABLED = "disabled", _("Persons with disabilities")


class Access(TextChoices):
    """How one gets in; HSDS `access`."""

    WALK_IN = "walk_in", _("Anybody may walk in")
    BY_PHONE = "by_phone", _("By appointment, by phone")
    REFERRAL = "referral", _("By referral only")
    REMOTE = "remote", _("By phone or online")
    MOBILE = "mobile", _("They come to the person")


class PlanStatus(TextChoices):
    """Identification rules (decision 131 of 2009), 6.7: the plan is made with the person."""

    DRAFT = "draft", pgettext_lazy("plan of a person", "Being written")
    IN_FORCE = "in_force", pgettext_lazy("plan of a person", "Agreed")
    CLOSED = "closed", pgettext_lazy("plan of a person", "Closed")


NEXT_PLAN = MappingProxyType(
    {
        PlanStatus.DRAFT: frozenset({PlanStatus.IN_FORCE, PlanStatus.CLOSED}),
        PlanStatus.IN_FORCE: frozenset({PlanStatus.CLOSED}),
        PlanStatus.CLOSED: frozenset({PlanStatus.DRAFT, PlanStatus.IN_FORCE}),
    }
)
"""A closed plan is reopened to what it was: agreed, or still being written."""


class PlanEnd(TextChoices):
    """Why the work on a plan ends."""

    REACHED = "reached", _("The goals are reached")
    WISH = "wish", _("The person wishes to end it")
    MOVED = "moved", _("The person moved or returned home")
    OTHER_SUPPORT = "other_support", _("Others support the person now")
    LOST = "lost", _("Contact was lost")
    DIED = "died", _("The person died")
    CASE_CLOSED = "case_closed", _("The case was closed")


class RiskLevel(TextChoices):
    LOW = "low", pgettext_lazy("risk", "Low")
    MEDIUM = "medium", pgettext_lazy("risk", "Medium")
    HIGH = "high", pgettext_lazy("risk", "High")


class GoalStatus(TextChoices):
    OPEN = "open", pgettext_lazy("goal", "Open")
    REACHED = "reached", pgettext_lazy("goal", "Reached")
    PARTLY = "partly", pgettext_lazy("goal", "Reached in part")
    DROPPED = "dropped", pgettext_lazy("goal", "Given up")


NEXT_GOAL = MappingProxyType(
    {
        GoalStatus.OPEN: frozenset({GoalStatus.REACHED, GoalStatus.PARTLY, GoalStatus.DROPPED}),
        GoalStatus.REACHED: frozenset({GoalStatus.OPEN}),
        GoalStatus.PARTLY: frozenset({GoalStatus.OPEN, GoalStatus.REACHED, GoalStatus.DROPPED}),
        GoalStatus.DROPPED: frozenset({GoalStatus.OPEN}),
    }
)


class SupportStatus(TextChoices):
    """Where one service of a plan stands."""

    PLANNED = "planned", pgettext_lazy("service", "Planned")
    ASKED = "asked", pgettext_lazy("service", "A provider is asked")
    RUNNING = "running", pgettext_lazy("service", "Being given")
    FINISHED = "finished", pgettext_lazy("service", "Finished")
    DROPPED = "dropped", pgettext_lazy("service", "Not needed any more")


NEXT_SUPPORT = MappingProxyType(
    {
        SupportStatus.PLANNED: frozenset(
            {SupportStatus.ASKED, SupportStatus.RUNNING, SupportStatus.DROPPED}
        ),
        SupportStatus.ASKED: frozenset(
            {SupportStatus.PLANNED, SupportStatus.RUNNING, SupportStatus.DROPPED}
        ),
        SupportStatus.RUNNING: frozenset(
            {SupportStatus.FINISHED, SupportStatus.DROPPED, SupportStatus.PLANNED}
        ),
        SupportStatus.FINISHED: frozenset(),
        SupportStatus.DROPPED: frozenset({SupportStatus.PLANNED}),
    }
)


class Corrected(TextChoices):
    """What of a plan can be corrected once it is settled."""

    GOAL = "goal", _("Goal")
    HELP = "help", _("Service")
    FOLLOW_UP = "follow-up", _("Follow-up")


class Result(TextChoices):
    """What a service brought, as its giver and the person see it."""

    REACHED = "reached", pgettext_lazy("result", "What was hoped for")
    PARTLY = "partly", pgettext_lazy("result", "A part of it")
    NOTHING = "nothing", pgettext_lazy("result", "Nothing")
    STOPPED = "stopped", pgettext_lazy("result", "It was broken off")


class Barrier(TextChoices):
    """What stood in the way; victim-service data call it barriers to service delivery."""

    WAITING = "waiting", _("Waiting time")
    LANGUAGE = "language", _("Language")
    DISTANCE = "distance", _("Distance, transport")
    PAPERS = "papers", _("Missing papers")
    MONEY = "money", _("Cost")
    FEAR = "fear", _("Fear, pressure from others")
    HEALTH = "health", _("State of health")
    CHILDREN = "children", _("Nobody to look after the children")
    REFUSED = "refused", _("Refused by the provider")
    NO_SERVICE = "no_service", _("There is no such service nearby")


class Contentment(TextChoices):
    """What the person says of the help; never asked in front of who gave it."""

    VERY = "5", _("Very content")
    RATHER = "4", _("Rather content")
    SO_SO = "3", _("So-so")
    LITTLE = "2", _("Little content")
    NOT = "1", _("Not content")


class AfterHalfYear(TextChoices):
    """What has become of schooling, a course or other lasting help after six months."""

    GOES_ON = "goes_on", _("Goes on")
    COMPLETED = "completed", pgettext_lazy("after six months", "Completed")
    LEFT = "left", pgettext_lazy("after six months", "Broken off")
    UNKNOWN = "unknown", pgettext_lazy("after six months", "Not known")


class FollowUpStatus(TextChoices):
    DUE = "due", pgettext_lazy("follow-up", "To be held")
    HELD = "held", pgettext_lazy("follow-up", "Held")
    MISSED = "missed", pgettext_lazy("follow-up", "Did not take place")


NEXT_FOLLOW_UP = MappingProxyType(
    {
        FollowUpStatus.DUE: frozenset({FollowUpStatus.HELD, FollowUpStatus.MISSED}),
        FollowUpStatus.HELD: frozenset(),
        FollowUpStatus.MISSED: frozenset({FollowUpStatus.HELD}),
    }
)


class Housing(TextChoices):
    SAFE = "safe", pgettext_lazy("housing", "Safe and lasting")
    FOR_NOW = "for_now", pgettext_lazy("housing", "For the time being")
    UNSAFE = "unsafe", pgettext_lazy("housing", "Unsafe")
    NONE = "none", pgettext_lazy("housing", "None")


class Livelihood(TextChoices):
    WORK = "work", _("Works")
    STUDY = "study", _("Goes to school or a course")
    SUPPORT = "support", _("Lives on support")
    NONE = "none", pgettext_lazy("livelihood", "Nothing")


class ReferralStatus(TextChoices):
    """One provider asked for one service. FHIR: a task of a service request."""

    IN_PROGRESS = "in_progress", pgettext_lazy("request to a provider", "Waiting for an answer")
    UNANSWERED = "unanswered", pgettext_lazy("request to a provider", "No answer in time")
    ACCEPTED = "accepted", pgettext_lazy("request to a provider", "Accepted")
    RETURNED = "returned", pgettext_lazy("request to a provider", "Returned")
    DONE = "done", pgettext_lazy("request to a provider", "Done")
    WITHDRAWN = "withdrawn", pgettext_lazy("request to a provider", "Withdrawn")


NEXT_REFERRAL = MappingProxyType(
    {
        ReferralStatus.IN_PROGRESS: frozenset(
            {
                ReferralStatus.UNANSWERED,
                ReferralStatus.ACCEPTED,
                ReferralStatus.RETURNED,
                ReferralStatus.WITHDRAWN,
            }
        ),
        ReferralStatus.UNANSWERED: frozenset(
            {ReferralStatus.ACCEPTED, ReferralStatus.RETURNED, ReferralStatus.WITHDRAWN}
        ),
        ReferralStatus.ACCEPTED: frozenset({ReferralStatus.DONE, ReferralStatus.WITHDRAWN}),
        ReferralStatus.RETURNED: frozenset(),
        ReferralStatus.DONE: frozenset(),
        ReferralStatus.WITHDRAWN: frozenset(),
    }
)
"""An answer that comes late still counts: the clock is over, the help is not."""

OPEN_REFERRALS = frozenset({ReferralStatus.IN_PROGRESS, ReferralStatus.UNANSWERED})
LIVE_REFERRALS = OPEN_REFERRALS | {ReferralStatus.ACCEPTED}


class ReturnReason(TextChoices):
    """Why a provider cannot help."""

    FULL = "full", _("No free place")
    NOT_OURS = "not_ours", _("We do not give this help")
    NOT_FOR = "not_for", _("Not for this person (age, sex, status)")
    LANGUAGE = "language", _("Nobody speaks the language")
    TOO_FAR = "too_far", _("Too far away")
    UNSAFE = "unsafe", _("Not safe here")
    MORE_DATA = "more_data", _("More must be known first")
    OTHER = "other", _("Other reason")


class EmployerStatus(TextChoices):
    ACTIVE = "active", pgettext_lazy("employer", "Takes people")
    SUSPENDED = "suspended", pgettext_lazy("employer", "Nobody is sent there")


NEXT_EMPLOYER = MappingProxyType(
    {
        EmployerStatus.ACTIVE: frozenset({EmployerStatus.SUSPENDED}),
        EmployerStatus.SUSPENDED: frozenset({EmployerStatus.ACTIVE}),
    }
)


class Incentive(TextChoices):
    """What an employer gets for it (measure 4.2.5)."""

    WAGES = "wages", _("Part of the wages is paid")
    TAX = "tax", _("Tax relief")
    TRAINING = "training", _("Training is paid")
    WORKPLACE = "workplace", _("The workplace is equipped")
    NONE = "none", pgettext_lazy("incentive", "None")


class PlacementKind(TextChoices):
    JOB = "job", _("Job")
    TRIAL = "trial", _("Work on trial")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    OWN = "own", _("Work of one's own")


class AfterWork(TextChoices):
    """What has become of a placement after six months (measures 4.2.5, 4.4.5)."""

    KEPT = "kept", _("Still works there")
    OTHER_JOB = "other_job", _("Works elsewhere")
    LEFT = "left", pgettext_lazy("work", "Left")
    DISMISSED = "dismissed", _("Was dismissed")
    EXPLOITED = "exploited", _("Was exploited there")
    UNKNOWN = "unknown", pgettext_lazy("work", "Not known")
