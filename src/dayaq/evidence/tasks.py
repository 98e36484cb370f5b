"""Freezing all indicators in the background."""

from datetime import date

from django.utils.timezone import now
from django.utils.translation import gettext as _

from dayaq.evidence import actions
from dayaq.evidence.compile import indicators
from dayaq.jobs.progress import Progress, task
from dayaq.kernel.periods import Period


@task("evidence.freeze")
def freeze(progress: Progress, *, occasion: str, first: str, last: str) -> None:
    """Freeze every indicator for those days. Begun again, it writes what is missing."""
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    progress.begin(len(indicators()))
    for indicator in indicators().values():
        progress.step(_("Counting: %(title)s") % {"title": indicator.title})
        actions.freeze(indicator, period, occasion=occasion, at=now())
