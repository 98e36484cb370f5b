"""Who hears of what happens in this room: people of bodies, by their roles, in neutral words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from dayaq.accounts.models import Role
from dayaq.notices.actions import tell
from dayaq.notices.recipients import everybody, people_at


def tell_bodies(
    bodies: Iterable[int],
    code: str,
    *roles: Role,
    about: Any,
    url: str,
    at: datetime,
    key: str = "",
    **params: object,
) -> None:
    """People in these roles at the bodies hear of a thing by its number. `key` tells happenings apart."""
    found = people_at(bodies, *roles, on=localdate(at))
    tell(
        [person for people in found.values() for person in people],
        code,
        key=f"{code}:{about.pk}:{key}",
        url=url,
        at=at,
        number=about.number,
        **params,
    )


def tell_coordinators(code: str, *, key: str, url: str, at: datetime, **params: object) -> None:
    people = everybody(Role.COORDINATOR, on=localdate(at))
    tell(people, code, key=f"{code}:{key}", url=url, at=at, **params)
