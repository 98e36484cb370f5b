"""Reading a decree, the law as confirmed, and what people decide about it."""

from datetime import date

from dayaq.plan import actions
from dayaq.plan.models import Lead, Measure, Party
from dayaq.plan.states import PartyRole, Relation
from tests import given
from tests.addresses.world import World, at
from tests.plan import texts


def build(world: World) -> None:
    keeper, moment = world.people["coordinator"], world.at
    world.version = given.the_plan()
    given.body("digital-services", "Rəqəmsal Xidmətlər Nazirliyi")
    world.earlier_version = given.plan(
        texts.small(number="7", years="2014–2016").encode(), at=moment, name="earlier.txt"
    )
    text = texts.small(unknown="Kənd Yolları Agentliyi", number="78", years="2041–2043")
    world.reading = actions.begin_reading(text.encode(), "later.txt", by=keeper, at=moment)
    world.question = next(q["id"] for q in world.reading.questions if q["code"] == "unknown-body")
    group = Party.objects.of_groups(world.version).filter(role=PartyRole.EXECUTOR)[0]
    world.decision = actions.decide_group(
        group,
        given.body("mfa"),
        since=date(2021, 1, 1),
        decided_by="Nazirlər Kabineti",
        document="№ 12",
        by=keeper,
        at=moment,
    )
    world.link = actions.link_measures(
        Measure.objects.of(world.earlier_version)[0],
        Measure.objects.of(world.version)[0],
        Relation.SAME,
        by=keeper,
        at=moment,
    )
    world.lead = Lead.objects.of(world.version)[0]


def reading(world: World) -> list[object]:
    return [world.reading.pk]


def row(world: World) -> list[object]:
    return [world.reading.pk, "2.1.2"]


def question(world: World) -> list[object]:
    return [world.reading.pk, world.question]


def version(world: World) -> list[object]:
    return [world.version.pk]


def source(world: World) -> list[object]:
    return [world.version.reading.source.sha256]


def two(world: World) -> list[object]:
    return [world.earlier_version.pk, world.version.pk]


ADDRESSES = {
    "plan:readings": at("200 coordinator", "405"),
    "plan:begin": at("200 coordinator", "422 coordinator"),
    "plan:act": at("200 coordinator", "422 coordinator", reading),
    "plan:place": at("405", "302 coordinator", reading),
    "plan:again": at("405", "302 coordinator", reading),
    "plan:confirm": at("405", "403 coordinator", reading),  # a question is open
    "plan:discard": at("200 coordinator", "422 coordinator", reading),
    "plan:reading": at("200 coordinator", "405", reading),
    "plan:confirm_rows": at("405", "302 coordinator", reading),
    "plan:row": at("302 coordinator", "405", row),
    "plan:confirm_row": at("405", "302 coordinator", row),
    "plan:correct_row": at("200 coordinator", "422 coordinator", row),
    "plan:accept": at("405", "403 coordinator", question),
    # Somebody may have answered meanwhile: the sentence says so.
    "plan:name_body": at("405", "422 coordinator", question, missing="404 422"),
    "plan:ask_administrator": at("405", "302 coordinator", question, missing="404 403"),
    "plan:versions": at("200 with_role", "405"),
    "plan:version": at("200 with_role", "405", version),
    "plan:history": at("200 with_role", "405", version),
    "plan:changes": at("404 with_role", "405", version),
    "plan:source": at("200 with_role", "405", source),
    "plan:source_lines": at(
        "200 with_role", "405", lambda world: [world.version.reading.source.sha256, 138, 140]
    ),
    "plan:original": at("200 with_role", "405", source),
    "plan:leads": at("200 coordinator", "405"),
    "plan:confirm_leads": at("200 coordinator", "422 coordinator"),
    "plan:lead": at("200 coordinator", "422 coordinator", lambda world: [world.lead.measure_id]),
    "plan:groups": at("200 with_role", "405"),
    "plan:group": at("200 with_role", "422 coordinator", lambda _world: ["other-state-bodies"]),
    "plan:end_decision": at(
        "200 coordinator", "422 coordinator", lambda world: [world.decision.pk]
    ),
    "plan:lineage": at("200 with_role", "405"),
    "plan:lineage_desk": at("200 with_role", "405", two),
    "plan:link": at("405", "422 coordinator", two),
    "plan:unlink": at("405", "302 coordinator", lambda world: [*two(world), world.link.pk]),
}
