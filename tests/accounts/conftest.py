"""People at the door: Leyla drafts, Murad's account is closed, Nazim has no role."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from dayaq.accounts.models import Role, User
from dayaq.directory.models import Body
from tests import given

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _at_a_quiet_door(db: None) -> Iterator[None]:
    """Nobody has knocked yet; sentences are compared in the language in which they are written."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def leyla() -> User:
    return given.person("leyla", at=Body.objects.get(code="labour"), role=Role.DRAFTER)


@pytest.fixture
def murad() -> User:
    someone = given.person("murad", at=Body.objects.get(code="labour"), role=Role.DRAFTER)
    User.objects.filter(pk=someone.pk).update(is_active=False)
    return someone
