"""Ending what has run out: before anybody reads, and each minute by the clock."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle
from dayaq.cases.models import Case, Grant, Opening
from dayaq.vault.context import ends_what_ran_out, house
from dayaq.vault.models import Alarm


def wake(row: UUID, at: datetime) -> None:
    """See to it that the end of this grant or opening is noticed at its moment."""
    Alarm.objects.update_or_create(id=row, defaults={"at": at})


def put_out(rows: Iterable[UUID]) -> None:
    """Nothing is left to end: it has ended otherwise."""
    Alarm.objects.filter(id__in=list(rows)).delete()


@ends_what_ran_out
def end_what_ran_out(at: datetime) -> None:
    """End grants and openings whose time is over.

    Safe to repeat and to run twice at once: each case is locked, and only what still stands ends.
    """
    with transaction.atomic(), house("lapse"):
        grants = Grant.objects.for_house().run_out(at=at)
        openings = Opening.objects.for_house().run_out(at=at)
        touched = {*grants.values_list("case_id", flat=True)}
        touched |= {*openings.values_list("case_id", flat=True)}
        for case in _locked(touched):
            over = Opening.objects.for_house().run_out(at=at).filter(case=case)
            put_out(over.values_list("pk", flat=True))
            over.update(stopped_at=at)
            for grant in Grant.objects.for_house().run_out(at=at).filter(case=case):
                grant.ended_at, grant.end_reason = at, "time is over"
                grant.save(update_fields=["ended_at", "end_reason"])
                put_out([grant.pk])
                note("grant.lapsed", case, by=None, at=at, body=grant.body.code)
            settle(case, at=at)
        Alarm.objects.filter(at__lte=at).delete()


def _locked(cases: Iterable[UUID]) -> Iterable[Case]:
    rows = Case.objects.for_house().filter(pk__in=list(cases)).order_by("pk")
    return rows.select_for_update(of=("self",))
