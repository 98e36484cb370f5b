"""The last rung of the ladder: measures about which bodies stay silent come before the Working Group."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Min
from django.utils.translation import ngettext

from dayaq.councils.models.agenda import Suggestion
from dayaq.reporting.models.cycles import Obligation
from dayaq.reporting.states import CycleStatus

AFTER = timedelta(days=30)
"""So long after its day a report is no longer a matter of reminders."""

MOST = 8


def escalated(on: date) -> Iterator[Suggestion]:
    """Measures of open cycles, the one with the most silent bodies first. One query."""
    silent = Obligation.objects.overdue(on=on - AFTER).filter(cycle__status=CycleStatus.OPEN)
    rows = (
        silent.order_by()
        .values("measure__clause")
        .annotate(bodies=Count("body", distinct=True), since=Min("due_on"))
        .order_by("-bodies", "since", "measure__clause")
    )
    for row in rows[:MOST]:
        clause, bodies = row["measure__clause"], row["bodies"]
        title = ngettext(
            "Measure %(clause)s: %(bodies)d body has not reported since %(since)s",
            "Measure %(clause)s: %(bodies)d bodies have not reported since %(since)s",
            bodies,
        ) % {"clause": clause, "bodies": bodies, "since": f"{row['since']:%d.%m.%Y}"}
        code = f"m{clause.replace('.', '-')}"
        yield Suggestion(code, title, {"clauses": [clause]})
