"""A case that the unit leads and health may help with: hidden from all others, like one that never was."""

from datetime import date, timedelta
from io import BytesIO

from dayaq.cases.actions import (
    cases,
    documents,
    emergency,
    merging,
    people,
    sealing,
    sharing,
)
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import (
    Alert,
    ConsentText,
    Document,
    Identity,
    Participation,
    Protection,
)
from dayaq.cases.models.catalogue import SECTIONS
from dayaq.cases.states import Basis, ConsentForm, Involvement, Part, Purpose, SealKind, Signal
from dayaq.vault.context import asking, house
from tests import given
from tests.addresses.canaries import PAPER
from tests.addresses.world import World, at

IDENTITY = {"family_name": "Kanarlı", "given_name": "Sirrnaz", "born": "1999-03-08"}


EVERY_KIND = [
    kind
    for section in SECTIONS.values()
    for kind in section.kinds
    if kind not in {Identity, Document, Participation, Protection}
]
"""What forms write in the sections of a case."""


def build(world: World) -> None:
    cast, moment = world.people, world.at
    worker, manager = cast["worker"], cast["manager"]
    unit, helping = given.body("mia-anti-trafficking"), given.body("health")
    parts = [Part.NEEDS, Part.CONTACT]
    with asking(worker, at=moment):
        world.case = cases.open_case(lead=unit, by=worker, at=moment, searched_at=moment)
        save_record(world.case, Identity, IDENTITY, by=worker, at=moment, revision=None)
        for kind in EVERY_KIND:
            save_record(world.case, kind, {}, by=worker, at=moment, revision=None)
        world.consent = sharing.take_consent(
            world.case,
            text=ConsentText.objects.get(version=1, language="az"),
            is_given=True,
            form=ConsentForm.SPOKEN,
            purposes=[Purpose.ASSISTANCE],
            recipients=[helping],
            parts=parts,
            by=worker,
            at=moment,
        )
        world.grant = sharing.grant(
            world.case,
            body=helping,
            parts=parts,
            purpose=Purpose.ASSISTANCE,
            basis=Basis.CONSENT,
            consent=world.consent,
            lapses_at=moment + timedelta(days=30),
            by=worker,
            at=moment,
        )
        world.somebody = world.case.subject
        world.taken = people.add_person(
            world.case,
            Involvement.WITNESS,
            by=worker,
            at=moment,
            searched_at=moment,
            identity=IDENTITY | {"given_name": "Sirrnaz"},
        )
        twin = cases.open_case(lead=unit, by=worker, at=moment, searched_at=moment)
        world.merge = merging.propose(
            world.case.subject, twin.subject, reason="The same day.", by=worker, at=moment
        )
        closed = cases.open_case(lead=unit, by=worker, at=moment, searched_at=moment)
        world.closed = cases.close(closed, by=worker, at=moment, reason="closure-reason@1.0:lost")
        world.waiting = emergency.ask_protection(
            world.case,
            appointment=worker.posts[0],
            minutes=15,
            reason="Guard must be arranged tonight.",
            by=worker,
            at=moment,
        )
    with asking(manager, at=moment):
        world.assignment = sharing.assign(
            world.case, given_post(world, "manager"), by=manager, at=moment
        )
        world.seal = sealing.seal_case(
            world.case,
            kind=SealKind.COURT,
            decided_by="Bakı şəhər məhkəməsi",
            decided_on=date(2025, 3, 1),
            number="7",
            parts=[Part.HEALTH],
            holders=[unit],
            by=manager,
            at=moment,
        )
    with asking(cast["other_worker"], at=moment):
        world.opening = emergency.break_glass(
            world.case.reference,
            appointment=given_post(world, "other_worker"),
            parts=[Part.LEGAL],
            minutes=1,
            reason="Danger to life.",
            by=cast["other_worker"],
            at=moment - timedelta(hours=1),
        )

    with asking(worker, at=moment):
        world.document = documents.keep_document(
            world.case, BytesIO(PAPER), name="x.txt", title="x", by=worker, at=moment
        )
    with house("story"):
        Protection.objects.create(case=world.case, revision=1, saved_at=moment, saved_by=worker)

    world.text = ConsentText.objects.get(version=1, language="az")
    world.alert = Alert.objects.create(
        signal=Signal.MANY, about=worker, day=moment.date(), count=30, raised_at=moment
    )
    with asking(manager, at=moment):
        """Whoever asks first ends what has run out: the emergency is over."""


def given_post(world: World, name: str):
    return world.people[name].posts[0]


def case(world: World) -> list[object]:
    return [world.case.reference]


def closed(world: World) -> list[object]:
    return [world.closed.reference]


def part(world: World) -> list[object]:
    return [world.case.reference, "identity"]


def of(name: str):
    return lambda world: [getattr(world, name).pk]


def of_case(name: str):
    return lambda world: [world.case.reference, getattr(world, name).pk]


def about_person(part: str):
    """Somebody who came with the case, and a section of theirs."""
    return lambda world: [world.taken.person_id, part]


