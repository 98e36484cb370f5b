"""Who appears in the stories of this room.

Leyla drafts for the labour ministry and keeps its registers, Nigar approves there. Orxan has Leyla's
role at the border service, Elza approves there. Kamran coordinates, and is the secretary of the
standing bodies. Ombra is oversight, which reads all and keeps nothing.
"""

from datetime import UTC, date, datetime

import pytest

from dayaq.accounts.models import Role
from dayaq.cooperation.actions import opinions as asking
from dayaq.cooperation.actions import proposals as proposing
from dayaq.cooperation.actions import recommendations as recommending
from dayaq.directory.models import Body, Code
from tests import given


@pytest.fixture
def noon() -> datetime:
    return datetime(2024, 3, 8, 8, tzinfo=UTC)


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


def issuer(code: str) -> Code:
    return Code.objects.get(list__code="international-body", code=code)


@pytest.fixture
def report(kamran, noon):
    """The third report of GRETA, as it was published."""
    return recommending.add_document(
        issuer=issuer("greta"),
        title="Third evaluation round",
        symbol="GRETA(2023)12",
        published_on=date(2023, 10, 19),
        next_report_on=date(2025, 6, 1),
        by=kamran,
        at=noon,
    )


@pytest.fixture
def recommendation(report, kamran, labour, noon):
    """One paragraph of it: about compensation, and the labour ministry has a part in it."""
    return recommending.add_recommendation(
        report,
        paragraph="94",
        text="GRETA urges the authorities to improve access to compensation.",
        clauses=["4.1.10"],
        bodies=[labour],
        next_on=date(2024, 4, 1),
        by=kamran,
        at=noon,
    )


@pytest.fixture
def proposal(leyla, labour, noon):
    """The labour ministry proposes rules about intermediaries; its first draft is written."""
    known = proposing.begin_proposal(
        body=labour,
        kind="rules",
        title="Rules about intermediaries of employment",
        clauses=["4.1.5"],
        by=leyla,
        at=noon,
    )
    text = "1. These rules concern intermediaries.\n2. They register.\n3. They answer in 10 days."
    proposing.add_draft(known, text=text, by=leyla, at=noon)
    return known


@pytest.fixture
def asked(proposal, leyla, border, noon):
    """The border service is asked for its opinion, until two weeks later."""
    [opinion] = asking.ask_opinions(
        proposal, bodies=[border], due_on=date(2024, 3, 22), by=leyla, at=noon
    )
    proposal.refresh_from_db()
    return opinion
