"""The cast of the registers, and what stands in those of meetings, proposals and recommendations."""

# ruff: noqa: F811 - a story asks for the people by their names

from datetime import UTC, date, datetime

import pytest

from dayaq.accounts.models import Role
from dayaq.councils.actions import meetings as meeting_acts
from dayaq.councils.actions import tasks as deciding
from dayaq.directory.models import Body, Code, Parameter
from dayaq.proposals.actions import opinions as asking
from dayaq.proposals.actions import proposals as proposing
from dayaq.recommendations.actions import recommendations as recommending
from tests import given
from tests.cast import (  # noqa: F401 - the people of all registers
    border,
    elza,
    kamran,
    labour,
    leyla,
    nigar,
    ombra,
    orxan,
)


@pytest.fixture
def noon() -> datetime:
    return datetime(2024, 3, 8, 8, tzinfo=UTC)


@pytest.fixture
def head(labour):
    return given.person("hicran", at=labour, role=Role.HEAD)


@pytest.fixture
def health(db) -> Body:
    return Body.objects.get(code="health")


@pytest.fixture
def health_drafter(health):
    return given.person("dilare", at=health, role=Role.DRAFTER)


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


@pytest.fixture
def group(kamran, labour, border, noon):
    """The Working Group: five members of four bodies, one of them with an alternate."""
    known = meeting_acts.add_standing_body(
        name="İşçi qrupu",
        kind="working_group",
        act="Cabinet decision of May 2023",
        clauses=["4.1.9"],
        since=date(2023, 5, 1),
        quorum_rule=Parameter.objects.get(code="working_group.quorum"),
        interval_rule=Parameter.objects.get(code="working_group.meeting_interval"),
        by=kamran,
        at=noon,
    )
    seats = [("mia", "Kamran", "chair"), ("mia", "Sevda", "secretary"), ("labour", "Leyla", "member"),
             ("border", "Orxan", "member"), ("justice", "Rauf", "member")]  # fmt: skip
    for code, name, seat in seats:
        meeting_acts.seat(
            known,
            body=Body.objects.get(code=code),
            name=name,
            seat=seat,
            alternate="Elza" if name == "Orxan" else "",
            since=date(2023, 5, 1),
            by=kamran,
            at=noon,
        )
    return known


@pytest.fixture
def meeting(group, kamran, noon):
    """Its meeting on the day of the story, with one measure on the agenda."""
    known = meeting_acts.plan_meeting(group, starts_at=noon, venue="Bakı", by=kamran, at=noon)
    meeting_acts.add_item(known, title="Compensation", clauses=["4.1.10"], by=kamran, at=noon)
    return known


def came(meeting, **but: str):
    """Everybody came, but for those who are named otherwise."""
    members = meeting.standing.members.all()
    return {member: but.get(member.name.lower(), "member") for member in members}


@pytest.fixture
def held(meeting, kamran, noon):
    """The same meeting, to which four of five came."""
    return meeting_acts.record_presence(
        meeting, came(meeting, orxan="alternate", rauf="nobody"), by=kamran, at=noon
    )


@pytest.fixture
def task(held, labour, kamran, noon):
    """What the meeting gave the labour ministry to do, until the end of the month."""
    decision = deciding.decide(
        held,
        item=held.items.get(),
        text="The ministry proposes a fund.",
        bodies=[labour],
        due_on=date(2024, 3, 31),
        by=kamran,
        at=noon,
    )
    return decision.tasks.get()
