"""Referrals and clocks: in the hands of whoever refers, at the desk they were sent to, watched by heads."""

from dayaq.cases.actions import sharing
from dayaq.referrals.actions import (
    deciding,
    identification,
    instruments,
    letters,
    receipts,
    screening,
    taking,
)
from dayaq.referrals.actions import referrals as acts
from dayaq.referrals.models import Instrument
from dayaq.referrals.models.clocks import clocks_of
from dayaq.referrals.states import Stage
from dayaq.vault.context import asking
from tests.addresses.world import World, at
from tests.referrals.telling import ADULT, REFUSES, THE_PERSON, WHAT_HAPPENED, somewhere


def build(world: World) -> None:
    by, moment = world.people["responder"], world.at
    post = by.posts[0]
    with asking(by, at=moment):
        world.draft = acts.begin(post, ADULT, by=by, at=moment)
        world.notice = acts.send_notice(
            acts.begin(post, REFUSES, by=by, at=moment), by=by, at=moment
        )
        sent = acts.begin(post, ADULT, by=by, at=moment)
        for page, values in ((2, THE_PERSON | somewhere()), (3, WHAT_HAPPENED)):
            sent = acts.save_page(sent, page, values, by=by, at=moment, revision=sent.revision)
        world.sent = acts.send(sent, by=by, at=moment)
    [world.clock] = clocks_of(referrals=[world.draft])
    world.list = Instrument.objects.prefetch_related("dimensions__signs").get(
        code="ilo-labour-adult"
    )
    with asking(by, at=moment):
        world.screening = screening.screen(world.list, post, seen=[], by=by, at=moment)
    coordinator = world.people["coordinator"]
    world.own_list = instruments.next_version(world.list, by=coordinator, at=moment)
    world.list = Instrument.objects.get(code="ilo-labour-adult", version=1)
    world.dimension = world.own_list.dimensions.first()
    world.sign = world.dimension.signs.first()
    _in_cases(world)


def _in_cases(world: World) -> None:
    """A case of the unit that was decided and is looked at again; its referrer was asked."""
    worker, manager, moment = world.people["worker"], world.people["manager"], world.at
    responder = world.people["responder"]
    with asking(responder, at=moment):
        taken = acts.begin(responder.posts[0], ADULT, by=responder, at=moment)
        taken = acts.send(taken, by=responder, at=moment, in_part=True)
    with asking(worker, at=moment):
        world.taken = taking.accept(taken, by=worker, at=moment)
        world.case = world.taken.case
        for stage in (Stage.INQUIRY, Stage.SCREENING):
            identification.advance(world.case, stage, by=worker, at=moment)
        world.decision = deciding.decide(
            world.case, outcome="identified", decided_on=moment.date(),
            reasons=["decision-reason@1:indicators"], explanation="x", plain="y",
            language="language@1:az", by=worker, at=moment,
        )  # fmt: skip
        world.letter = letters.issue(
            world.case, kind="service", language="az", issuer=world.case.lead, is_named=False,
            words="Kanarxidmet", by=worker, at=moment,
        )  # fmt: skip
        world.challenge = deciding.challenge(
            world.case, kind="review", asked_on=moment.date(), by_whom="person",
            addressed_to="", grounds="z", by=worker, at=moment,
        )  # fmt: skip
        code = receipts.give(world.case, language="az", by=worker, at=moment)
    receipts.wish(code, "call", at=moment)
    [world.wish] = receipts.wishes_of(world.case)
    with asking(manager, at=moment):
        sharing.assign(world.case, manager.posts[0], by=manager, at=moment)


def of(name: str, *more: object):
    return lambda world: [getattr(world, name).reference, *more]


def row(name: str):
    return lambda world: [world.case.reference, getattr(world, name).pk]


def of_list(world: World) -> list[object]:
    return [world.list.pk]


def of_draft(*names: str):
    return lambda world: [world.own_list.pk, *(getattr(world, name).pk for name in names)]


TEMPLATES = "200 coordinator administrator"
KEEP = "200 coordinator"
KEEPS = "422 coordinator"
SCREENS = "referring head signer lookers"
OF_CASE = "200 unit; 404 helper strangers lookers"
WORK = "200 unit; 404 helper strangers"
WORKS = "422 unit; 404 helper strangers"
WATCHERS = "200 coordinator head signer manager helper other_manager"
DRAFT = "200 responder watching; 404 desk sees_none"
SENT = "200 responder watching desk; 404 sees_none"
MINE = "200 responder other_manager; 404 desk helper other_worker"
"""Who answers for the body sees how a draft stands, and a sentence in place of the form."""
FORM = "422 responder other_manager; 404 desk helper other_worker"
ANSWER = "200 desk other_manager; 404 helper other_worker"
ANSWERS = "422 desk; 403 other_manager; 404 helper other_worker"

