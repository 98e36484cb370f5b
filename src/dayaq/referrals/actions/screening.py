"""Screening somebody with an instrument: what was seen, what it comes to, all of it counted."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.accounts.models import Appointment
from dayaq.audit.models import record
from dayaq.cases.actions.settling import settles
from dayaq.cases.models import Case
from dayaq.cases.models.readers import Sharing, stored
from dayaq.cases.policies.cases import why_not_review as why_not_work_on
from dayaq.cases.states import Part
from dayaq.referrals.models import Referral
from dayaq.referrals.models.screening import Instrument, Screening
from dayaq.referrals.policies import screening as may
from dayaq.referrals.policies.referrals import why_not_write
from dayaq.vault.context import HOUSE, house, token_of, watch_of

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def screen(
    instrument: Instrument,
    post: Appointment,
    *,
    seen: Iterable[int],
    by: "User",
    at: datetime,
    case: Case | None = None,
    referral: Referral | None = None,
    **about: Any,
) -> Screening:
    """Keep what was seen and what it comes to by the rule, a result without any sign too."""
    require(may.why_not_screen(instrument, post, by, today=localdate(at)))
    if case is not None:
        require(why_not_work_on(case, by))
    if referral is not None:
        require(why_not_write(referral, by))
    known = {sign.pk for dimension in instrument.dimensions.all() for sign in dimension.signs.all()}
    kept = sorted(known & set(seen))
    verdict = instrument.verdict(set(kept))
    with house("screen", by=by):
        row = Screening(
            instrument=instrument,
            body=post.body,
            post=post,
            held_at=at,
            seen=kept,
            result=verdict.result,
            positive=verdict.positive,
            case=case,
            referral=referral,
            **about,
        )
        row.readers = _readers(row, at=at)
        row.save(force_insert=True)
    record("screening.held", row, by=by, at=at, case=case, for_body=post.body)
    return row


def _readers(row: Screening, *, at: datetime, sharing: "Sharing | None" = None) -> list[int]:
    """Whoever held it; in a case those who read the section; else whoever answers for the body."""
    own = {HOUSE, token_of(row.post_id)}
    if row.case is None:
        return sorted(own | {watch_of(row.body_id)})
    sharing = sharing or Sharing.of(row.case, at=at)
    return stored(sharing.readers(Part.IDENTIFICATION, at=at))


@settles
def settle_screenings(case: Case, sharing: Sharing, at: datetime) -> None:
    """A screening in a case is read like the section of its identification."""
    readers = stored(sharing.readers(Part.IDENTIFICATION, at=at))
    Screening.objects.for_house().filter(case=case).exclude(readers=readers).update(readers=readers)


def hand_on_screenings(referral: Referral, case: Case, *, at: datetime) -> None:
    """What was screened before the referral belongs to the case from now on. Within `house(…)`."""
    readers = stored(Sharing.of(case, at=at).readers(Part.IDENTIFICATION, at=at))
    Screening.objects.for_house().filter(referral=referral).update(case=case, readers=readers)


@transaction.atomic
def attach(screening: Screening, referral: Referral, *, by: "User", at: datetime) -> Screening:
    """The person who was screened is referred: the screening goes with the referral."""
    with house("attach_screening", by=by):
        row = Screening.objects.for_house().select_for_update(of=("self",)).get(pk=screening.pk)
        require(why_not_write(referral, by))
        row.referral = referral
        row.save(update_fields=["referral"])
    record("screening.attached", row, by=by, at=at, for_body=row.body)
    return row
