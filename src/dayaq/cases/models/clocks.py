"""The clocks of a case in words: what has to have happened, and how much time is left."""

from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dayaq.cases.states import MergeStatus, Status, TextStatus

if TYPE_CHECKING:
    from dayaq.cases.models.cases import Case

CLOCKS = MappingProxyType(
    {
        "handover": gettext_lazy("Hand over to the competent body"),
        "review": gettext_lazy("Review the case"),
        "assistance": gettext_lazy("Give initial assistance"),
        "reflection": gettext_lazy("End of the reflection period"),
        "decision": gettext_lazy("Decide about the status"),
        "challenge": gettext_lazy("Answer a request for review or an appeal"),
        "request": gettext_lazy("Answer a request of the person"),
    }
)
"""By the code that `Case.clock` holds."""

LOOKS = MappingProxyType(
    {
        Status.PRESUMED: "going",
        Status.IDENTIFIED: "good",
        Status.NOT_IDENTIFIED: "unknown",
        Status.CLOSED: "calm",
    }
)
"""The look of each status among those of the house; the word always stands beside it."""


MERGES = MappingProxyType(
    {
        MergeStatus.PROPOSED: "watch",
        MergeStatus.STANDING: "good",
        MergeStatus.REFUSED: "calm",
        MergeStatus.UNDONE: "calm",
    }
)


TEXTS = MappingProxyType(
    {
        TextStatus.DRAFT: "going",
        TextStatus.PUBLISHED: "good",
        TextStatus.WITHDRAWN: "calm",
        TextStatus.DISCARDED: "calm",
    }
)


def look_of(case: "Case", *, at: datetime) -> str:
    """The look of the nearest clock: over, within a day, or later."""
    if case.clock_at is None:
        return "calm"
    left = (case.clock_at - at).total_seconds()
    return "bad" if left <= 0 else "watch" if left < 86_400 else "going"


def span(moment: datetime, at: datetime) -> str:
    """How long until then, in the largest unit that says enough; how long since, when it is over."""
    seconds = int((moment - at).total_seconds())
    is_late = seconds <= 0
    minutes, hours, days = (abs(seconds) // size for size in (60, 3_600, 86_400))
    if days >= 2:
        late = ngettext("%(n)d day late", "%(n)d days late", days)
        left = ngettext("%(n)d day left", "%(n)d days left", days)
        return (late if is_late else left) % {"n": days}
    if hours >= 1:
        late = ngettext("%(n)d hour late", "%(n)d hours late", hours)
        left = ngettext("%(n)d hour left", "%(n)d hours left", hours)
        return (late if is_late else left) % {"n": hours}
    if minutes == 0 and is_late:
        return _("due now")
    late = ngettext("%(n)d minute late", "%(n)d minutes late", minutes)
    left = ngettext("%(n)d minute left", "%(n)d minutes left", minutes)
    return (late if is_late else left) % {"n": minutes}
