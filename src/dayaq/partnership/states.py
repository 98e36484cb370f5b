"""The lives of what this room keeps, and the kinds that its rules know."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnerKind(TextChoices):
    """Who works together (4.6.1)."""

    STATE = "state", _("State body")
    NGO = "ngo", _("NGO")
    INTERNATIONAL = "international", _("International organisation")
    PRIVATE = "private", _("Private sector")
    FOREIGN = "foreign", _("Body of another state")
    ACADEMIC = "academic", _("University or academy")


class ActivityKind(TextChoices):
    VISIT = "visit", _("Visit or exchange")
    MEETING = "meeting", _("Meeting")
    PROJECT = "project", _("Joint project")
    TRAINING = "training", _("Joint training")
    OPERATION = "operation", _("Joint operation")
    EVENT = "event", _("International event in the country")
    OTHER = "other", pgettext_lazy("activity", "Other")


class RequestStatus(TextChoices):
    WAITING = "awaited", pgettext_lazy("request", "Waits for an answer")
    ANSWERED = "answered", pgettext_lazy("request", "Answered")
    DECLINED = "declined", pgettext_lazy("request", "Declined")


NEXT_REQUEST = MappingProxyType(
    {
        RequestStatus.WAITING: frozenset({RequestStatus.ANSWERED, RequestStatus.DECLINED}),
        RequestStatus.ANSWERED: frozenset({RequestStatus.WAITING}),  # answered by mistake
        RequestStatus.DECLINED: frozenset({RequestStatus.WAITING}),
    }
)


class Way(TextChoices):
    FROM_US = "from_us", _("We asked")
    TO_US = "to_us", _("We were asked")


class Source(TextChoices):
    """Where money comes from (section 3 of the plan)."""

    STATE_BUDGET = "state_budget", _("State budget")
    OFF_BUDGET = "off_budget", _("Off-budget fund")
    GRANT = "grant", _("Grant to an NGO")
    DONOR = "donor", _("Donor")
    OTHER = "other", pgettext_lazy("money", "Other lawful source")


class StudyStage(TextChoices):
    """How far a study has come. A study is carried on at each stage, whichever came before."""

    PLANNED = "planned", pgettext_lazy("study", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("study", "Under way")
    FINISHED = "finished", pgettext_lazy("study", "Finished")
    PUBLISHED = "published", pgettext_lazy("study", "Published")
