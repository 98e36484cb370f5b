"""The inventory of needs of a facility: what is wanted, what is there, each change kept."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import Denied, require
from dayaq.audit.models import record
from dayaq.shelters.actions.facilities import locked
from dayaq.shelters.models import Facility, Supply, SupplyEntry
from dayaq.shelters.policies import places as may
from dayaq.shelters.states import SupplyKind
from dayaq.vault.context import house

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def add_supply(
    facility: Facility,
    *,
    what: str,
    unit: str,
    wanted: int,
    in_stock: int,
    by: "User",
    at: datetime,
) -> Supply:
    """A thing that the facility needs, and how many of it there are."""
    with house("supplies", by=by):
        facility = locked(facility)
        require(may.why_not_work_in(facility, by))
        if Supply.objects.for_house().filter(facility=facility, what=what, unit=unit).exists():
            raise ValidationError({"what": _("This is in the inventory already.")})
        supply: Supply = Supply.objects.create(
            facility=facility, what=what, unit=unit, wanted=wanted, in_stock=in_stock,
            changed_at=at, readers=facility.readers,
        )  # fmt: skip
        _enter(supply, SupplyKind.WANTED, wanted, "", by=by, at=at)
        if in_stock:
            _enter(supply, SupplyKind.COUNTED, in_stock, "", by=by, at=at)
    record("supply.added", facility, by=by, at=at, what=what)
    return supply


def _enter(
    supply: Supply, kind: SupplyKind, amount: int, words: str, *, by: "User", at: datetime
) -> None:
    SupplyEntry.objects.create(
        facility=supply.facility, supply=supply, kind=kind, amount=amount,
        in_stock=supply.in_stock, at=at, by=by, words=words, readers=supply.readers,
    )  # fmt: skip


@transaction.atomic
def change_supply(
    supply: Supply, *, kind: str, amount: int, by: "User", at: datetime, words: str = ""
) -> Supply:
    """Received, given out, counted anew, or wanted otherwise. No more is given out than is there."""
    with house("supplies", by=by):
        facility = locked(supply.facility)
        require(may.why_not_work_in(facility, by))
        rows = Supply.objects.for_house().select_related("facility")
        supply = rows.select_for_update(of=("self",)).get(pk=supply.pk)
        if kind == SupplyKind.GIVEN and amount > supply.in_stock:
            raise Denied(_("Only %(number)s are there.") % {"number": supply.in_stock})
        supply.in_stock = {
            SupplyKind.RECEIVED: supply.in_stock + amount,
            SupplyKind.GIVEN: supply.in_stock - amount,
            SupplyKind.COUNTED: amount,
        }.get(SupplyKind(kind), supply.in_stock)
        if kind == SupplyKind.WANTED:
            supply.wanted = amount
        supply.changed_at = at
        supply.save(update_fields=["wanted", "in_stock", "changed_at"])
        _enter(supply, SupplyKind(kind), amount, words, by=by, at=at)
    record(
        "supply.changed", facility, by=by, at=at, what=supply.what, kind=str(kind), amount=amount
    )
    return supply
