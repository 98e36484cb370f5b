"""Shelters: known to their own people; to who studies them without place or residents; to others not at all."""

from dayaq.cases.actions import cases
from dayaq.shelters.actions import facilities, places, supplies
from dayaq.shelters.models import AddressOpening, Bed
from dayaq.shelters.states import Resident
from dayaq.vault.context import asking
from tests import given
from tests.addresses.world import World, at
from tests.shelters.conftest import a_facility


def build(world: World) -> None:
    people, moment = world.people, world.at
    coordinator, head, worker = people["coordinator"], people["shelter_head"], people["worker"]
    world.facility = a_facility("Çinar", by=coordinator, head=head, at=moment, rooms=(("1", 5),))
    with asking(head, at=moment):
        post = people["shelter_worker"].posts[0]
        world.staff = facilities.name_person(world.facility, post, by=head, at=moment)
        world.bed = Bed.objects.filter(facility=world.facility).visible_to(head).first()
    unit = given.body("mia-anti-trafficking")
    done = {"by": worker, "at": moment}
    with asking(worker, at=moment):
        for name in ("looking", "held", "staying"):
            case = cases.open_case(lead=unit, searched_at=moment, **done)
            setattr(world, name, case)
            request = places.ask(case, who=Resident.WOMEN, **done)
            if name != "looking":
                world.hold = places.hold_bed(request, world.facility.pk, **done)
            if name == "held":
                waiting = world.hold
    with asking(head, at=moment):
        world.stay = places.accept(world.hold, by=head, at=moment)
        world.opening = AddressOpening.objects.visible_to(head).get()
        world.supply = supplies.add_supply(
            world.facility, what="Kanaryorğan", unit="ədəd", wanted=5, in_stock=2,
            by=head, at=moment,
        )  # fmt: skip
    world.hold = waiting


def facility(world: World) -> list[object]:
    return [world.facility.pk]


def supply(world: World) -> list[object]:
    return [world.facility.pk, world.supply.pk]


def hold(world: World) -> list[object]:
    return [world.hold.pk]


def stay(world: World) -> list[object]:
    return [world.stay.pk]


def looking(world: World) -> list[object]:
    return [world.looking.reference]


HOUSE = "shelter_head shelter_worker"
OWN = f"200 {HOUSE}; 404 other_shelter_worker"
FORM = (OWN, f"422 {HOUSE}; 404 other_shelter_worker")
BUTTON = ("405", f"302 {HOUSE}; 404 other_shelter_worker")
STUDY = ("200 coordinator", "422 coordinator")
HEAD = ("200 shelter_head", "422 shelter_head")
ASK = "200 unit; 404 helper strangers"

ADDRESSES = {
    "shelters:facilities": at(
        f"200 coordinator {HOUSE} other_shelter_worker",
        f"405 coordinator {HOUSE} other_shelter_worker",
    ),
    "shelters:add": at(*STUDY),
    "shelters:facility": at(f"200 coordinator {HOUSE}; 404 other_shelter_worker", "405", facility),
    "shelters:move": at(*STUDY, facility),
    "shelters:assess": at(*STUDY, facility),
    "shelters:name_person": at(
        "200 coordinator shelter_head", "422 coordinator shelter_head", facility
    ),
    "shelters:add_beds": at(*HEAD, facility),
    "shelters:put_bed": at(
        "405", "302 shelter_head", lambda world: [world.facility.pk, world.bed.pk]
    ),
    "shelters:dismiss": at(
        "200 shelter_head coordinator",
        "302 shelter_head coordinator",
        lambda world: [world.facility.pk, world.staff.pk],
    ),
    "shelters:close_address": at(*HEAD, lambda world: [world.facility.pk, world.opening.pk]),
    "shelters:supplies": at(
        f"200 coordinator {HOUSE}; 404 other_shelter_worker",
        f"405 coordinator {HOUSE}; 404 other_shelter_worker",
        facility,
    ),
    "shelters:add_supply": at(*FORM, facility),
    "shelters:supply": at(f"200 coordinator {HOUSE}; 404 other_shelter_worker", "405", supply),
    "shelters:change_supply": at(*FORM, supply),
    "shelters:write_location": at(*HEAD, facility),
    "shelters:today": at(f"200 {HOUSE} other_shelter_worker", "405"),
    "shelters:hold": at(OWN, "405", hold),
    "shelters:accept": at("405", "302 shelter_head", hold),
    "shelters:refuse": at(*HEAD, hold),
    "shelters:stay": at(OWN, OWN, stay),
    "shelters:arrive": at(*BUTTON, stay),
    "shelters:never_came": at(*BUTTON, stay),
    "shelters:write": at(*FORM, stay),
    "shelters:leave": at(*FORM, stay),
    "shelters:place": at(ASK, "405", looking),
    "shelters:ask": at(ASK, "422 unit; 404 helper strangers", looking),
    # Which place is meant is sent; without it there is none.
    "shelters:hold_bed": at("405", "404 case_people", looking),
    "shelters:withdraw": at("405", "302 unit; 404 helper strangers", looking),
    # Who works on the case learns where; its manager, who was not named, does not.
    "shelters:address": at(
        "405",
        "200 worker; 404 helper strangers",
        lambda world: [world.staying.reference],
    ),
}
