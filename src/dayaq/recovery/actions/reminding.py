"""Telling people what is due: follow-ups, placements to ask about, entries to verify."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dayaq.accounts.models import Role
from dayaq.cases.models import Assignment
from dayaq.notices.actions import tell
from dayaq.notices.recipients import everybody, people_at
from dayaq.recovery.models import FollowUp, Placement, Service
from dayaq.vault.context import house

SOON = timedelta(days=7)


@transaction.atomic
def tell_of_follow_ups(*, at: datetime) -> None:
    """Who works on the case hears once that somebody is to be asked how they live, or about the work."""
    day = localdate(at)
    with house("follow_ups"):
        due = FollowUp.objects.for_house().due(on=day + SOON)
        for row in due.select_related("case"):
            _tell_workers(row, "recovery.follow_up", f"follow-up:{row.pk}", row.due_on, at)
        work = Placement.objects.for_house().to_ask(on=day + SOON)
        for placement in work.select_related("case"):
            key = f"placement:{placement.pk}"
            _tell_workers(placement, "recovery.ask_about_work", key, placement.half_year_on, at)


def _tell_workers(row: Any, code: str, key: str, until: Any, at: datetime) -> None:
    working = Assignment.objects.for_house().filter(case=row.case_id).live()
    people = [
        one.appointment.user
        for one in working.select_related("appointment__user")
        if one.appointment.body_id == row.case.lead_id and one.appointment.holds_on(localdate(at))
    ]
    tell(
        people,
        code,
        key=key,
        url=reverse("recovery:plan", args=[row.case.reference]),
        at=at,
        case=row.case.reference,
        until=until,
    )


@transaction.atomic
def tell_of_stale_entries(*, at: datetime) -> None:
    """Providers hear which of their entries nobody has verified; of the others, the coordinator."""
    day = localdate(at)
    stale = Service.objects.offered(on=day).stale(on=day).select_related("provider")
    bodies = {one.provider.body_id for one in stale if one.provider.body_id}
    people = people_at(bodies, Role.PROVIDER, on=day)
    keepers = everybody(Role.COORDINATOR, on=day)
    for service in stale:
        own = people.get(service.provider.body_id or 0, [])
        tell(
            own or keepers,
            "recovery.stale",
            key=f"stale:{service.pk}:{service.verified_on}",
            url=reverse("recovery:service", args=[service.pk]),
            at=at,
            number=service.pk,
        )