ADDRESSES = {
    "referrals:mine": at("200 referring", "405 referring"),
    "referrals:begin": at("200 referring", "422 referring"),
    "referrals:inbox": at("200 case_people", "405 case_people"),
    "referrals:of_bodies": at(WATCHERS, WATCHERS.replace("200", "405")),
    "referrals:clocks": at(WATCHERS, WATCHERS.replace("200", "405")),
    "referrals:clock": at(
        DRAFT, "422 responder watching; 404 desk sees_none", lambda world: [world.clock.pk]
    ),
    "referrals:referral": at(SENT, SENT, of("sent")),
    "referrals:ask": at(
        MINE, "422 responder; 403 other_manager; 404 desk helper other_worker", of("draft", 2)
    ),
    "referrals:withdraw": at(MINE, FORM, of("draft")),
    "referrals:notice": at(MINE, FORM, of("draft")),
    "referrals:convert": at(
        "405", "302 responder other_manager; 404 desk helper other_worker", of("notice")
    ),
    "referrals:pass_on": at(MINE, FORM, of("draft")),
    "referrals:take": at(ANSWER, ANSWERS, of("sent")),
    "referrals:opinion": at(
        "200 responder other_manager desk; 404 helper other_worker",
        "422 responder other_manager desk; 404 helper other_worker",
        of("taken"),
    ),
    "referrals:identification": at(OF_CASE, OF_CASE, of("case")),
    "referrals:begin_identification": at(WORK, "403 unit; 404 helper strangers", of("case")),
    "referrals:advance": at(WORK, WORKS, of("case")),
    "referrals:extend": at(WORK, WORKS, of("case")),
    "referrals:decide": at(WORK, WORKS, of("case")),
    "referrals:told": at(WORK, WORKS, row("decision")),
    "referrals:interview": at(WORK, WORKS, of("case")),
    "referrals:challenge": at(WORK, WORKS, of("case")),
    "referrals:take_back": at(WORK, "302 unit; 404 helper strangers", row("challenge")),
    "referrals:letters": at(OF_CASE, OF_CASE, of("case")),
    "referrals:letter": at(OF_CASE, OF_CASE, row("letter")),
    "referrals:issue_letter": at(WORK, WORKS, of("case")),
    "referrals:withdraw_letter": at(WORK, WORKS, row("letter")),
    "referrals:letter_templates": at(TEMPLATES, "422 coordinator administrator"),
    "referrals:letter_template": at(TEMPLATES, "405", lambda _w: ["status", "az", 1]),
    "referrals:letter_sample": at(TEMPLATES, "405", lambda _w: ["status", "az", 1]),
    # Anybody with a letter in their hands; nothing sent is a code that does not exist.
    "referrals:verify": at("200", "404"),
    "referrals:give_receipt": at(WORK, WORKS, of("case")),
    "referrals:revise_receipt": at(WORK, WORKS, of("case")),
    "referrals:revoke_receipt": at(WORK, "302 unit; 404 helper strangers", of("case")),
    "referrals:give_own_receipt": at(
        MINE, "422 responder other_manager; 404 desk helper other_worker", of("draft")
    ),
    "referrals:answer_wish": at(WORK, "302 unit; 404 helper strangers", row("wish")),
    # Somebody with a code of their own, or without.
    "referrals:own": at("200", "404"),
    # Somebody who asks for help themself; nothing answered is asked again.
    "referrals:help": at("200", "422"),
    "referrals:leave": at("302", "405"),
    "referrals:screenings": at(f"200 {SCREENS}", f"405 {SCREENS}"),
    "referrals:screening": at(
        "200 responder head other_manager; 404 signer manager worker unassigned helper other_worker "
        "lookers",
        "405",
        lambda world: [world.screening.pk],
    ),
    "referrals:screen": at("200 referring", "302 referring", of_list),
    "referrals:screen_case": at(
        WORK, "302 unit; 404 helper strangers", lambda world: [world.case.reference, world.list.pk]
    ),
    "referrals:instruments": at(f"200 coordinator {SCREENS}", "405"),
    "referrals:instrument": at(f"200 coordinator {SCREENS}", "405", of_list),
    "referrals:instrument_paper": at(f"200 coordinator {SCREENS}", "405", of_list),
    "referrals:preview": at(f"200 coordinator {SCREENS}", f"200 coordinator {SCREENS}", of_list),
    "referrals:add_instrument": at(KEEP, KEEPS),
    "referrals:revise_instrument": at(KEEP, KEEPS, of_draft()),
    "referrals:publish": at(KEEP, KEEPS, of_draft()),
    "referrals:retire_instrument": at(KEEP, KEEPS, of_list),
    "referrals:next_version": at("405", "302 coordinator", of_list),
    "referrals:add_dimension": at(KEEP, KEEPS, of_draft()),
    "referrals:revise_dimension": at(KEEP, KEEPS, of_draft("dimension")),
    "referrals:remove_dimension": at(KEEP, KEEPS, of_draft("dimension")),
    "referrals:add_sign": at(KEEP, KEEPS, of_draft("dimension")),
    "referrals:revise_sign": at(KEEP, KEEPS, of_draft("sign")),
    "referrals:remove_sign": at(KEEP, KEEPS, of_draft("sign")),
    "referrals:send_back": at(
        ANSWER, "422 desk other_manager; 404 helper other_worker", of("sent")
    ),
}
