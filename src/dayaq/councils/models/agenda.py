"""What a meeting might deal with: proposals that wait for it, tasks past their day, recommendations that are due.

What else has to be brought before it, rooms above say: measures about which nobody reports.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dayaq.councils.models.meetings import AgendaItem, Meeting
from dayaq.councils.models.tasks import Task
from dayaq.proposals.models.proposals import Proposal
from dayaq.proposals.states import Stage
from dayaq.recommendations.models.recommendations import Recommendation

MOST = 8
"""So many of each kind are suggested."""

AHEAD = timedelta(days=60)
"""How long before its date a recommendation is suggested."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to put on the agenda; its code names it in an address."""

    code: str
    title: str
    fields: dict[str, Any]
    language: str = ""
    """Of the title, where it is somebody's own words."""


Raise = Callable[[date], Iterable[Suggestion]]
_raised_by: list[Raise] = []


def raised_by(room: Raise) -> None:
    """A room above says what it brings before meetings; said twice it is said once."""
    if room not in _raised_by:
        _raised_by.append(room)


def suggestions(meeting: Meeting, *, on: date) -> list[Suggestion]:
    """What is not on this agenda yet."""
    items = list(AgendaItem.objects.filter(meeting=meeting))
    proposals = {item.proposal_id for item in items if item.proposal_id}
    recommended = {item.recommendation_id for item in items if item.recommendation_id}
    titles = {item.title for item in items}
    found = [
        Suggestion(
            f"p{one.pk}",
            f"{one.number}. {one.title}"[:500],
            {"proposal": one, "clauses": one.clauses, "speaker": one.body},
        )
        for one in Proposal.objects.filter(status__in=(Stage.GROUP, Stage.AGREED))
        .exclude(pk__in=proposals)
        .select_related("body")[:MOST]
    ]
    for task in Task.objects.overdue(on=on).with_all()[:MOST]:
        title = _("Task %(number)s is overdue: %(text)s") % {
            "number": task.number,
            "text": task.text,
        }
        if title[:500] not in titles:
            found.append(Suggestion(f"t{task.pk}", title[:500], {"speaker": task.body}))
    due = Recommendation.objects.due(by=on + AHEAD).exclude(pk__in=recommended)
    found += [
        Suggestion(
            f"r{one.pk}",
            f"{one}: {one.text}"[:500],
            {"recommendation": one, "clauses": one.clauses},
            one.language,
        )
        for one in due.with_document().order_by("next_on", "pk")[:MOST]
    ]
    found += [one for room in _raised_by for one in room(on) if one.title not in titles]
    return [replace(one, fields={"title": one.title, **one.fields}) for one in found]
