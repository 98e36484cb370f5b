"""Who appears in the stories of this room.

Leyla drafts for the labour ministry and keeps its register. Orxan has her role at another body.
Nigar approves at Leyla's body and keeps nothing. Kamran coordinates. Ombra is oversight, which
reads all and keeps nothing.
"""

from datetime import UTC, date, datetime

import pytest

from dayaq.accounts.models import Role
from dayaq.directory.models import Body, Code
from dayaq.learning.actions import training as acts
from tests import given


@pytest.fixture
def noon() -> datetime:
    return datetime(2024, 3, 8, 12, tzinfo=UTC)


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
def orxan(border):
    return given.person("orxan", at=border, role=Role.DRAFTER)


@pytest.fixture
def nigar(labour):
    return given.person("nigar", at=labour, role=Role.APPROVER)


@pytest.fixture
def kamran(db):
    return given.person("kamran", at=Body.objects.get(code="mia"), role=Role.COORDINATOR)


@pytest.fixture
def ombra(db):
    return given.person("ombra", at=Body.objects.get(code="ombudsman"), role=Role.OVERSIGHT)


def topic(code: str) -> Code:
    return Code.objects.get(list__code="training-topic", code=code)


def audience(code: str) -> Code:
    return Code.objects.get(list__code="training-audience", code=code)


@pytest.fixture
def programme(leyla, labour, noon):
    """The labour ministry's programme for inspectors, in which compensation is missing."""
    return acts.add_programme(
        body=labour,
        title="Məcburi əməyin əlamətləri",
        hours=16,
        topics=[topic("victims_rights"), topic("forced_services"), topic("gender")],
        audiences=[audience("labour_inspectors")],
        by=leyla,
        at=noon,
    )


@pytest.fixture
def course(programme, labour, leyla, noon):
    """A training of two days that began the day before the story."""
    return acts.plan_course(
        body=labour,
        programme=programme,
        starts_on=date(2024, 3, 7),
        ends_on=date(2024, 3, 8),
        by=leyla,
        at=noon,
    )


def line(body=None, unit="", of="labour_inspectors", women=4, men=3, unsaid=0):
    return {
        "body": body,
        "unit": unit,
        "audience": audience(of),
        "women": women,
        "men": men,
        "unsaid": unsaid,
    }


@pytest.fixture
def held(course, labour, leyla, noon):
    """The same training, to which seven inspectors and a firm's two people came."""
    return acts.record_attendance(
        course,
        [line(labour), line(unit="“Nümunə” MMC", of="employers", women=2, men=0)],
        by=leyla,
        at=noon,
    )
