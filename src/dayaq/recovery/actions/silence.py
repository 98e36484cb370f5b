"""When a provider does not answer: it is reminded once, then the sender and the managers hear of it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from dayaq.accounts.models import Role
from dayaq.cases.actions.recording import note
from dayaq.notices.actions import tell
from dayaq.notices.recipients import people_at
from dayaq.recovery.actions.asking import ANSWERING, page_of, resettle
from dayaq.recovery.models import ServiceReferral
from dayaq.recovery.states import ReferralStatus
from dayaq.vault.context import house


@transaction.atomic
def note_silence(*, at: datetime) -> int:
    """Requests whose time is over: the sender hears of it, and so do the managers of the lead."""
    with house("silence"):
        late = ServiceReferral.objects.for_house().run_out(at=at)
        rows = late.select_related("case__subject__key", "case__lead", "sent_by")
        count = 0
        for referral in rows.select_for_update(of=("self",), skip_locked=True):
            referral.status = ReferralStatus.UNANSWERED
            resettle(referral, at=at)
            managers = people_at([referral.case.lead_id], Role.CASE_MANAGER, on=localdate(at)).get(
                referral.case.lead_id, []
            )
            tell(
                [referral.sent_by, *managers],
                "recovery.silent",
                key=f"silent:{referral.pk}",
                url=page_of(referral),
                at=at,
            )
            note("service_request.unanswered", referral.case, by=None, at=at)
            count += 1
    return count


@transaction.atomic
def remind(*, at: datetime) -> None:
    """Half of the time is over, and nobody has answered: the provider hears of it once more."""
    with house("remind"):
        waiting = ServiceReferral.objects.for_house().filter(
            status=ReferralStatus.IN_PROGRESS, body__isnull=False, answer_by__gt=at
        )
        for referral in waiting:
            if at - referral.sent_at < (referral.answer_by - referral.sent_at) / 2:
                continue
            assert referral.body_id is not None  # noqa: S101 - filtered above
            people = people_at([referral.body_id], *ANSWERING, on=localdate(at))
            tell(
                people.get(referral.body_id, []),
                "recovery.remind",
                key=f"remind:{referral.pk}",
                url=page_of(referral),
                at=at,
                until=referral.answer_by.date(),
            )
