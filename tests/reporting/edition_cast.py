"""Who stories about editions are about, and a year that one is made of."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation
from django.utils.timezone import now

from dayaq.accounts.models import Role, User
from dayaq.directory.models import Body
from dayaq.reporting import actions as reporting
from dayaq.reporting.actions import editions as actions
from dayaq.reporting.editions import building, pdf
from dayaq.reporting.models import Cycle, Edition
from tests import given
from tests.reporting import edition_year


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Refusals are quoted in English here; what an edition says has its own language."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """How an edition is typeset has its own stories; here it is enough that it differs with its words."""
    monkeypatch.setattr(
        pdf, "render", lambda document: b"%PDF-1.7 " + json.dumps(document, default=str).encode()
    )


@dataclass
class Cast:
    """Coral coordinates, Henry is her head, Vera verifies elsewhere; Hilda heads another body."""

    cycle: Cycle
    coral: User
    henry: User
    vera: User
    hilda: User
    dan: User


@pytest.fixture
def cast(db: None) -> Cast:
    ministry, labour = Body.objects.get(code="mia"), Body.objects.get(code="customs")
    coral, henry, vera = edition_year.people(ministry)
    cycle = edition_year.cycle(2023, by=coral)
    edition_year.reported(
        cycle, drafter=coral, approver=henry, verifier=vera, every=5, is_settled=True
    )
    return Cast(
        cycle,
        coral,
        henry,
        vera,
        given.person("hilda", at=labour, role=Role.HEAD),
        given.person("dan", at=labour, role=Role.DRAFTER),
    )


@pytest.fixture
def closed(cast: Cast) -> Cast:
    at = datetime(2024, 2, 1, 9, tzinfo=UTC)
    cast.cycle = reporting.close_cycle(cast.cycle, by=cast.coral, at=at)
    return cast


def built(cast: Cast, *, by: User | None = None) -> Edition:
    """A draft, built at once."""
    edition = actions.begin_edition(cast.cycle, by=cast.coral, at=now())
    return building.carry_out(edition, by=by or cast.coral, at=now())


def signed(cast: Cast) -> Edition:
    return actions.sign_edition(built(cast), by=cast.henry, at=now())


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
