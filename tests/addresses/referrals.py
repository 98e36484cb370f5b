"""Referrals and clocks: in the hands of whoever refers, at the desk they were sent to, watched by heads."""

from dayaq.referrals.actions import referrals as acts
from dayaq.referrals.models.clocks import clocks_of
from dayaq.vault.context import asking
from tests.addresses.world import World, at
from tests.referrals.telling import ADULT, REFUSES, SONG, THE_PERSON, WHAT_HAPPENED, somewhere

CANARIES = (SONG, "Sirrnaz")
KNOW_THEM = {"responder", "manager", "worker", "unassigned"}
"""Who may open what was told."""


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


def of(name: str, *more: object):
    return lambda world: [getattr(world, name).reference, *more]


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
    "referrals:send_back": at(
        ANSWER, "422 desk other_manager; 404 helper other_worker", of("sent")
    ),
}
