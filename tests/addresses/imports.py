"""Files with many rows: sent by drafters for their own body, seen by nobody else."""

from dayaq.directory.models import Body
from dayaq.imports import actions
from dayaq.imports.states import Status
from dayaq.learning.schemas import ATTENDANCE
from tests.addresses.world import World, at
from tests.imports.workbooks import row, workbook

KEEPERS = "200 drafter coordinator other_drafter"
OWN = "200 drafter; 404 coordinator other_drafter"


def build(world: World) -> None:
    world.sent, _is_new = actions.send(
        ATTENDANCE,
        body=Body.objects.get(code="labour"),
        content=workbook(row(Women="x")),
        name="a.xlsx",
        by=world.people["drafter"],
        at=world.at,
    )
    world.sent = actions.carry_out(world.sent, by=world.people["drafter"], say=lambda *_said: None)
    assert world.sent.status == Status.RETURNED


def kind(_world: World) -> list[object]:
    return ["attendance"]


def sent(world: World) -> list[object]:
    return ["attendance", world.sent.pk]


ADDRESSES = {
    "imports:sent": at(KEEPERS, "405", kind),
    "imports:send": at(KEEPERS, "422 drafter coordinator other_drafter", kind),
    "imports:template": at(KEEPERS, "405", kind),
    "imports:detail": at(OWN, "405", sent),
    "imports:remarks": at(OWN, "405", sent),
}
