"""The cast of reporting, and the cycle between them.

Amina drafts and Bruno approves at the ministry of labour; Hasan heads it. Chloe drafts at the
migration service: Amina's role at another body. Dalia is of Amina's ministry and has no role. Cora
coordinates, Vera verifies for a body without a part in the plan, Vusal verifies for the ministry of
labour, Omar oversees. Rena drafts and Rauf approves at a recommended body.
"""

from datetime import UTC, datetime

import pytest

from dayaq.accounts.models import Role, User
from dayaq.directory.models import Body
from dayaq.plan.models import Measure
from dayaq.reporting.models import Cycle, Obligation, Report
from dayaq.reporting.states import ReportStatus
from tests import given

CAST = {
    "amina": ("labour", Role.DRAFTER),
    "bruno": ("labour", Role.APPROVER),
    "hasan": ("labour", Role.HEAD),
    "chloe": ("migration", Role.DRAFTER),
    "dalia": ("labour", None),
    "cora": ("mia", Role.COORDINATOR),
    "vera": ("chamber-of-accounts", Role.VERIFIER),
    "vusal": ("labour", Role.VERIFIER),
    "omar": ("parliament", Role.OVERSIGHT),
    "rena": ("ombudsman", Role.DRAFTER),
    "rauf": ("ombudsman", Role.APPROVER),
    "adil": ("mia", Role.ADMINISTRATOR),
}


@pytest.fixture
def cast(db) -> dict[str, User]:
    return {
        name: given.person(name, at=given.body(body), role=role)
        for name, (body, role) in CAST.items()
    }


def _member(name: str):
    @pytest.fixture(name=name)
    def member(cast: dict[str, User]) -> User:
        return cast[name]

    return member


amina, bruno, hasan, chloe, dalia, cora, vera, vusal, omar, rena, rauf, adil = map(_member, CAST)


@pytest.fixture
def noon() -> datetime:
    """A working day in the window of the cycle about 2023."""
    return datetime(2024, 1, 10, 8, tzinfo=UTC)


@pytest.fixture
def opening() -> datetime:
    return datetime(2024, 1, 1, 8, tzinfo=UTC)


@pytest.fixture
def cycle(cora, opening) -> Cycle:
    """The year 2023, open for reports until 20 January 2024."""
    return given.cycle(given.the_plan(), by=cora, at=opening)


@pytest.fixture
def labour() -> Body:
    return given.body("labour")


@pytest.fixture
def regular(db) -> Measure:
    """4.2.1, regular: asked of labour, migration and seven others; the ombudsman is recommended."""
    return Measure.objects.of(given.the_plan()).get(clause="4.2.1")


@pytest.fixture
def dated(db) -> Measure:
    """4.4.1, 2020–2024: asked of labour and of a group that nobody has resolved."""
    return Measure.objects.of(given.the_plan()).get(clause="4.4.1")


@pytest.fixture
def obligation(cycle, regular, labour):
    """What labour owes about the regular measure."""
    return cycle.obligations.get(measure=regular, body=labour)


@pytest.fixture
def invitation(cycle, regular):
    return cycle.obligations.get(measure=regular, body__code="ombudsman")


@pytest.fixture
def brought(obligation, amina, bruno, cora, noon):
    """The report of labour, brought to a status by the acts of its people."""

    def bring(status: ReportStatus, about: Obligation | None = None, **said: object) -> Report:
        return given.report_at(
            status,
            about or obligation,
            drafter=amina,
            approver=bruno,
            coordinator=cora,
            at=noon,
            **said,
        )

    return bring


@pytest.fixture
def brought_once(brought):
    return brought(ReportStatus.SUBMITTED)
