"""The fixed vocabularies of a plan: roles of parties, kinds of periods, life of a reading."""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartyRole(TextChoices):
    EXECUTOR = "executor", _("Executor")
    INVOLVED = "involved", _("Involved")
    RECOMMENDED = "recommended", _("Recommended")


class Basis(TextChoices):
    """On what a reading of the text rests."""

    STATED = "stated", _("Stated in the text")
    INFERRED = "inferred", _("Inferred: first in the list")
    CONFIRMED = "confirmed", _("Confirmed")


class PeriodKind(TextChoices):
    RANGE = "range", _("Range of years")
    SINGLE = "single", _("Single year")
    REGULAR = "regular", _("Regular")


class ReadingStatus(TextChoices):
    IN_REVIEW = "in_review", _("In review")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


NEXT = MappingProxyType(
    {
        ReadingStatus.IN_REVIEW: frozenset({ReadingStatus.CONFIRMED, ReadingStatus.DISCARDED}),
        ReadingStatus.CONFIRMED: frozenset[ReadingStatus](),
        ReadingStatus.DISCARDED: frozenset[ReadingStatus](),
    }
)


class Relation(TextChoices):
    """How a measure relates to one of another version or plan."""

    SAME = "same", _("Same")
    AMENDED = "amended", _("Amended")
    SPLIT = "split", _("Split")
    MERGED = "merged", _("Merged")
    DROPPED = "dropped", _("Dropped")
    NEW = "new", _("New")


REPAIRS = MappingProxyType(
    {
        "lost-character": _("Lost character restored"),
        "lookalike-letter": _("Letter of another alphabet replaced"),
        "letter-spacing": _("Spaced-out word joined"),
        "glued-words": _("Glued words parted"),
        "missing-space": _("Missing space added"),
        "year-spacing": _("Space in a span of years removed"),
        "line-hyphen": _("Hyphen at a line's end kept"),
        "hyphenation": _("Word divided at a line's end joined"),
    }
)
"""What the reader may do to a text, by its own code for it."""


DEEDS = MappingProxyType(
    {
        "reading.begun": _("Text read"),
        "reading.accepted": _("Question answered: right as read"),
        "reading.named": _("Question answered: body named"),
        "reading.asked_administrator": _("Administrator asked for a body"),
        "reading.row_corrected": _("Row corrected"),
        "reading.row_confirmed": _("Row confirmed"),
        "reading.rows_confirmed": _("Rows confirmed together"),
        "reading.act_stated": _("Details of the act stated"),
        "reading.placed": _("Plan chosen"),
        "reading.repeated": _("Text read again"),
        "reading.discarded": pgettext_lazy("reading", "Reading discarded"),
    }
)
"""What was done to a reading, by the code in the record."""
