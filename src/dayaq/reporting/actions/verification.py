"""Saying what was found about a measure in a cycle."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.audit.models import record
from dayaq.plan.models import Measure
from dayaq.reporting.models import Cycle, Verification
from dayaq.reporting.policies import verification as may
from dayaq.reporting.states import Verified

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def verify(
    cycle: Cycle,
    measure: Measure,
    *,
    verified: Verified,
    rationale: str,
    evidence_checked: str = "",
    conflict_reason: str = "",
    by: "User",
    at: datetime,
) -> Verification:
    """Say how far a measure was carried out in the cycle's period, and on what grounds.

    A finding of before stays, superseded. Whoever verifies for a body that executes the measure
    gives a reason, which is kept and shown; where there is no conflict the reason is dropped.
    """
    measure = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    cycle = Cycle.objects.get(pk=cycle.pk)
    require(may.why_not_verify(cycle, measure, by, conflict_reason=conflict_reason))
    if not rationale.strip():
        raise Denied(_("Say on what grounds."))

    body, is_conflict = may.verifying_body(measure, by)
    if body is None:  # refused above
        raise AssertionError
    standing = Verification.objects.standing().filter(cycle=cycle, measure=measure).first()
    if standing is not None:
        standing.superseded_at = at
        standing.save(update_fields=["superseded_at"])
    verification = Verification.objects.create(
        cycle=cycle,
        measure=measure,
        verified=verified,
        rationale=rationale,
        evidence_checked=evidence_checked,
        by=by,
        body_id=body,
        at=at,
        conflict_reason=conflict_reason if is_conflict else "",
    )
    record(
        "measure.verified",
        verification,
        by=by,
        at=at,
        verified=verified,
        before=standing.verified if standing else "",
        conflict=is_conflict,
    )
    return verification
