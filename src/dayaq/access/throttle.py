"""Doors that anybody may knock at: how often from one place, counted without keeping the address."""

import hashlib
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MINUTE: Final = 60


def too_often(request: HttpRequest, door: str, *, most: int, within: int = MINUTE) -> bool:
    """Has more than `most` come to this door from the same place within so many seconds?

    Counts the knock. The place is kept as a keyed print alone, and goes when the time is over.
    """
    place = get_adapter().get_client_ip(request)
    told = f"{settings.SECRET_KEY}|{door}|{place}".encode()
    key = f"knocks:{hashlib.sha256(told).hexdigest()}"
    if cache.add(key, 1, within):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False
