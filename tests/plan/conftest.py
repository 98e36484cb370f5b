"""The cast of the plan's stories.

Leyla coordinates at the Ministry of Internal Affairs. Rashad drafts there; Nigar verifies at the
Cabinet; Orkhan administers. None of those three may import a plan.
"""

from datetime import UTC, datetime

import pytest

from dayaq.accounts.models import Role
from tests import given


@pytest.fixture
def noon() -> datetime:
    return datetime(2025, 3, 10, 8, tzinfo=UTC)


@pytest.fixture
def leyla(db):
    return given.person("leyla", at=given.body("mia"), role=Role.COORDINATOR)


@pytest.fixture
def rashad(db):
    return given.person("rashad", at=given.body("mia"), role=Role.DRAFTER)


@pytest.fixture
def nigar(db):
    return given.person("nigar", at=given.body("cabinet"), role=Role.VERIFIER)


@pytest.fixture
def orkhan(db):
    return given.person("orkhan", at=given.body("mia"), role=Role.ADMINISTRATOR)


@pytest.fixture
def digital(db):
    """A ministry that no decree has named so far."""
    return given.body("digital-services", "Rəqəmsal Xidmətlər Nazirliyi")
