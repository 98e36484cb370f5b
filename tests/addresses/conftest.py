"""One small world for all addresses, built once, looked at from all sides, and never kept."""

import math
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.utils.timezone import now
from pytest_django import DjangoDbBlocker

from dayaq.accounts import sessions
from tests.addresses.canaries import Choir, listening
from tests.addresses.rooms import ROOMS
from tests.addresses.visitor import Visitor
from tests.addresses.world import NOBODY, PEOPLE, World, everybody


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
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        _kept_open(),
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
        connection.check_constraints()  # of the whole world once, not again after every test
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def world(worlds: dict[str, World], room: str) -> World:
    return worlds[room]


def _kept_open() -> transaction.Atomic:
    """As around every test: what must be outermost may be within it."""
    outermost = transaction.atomic()
    outermost._from_testcase = True  # type: ignore[attr-defined]
    return outermost
