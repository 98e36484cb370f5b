"""Commissions, proposals, recommendations: what is the nation's is kept by the coordinator and read by all roles."""

from datetime import date

from dayaq.cooperation.actions import recommendations as recommending
from tests.addresses.world import World, at
from tests.cooperation.conftest import issuer

READ = "200 labour readers migration signer"
"""What every role of this room reads."""

STEER = ("200 coordinator", "422 coordinator")
"""What belongs to no body."""


def build(world: World) -> None:
    coordinator, moment = world.people["coordinator"], world.at
    kept = {"by": coordinator, "at": moment}
    world.document = recommending.add_document(
        issuer=issuer("greta"), title="Report", published_on=date(2023, 10, 19), **kept
    )
    world.recommendation = recommending.add_recommendation(
        world.document, paragraph="1", text="Do more.", **kept
    )


def document(world: World) -> list[object]:
    return [world.document.pk]


def recommendation(world: World) -> list[object]:
    return [world.recommendation.pk]


ADDRESSES = {
    "cooperation:documents": at(READ, "405"),
    "cooperation:add_document": at(*STEER),
    "cooperation:document": at(READ, "405", document),
    "cooperation:revise_document": at(*STEER, document),
    "cooperation:add_recommendation": at(*STEER, document),
    "cooperation:recommendations": at(READ, "405"),
    "cooperation:recommendation": at(READ, "405", recommendation),
    "cooperation:revise_recommendation": at(*STEER, recommendation),
    "cooperation:move_recommendation": at(*STEER, recommendation),
    "cooperation:remove_recommendation": at(*STEER, recommendation),
}
