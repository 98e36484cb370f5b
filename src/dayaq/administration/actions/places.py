"""Regions, and the days that are not working days."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dayaq.access.refusal import require
from dayaq.accounts.models import User
from dayaq.administration import policies
from dayaq.audit.changes import begin, locked, revise, why_not_part_of
from dayaq.directory.models import Holiday, Region


@transaction.atomic
def add_region(*, by: User, at: datetime, **fields: Any) -> Region:
    require(policies.why_not_keep_directory(by))
    return begin(Region(**fields), "region.added", by=by, at=at)


@transaction.atomic
def revise_region(region: Region, *, by: User, at: datetime, seen: str, **fields: Any) -> Region:
    region = locked(region)
    require(policies.why_not_keep_directory(by))
    why_not_part_of(region, fields.get("parent"))
    return revise(region, "region.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def add_holiday(*, by: User, at: datetime, why: str, **fields: Any) -> Holiday:
    """A day off, or one that was withdrawn and is a day off again."""
    require(policies.why_not_keep_directory(by))
    known = (
        Holiday.objects.select_for_update()
        .filter(on=fields["on"], name_az=fields["name_az"], is_withdrawn=True)
        .first()
    )
    if known is not None:
        fields["is_withdrawn"] = False
        return revise(known, "holiday.reinstated", fields, by=by, at=at, why=why)
    return begin(Holiday(**fields), "holiday.added", by=by, at=at, why=why)


@transaction.atomic
def revise_holiday(
    holiday: Holiday, *, by: User, at: datetime, seen: str, **fields: Any
) -> Holiday:
    holiday = locked(holiday)
    require(policies.why_not_keep_directory(by))
    return revise(holiday, "holiday.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def withdraw_holiday(holiday: Holiday, *, by: User, at: datetime, why: str) -> Holiday:
    """The day is a working day after all. The row stays, so that its history does."""
    holiday = locked(holiday)
    require(policies.why_not_keep_directory(by))
    if holiday.is_withdrawn:
        raise ValidationError(_("This day was withdrawn already."), code="withdrawn")
    return revise(holiday, "holiday.withdrawn", {"is_withdrawn": True}, by=by, at=at, why=why)
