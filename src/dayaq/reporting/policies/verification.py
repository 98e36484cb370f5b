"""May this person say what was found about a measure?"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.access.permissions import Permission, bodies_where
from dayaq.plan.models import Measure
from dayaq.reporting.models import Cycle
from dayaq.reporting.models.owed import executors_of
from dayaq.reporting.policies.cycles import why_not_change_within

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


def verifying_body(measure: Measure, user: "User") -> tuple[int | None, bool]:
    """For which body the person verifies, and whether that body executes the measure itself.

    Somebody who verifies for two bodies does so for the one that has no part in the measure.
    """
    posts = sorted(bodies_where(user, Permission.MEASURE_VERIFY))
    if not posts:
        return None, False
    executors = executors_of(measure)
    free = [body for body in posts if body not in executors]
    return (free[0], False) if free else (posts[0], True)


def why_not_verify(
    cycle: Cycle,
    measure: Measure,
    user: "User",
    *,
    conflict_reason: str | None = None,
    for_body: tuple[int | None, bool] | None = None,
) -> "Refusal | None":
    """Without `conflict_reason` (None) only what no reason could heal is refused.

    `for_body` is the answer of `verifying_body`, where it is known already.
    """
    body, is_conflict = for_body or verifying_body(measure, user)
    if body is None:
        return _("Measures are verified by a verifier.")
    if refusal := why_not_change_within(cycle):
        return refusal
    if not measure.runs_in(cycle.year):
        return _("This measure does not run in the period of the cycle.")
    if is_conflict and conflict_reason is not None and not conflict_reason.strip():
        return _(
            "Your body is an executor of this measure. Say why it verifies its own work; "
            "the reason is shown with the finding."
        )
    return None
