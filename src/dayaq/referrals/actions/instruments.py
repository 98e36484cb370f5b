"""Screening instruments: written, published by a date, replaced by a next version."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.audit.changes import begin, locked, revise
from dayaq.audit.models import record
from dayaq.referrals.models.screening import Dimension, Instrument, Sign
from dayaq.referrals.policies import screening as may
from dayaq.referrals.states import InstrumentStatus

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def add_instrument(*, by: "User", at: datetime, **fields: Any) -> Instrument:
    require(may.why_not_keep(by))
    return begin(Instrument(**fields), "instrument.added", by=by, at=at)


@transaction.atomic
def revise_instrument(
    known: Instrument, *, by: "User", at: datetime, seen: str = "", **fields: Any
) -> Instrument:
    known = locked(known)
    require(may.why_not_edit(known, by))
    return revise(known, "instrument.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def publish(known: Instrument, *, since: date, by: "User", at: datetime) -> Instrument:
    """In force from that day on; the version before it until then."""
    known = locked(known)
    require(may.why_not_publish(known, by))
    fields = {"status": InstrumentStatus.IN_FORCE, "since": since}
    return revise(known, "instrument.published", fields, by=by, at=at)


@transaction.atomic
def retire(known: Instrument, *, why: str, by: "User", at: datetime) -> Instrument:
    known = locked(known)
    require(may.why_not_retire(known, by))
    gone = {"status": InstrumentStatus.RETIRED}
    return revise(known, "instrument.retired", gone, by=by, at=at, why=why)


@transaction.atomic
def next_version(known: Instrument, *, by: "User", at: datetime) -> Instrument:
    """A draft that begins as this version: the only way to change what was published."""
    known = locked(known)
    require(may.why_not_keep(by))
    drafts = Instrument.objects.filter(code=known.code, status=InstrumentStatus.DRAFT)
    if drafts.exists():
        raise ValidationError(_("There is a draft of the next version already."))
    kept = [(one, list(one.signs.all())) for one in known.dimensions.prefetch_related("signs")]
    last = Instrument.objects.filter(code=known.code).aggregate(n=Max("version"))["n"]
    known.pk, known.version = None, last + 1
    known.status, known.since = InstrumentStatus.DRAFT, None
    known.confirmed_by, known.confirmed_on = "", None
    known._state.adding = True
    begin(known, "instrument.added", by=by, at=at)
    for dimension, signs in kept:
        dimension.pk, dimension.instrument = None, known
        dimension._state.adding = True
        dimension.save()
        for sign in signs:
            sign.pk, sign.dimension = None, dimension
        Sign.objects.bulk_create(signs)
    return known


@transaction.atomic
def add_dimension(known: Instrument, *, by: "User", at: datetime, **fields: Any) -> Dimension:
    known = locked(known)
    require(may.why_not_edit(known, by))
    place = (known.dimensions.aggregate(n=Max("position"))["n"] or 0) + 1
    row = Dimension(instrument=known, position=place, **fields)
    return begin(row, "dimension.added", by=by, at=at)


@transaction.atomic
def revise_dimension(
    row: Dimension, *, by: "User", at: datetime, seen: str = "", **fields: Any
) -> Dimension:
    row = locked(row)
    require(may.why_not_edit(row.instrument, by))
    return revise(row, "dimension.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def add_sign(dimension: Dimension, *, by: "User", at: datetime, **fields: Any) -> Sign:
    require(may.why_not_edit(locked(dimension.instrument), by))
    place = (dimension.signs.aggregate(n=Max("position"))["n"] or 0) + 1
    row = Sign(dimension=dimension, position=place, **fields)
    return begin(row, "sign.added", by=by, at=at)


@transaction.atomic
def revise_sign(row: Sign, *, by: "User", at: datetime, seen: str = "", **fields: Any) -> Sign:
    row = locked(row)
    require(may.why_not_edit(row.dimension.instrument, by))
    return revise(row, "sign.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def remove(row: "Sign | Dimension", *, why: str, by: "User", at: datetime) -> Instrument:
    """A sign, or a dimension with all its signs, from a draft. What it said stays in the record."""
    known = row.instrument if isinstance(row, Dimension) else row.dimension.instrument
    require(may.why_not_edit(locked(known), by))
    did = "dimension.removed" if isinstance(row, Dimension) else "sign.removed"
    record(did, row, by=by, at=at, before=str(row), after="", why=why)
    row.delete()
    return known
