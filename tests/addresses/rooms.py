"""The rooms' own tables of addresses, put together."""

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from django.urls import reverse

from tests import addresses
from tests.addresses.world import At

ROOMS: dict[str, ModuleType] = {
    found.name: module
    for found in pkgutil.iter_modules(addresses.__path__)
    if not found.name.startswith("test_")
    if hasattr(module := import_module(f"tests.addresses.{found.name}"), "ADDRESSES")
}
EXPECTED: dict[str, At] = {
    name: expected for room in ROOMS.values() for name, expected in room.ADDRESSES.items()
}
KNOWING = {"cases", "referrals", "recovery", "shelters", "portal", "notices", "jobs"}
"""Rooms that know people, or show what those tell. The import contracts keep it from all others."""


def address_of(name: str, arguments: Sequence[object]) -> str:
    return name if name.startswith("/") else reverse(name, args=list(arguments))
