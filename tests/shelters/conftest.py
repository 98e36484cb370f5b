"""The cast of shelters: Karim lists a facility of the labour ministry, Hana heads it, Nur works there.

Tamam works in another facility of the same ministry, and sees nothing of Hana's.
"""

from datetime import timedelta

import pytest

from dayaq.accounts.models import Role
from dayaq.cases.actions import sharing
from dayaq.cases.states import ConsentForm, Part, Purpose
from dayaq.directory.models import Region
from dayaq.shelters.actions import facilities, places
from dayaq.shelters.states import Danger, FacilityKind, FacilityStatus, Owner, Resident
from dayaq.vault.context import asking
from tests import given
from tests.cases.conftest import (  # noqa: F401 - the cast of the confidential core
    amina,
    case,
    centre,
    chloe,
    karim,
    marat,
    noon,
    outside,
    petra,
    unit,
    words,
)

ADDRESS = "Kanarküçəsi 7"


@pytest.fixture
def hana(centre):  # noqa: F811
    return given.person("hana", at=centre, role=Role.SHELTER_MANAGER)


@pytest.fixture
def nur(centre):  # noqa: F811
    return given.person("nur", at=centre, role=Role.SHELTER_WORKER)


@pytest.fixture
def tamam(centre):  # noqa: F811
    return given.person("tamam", at=centre, role=Role.SHELTER_MANAGER)


def a_facility(code, *, by, head, at, region="AZ-GA", rooms=(("1", 2),), **more):
    """Listed, its head named, its beds and its address written, open."""
    fields = {
        "kind": FacilityKind.SHELTER,
        "owner": Owner.STATE,
        "body": head.posts[0].body,
        "region": Region.objects.get(code=region),
        "takes": [Resident.WOMEN, Resident.CHILDREN, Resident.FAMILIES],
        "stands": Danger.HIGH,
    }
    facility = facilities.add_facility(code=code, by=by, at=at, **fields | more)
    facilities.name_person(facility, head.posts[0], by=by, at=at)
    with asking(head, at=at):
        facilities.write_location(facility, address=ADDRESS, by=head, at=at)
        for room, count in rooms:
            facilities.add_beds(facility, room=room, count=count, by=head, at=at)
    return facilities.move_facility(facility, FacilityStatus.OPEN, by=by, at=at)


@pytest.fixture
def maple(karim, hana, nur, noon):  # noqa: F811
    facility = a_facility("Ağcaqayın", by=karim, head=hana, at=noon)
    with asking(hana, at=noon):
        facilities.name_person(facility, nur.posts[0], by=hana, at=noon)
    return facility


@pytest.fixture
def consent(case, amina, centre, words, noon):  # noqa: F811
    """The person agrees that the ministry's people read needs and contact."""
    with asking(amina, at=noon):
        return sharing.take_consent(
            case,
            text=words,
            is_given=True,
            form=ConsentForm.SPOKEN,
            purposes=[Purpose.PROTECTION],
            recipients=[centre],
            parts=[Part.NEEDS, Part.CONTACT],
            by=amina,
            at=noon,
            lapses_at=noon + timedelta(days=90),
        )


@pytest.fixture
def place(case, consent, amina, noon):  # noqa: F811
    with asking(amina, at=noon):
        return places.ask(
            case,
            who=Resident.WOMEN,
            parts=[Part.NEEDS, Part.CONTACT],
            consent=consent,
            by=amina,
            at=noon,
        )
