"""What people are told: everybody reads and opens their own."""

from dayaq.notices import actions
from dayaq.notices.models import Notice
from tests.addresses.world import World, at


def build(world: World) -> None:
    drafter = world.people["drafter"]
    actions.tell(
        [drafter],
        "reporting.accepted",
        key="story",
        url="/",
        at=world.at,
        clause="4.2.1",
        cycle="2023",
    )
    world.notice = Notice.objects.get(to=drafter, key="story")


ADDRESSES = {
    "notices:list": at("200 signed_in", "405"),
    "notices:read_all": at("405", "302 signed_in"),
    "notices:open": at("405", "404 signed_in; 302 drafter", lambda world: [world.notice.pk]),
}
