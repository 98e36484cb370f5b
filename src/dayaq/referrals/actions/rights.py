"""What the law gives starts and stops with the stages: one function brings the rows to what must stand."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from dayaq.cases.models import Case, Identity
from dayaq.referrals.models import Clock, Entitlement, Identification, Right
from dayaq.referrals.states import ClockKind

if TYPE_CHECKING:
    from dayaq.accounts.models import User


def rights_that_stand(identification: Identification, *, at: datetime) -> set[Right]:
    """What the law gives to this person now. Within `house(…)`."""
    case = identification.case
    who = {
        "is_child": is_child(case),
        "is_foreigner": is_foreigner(case),
        "is_reflecting": Clock.objects.for_house()
        .filter(case=case, kind=ClockKind.REFLECTION)
        .running()
        .exists(),
    }
    rows = Right.objects.in_force(on=localdate(at))
    return {right for right in rows if right.stands(identification.status, **who)}


def is_child(case: Case) -> bool:
    """Not sure of the age: as a child, until it is assessed."""
    return case.majority.partition(":")[2] in {"child", "not_sure"}


def is_foreigner(case: Case) -> bool:
    """Has citizenships, and ours is not among them. Within `house(…)`."""
    row = Identity.objects.for_house().filter(person=case.subject_id).first()
    countries = {code.partition(":")[2] for code in row.citizenships} if row is not None else set()
    return bool(countries) and "AZ" not in countries


def settle_rights(identification: Identification, *, by: "User", at: datetime) -> None:
    """Begin what must stand and does not, end what stands and must not. Within `house(…)`; repeatable."""
    wanted = rights_that_stand(identification, at=at)
    standing = Entitlement.objects.for_house().filter(case=identification.case).standing()
    held = {row.right_id: row for row in standing}
    for right in sorted(wanted, key=lambda one: one.position):
        if right.pk not in held:
            Entitlement.objects.create(
                case=identification.case,
                right=right,
                begun_at=at,
                saved_at=at,
                saved_by=by,
                readers=identification.readers,
            )
    kept = {right.pk for right in wanted}
    over = [row.pk for key, row in held.items() if key not in kept]
    Entitlement.objects.for_house().filter(pk__in=over).update(ended_at=at)
