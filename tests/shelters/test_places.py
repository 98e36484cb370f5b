"""A bed is asked for, held, accepted; the address opens to whom it must, for hours, and to nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions.reading import open_section
from dayaq.cases.models import Case
from dayaq.cases.states import Part
from dayaq.directory.models import Region
from dayaq.shelters.actions import facilities, places, stays
from dayaq.shelters.models import Bed, Booking, Facility, Hold, Location, PlaceRequest, Staff, Stay
from dayaq.shelters.models.matching import occupancy_by_month, why_not_fitting
from dayaq.shelters.states import (
    Danger,
    Departure,
    EntryKind,
    HoldStatus,
    PlaceStatus,
    RefusalReason,
    Resident,
    StayStatus,
)
from dayaq.vault.context import asking, house
from tests.shelters.conftest import ADDRESS, a_facility


@pytest.fixture
def hold(place, maple, amina, noon):
    with asking(amina, at=noon):
        return places.hold_bed(place, maple.pk, by=amina, at=noon)


@pytest.fixture
def stay(hold, hana, noon):
    with asking(hana, at=noon):
        return places.accept(hold, by=hana, at=noon)


def sees(model, person, at):
    with asking(person, at=at):
        return model.objects.visible_to(person).count()


def opened_to(person, case, at):
    found = set()
    with asking(person, at=at):
        seen = Case.objects.visible_to(person).filter(pk=case.pk).first()
        for part in (Part.NEEDS, Part.CONTACT, Part.IDENTITY):
            try:
                open_section(seen or case, part, by=person, at=at)
            except Denied:
                continue
            found.add(part)
    return found


# --- looking for a place ------------------------------------------------------------------------------


def test_who_looks_for_a_place_sees_what_fits_and_nothing_of_where(place, maple, amina, noon):
    with asking(amina, at=noon):
        [offer] = places.match(place, by=amina, at=noon)
    assert (offer.code, offer.free) == ("Ağcaqayın", 2)
    assert not {"region", "body", "address"} & set(type(offer).__slots__)
    assert sees(Facility, amina, noon) == 0
    assert sees(Location, amina, noon) == 0


@pytest.mark.parametrize(
    ("fits", "why"),
    [
        ({"who": Resident.MEN}, "whom"),
        ({"age": 12}, "age"),
        ({"needs_step_free": True}, "step"),
        ({"danger": Danger.HIGH}, "danger"),
        ({"avoid": "its region"}, "near"),
        ({"avoid": "around it"}, "near"),
        ({}, None),
    ],
)
def test_a_place_fits_in_every_respect_or_is_not_offered(fits, why, db):
    region = Region.objects.get(code="AZ-GA")
    assert region.parent_id is not None
    facility = Facility(
        status="open",
        takes=[Resident.WOMEN],
        from_age=18,
        region=region,
        stands=Danger.MEDIUM,
    )
    wanted: dict[str, Any] = {"who": Resident.WOMEN, "age": 30, "danger": Danger.LOW} | fits
    near: dict[Any, list[int]] = {"its region": [region.pk], "around it": [region.parent_id]}
    wanted["avoid"] = near.get(wanted.get("avoid"), [])

    found = why_not_fitting(facility, PlaceRequest(**wanted), [region.pk, region.parent_id])

    assert found == why


def test_children_who_come_along_need_beds_of_their_own(case, consent, maple, amina, noon):
    with asking(amina, at=noon):
        request = places.ask(case, who=Resident.WOMEN, children=2, by=amina, at=noon)
        assert places.match(request, by=amina, at=noon) == []


# --- held for some hours --------------------------------------------------------------------------------


def test_a_held_bed_is_not_offered_again_until_its_hours_are_over(
    hold, case, place, maple, amina, hana, noon
):
    with house("story"):
        free = Bed.objects.for_house().count() - Booking.objects.for_house().count()
    assert free == 1
    assert places.lapse_holds(at=hold.until - timedelta(seconds=1)) == 0
    assert places.lapse_holds(at=hold.until) == 1
    assert places.lapse_holds(at=hold.until) == 0

    with house("story"):
        assert Booking.objects.for_house().count() == 0
        assert PlaceRequest.objects.for_house().get().status == PlaceStatus.OPEN
    with asking(hana, at=hold.until), pytest.raises(Denied, match="held no more"):
        places.accept(hold, by=hana, at=hold.until)


def test_the_database_refuses_a_second_booking_of_a_bed(hold, noon):
    with house("story"):
        booking = Booking.objects.for_house().get()
        again: dict[str, Any] = {
            "facility": booking.facility,
            "bed": booking.bed,
            "taken_by": booking.pk,
        }
        with (
            pytest.raises(IntegrityError, match="no_bed_is_taken_twice_at_once"),
            transaction.atomic(),
        ):
            Booking.objects.create(begins_at=noon + timedelta(hours=1), ends_at=None, **again)
        assert booking.ends_at is not None
        Booking.objects.create(begins_at=booking.ends_at, ends_at=None, **again)


def test_a_refused_place_says_why_and_the_next_is_looked_for(hold, hana, noon):
    with asking(hana, at=noon):
        places.refuse(hold, reason=RefusalReason.DANGER, by=hana, at=noon)
    with house("story"):
        row = Hold.objects.for_house().get()
        request = PlaceRequest.objects.for_house().get()
        assert Booking.objects.for_house().count() == 0
    assert (row.status, row.reason, request.status) == (
        HoldStatus.REFUSED,
        RefusalReason.DANGER,
        PlaceStatus.OPEN,
    )
    assert sees(Hold, hana, noon) == 0


# --- accepted -------------------------------------------------------------------------------------------


def test_acceptance_opens_what_was_agreed_to_the_named_people_of_the_facility(
    stay, case, hana, nur, tamam, noon
):
    assert opened_to(hana, case, noon) == {Part.NEEDS, Part.CONTACT}
    assert opened_to(nur, case, noon) == {Part.NEEDS, Part.CONTACT}
    assert opened_to(tamam, case, noon) == set()
    assert [sees(Stay, person, noon) for person in (hana, nur, tamam)] == [1, 1, 0]


def test_the_address_opens_to_who_works_on_the_case_for_some_hours_and_is_written_down(
    stay, maple, amina, marat, chloe, petra, tamam, noon
):
    with asking(amina, at=noon):
        assert facilities.look_at_address(maple.pk, by=amina, at=noon)["address"] == ADDRESS
    read = Entry.objects.get(did="address.read")
    assert (read.by, ADDRESS in str(read.details)) == (amina, False)
    for stranger in (marat, chloe, petra, tamam):
        with asking(stranger, at=noon), pytest.raises(Denied, match="not open to you"):
            facilities.look_at_address(maple.pk, by=stranger, at=noon)

    later = noon + timedelta(hours=72)
    with asking(amina, at=later), pytest.raises(Denied, match="not open to you"):
        facilities.look_at_address(maple.pk, by=amina, at=later)
    facilities.close_addresses(later)
    assert sees(Location, amina, later) == 0


def test_who_studies_facilities_sees_neither_address_nor_residents(stay, karim, noon):
    assert sees(Facility, karim, noon) == 1
    assert [sees(model, karim, noon) for model in (Location, Bed, Booking, Stay, Hold)] == [0] * 5


def test_no_address_stands_in_clear_in_the_database(stay):
    with connection.cursor() as cursor, house("story"):
        cursor.execute("SELECT shelters_location::text FROM shelters_location")
        rows = " ".join(row for (row,) in cursor.fetchall())
    assert rows
    assert "Kanark" not in rows


# --- the stay -------------------------------------------------------------------------------------------


def test_a_stay_from_arrival_to_departure(stay, case, hana, nur, noon):
    with asking(nur, at=noon):
        stays.arrive(stay, by=nur, at=noon)
        stays.write_entry(stay, kind=EntryKind.ABSENCE, words="Həkimə gedib.", by=nur, at=noon)
    with house("story"):
        assert Stay.objects.for_house().get().status == StayStatus.AWAY
    later = noon + timedelta(days=40)
    with asking(nur, at=later):
        stays.write_entry(stay, kind=EntryKind.RETURN, by=nur, at=later)
        stays.leave(stay, departure=Departure.HOME, aftercare="Həftədə bir zəng.", by=nur, at=later)

    with house("story"):
        booking = Booking.objects.for_house().get()
    assert booking.ends_at == later
    assert opened_to(nur, case, later) == set()
    assert sees(Stay, nur, later) == 0


def test_only_the_people_of_the_facility_write_in_a_stay(stay, amina, tamam, karim, noon):
    for stranger in (amina, tamam, karim):
        with asking(stranger, at=noon), pytest.raises(Denied):
            stays.arrive(stay, by=stranger, at=noon)


def test_who_never_came_leaves_the_bed_to_others(stay, case, nur, noon):
    with asking(nur, at=noon):
        stays.never_came(stay, by=nur, at=noon)
    with house("story"):
        assert Booking.objects.for_house().get().ends_at == noon
    assert opened_to(nur, case, noon) == set()


def test_a_closed_case_looks_for_no_place(hold, case, amina, noon):
    with asking(amina, at=noon):
        acts.close(case, by=amina, at=noon, reason="closure-reason@1:person_wish")
    with house("story"):
        assert PlaceRequest.objects.for_house().get().status == PlaceStatus.WITHDRAWN
        assert Booking.objects.for_house().count() == 0


def test_somebody_who_is_named_no_more_reads_nothing_of_it(stay, maple, hana, nur, noon):
    with asking(hana, at=noon):
        row = Staff.objects.visible_to(hana).get(appointment=nur.posts[0])
        facilities.dismiss_person(row, by=hana, at=noon)
    assert [sees(model, nur, noon) for model in (Facility, Location, Bed, Stay)] == [0] * 4


def test_another_facility_of_the_same_ministry_is_another_world(maple, karim, tamam, hana, noon):
    a_facility("Palıd", by=karim, head=tamam, at=noon)
    for person, code in ((hana, "Ağcaqayın"), (tamam, "Palıd")):
        with asking(person, at=noon):
            assert [one.code for one in Facility.objects.visible_to(person)] == [code]


def test_what_was_written_of_a_stay_is_read_back_by_its_people_alone_and_recorded(
    stay, hana, nur, tamam, noon
):
    with asking(nur, at=noon):
        stays.arrive(stay, by=nur, at=noon)
        entry = stays.write_entry(stay, kind="note", words="Kanarqeyd", by=nur, at=noon)
    with asking(hana, at=noon):
        assert stays.open_entries(stay, by=hana, at=noon) == {entry.pk: "Kanarqeyd"}
    read = Entry.objects.filter(by=hana, case_reference=stay.case.reference).last()
    assert read is not None
    with asking(tamam, at=noon):
        assert stays.open_entries(stay, by=tamam, at=noon) == {}


def test_a_bed_goes_out_of_use_only_when_nobody_has_it(stay, maple, hana, nur, noon):
    with house("story"):
        beds = list(Bed.objects.for_house().filter(facility=maple).select_related("facility"))
        taken = {row.bed_id for row in Booking.objects.for_house()}
    free = next(bed for bed in beds if bed.pk not in taken)
    with asking(hana, at=noon):
        with pytest.raises(Denied, match="taken or held"):
            facilities.put_bed(
                next(bed for bed in beds if bed.pk in taken), is_out=True, by=hana, at=noon
            )
        assert facilities.put_bed(free, is_out=True, by=hana, at=noon).is_out
    with asking(nur, at=noon), pytest.raises(Denied):
        facilities.put_bed(free, is_out=False, by=nur, at=noon)


def test_how_full_a_facility_was_is_told_by_month(noon):
    begin = noon.replace(day=1, hour=0)
    months = occupancy_by_month([(begin - timedelta(days=200), None)], 2, at=noon)
    assert [share for _month, share in months] == [50] * 6
    assert months[-1][0] == f"{noon:%m.%Y}"
