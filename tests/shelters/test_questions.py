"""Pages of shelters ask the database little, with a full house as with an empty one."""

import pytest
from django.urls import reverse

from dayaq.cases.actions import cases
from dayaq.shelters.actions import facilities, places, stays, supplies
from dayaq.shelters.states import EntryKind, Resident
from dayaq.vault.context import asking
from tests.referrals.test_questions import MOST, asked_by

pytestmark = pytest.mark.django_db

FULL = 12


@pytest.fixture
def full(maple, unit, amina, hana, noon):
    """Everybody has a bed; one of them has many days behind them."""
    with asking(hana, at=noon):
        facilities.add_beds(maple, room="2", count=FULL, by=hana, at=noon)
        for number in range(30):
            supplies.add_supply(
                maple, what=f"Əşya {number}", unit="ədəd", wanted=5, in_stock=number % 7,
                by=hana, at=noon,
            )  # fmt: skip
    held = []
    with asking(amina, at=noon):
        for _n in range(FULL):
            case = cases.open_case(lead=unit, searched_at=noon, by=amina, at=noon)
            asked = places.ask(case, who=Resident.WOMEN, by=amina, at=noon)
            held.append(places.hold_bed(asked, maple.pk, by=amina, at=noon))
    with asking(hana, at=noon):
        found = [places.accept(one, by=hana, at=noon) for one in held]
        stays.arrive(found[0], by=hana, at=noon)
        for _n in range(20):
            stays.write_entry(found[0], kind=EntryKind.NOTE, words="Gün.", by=hana, at=noon)
    return found[0]


def test_a_full_house_asks_twelve_questions_at_most(full, maple, hana, karim, client):
    for person, names in ((hana, ("today", "facilities")), (karim, ("facilities",))):
        client.force_login(person)
        pages = [
            *(reverse(f"shelters:{name}") for name in names),
            *(reverse(f"shelters:{name}", args=[maple.pk]) for name in ("facility", "supplies")),
        ]
        if person is hana:
            pages.append(reverse("shelters:stay", args=[full.pk]))
        found = {page: asked_by(client, page) for page in pages}
        assert {page: len(asked) for page, asked in found.items() if len(asked) > MOST} == {}
