"""Work in the background: everybody sees and ends what they asked for themselves."""

from dayaq.jobs import actions
from tests.addresses.world import World, at


def build(world: World) -> None:
    world.job = actions.start(
        "evidence.freeze",
        "Freezing the numbers",
        by=world.people["coordinator"],
        at=world.at,
        args={"occasion": "story", "first": "2023-01-01", "last": "2023-12-31"},
    )


ADDRESSES = {
    "jobs:list": at("200 signed_in", "405"),
    "jobs:detail": at("404 signed_in; 200 coordinator", "405", lambda world: [world.job.pk]),
    "jobs:cancel": at("405", "404 signed_in; 302 coordinator", lambda world: [world.job.pk]),
}
