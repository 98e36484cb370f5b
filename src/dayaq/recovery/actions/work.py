"""The list of employers: added, changed, suspended when one was found to exploit, taken up again."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.audit.changes import begin, locked, revise
from dayaq.recovery.models import Employer
from dayaq.recovery.policies import work as may
from dayaq.recovery.states import EmployerStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def add_employer(*, by: "User", at: datetime, **fields: Any) -> Employer:
    require(may.why_not_keep_employers(by))
    return begin(Employer(**fields), "employer.added", by=by, at=at)


@transaction.atomic
def revise_employer(
    employer: Employer, *, by: "User", at: datetime, seen: str = "", **fields: Any
) -> Employer:
    employer = locked(employer)
    require(may.why_not_keep_employers(by))
    return revise(employer, "employer.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def suspend_employer(employer: Employer, *, why: str, by: "User", at: datetime) -> Employer:
    """Nobody is sent there any more, for a reason that stands in the list."""
    employer = locked(employer)
    require(may.why_not_suspend(employer, by))
    stopped = {
        "status": EmployerStatus.SUSPENDED,
        "suspended_on": localdate(at),
        "suspension": why,
    }
    return revise(employer, "employer.suspended", stopped, by=by, at=at, why=why)


@transaction.atomic
def resume_employer(employer: Employer, *, why: str, by: "User", at: datetime) -> Employer:
    employer = locked(employer)
    require(may.why_not_resume(employer, by))
    again = {"status": EmployerStatus.ACTIVE, "suspended_on": None, "suspension": ""}
    return revise(employer, "employer.resumed", again, by=by, at=at, why=why)
