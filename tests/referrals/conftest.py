"""The cast of the mechanism, beside that of the confidential core.

Sevda is a first responder at the border, Rauf her colleague there; Farid heads that body. Nigar refers
for an organisation. Amina and Marat work at the unit that referrals are sent to.
"""

# ruff: noqa: F811 - fixtures ask for one another by name
import pytest

from dayaq.accounts.models import Role
from dayaq.referrals.actions import referrals as acts
from dayaq.vault.context import asking
from tests import given
from tests.cases.conftest import (  # noqa: F401 - the same cast
    adil,
    amina,
    bella,
    bruno,
    case,
    centre,
    chloe,
    dalia,
    karim,
    marat,
    noon,
    omar,
    outside,
    petra,
    shared,
    unit,
    words,
)
from tests.referrals.telling import ADULT, CHILD, THE_PERSON, WHAT_HAPPENED, somewhere


@pytest.fixture
def border(db):
    return given.body("border")


@pytest.fixture
def sevda(border):
    return given.person("sevda", at=border, role=Role.FIRST_RESPONDER)


@pytest.fixture
def rauf(border):
    return given.person("rauf", at=border, role=Role.FIRST_RESPONDER)


@pytest.fixture
def farid(border):
    return given.person("farid", at=border, role=Role.HEAD)


@pytest.fixture
def nigar(db):
    return given.person("nigar", at=given.body("pure-hands", kind="ngo"), role=Role.FIRST_RESPONDER)


@pytest.fixture
def draft(sevda, unit, noon):
    """Sevda answered the first questions about an adult who agrees."""
    with asking(sevda, at=noon):
        return acts.begin(sevda.posts[0], ADULT, by=sevda, at=noon)


@pytest.fixture
def whole(draft, sevda, noon):
    """… and everything else that must be answered."""
    with asking(sevda, at=noon):
        for page, values in ((2, THE_PERSON | somewhere()), (3, WHAT_HAPPENED)):
            draft = acts.save_page(draft, page, values, by=sevda, at=noon, revision=draft.revision)
    return draft


@pytest.fixture
def sent(whole, sevda, noon):
    with asking(sevda, at=noon):
        return acts.send(whole, by=sevda, at=noon)


@pytest.fixture
def child(sevda, unit, noon):
    with asking(sevda, at=noon):
        return acts.begin(sevda.posts[0], CHILD, by=sevda, at=noon)
