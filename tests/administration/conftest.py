"""The cast of administration.

Amina administers today. Bruno did until last year: the role, but not today. Dalia drafts at Amina's
ministry: the body, but not the role. Elvin heads the Ministry of Labour and Farid approves there;
Gunay drafts there. Hasan heads the Ministry of Health: the role, but another body.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from dayaq.accounts.models import Appointment, Role, User
from dayaq.directory.models import Body
from tests import given
from tests.vault.keyholder import file, new_search_key  # noqa: F401

NOON = datetime(2025, 3, 10, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_english(db: None) -> Iterator[None]:
    """Sentences are compared in the language in which they are written."""
    with translation.override("en"):
        yield


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def mia(db: None) -> Body:
    return Body.objects.get(code="mia")


@pytest.fixture
def labour(db: None) -> Body:
    return Body.objects.get(code="labour")


@pytest.fixture
def amina(mia: Body) -> User:
    return given.person("amina", at=mia, role=Role.ADMINISTRATOR)


@pytest.fixture
def bruno(mia: Body) -> User:
    someone = given.person("bruno", at=mia, role=Role.ADMINISTRATOR)
    Appointment.objects.filter(user=someone).update(until=date(2024, 12, 31))
    return someone


@pytest.fixture
def dalia(mia: Body) -> User:
    return given.person("dalia", at=mia, role=Role.DRAFTER)


@pytest.fixture
def elvin(labour: Body) -> User:
    return given.person("elvin", at=labour, role=Role.HEAD)


@pytest.fixture
def farid(labour: Body) -> User:
    return given.person("farid", at=labour, role=Role.APPROVER)


@pytest.fixture
def gunay(labour: Body) -> User:
    return given.person("gunay", at=labour, role=Role.DRAFTER)


@pytest.fixture
def hasan(db: None) -> User:
    return given.person("hasan", at=Body.objects.get(code="health"), role=Role.HEAD)
