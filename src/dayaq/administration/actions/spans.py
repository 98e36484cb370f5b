"""Dated rows that follow each other: what begins on a day ends what held until then."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dayaq.accounts.models import User
from dayaq.audit.models import record
from dayaq.directory.models import BodyName, ParameterValue

if TYPE_CHECKING:
    from collections.abc import Iterable

S = TypeVar("S", BodyName, ParameterValue)


def make_room(
    spans: "Iterable[S]", since: date, did: str, *, by: User, at: datetime
) -> date | None:
    """End what holds on `since` the day before, and say how long what begins then may hold.

    What was confirmed stays confirmed: that it has ended is no doubt about what it said.
    """
    spans = list(spans)
    held = next((span for span in spans if span.holds_on(since)), None)
    if held is None:
        later = [span.since for span in spans if span.since is not None and span.since > since]
        return min(later) - timedelta(days=1) if later else None
    if held.since == since:
        raise ValidationError(
            {"since": _("Another entry begins on this day already. Correct that one instead.")},
            code="same day",
        )
    until = held.until
    held.until = since - timedelta(days=1)
    held.save(update_fields=["until"])
    record(
        did,
        held,
        by=by,
        at=at,
        before={"until": until and until.isoformat()},
        after={"until": held.until.isoformat()},
    )
    return until
