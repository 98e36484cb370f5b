"""Keeping the directory of services: entries are added, changed, confirmed, and end."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from dayaq.access.refusal import require
from dayaq.audit.changes import begin, locked, revise
from dayaq.recovery.models import Provider, Service
from dayaq.recovery.policies import directory as may

if TYPE_CHECKING:
    from dayaq.accounts.models import User


@transaction.atomic
def add_provider(*, by: "User", at: datetime, **fields: Any) -> Provider:
    require(may.why_not_add_provider(by))
    return begin(Provider(**fields), "provider.added", by=by, at=at)


@transaction.atomic
def revise_provider(
    provider: Provider, *, by: "User", at: datetime, seen: str = "", **fields: Any
) -> Provider:
    provider = locked(provider)
    require(may.why_not_keep(provider, by))
    return revise(provider, "provider.revised", fields, by=by, at=at, seen=seen)


@transaction.atomic
def add_service(*, provider: Provider, by: "User", at: datetime, **fields: Any) -> Service:
    """A new entry. Whoever writes it says by that that it is true today."""
    require(may.why_not_keep(provider, by))
    own, links = _apart(fields)
    service = Service(provider=provider, verified_on=localdate(at), **own)
    return begin(service, "service.added", by=by, at=at, links=links)


@transaction.atomic
def revise_service(
    service: Service, *, by: "User", at: datetime, seen: str = "", **fields: Any
) -> Service:
    service = locked(service)
    require(may.why_not_keep(service.provider, by))
    own, links = _apart(fields)
    own["verified_on"] = localdate(at)
    return revise(service, "service.revised", own, by=by, at=at, seen=seen, links=links)


@transaction.atomic
def verify_service(service: Service, *, by: "User", at: datetime) -> Service:
    """Somebody asked, and all of it is still true. HSDS `assured_date`."""
    service = locked(service)
    require(may.why_not_keep(service.provider, by))
    return revise(service, "service.verified", {"verified_on": localdate(at)}, by=by, at=at)


@transaction.atomic
def end_service(
    service: Service, *, until: date, why: str, by: "User", at: datetime, seen: str = ""
) -> Service:
    """From the next day on nobody is sent there. What was given stays in its plans."""
    service = locked(service)
    require(may.why_not_keep(service.provider, by))
    return revise(service, "service.ended", {"until": until}, by=by, at=at, seen=seen, why=why)


def _apart(fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    own = dict(fields)
    regions = own.pop("regions", None)
    return own, {} if regions is None else {"regions": regions}
