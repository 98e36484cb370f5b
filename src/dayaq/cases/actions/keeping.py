"""When the time of data is up: keep it longer with a reason, remove who it is about, or destroy it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.cases.actions.recording import note
from dayaq.cases.actions.settling import settle
from dayaq.cases.models import (
    Case,
    Contact,
    Identity,
    Participation,
    Person,
    RetentionDecision,
    Trace,
)
from dayaq.cases.policies import sharing as may
from dayaq.cases.states import Fate, Status
from dayaq.vault.context import house
from dayaq.vault.models import DataKey
from dayaq.vault.sealing import Sealed, sealed_fields

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def decide_retention(
    case: Case,
    fate: Fate,
    *,
    data_class: str,
    reason: str,
    by: "User",
    at: datetime,
    until: date | None = None,
) -> RetentionDecision:
    """Carry out what is decided about the data of a closed case, and keep the decision.

    Removing who it is about empties identity, contact and search tokens; destroying takes the key,
    and with it every word about the person in every case of theirs, for ever. People who came with the
    case and are needed in no other go the same way.
    """
    with house("retention", by=by):
        case = (
            Case.objects.for_house()
            .select_related("subject__key")
            .select_for_update(of=("self",))
            .get(pk=case.pk)
        )
        require(may.why_not_decide_retention(case, by))
        if fate != Fate.EXTEND and _has_open_case(case.subject):
            raise Denied(
                _("The person has another case that is open. Close it, or keep the data longer.")
            )
        decision = RetentionDecision.objects.create(
            case=case,
            data_class=data_class,
            fate=fate,
            until=until,
            reason=reason,
            decided_at=at,
            decided_by=by,
        )
        for person in (case.subject, *_came_with(case)):
            if fate == Fate.PSEUDONYMISE:
                pseudonymise(person)
            elif fate == Fate.SHRED:
                shred(person, at=at)
        settle(case, at=at)
        note(f"retention.{_DID[fate]}", case, by=by, at=at, data=data_class, reason=reason)
    return decision


_DID = {
    Fate.EXTEND: "extended",
    Fate.PSEUDONYMISE: "pseudonymised",
    Fate.SHRED: "shredded",
}


def _has_open_case(person: Person) -> bool:
    return Case.objects.for_house().filter(subject=person).open().exists()


def _came_with(case: Case) -> list[Person]:
    """Those who were recorded with the case, have none of their own and take part in none that is open."""
    came = Person.objects.for_house().filter(
        participations__case=case, participations__is_home=True, cases=None
    )
    elsewhere = Participation.objects.for_house().lasting().exclude(case=case)
    needed = elsewhere.exclude(case__status=Status.CLOSED).values("person")
    return list(came.exclude(pk__in=needed))


def pseudonymise(person: Person) -> None:
    """Empty everything that says who the person is or leads to them; what happened stays."""
    for kind in (Identity, Contact):
        covered = {name: Sealed(b"") for name in sealed_fields(kind)}
        kind.objects.for_house().filter(person=person).update(**covered)
    Trace.objects.for_house().filter(person=person).update(tokens=[])


def shred(person: Person, *, at: datetime) -> None:
    """Destroy the key: nothing sealed under it opens again, here or in a backup without the key."""
    DataKey.objects.for_house().filter(pk=person.key_id).update(
        wrapped=None, master_version=None, shredded_at=at
    )
    Trace.objects.for_house().filter(person=person).update(tokens=[])
