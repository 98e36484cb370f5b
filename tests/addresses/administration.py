"""The directory, accounts and appointments, the record of changes."""

from datetime import date

from dayaq.directory.models import (
    BodyName,
    Code,
    CodeList,
    Holiday,
    Parameter,
    ParameterValue,
)
from dayaq.vault import register
from dayaq.vault.models import MasterKey
from tests import given
from tests.addresses.world import World, at


def build(world: World) -> None:
    world.name = BodyName.objects.filter(body__code="labour").first()
    world.holiday = Holiday.objects.get(on=date(2024, 1, 1))
    world.code_list = CodeList.objects.get(code="control-method")
    world.code = Code.objects.filter(list=world.code_list).first()
    world.value = ParameterValue.objects.filter(parameter__code="reflection.period").first()
    world.parameter = Parameter.objects.get(code="reflection.period")
    world.post = world.people["approver"].posts[0]
    world.closed = given.person("closed", at=given.body("labour"), role=None)
    world.closed.is_active = False
    world.closed.save()
    register.wrapping_version()
    world.key = MasterKey.objects.get()


KEEPS = "200 administrator"
CHANGES = "422 administrator"


def body(_world: World) -> list[object]:
    return ["labour"]


def person(_world: World) -> list[object]:
    return ["drafter"]


def one(name: str):
    return lambda world: [getattr(world, name).pk]


ADDRESSES = {
    "administration:home": at("200 administrator approver head other_approver signer", "405"),
    "administration:bodies": at(KEEPS, "405"),
    "administration:add_body": at(KEEPS, CHANGES),
    "administration:body": at(KEEPS, "405", body),
    "administration:revise_body": at(KEEPS, CHANGES, body),
    "administration:add_name": at(KEEPS, CHANGES, body),
    "administration:say_successor": at(KEEPS, CHANGES, body),
    "administration:revise_name": at(KEEPS, CHANGES, one("name")),
    "administration:groups": at(KEEPS, "405"),
    "administration:add_group": at(KEEPS, CHANGES),
    "administration:group": at(KEEPS, "405", lambda _world: ["other-state-bodies"]),
    "administration:revise_group": at(KEEPS, CHANGES, lambda _world: ["other-state-bodies"]),
    "administration:confirm": at(KEEPS, CHANGES, lambda world: ["holiday", world.holiday.pk]),
    "administration:doubt": at(KEEPS, CHANGES, lambda world: ["holiday", world.holiday.pk]),
    "administration:regions": at(KEEPS, "405"),
    "administration:add_region": at(KEEPS, CHANGES),
    "administration:region": at(KEEPS, "405", lambda _world: ["AZ-NX"]),
    "administration:revise_region": at(KEEPS, CHANGES, lambda _world: ["AZ-NX"]),
    "administration:holidays": at(KEEPS, "405"),
    "administration:add_holiday": at(KEEPS, CHANGES),
    "administration:holiday": at(KEEPS, "405", one("holiday")),
    "administration:revise_holiday": at(KEEPS, CHANGES, one("holiday")),
    "administration:withdraw_holiday": at(KEEPS, CHANGES, one("holiday")),
    "administration:code_lists": at(KEEPS, "405"),
    "administration:code_list": at(KEEPS, "405", one("code_list")),
    "administration:add_version": at(KEEPS, CHANGES, one("code_list")),
    "administration:add_code": at(KEEPS, CHANGES, one("code_list")),
    "administration:code": at(KEEPS, "405", one("code")),
    "administration:revise_code": at(KEEPS, CHANGES, one("code")),
    "administration:retire_code": at(KEEPS, CHANGES, one("code")),
    "administration:parameters": at(KEEPS, "405"),
    "administration:parameter": at(KEEPS, "405", lambda _world: ["reflection.period"]),
    "administration:add_value": at(KEEPS, CHANGES, lambda _world: ["reflection.period"]),
    "administration:revise_value": at(KEEPS, CHANGES, one("value")),
    "administration:accounts": at(KEEPS, "405"),
    "administration:open_account": at(KEEPS, CHANGES),
    "administration:account": at(KEEPS, "405", person),
    "administration:revise_account": at(KEEPS, CHANGES, person),
    "administration:close_account": at(KEEPS, CHANGES, person),
    "administration:reopen_account": at(KEEPS, CHANGES, lambda world: [world.closed.username]),
    "administration:reset_second_factor": at(KEEPS, CHANGES, person),
    "administration:end_sessions": at("405", "302 administrator", person),
    "administration:invite": at("405", "200 administrator", person),
    "administration:appoint": at(KEEPS, CHANGES, person),
    "administration:end_own_sessions": at("405", "302 signed_in"),
    "administration:posts": at(KEEPS, "405"),
    "administration:end_post": at(
        "200 administrator approver head; 404 other_approver signer",
        "422 administrator approver head; 404 other_approver signer",
        one("post"),
    ),
    "administration:hand_over": at(KEEPS, CHANGES, one("post")),
    "administration:name_deputy": at(
        "200 administrator approver head; 404 other_approver signer",
        "422 administrator approver head; 404 other_approver signer",
        one("post"),
    ),
    "administration:deputies": at("200 administrator approver head other_approver signer", "405"),
    "administration:keys": at("200 administrator", "405", asks_again=True),
    "administration:keys_progress": at("200 administrator", "405"),
    "administration:rotate_master_key": at(
        "200 administrator", "403 administrator", asks_again=True
    ),
    "administration:rotate_search_key": at(
        "200 administrator", "403 administrator", asks_again=True
    ),
    "administration:retire_master_key": at(
        "200 administrator", "422 administrator", lambda world: [world.key.pk], asks_again=True
    ),
    "administration:audit": at(
        "200 coordinator oversight administrator data_protection",
        "405 coordinator oversight administrator data_protection",
    ),
}
