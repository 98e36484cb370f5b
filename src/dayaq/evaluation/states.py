"""The lives of question sets and questionnaires, and the kinds that these rules know."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SetStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("question set", "Draft")
    IN_FORCE = "in_force", pgettext_lazy("question set", "In use")
    RETIRED = "retired", pgettext_lazy("question set", "No longer used")


NEXT_SET = MappingProxyType(
    {
        SetStatus.DRAFT: frozenset({SetStatus.IN_FORCE}),
        SetStatus.IN_FORCE: frozenset({SetStatus.RETIRED}),
        SetStatus.RETIRED: frozenset({SetStatus.IN_FORCE}),
    }
)


class SheetStatus(TextChoices):
    WAITING = "waiting", pgettext_lazy("questionnaire", "Not open yet")
    OPEN = "open", pgettext_lazy("questionnaire", "Open for answers")
    CLOSED = "closed", pgettext_lazy("questionnaire", "Closed")


NEXT_SHEET = MappingProxyType(
    {
        SheetStatus.WAITING: frozenset({SheetStatus.OPEN}),
        SheetStatus.OPEN: frozenset({SheetStatus.CLOSED}),
        SheetStatus.CLOSED: frozenset({SheetStatus.OPEN}),  # papers that came late
    }
)


class Purpose(TextChoices):
    """What a set of questions asks for."""

    PARTICIPANTS = "participants", _("What participants think")
    ORGANISER = "organiser", _("What the organisers think")
    TEST = "test", _("Test of knowledge, before and after")
    FOLLOW_UP = "follow_up", _("What it brought after some months")
    CAMPAIGN = "campaign", _("What the audience of awareness work thinks")


class Occasion(TextChoices):
    """When a set of questions is asked about a training or campaign."""

    BEFORE = "before", _("Test before")
    AFTER = "after", _("Test after")
    PARTICIPANTS = "participants", pgettext_lazy("questionnaire", "Participants")
    ORGANISER = "organiser", pgettext_lazy("questionnaire", "Organisers")
    FOLLOW_UP = "follow_up", _("After some months")
    AUDIENCE = "audience", pgettext_lazy("questionnaire", "Audience")


PURPOSE_OF = MappingProxyType(
    {
        Occasion.BEFORE: Purpose.TEST,
        Occasion.AFTER: Purpose.TEST,
        Occasion.PARTICIPANTS: Purpose.PARTICIPANTS,
        Occasion.ORGANISER: Purpose.ORGANISER,
        Occasion.FOLLOW_UP: Purpose.FOLLOW_UP,
        Occasion.AUDIENCE: Purpose.CAMPAIGN,
    }
)


class Asked(TextChoices):
    """How a question is answered."""

    SCALE = "scale", _("From 1 to 5")
    CHOICE = "choice", _("One of several answers")
    SEVERAL = "several", _("Any of several answers")
    WORDS = "words", _("In words")


SCALE = MappingProxyType(
    {
        "1": _("1 – not at all"),
        "2": _("2 – little"),
        "3": _("3 – partly"),
        "4": _("4 – mostly"),
        "5": _("5 – fully"),
    }
)
"""The steps of the scale, the same in every set, so that trainings can be compared."""
