"""What the record says of an act on a case: its reference, never what it holds."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dayaq.audit.models import record
from dayaq.cases.models import Case

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def note(did: str, case: Case, *, by: "User | None", at: datetime, **details: Any) -> None:
    """Write down an act on a case, in its transaction."""
    record(did, case, by=by, at=at, case=case, **details)
