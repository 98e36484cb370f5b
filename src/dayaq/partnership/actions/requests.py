"""What happens to a request: it is answered, declined, or waits again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.audit.changes import locked, revise
from dayaq.partnership import policies
from dayaq.partnership.models import Request
from dayaq.partnership.states import RequestStatus


@transaction.atomic
def answer(
    request: Request, *, status: RequestStatus, by: User, at: datetime, why: str = ""
) -> Request:
    """The clock stops when it is answered or declined; it runs on when that was a mistake."""
    request = locked(request)
    require(policies.why_not_answer(request, by, status=status))
    is_over = status != RequestStatus.WAITING
    changed = {"status": status, "answered_at": at if is_over else None}
    reason: dict[str, Any] = {"why": why} if why else {}
    return revise(request, "request.answered", changed, by=by, at=at, **reason)
