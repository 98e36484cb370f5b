"""What a facility lacks is counted; an address closes before its day; who is dismissed reads nothing more."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.cases.models import Case
from dayaq.shelters.actions import facilities, places, supplies
from dayaq.shelters.models import AddressOpening, Location, Staff, Supply, SupplyEntry
from dayaq.shelters.states import SupplyKind
from dayaq.vault.context import asking, house
from dayaq.vault.models import Alarm

pytestmark = pytest.mark.django_db


@pytest.fixture
def stay(place, maple, amina, hana, noon):
    with asking(amina, at=noon):
        hold = places.hold_bed(place, maple.pk, by=amina, at=noon)
    with asking(hana, at=noon):
        return places.accept(hold, by=hana, at=noon)


def sees(model, person, at):
    with asking(person, at=at):
        return model.objects.visible_to(person).count()


# --- the inventory ------------------------------------------------------------------------------------


@pytest.fixture
def blankets(maple, nur, noon):
    with asking(nur, at=noon):
        return supplies.add_supply(
            maple, what="Yorğan", unit="ədəd", wanted=10, in_stock=4, by=nur, at=noon
        )


def test_each_change_of_the_inventory_is_kept_with_what_is_there_after_it(blankets, nur, noon):
    steps = [
        (SupplyKind.RECEIVED, 5, 9, 10),
        (SupplyKind.GIVEN, 2, 7, 10),
        (SupplyKind.WANTED, 6, 7, 6),
        (SupplyKind.COUNTED, 3, 3, 6),
    ]
    with asking(nur, at=noon):
        for minute, (kind, amount, stock, wanted) in enumerate(steps, start=1):
            at = noon + timedelta(minutes=minute)
            now_ = supplies.change_supply(blankets, kind=kind, amount=amount, by=nur, at=at)
            assert (now_.in_stock, now_.wanted) == (stock, wanted)
        assert now_.missing == 3
        kept = SupplyEntry.objects.visible_to(nur).filter(supply=blankets).order_by("at", "kind")
        assert [one.in_stock for one in kept][2:] == [9, 7, 7, 3]
        with pytest.raises(Denied, match="Only 3"):
            supplies.change_supply(blankets, kind=SupplyKind.GIVEN, amount=4, by=nur, at=noon)
    assert Entry.objects.filter(did="supply.changed").count() == 4


def test_a_thing_stands_in_the_inventory_once(blankets, maple, nur, noon):
    with asking(nur, at=noon), pytest.raises(ValidationError):
        supplies.add_supply(
            maple, what="Yorğan", unit="ədəd", wanted=1, in_stock=0, by=nur, at=noon
        )


def test_the_coordinator_sees_what_is_missing_and_other_facilities_nothing(
    blankets, maple, karim, tamam, noon, client
):
    assert (sees(Supply, karim, noon), sees(Supply, tamam, noon)) == (1, 0)
    with asking(karim, at=noon), pytest.raises(Denied):
        supplies.change_supply(blankets, kind=SupplyKind.COUNTED, amount=1, by=karim, at=noon)
    client.force_login(karim)
    address = reverse("shelters:supplies", args=[maple.pk])
    for asked, is_there in (
        ({"is_short": "true"}, True),
        ({"is_short": "false"}, False),
        ({"q": "YORGAN"}, True),
        ({"q": "kitab"}, False),
    ):
        assert ("Yorğan" in client.get(address, asked).text) is is_there, asked
    way = client.get(address).context["crumbs"]
    assert (maple.code, reverse("shelters:facility", args=[maple.pk])) in way


# --- the address closes early -------------------------------------------------------------------------


def test_the_head_closes_the_address_before_its_hours_are_over(stay, maple, amina, hana, noon):
    later = noon + timedelta(hours=1)
    with asking(amina, at=later):
        facilities.look_at_address(maple.pk, by=amina, at=later)
    assert sees(Location, amina, later) == 1
    with asking(hana, at=later):
        opening = AddressOpening.objects.visible_to(hana).get()
        facilities.close_address(opening, why="Növbə dəyişdi", by=hana, at=later)
        with pytest.raises(Denied, match="no more"):
            facilities.close_address(opening, why="x", by=hana, at=later)

    assert sees(Location, amina, later) == 0
    with asking(amina, at=later), pytest.raises(Denied, match="not open"):
        facilities.look_at_address(maple.pk, by=amina, at=later)
    assert not Alarm.objects.filter(id=opening.pk).exists()
    entry = Entry.objects.get(did="address.closed")
    assert (entry.by, entry.details["to"], entry.details["why"]) == (hana, "amina", "Növbə dəyişdi")


def test_nobody_but_the_head_closes_it(stay, nur, karim, amina, noon):
    with house("story"):
        opening = AddressOpening.objects.for_house().select_related("facility").get()
    for person in (nur, karim, amina):
        with asking(person, at=noon), pytest.raises(Denied):
            facilities.close_address(opening, why="x", by=person, at=noon)


# --- who works there no more ---------------------------------------------------------------------------


def test_the_coordinator_takes_somebody_off_the_list_who_then_reads_nobodys_case(
    stay, case, karim, nur, noon
):
    assert sees(Case, nur, noon) == 1
    with asking(karim, at=noon):
        row = Staff.objects.visible_to(karim).select_related("facility", "appointment__user")
        facilities.dismiss_person(row.get(appointment__user=nur), by=karim, at=noon)
    assert [sees(model, nur, noon) for model in (Case, Location, Staff)] == [0, 0, 0]
