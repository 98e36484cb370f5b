"""The first page, the plan as it is read, search, views of lists, the door of the demonstration."""

from dayaq.portal import actions
from tests.addresses.world import World, at


def build(world: World) -> None:
    world.view = actions.save_view("portal:bodies", "Mine", "q=mia", by=world.people["coordinator"])


ADDRESSES = {
    "portal:healthz": at("200", "405"),
    "portal:language": at("405", "302"),
    "portal:home": at("200 signed_in", "405"),
    "portal:search": at("200 signed_in", "405"),
    "portal:save_view": at("405", "302 signed_in"),
    "portal:remove_view": at(
        "405", "404 signed_in; 302 coordinator", lambda world: [world.view.pk]
    ),
    "portal:overview": at("200 with_role", "405"),
    "portal:measures": at("200 with_role", "405"),
    "portal:roadmap": at("200 with_role", "405"),
    "portal:clause": at("200 with_role", "405", lambda _world: ["4.2.1"]),
    "portal:mechanism": at("200 coordinator", "405"),
    "portal:bodies": at("200 with_role", "405"),
    "portal:body": at("200 with_role", "405", lambda _world: ["labour"]),
    "portal:demo_sign_in": at("200", "405"),
    "portal:demo_sign_in_as": at("405", "404"),
}