# Where somebody may read and not act, the reason stands in place of the form; what they send is refused.
READ = "200 unit helper; 404 strangers lookers"
ACTS = "200 unit helper; 404 strangers"  # those who only look are refused by their role
KNOWN = "200 unit; 404 helper strangers lookers"  # who the person is, is open to the unit alone
TEXTS = "200 coordinator data_protection"
KEEPS_TEXTS = "422 coordinator data_protection"
MERGED = "200 unit data_protection; 404 helper strangers lookers"
SENDS = "422 unit helper; 404 strangers"
MANAGE = "200 manager helper; 404 other_manager"
MANAGER_SENDS = "422 manager helper; 404 other_manager"

ADDRESSES = {
    "cases:queue": at("200 case_people lookers", "405 case_people lookers"),
    "cases:find": at("200 case_people", "422 case_people"),
    "cases:open": at("302 case_people", "302 case_people"),  # a search comes first
    "cases:reviews": at("200 case_people lookers data_protection", "405"),
    "cases:break_glass": at("200 case_people", "422 case_people", asks_again=True),
    "cases:openings": at(
        "200 case_people lookers data_protection", "405 case_people lookers data_protection"
    ),
    "cases:opening": at(
        f"{READ}; 200 data_protection",
        "422 data_protection; 404 strangers lookers",
        of("opening"),
    ),
    "cases:stop": at("405", "302 worker data_protection; 404 strangers", of("waiting")),
    "cases:agree": at("405", "302 manager; 404 other_manager", of("waiting")),
    "cases:desk": at("200 data_protection", "405"),
    "cases:alerts": at("200 data_protection", "405 data_protection"),
    "cases:alert": at("200 data_protection", "422 data_protection", of("alert")),
    "cases:preview": at("200 data_protection", "405 data_protection"),
    "cases:retention": at("200 data_protection", "405 data_protection"),
    "cases:decide_retention": at("200 data_protection", "422 data_protection", closed),
    "cases:case": at(READ, "405", case),
    "cases:timeline": at(READ, "405", case),
    "cases:close": at(ACTS, SENDS, case),
    "cases:reopen": at("200 unit; 404 helper strangers", "422 unit; 404 helper strangers", closed),
    "cases:review": at("405", "302 unit; 404 strangers", case),
    "cases:hand_over": at(MANAGE, MANAGER_SENDS, case),
    "cases:readers": at(READ, "405", case),
    "cases:for_the_person": at(READ, "405", case),
    "cases:grant": at(ACTS, SENDS, case),
    "cases:end_grant": at(ACTS, SENDS, of_case("grant")),
    "cases:assign": at(MANAGE, MANAGER_SENDS, case),
    "cases:unassign": at("405", "302 manager; 404 other_manager", of_case("assignment")),
    "cases:consents": at(READ, "405", case),
    "cases:take_consent": at(ACTS, SENDS, case),
    "cases:withdraw": at(ACTS, "200 unit; 404 strangers", of_case("consent")),
    "cases:seal": at(MANAGE, MANAGER_SENDS, case),
    "cases:lift": at(MANAGE, MANAGER_SENDS, of_case("seal")),
    "cases:people": at(READ, READ, case),
    "cases:add_person": at(ACTS, "422 unit; 404 strangers", case),
    "cases:end_part": at(
        "200 unit; 404 helper strangers", "422 unit; 404 helper strangers", of_case("taken")
    ),
    "cases:texts": at(f"{TEXTS} case_people lookers", "405"),
    "cases:add_text": at(TEXTS, KEEPS_TEXTS),
    "cases:text": at(f"{TEXTS} case_people lookers", "405", of("text")),
    "cases:rewrite_text": at(TEXTS, KEEPS_TEXTS, of("text")),
    "cases:publish_text": at(TEXTS, KEEPS_TEXTS, of("text")),
    "cases:withdraw_text": at(TEXTS, KEEPS_TEXTS, of("text")),
    "cases:discard_text": at(TEXTS, KEEPS_TEXTS, of("text")),
    "cases:merges": at(
        "200 case_people lookers data_protection", "405 case_people lookers data_protection"
    ),
    "cases:propose_merge": at("302 case_people", "302 case_people"),  # a search comes first
    "cases:merge": at(MERGED, MERGED, of("merge")),
    "cases:agree_merge": at(
        "200 manager; 404 helper other_manager",
        "422 manager; 404 helper other_manager",
        of("merge"),
    ),
    "cases:refuse_merge": at(
        "200 unit; 404 helper strangers", "422 unit; 404 helper strangers", of("merge")
    ),
    "cases:undo_merge": at(
        "200 manager data_protection; 404 helper other_manager",
        "422 manager data_protection; 404 helper other_manager",
        of("merge"),
    ),
    "cases:person": at(KNOWN, "405", of("somebody")),
    "cases:open_person": at("405", KNOWN, about_person("identity")),
    "cases:write_person": at("405", KNOWN, about_person("contact")),
    "cases:keep_document": at(ACTS, SENDS, case),
    "cases:hand_out": at("405", KNOWN, of_case("document")),
    "cases:remove_document": at(
        "200 unit; 404 helper strangers", "422 unit; 404 helper strangers", of_case("document")
    ),
    "cases:ask_protection": at(ACTS, SENDS, case),
    "cases:section": at(READ, "405", part),
    "cases:open_section": at("405", READ, part),
    "cases:write": at("405", READ, part),
}
