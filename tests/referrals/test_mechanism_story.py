"""One story through every act of the mechanism: each promise is looked at after each step.

The random acts of `test_mechanism_machine` seldom come so far in few steps; the promises are the same.
"""

import pytest

from dayaq.referrals.states import Outcome, Stage
from tests.referrals.telling import REFUSES
from tests.referrals.test_mechanism_machine import Mechanism

DEEP = {
    "referral.accepted", "identification.advanced", "identification.decided", "review.asked",
    "letter.issued", "receipt.given", "recovery.begun", "place.held", "place.accepted",
    "consent.withdrawn", "stay.begun", "case.closed", "case.reopened",
}  # fmt: skip
"""Acts without which the promises would not have been tried."""


DEEP = {
    "referral.accepted", "identification.advanced", "identification.decided", "review.asked",
    "letter.issued", "receipt.given", "recovery.begun", "place.held", "place.accepted",
    "consent.withdrawn", "stay.begun", "stay.ended", "case.closed", "case.reopened",
}  # fmt: skip
"""Acts without which the promises would not have been tried."""


@pytest.mark.django_db
def test_a_story_through_every_act_keeps_each_promise_after_each_step():
    """Chance seldom comes so far in few steps: this one goes all the way, looked at as often."""
    Mechanism.did.clear()
    told = Mechanism()
    told.begin(start="nothing")
    always = [
        told.everybody_counts_once,
        told.clocks_of_a_referral_follow_its_status,
        told.status_rights_and_clocks_follow_the_stage,
        told.what_stands_open_stands_on_a_yes,
        told.nobody_sees_what_was_not_opened_to_them,
        told.no_bed_is_taken_twice,
    ]
    unit, responder = {"who": "worker"}, {"who": "responder"}
    story = (
        (told.refer, {"first": REFUSES}),
        (told.carry_on, {**responder, "how": "n"}),
        (told.carry_on, {**responder, "how": "c"}),
        (told.carry_on, {**responder, "how": "s"}),
        (told.give_receipt, responder),
        (told.take_over, unit),
        (told.plan, unit),
        (told.certify, unit),
        (told.look_for_a_bed, unit),
        (told.take_in, {"who": "head"}),
        (told.stay_there, {"who": "head", "ends": False}),
        (told.take_the_yes_back, unit),
        (told.advance, {**unit, "after": Stage.INQUIRY}),
        (told.advance, {**unit, "after": Stage.SCREENING}),
        (told.time_passes, {"days": 35}),
        (told.decide, {**unit, "outcome": Outcome.NOT_IDENTIFIED}),
        (told.challenge, unit),
        (told.decide, {**unit, "outcome": Outcome.IDENTIFIED}),
        (told.stay_there, {"who": "head", "ends": True}),
        (told.give_receipt, unit),
        (told.close_or_reopen, {**unit, "again": False}),
        (told.close_or_reopen, {**unit, "again": True}),
    )
    try:
        for act, said in story:
            act(**said)
            for promise in always:
                promise()
        assert DEEP - Mechanism.did == set()
    finally:
        told.teardown()
