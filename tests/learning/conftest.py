"""The cast of the registers, and what stands in those of trainings."""

# ruff: noqa: F811 - a story asks for the people by their names

from datetime import UTC, date, datetime

import pytest

from dayaq.directory.models import Code
from dayaq.learning.actions import training as acts
from tests.cast import (  # noqa: F401 - the people of all registers
    border,
    kamran,
    labour,
    leyla,
    nigar,
    ombra,
    orxan,
)


@pytest.fixture
def noon() -> datetime:
    return datetime(2024, 3, 8, 12, tzinfo=UTC)


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
