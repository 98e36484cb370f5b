"""Who else reads a request to a provider: the people of the body that is asked, while it lives."""

from datetime import datetime

from dayaq.cases.actions.settling import settles
from dayaq.cases.models import Case
from dayaq.cases.models.readers import Sharing, stored
from dayaq.cases.states import Part
from dayaq.recovery.models import ServiceReferral
from dayaq.recovery.states import LIVE_REFERRALS, ReferralStatus


def readers_of_request(referral: ServiceReferral, sharing: Sharing, *, at: datetime) -> list[int]:
    """The readers of the plan; and the body that is asked, until it says no or the lead withdraws."""
    readers = sharing.readers(Part.PLAN, at=at)
    lives = referral.status in LIVE_REFERRALS | {ReferralStatus.DONE}
    if referral.body_id is not None and lives:
        readers |= {referral.body_id}
    return stored(readers)


@settles
def settle_requests(case: Case, sharing: Sharing, at: datetime) -> None:
    for referral in ServiceReferral.objects.for_house().filter(case=case):
        readers = readers_of_request(referral, sharing, at=at)
        if referral.readers != readers:
            ServiceReferral.objects.for_house().filter(pk=referral.pk).update(readers=readers)
