"""The grounds of all tests: a database of their own, and the cast.

The tests run as the product does: the owner's role makes the tables, the web's role, which owns
nothing, does the work.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from dayaq.config.connection import connection_from_folder
from tests import database, given, lives
from tests.grounds import Grounds

# The same examples each time, so that a change is blamed only for what it broke. To look for new ones:
# HYPOTHESIS_PROFILE=wander make test.
hypothesis.settings.register_profile("steady", derandomize=True, database=None)
hypothesis.settings.register_profile("wander")
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


class ByRoom(LoadScopeScheduling):
    """Which of several testers does which tests.

    Those that start whole installations stay together, with one tester who starts each once; of the rest each
    file stays together, for what its stories share.
    """

    def _split_scope(self, nodeid: str) -> str:
        _tests, room, *_rest = nodeid.split("/")
        return room if room in INSTALLING else super()._split_scope(nodeid)


INSTALLING = {"config", "journeys"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest in one piece begins first, so that nobody waits for it at the end."""
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(here).parts[0] not in INSTALLING)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByRoom:
    return ByRoom(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each tester may have a database of their own."""
    name = os.environ.get("DAYAQ_TEST_DB", "test_dayaq")
    suffix = os.environ.get("PYTEST_XDIST_WORKER", "")
    connections["default"].settings_dict["TEST"]["NAME"] = f"{name}_{suffix}" if suffix else name


@pytest.fixture(scope="session")
def _grounds(django_db_modify_db_settings: None) -> Iterator[Grounds]:
    """What the database of all stories is copied from, if it was made before."""
    grounds = Grounds()
    grounds.take_turn()
    if grounds.stand:
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = grounds.name
    yield grounds
    grounds.pass_turn()


@pytest.fixture(scope="session")
def django_db_setup(
    _grounds: Grounds, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Made by the owner, used by the web's role, removed by the owner.

    Every story begins in a nation whose plan is loaded. One that needs an empty land brings a plan
    and names of its own.
    """
    known = connection_from_folder(database.VAR)
    assert known is not None
    connection = connections["default"]
    owner = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    web = urlsplit(known["web"])
    if not _grounds.stand:
        with django_db_blocker.unblock():
            lives.guard_the_tables()
    connection.close()
    connection.settings_dict.update(USER=web.username, PASSWORD=web.password)
    if not _grounds.stand:
        with django_db_blocker.unblock():
            given.the_nation()
        connection.close()
        _grounds.keep(connection.settings_dict["NAME"])
    _grounds.pass_turn()
    yield
    connection.close()
    connection.settings_dict.update(owner)


@pytest.fixture(autouse=True)
def _quick_passwords() -> None:
    """Hashing that is meant to be slow has its own test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Stories are told in English; what Azerbaijani says has its own tests."""
    before = settings.LANGUAGE_CODE
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
    settings.LANGUAGE_CODE = before
