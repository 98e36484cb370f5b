"""The cast of the confidential core.

Amina works on cases at the unit that leads, Marat is its manager. Bruno's ministry may be asked to
help; Bella manages there. Chloe has Amina's role at a body that is never asked. Dalia sits in Amina's
body without a role on cases. Petra protects data; Omar oversees; Adil administers; Karim coordinates.
"""

from datetime import UTC, datetime, timedelta

import pytest

from dayaq.accounts.models import Role
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions import sharing
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import ConsentText, Identity
from dayaq.cases.states import Basis, ConsentForm, Part, Purpose
from dayaq.vault.context import asking
from tests import given

CANARY = {
    "family_name": "Kanarlı",
    "given_name": "Sirrnaz",
    "patronymic": "Gizlin qızı",
    "born": "1999-03-08",
    "personal_number": "5QX7Z1K",
}
"""A name that nobody bears: wherever it shows in clear and should not, somebody could have died."""


@pytest.fixture
def noon():
    return datetime(2026, 3, 9, 8, tzinfo=UTC)  # noon in Baku


@pytest.fixture
def unit(db):
    return given.body("mia-anti-trafficking")


@pytest.fixture
def centre(db):
    return given.body("labour")


@pytest.fixture
def outside(db):
    return given.body("migration")


@pytest.fixture
def amina(unit):
    return given.person("amina", at=unit, role=Role.CASE_WORKER)


@pytest.fixture
def marat(unit):
    return given.person("marat", at=unit, role=Role.CASE_MANAGER)


@pytest.fixture
def bruno(centre):
    return given.person("bruno", at=centre, role=Role.CASE_WORKER)


@pytest.fixture
def bella(centre):
    return given.person("bella", at=centre, role=Role.CASE_MANAGER)


@pytest.fixture
def chloe(outside):
    return given.person("chloe", at=outside, role=Role.CASE_MANAGER)


@pytest.fixture
def dalia(unit):
    return given.person("dalia", at=unit, role=Role.DRAFTER)


@pytest.fixture
def petra(db):
    return given.person("petra", at=given.body("mia"), role=Role.DATA_PROTECTION)


@pytest.fixture
def omar(db):
    return given.person("omar", at=given.body("ombudsman"), role=Role.OVERSIGHT)


@pytest.fixture
def adil(db):
    return given.person("adil", at=given.body("mia"), role=Role.ADMINISTRATOR)


@pytest.fixture
def karim(db):
    return given.person("karim", at=given.body("mia"), role=Role.COORDINATOR)


@pytest.fixture
def case(amina, unit, noon):
    """A case that Amina opened and works on, with an identity that must never leak."""
    with asking(amina, at=noon):
        case = acts.open_case(lead=unit, by=amina, at=noon, searched_at=noon)
        save_record(case, Identity, CANARY, by=amina, at=noon, revision=None)
    return case


@pytest.fixture
def words(db):
    return ConsentText.objects.get(version=1, language="az")


@pytest.fixture
def shared(case, amina, bruno, bella, centre, words, noon):
    """The person agreed that Bruno's ministry reads needs and contact for thirty days."""
    with asking(amina, at=noon):
        consent = sharing.take_consent(
            case,
            text=words,
            is_given=True,
            form=ConsentForm.SPOKEN,
            purposes=[Purpose.ASSISTANCE],
            recipients=[centre],
            parts=[Part.NEEDS, Part.CONTACT],
            by=amina,
            at=noon,
        )
        sharing.grant(
            case,
            body=centre,
            parts=[Part.NEEDS, Part.CONTACT],
            purpose=Purpose.ASSISTANCE,
            basis=Basis.CONSENT,
            consent=consent,
            lapses_at=noon + timedelta(days=30),
            by=amina,
            at=noon,
        )
    with asking(bella, at=noon):
        sharing.assign(case, bruno.posts[0], by=bella, at=noon)
    return consent
