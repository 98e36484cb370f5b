"""The cast of recovery: Amina's unit leads the case; Pari answers for Hope, Sona for Sun.

Hope has accounts here and gives legal aid; Rain has none and is asked by a link.
"""

from datetime import timedelta

import pytest

from dayaq.accounts.models import Role
from dayaq.cases.actions import sharing
from dayaq.cases.states import ConsentForm, Part, Purpose
from dayaq.recovery.actions import directory, plans, supports
from dayaq.recovery.models import Support
from dayaq.recovery.states import ServiceKind
from dayaq.vault.context import asking
from tests import given
from tests.cases.conftest import (  # noqa: F401 - the cast of the confidential core
    amina,
    case,
    chloe,
    dalia,
    marat,
    noon,
    outside,
    petra,
    unit,
    words,
)


@pytest.fixture
def hope_body(db):
    return given.body("ngo-hope")


@pytest.fixture
def pari(hope_body):
    return given.person("pari", at=hope_body, role=Role.PROVIDER)


@pytest.fixture
def sona(db):
    return given.person("sona", at=given.body("ngo-sun"), role=Role.PROVIDER)


@pytest.fixture
def hope(hope_body, marat, noon):  # noqa: F811
    return directory.add_provider(name="Hope", body=hope_body, by=marat, at=noon)


@pytest.fixture
def rain(marat, noon):  # noqa: F811
    """A provider without accounts here."""
    return directory.add_provider(
        name="Rain", body=None, email="office@rain.example", by=marat, at=noon
    )


@pytest.fixture
def lawyers(hope, marat, noon):  # noqa: F811
    return directory.add_service(
        provider=hope, kind=ServiceKind.LEGAL, title="Lawyers", by=marat, at=noon
    )


@pytest.fixture
def plan(case, amina, noon):  # noqa: F811
    with asking(amina, at=noon):
        return plans.begin_plan(case, by=amina, at=noon)


@pytest.fixture
def support(case, plan, amina, noon):  # noqa: F811
    """The person needs a lawyer."""
    with asking(amina, at=noon):
        values = {"kind": ServiceKind.LEGAL, "what": "Vəkil lazımdır."}
        row: Support = supports.write_support(case, values, by=amina, at=noon)
    return row


@pytest.fixture
def consent(case, amina, hope_body, words, noon):  # noqa: F811
    """The person agrees that Hope reads needs and contact."""
    with asking(amina, at=noon):
        return sharing.take_consent(
            case,
            text=words,
            is_given=True,
            form=ConsentForm.SPOKEN,
            purposes=[Purpose.ASSISTANCE],
            recipients=[hope_body],
            parts=[Part.NEEDS, Part.CONTACT],
            by=amina,
            at=noon,
            lapses_at=noon + timedelta(days=90),
        )
