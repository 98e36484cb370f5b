"""May this person give somebody a receipt, or take it back?"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dayaq.cases.models import Case
from dayaq.cases.policies.cases import why_not_review as why_not_work_on
from dayaq.referrals.policies.referrals import keeps
from dayaq.referrals.states import Status

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User
    from dayaq.referrals.models import Referral


def why_not_give(subject: "Case | Referral", user: "User") -> "Refusal | None":
    """Whoever works on the case; before there is one, whoever keeps the referral."""
    if isinstance(subject, Case):
        return why_not_work_on(subject, user)
    if not keeps(subject, user):
        return _("This referral is in the hands of somebody else.")
    if subject.status == Status.WITHDRAWN:
        return _("This referral was withdrawn.")
    if subject.status == Status.ACCEPTED:
        return _("It was taken over: the receipt is given by whoever works on the case.")
    return None
