"""Who appears in the stories of the registers, whichever room they are of.

Leyla drafts for the labour ministry and keeps its registers, Nigar approves there. Orxan has Leyla's
role at the border service, Elza approves there. Kamran coordinates, and is the secretary of the
standing bodies. Ombra is oversight, which reads all and keeps nothing.
"""

import pytest

from dayaq.accounts.models import Role
from dayaq.directory.models import Body
from tests import given


@pytest.fixture
def labour(db) -> Body:
    return Body.objects.get(code="labour")


@pytest.fixture
def border(db) -> Body:
    return Body.objects.get(code="border")


@pytest.fixture
def leyla(labour):
    return given.person("leyla", at=labour, role=Role.DRAFTER)


@pytest.fixture
def nigar(labour):
    return given.person("nigar", at=labour, role=Role.APPROVER)


@pytest.fixture
def orxan(border):
    return given.person("orxan", at=border, role=Role.DRAFTER)


@pytest.fixture
def elza(border):
    return given.person("elza", at=border, role=Role.APPROVER)


@pytest.fixture
def kamran(db):
    return given.person("kamran", at=Body.objects.get(code="mia"), role=Role.COORDINATOR)


@pytest.fixture
def ombra(db):
    return given.person("ombra", at=Body.objects.get(code="ombudsman"), role=Role.OVERSIGHT)
