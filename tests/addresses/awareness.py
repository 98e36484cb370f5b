"""Materials are for everybody once issued; campaigns and distributions for their body and who reads all."""

from dayaq.awareness.actions import handing_out, library
from dayaq.awareness.models import Campaign, Material, Point
from dayaq.directory.models import Body
from tests.addresses.world import World, at
from tests.awareness.conftest import DAY, LINK, code, kept

READ = "200 labour readers; 404 migration signer"
LISTED = "200 labour readers migration signer"
FORM = ("200 drafter coordinator; 404 other_drafter", "422 drafter coordinator; 404 other_drafter")
REACH = (
    "200 drafter coordinator; 404 other_drafter",
    "302 drafter; 404 other_drafter",
)
ADD = ("200 drafter coordinator other_drafter", "422 drafter coordinator other_drafter")
EVERYBODY = "200 with_role"
SEEN = ("200 drafter coordinator other_drafter", "422 drafter coordinator other_drafter")
DONE = ("405", "302 drafter coordinator other_drafter")


def build(world: World) -> None:
    labour, drafter, moment = Body.objects.get(code="labour"), world.people["drafter"], world.at
    made = {"body": labour, "by": drafter, "at": moment}
    az = code("language", "az")
    world.material = kept(Material, "material.added", title="Leaflet", kind="leaflet", **made)
    world.issue = library.put_in(
        world.material, language=az, is_new_version=True, link=LINK, by=drafter, at=moment
    )
    library.issue(world.material, by=drafter, at=moment)
    world.campaign = kept(
        Campaign, "campaign.added", title="Work", starts_on=DAY, ends_on=DAY,
        media=[code("awareness-medium", "clip")], languages=[az], **made,
    )  # fmt: skip
    world.point = kept(Point, "point.added", title="Samur", kind="border", **made)
    world.movement = handing_out.move(
        material=world.material, language=az, flow="received", point=None, on=DAY, copies=5, **made
    )


def material(world: World) -> list[object]:
    return [world.material.pk]


def campaign(world: World) -> list[object]:
    return [world.campaign.pk]


def point(world: World) -> list[object]:
    return [world.point.pk]


def movement(world: World) -> list[object]:
    return [world.movement.pk]


ADDRESSES = {
    "awareness:materials": at(EVERYBODY, "405"),
    "awareness:add_material": at(*ADD),
    "awareness:material": at(EVERYBODY, "405", material),
    "awareness:revise_material": at(*SEEN, material),
    "awareness:put_in": at(*SEEN, material),
    "awareness:issue_material": at(*DONE, material),
    "awareness:withdraw_material": at(*SEEN, material),
    "awareness:acknowledge": at("405", "302 with_role", material),
    "awareness:download": at(
        "302 with_role", "405", lambda world: [world.material.pk, world.issue.pk]
    ),
    "awareness:campaigns": at(LISTED, "405"),
    "awareness:add_campaign": at(*ADD),
    "awareness:campaign": at(READ, "405", campaign),
    "awareness:revise_campaign": at(*FORM, campaign),
    "awareness:reach": at(*REACH, campaign),
    "evaluation:campaigns": at(LISTED, "405"),
    "evaluation:ask_audience": at("405", "302 drafter coordinator; 404 other_drafter", campaign),
    "evaluation:campaign_results": at(READ, "405", campaign),
    "awareness:points": at(LISTED, "405"),
    "awareness:add_point": at(*ADD),
    "awareness:point": at(READ, "405", point),
    "awareness:revise_point": at(*FORM, point),
    "awareness:movements": at(LISTED, "405"),
    "awareness:move": at(*ADD),
    "awareness:movement": at(READ, "405", movement),
    "awareness:take_back": at(*FORM, movement),
    "awareness:stock": at(LISTED, "405"),
    "awareness:map": at(LISTED, "405"),
}
