"""Asking for more time and deciding on it. The original due day is always kept."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.accounts.models import Role
from dayaq.audit.models import record
from dayaq.notices.actions import tell
from dayaq.notices.recipients import everybody, people_at
from dayaq.reporting.models import Extension, Obligation
from dayaq.reporting.policies import cycles as may
from dayaq.reporting.policies.reports import why_not_leave_unsaid

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def ask_extension(
    obligation: Obligation, *, until: date, reason: str, by: "User", at: datetime
) -> Extension:
    """Ask the coordinator for time until a later day, saying why."""
    obligation = _locked(obligation.pk)
    require(may.why_not_ask_extension(obligation, by))
    require(why_not_leave_unsaid(reason))
    if until <= max(obligation.due_on, localdate(at)):
        raise Denied(_("The new day must come after the present one and after today."))

    extension = Extension.objects.create(
        obligation=obligation, until=until, reason=reason, asked_by=by, asked_at=at
    )
    record("extension.asked", obligation, by=by, at=at, until=until.isoformat(), reason=reason)
    tell(
        everybody(Role.COORDINATOR, on=localdate(at)),
        "reporting.extension_asked",
        key=f"extension:{extension.pk}:asked",
        url=reverse("reporting:obligation", args=[obligation.pk]),
        at=at,
        clause=obligation.measure.clause,
        cycle=obligation.cycle.name,
        until=until,
    )
    return extension


@transaction.atomic
def decide_extension(
    extension: Extension, *, is_granted: bool, answer: str = "", by: "User", at: datetime
) -> Extension:
    """Grant the time, which moves the due day, or refuse it, saying why."""
    obligation = _locked(extension.obligation_id)
    extension = obligation.extensions.select_for_update().get(pk=extension.pk)
    extension.obligation = obligation
    require(may.why_not_decide_extension(extension, by))
    if not is_granted:
        require(why_not_leave_unsaid(answer))

    extension.is_granted = is_granted
    extension.answer = answer
    extension.decided_by = by
    extension.decided_at = at
    extension.save(update_fields=["is_granted", "answer", "decided_by", "decided_at"])
    if is_granted:
        obligation.due_on = extension.until
        obligation.save(update_fields=["due_on"])

    did = "extension.granted" if is_granted else "extension.refused"
    record(did, obligation, by=by, at=at, until=extension.until.isoformat(), answer=answer)
    people = people_at([obligation.body_id], Role.DRAFTER, Role.APPROVER, on=localdate(at))
    tell(
        people.get(obligation.body_id, []),
        "reporting.extension_granted" if is_granted else "reporting.extension_refused",
        key=f"extension:{extension.pk}:decided",
        url=reverse("reporting:obligation", args=[obligation.pk]),
        at=at,
        clause=obligation.measure.clause,
        cycle=obligation.cycle.name,
        due=obligation.due_on,
    )
    return extension


def _locked(pk: int) -> Obligation:
    return (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("cycle", "measure", "report")
        .prefetch_related("extensions", "body__names")
        .get(pk=pk)
    )
