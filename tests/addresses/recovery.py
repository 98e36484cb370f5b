"""Services and plans: read by all who help, kept by those who give, told of nobody to strangers."""

from dayaq.recovery.actions import directory
from dayaq.recovery.states import ServiceKind
from tests import given
from tests.addresses.world import World, at


def build(world: World) -> None:
    keeper, moment = world.people["manager"], world.at
    world.provider = directory.add_provider(
        name="Hope", body=given.body("ngo-hope"), by=keeper, at=moment
    )
    world.service = directory.add_service(
        provider=world.provider, kind=ServiceKind.LEGAL, title="Lawyers", by=keeper, at=moment
    )


def provider(world: World) -> list[object]:
    return [world.provider.pk]


def service(world: World) -> list[object]:
    return [world.service.pk]


# Who keeps other entries reads in place of the form that this one is not theirs.
FORM = (
    "200 coordinator managers provider other_provider",
    "422 coordinator managers provider other_provider",
)
BUTTON = ("405", "302 coordinator managers provider")

ADDRESSES = {
    "recovery:services": at("200 with_role", "405"),
    "recovery:service": at("200 with_role", "405", service),
    "recovery:revise_service": at(*FORM, service),
    "recovery:verify_service": at(*BUTTON, service),
    "recovery:end_service": at(*FORM, service),
    "recovery:providers": at("200 with_role", "405"),
    "recovery:add_provider": at("200 coordinator managers", "422 coordinator managers"),
    "recovery:provider": at("200 with_role", "405", provider),
    "recovery:revise_provider": at(*FORM, provider),
    "recovery:add_service": at(*FORM, provider),
}
