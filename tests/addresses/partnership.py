"""What bodies do with others: kept by a body's drafters, read by the body and by who reads all."""

from datetime import date, timedelta

from dayaq.directory.models import Body
from dayaq.partnership import models
from dayaq.partnership.views import ALL, REQUESTS
from tests.addresses.world import World, at
from tests.partnership.conftest import country, kept

READ = "200 labour readers; 404 migration signer"
LISTED = "200 labour readers migration signer"
FORM = ("200 drafter coordinator; 404 other_drafter", "422 drafter coordinator; 404 other_drafter")
ADD = ("200 drafter coordinator other_drafter", "422 drafter coordinator other_drafter")
DAY = date(2024, 3, 7)


def build(world: World) -> None:
    made = {
        "body": Body.objects.get(code="labour"), "by": world.people["drafter"], "at": world.at,
    }  # fmt: skip
    partner = kept(models.Partner, title="P", kind="ngo", **made)
    world.rows = {
        "partners": partner,
        "agreements": kept(
            models.Agreement, title="A", partners=[partner], signed_on=DAY, **made
        ),
        "liaison": kept(
            models.Liaison, country=country("TR"), office="O", contact="1", since=DAY, **made
        ),
        "requests": kept(
            models.Request, title="R", country=country("TR"), way="to_us", asked_at=world.at,
            due_at=world.at + timedelta(hours=1), **made,
        ),
        "activities": kept(
            models.Activity, title="C", kind="visit", starts_on=DAY, ends_on=DAY, **made
        ),
        "financing": kept(models.Funding, title="F", source="donor", year=2024, **made),
        "resources": kept(models.Resource, title="S", offered_on=DAY, **made),
        "research": kept(models.Study, title="T", topic="T", **made),
    }  # fmt: skip


def of(place: str):
    return lambda world: [world.rows[place].pk]


ADDRESSES = {
    name: expected
    for register in ALL
    for name, expected in zip(
        register.names,
        (
            at(LISTED, "405"),
            at(READ, "405", of(register.place)),
            at(*ADD),
            at(*FORM, of(register.place)),
        ),
        strict=True,
    )
} | {"partnership:answer": at(*FORM, of(REQUESTS.place))}
