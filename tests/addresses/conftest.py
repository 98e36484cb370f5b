"""One small world for all addresses, built once, looked at from all sides, and never kept."""

import math
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils.timezone import now
from pytest_django import DjangoDbBlocker

from dayaq.accounts import sessions
from tests.addresses.canaries import Choir, listening
from tests.addresses.rooms import ROOMS
from tests.addresses.visitor import Visitor
from tests.addresses.world import NOBODY, PEOPLE, World, everybody
from tests.told_once import settled, told_once


@pytest.fixture(scope="package", autouse=True)
def _all_addresses() -> Iterator[None]:
    """Also those that only a demonstration has. For all tests here: to read the addresses anew takes long."""
    with override_settings(ROOT_URLCONF="tests.addresses.urls"):
        yield


@pytest.fixture(scope="package")
def worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, World]]:
    """Each room's part of one world. Built once, looked at from all sides, and never kept."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    choir = Choir()
    with (
        pytest.MonkeyPatch.context() as patch,
        told_once(django_db_blocker),
        listening(choir),
    ):
        # Else, once the walk has gone on for a minute, each page would note that somebody is still there.
        patch.setattr(sessions, "NOTED_EVERY", math.inf)
        people = everybody()
        visitors = {name: Visitor(name, people.get(name), choir) for name in [NOBODY, *PEOPLE]}
        built = {
            name: SimpleNamespace(people=people, at=now(), visitors=visitors, choir=choir)
            for name in ROOMS
        }
        for name, room in ROOMS.items():
            if hasattr(room, "build"):
                room.build(built[name])
        choir.sow(built)
        settled()
        yield built


@pytest.fixture
def world(worlds: dict[str, World], room: str) -> World:
    return worlds[room]
