"""Random acts by random people from referral to shelter: what the mechanism promises never breaks.

Clocks, entitlements, consent, one count a person, an entry of the record for each change: looked at after
every act. Whoever may not do something changes nothing.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Role
from dayaq.audit.models import Entry
from dayaq.cases.actions import cases as of_cases
from dayaq.cases.actions import sharing
from dayaq.cases.models import Case, ConsentText, Grant, Person
from dayaq.cases.states import ConsentForm, Part, Purpose
from dayaq.recovery.actions import plans
from dayaq.recovery.models import Plan
from dayaq.referrals.actions import deciding, identification, letters, receipts, taking
from dayaq.referrals.actions import referrals as referring
from dayaq.referrals.actions.rights import rights_that_stand
from dayaq.referrals.models import Clock, Entitlement, Identification, Letter, Receipt, Referral
from dayaq.referrals.models.identification import STATUS_AT
from dayaq.referrals.states import ClockKind, LetterKind, Outcome, Stage, Status
from dayaq.shelters.actions import places, stays
from dayaq.shelters.models import Booking, Facility, PlaceRequest
from dayaq.shelters.states import Resident
from dayaq.vault.context import asking, house
from tests import given
from tests.referrals.telling import ADULT, CHILD, REFUSES
from tests.shelters.conftest import a_facility

BEGIN = datetime(2026, 3, 9, 8, tzinfo=UTC)
CAST = ("responder", "worker", "stranger", "head")
WHO = st.sampled_from(("worker", "worker", "worker", *CAST))
"""Mostly whoever may, so that something happens."""

BEFORE_DECISION = {Stage.ASSISTANCE, Stage.INQUIRY, Stage.SCREENING}


class Mechanism(RuleBasedStateMachine):
    """A first responder, a worker of the unit, a worker of another body, the head of a shelter.

    Some stories begin where somebody was taken over, or has a bed already, so that few steps lead deep.
    """

    did: ClassVar[set[str]] = set()
    """Which acts succeeded, in whichever story."""

    @initialize(start=st.sampled_from(("nothing", "case", "stay")))
    def begin(self, start):
        self.place = transaction.atomic()
        self.place.__enter__()
        self.at = BEGIN
        unit, labour = given.body("mia-anti-trafficking"), given.body("labour")
        self.people = {
            "responder": given.person("r", at=given.body("border"), role=Role.FIRST_RESPONDER),
            "worker": given.person("w", at=unit, role=Role.CASE_MANAGER),
            "stranger": given.person("s", at=given.body("health"), role=Role.CASE_MANAGER),
            "head": given.person("h", at=labour, role=Role.SHELTER_MANAGER),
        }
        self.labour = labour
        coordinator = given.person("c", at=given.body("mia"), role=Role.COORDINATOR)
        self.facility = a_facility("Ağcaqayın", by=coordinator, head=self.people["head"], at=BEGIN)
        self.referral: Any = None
        self.case: Any = None
        self.stay: Any = None
        self.hold: Any = None
        self.consent: Any = None
        if start != "nothing":
            self.refer(first=ADULT)
            self.carry_on(who="responder", how="s")
            self.take_over(who="worker")
            self.advance(who="worker", after=Stage.INQUIRY)
            self.advance(who="worker", after=Stage.SCREENING)
        if start == "stay":
            self.look_for_a_bed(who="worker")
            self.take_in(who="head")

    def teardown(self):
        if hasattr(self, "place"):
            transaction.set_rollback(True)
            self.place.__exit__(None, None, None)

    def attempt(self, who, did, act):
        """Done with exactly one entry of that name, or refused and nothing is written."""
        by = self.people[who]
        before, every = Entry.objects.filter(did=did).count(), Entry.objects.count()
        try:
            with transaction.atomic(), asking(by, at=self.at):
                done = act(by)
        except (Denied, ObjectDoesNotExist):  # hidden and missing are the same answer
            assert Entry.objects.count() == every, f"{did} was refused and written down"
            return None
        assert Entry.objects.filter(did=did).count() == before + 1, (
            f"{did} is not written down once"
        )
        assert who != "stranger", f"a stranger did {did}"
        self.did.add(did)
        return done

    # --- acts --------------------------------------------------------------------------------------

    @precondition(lambda self: self.referral is None)
    @rule(first=st.sampled_from((ADULT, CHILD, REFUSES)))
    def refer(self, first):
        post = self.people["responder"].posts[0]
        self.referral = self.attempt(
            "responder",
            "referral.begun",
            lambda by: referring.begin(post, first, by=by, at=self.at),
        )

    @precondition(lambda self: self.referral is not None and self.case is None)
    @rule(who=st.sampled_from(("responder", "responder", *CAST)), how=st.sampled_from("snwc"))
    def carry_on(self, who, how):
        """Send in part, send as a notice, withdraw, or the person agrees after all."""
        act, did = {
            "s": (lambda by: referring.send(self.now(), by=by, at=self.at, in_part=True), "sent"),
            "n": (lambda by: referring.send_notice(self.now(), by=by, at=self.at), "noted"),
            "w": (
                lambda by: referring.withdraw(self.now(), why="x", by=by, at=self.at),
                "withdrawn",
            ),
            "c": (lambda by: referring.convert(self.now(), by=by, at=self.at), "converted"),
        }[how]
        self.attempt(who, f"referral.{did}", act)
        if self.now().status == Status.WITHDRAWN:
            self.referral = None

    def now(self):
        with house("story"):
            return Referral.objects.for_house().get(pk=self.referral.pk)

    @precondition(lambda self: self.referral is not None and self.case is None)
    @rule(who=WHO)
    def take_over(self, who):
        done = self.attempt(
            who, "referral.accepted", lambda by: taking.accept(self.now(), by=by, at=self.at)
        )
        if done is not None:
            self.case = done.case

    @precondition(lambda self: self.case is not None)
    @rule(who=WHO, after=st.sampled_from((Stage.INQUIRY, Stage.SCREENING, Stage.RECOVERY)))
    def advance(self, who, after):
        self.attempt(
            who,
            "identification.advanced",
            lambda by: identification.advance(self.case, after, by=by, at=self.at),
        )

    @precondition(lambda self: self.case is not None)
    @rule(who=WHO, outcome=st.sampled_from(Outcome))
    def decide(self, who, outcome):
        self.attempt(
            who,
            "identification.decided",
            lambda by: deciding.decide(
                self.case, outcome=outcome, decided_on=self.at.date(), explanation="x", plain="y",
                reasons=["decision-reason@1:indicators"], language="language@1:az",
                by=by, at=self.at,
            ),
        )  # fmt: skip

    @precondition(lambda self: self.case is not None)
    @rule(who=WHO)
    def challenge(self, who):
        self.attempt(
            who,
            "review.asked",
            lambda by: deciding.challenge(
                self.case, kind="review", asked_on=self.at.date(), by_whom="person",
                addressed_to="", grounds="", by=by, at=self.at,
            ),
        )  # fmt: skip

    @precondition(lambda self: self.case is not None)
    @rule(who=WHO)
    def certify(self, who):
        self.attempt(
            who,
            "letter.issued",
            lambda by: letters.issue(
                self.case, kind=LetterKind.STATUS, language="az", issuer=self.case.lead,
                is_named=False, by=by, at=self.at,
            ),
        )  # fmt: skip

    @precondition(lambda self: self.referral is not None)
    @rule(who=st.sampled_from(CAST))
    def give_receipt(self, who):
        subject = self.case or self.now()
        self.attempt(
            who,
            "receipt.given",
            lambda by: receipts.give(subject, language="az", by=by, at=self.at),
        )

    @precondition(lambda self: self.case is not None)
    @rule(who=WHO)
    def plan(self, who):
        with house("story"):
            if Plan.objects.for_house().filter(case=self.case).exists():
                return
        self.attempt(
            who, "recovery.begun", lambda by: plans.begin_plan(self.case, by=by, at=self.at)
        )

    @precondition(lambda self: self.case is not None and self.hold is None)
    @rule(who=WHO)
    def look_for_a_bed(self, who):
        def act(by):
            consent = sharing.take_consent(
                self.case, text=ConsentText.objects.get(version=1, language="az"), is_given=True,
                form=ConsentForm.SPOKEN, purposes=[Purpose.PROTECTION], recipients=[self.labour],
                parts=[Part.NEEDS], by=by, at=self.at,
            )  # fmt: skip
            request = places.ask(
                self.case, who=Resident.WOMEN, parts=[Part.NEEDS], consent=consent,
                by=by, at=self.at,
            )  # fmt: skip
            return consent, places.hold_bed(request, self.facility.pk, by=by, at=self.at)

        self.consent, self.hold = self.attempt(who, "place.held", act) or (self.consent, None)

    @precondition(lambda self: self.consent is not None)
    @rule(who=WHO)
    def take_the_yes_back(self, who):
        done = self.attempt(
            who,
            "consent.withdrawn",
            lambda by: sharing.withdraw_consent(self.consent, by=by, at=self.at),
        )
        if done is not None:
            self.consent = None

    @precondition(lambda self: self.hold is not None and self.stay is None)
    @rule(who=st.sampled_from(("head", "head", *CAST)))
    def take_in(self, who):
        self.stay = self.attempt(
            who, "place.accepted", lambda by: places.accept(self.hold, by=by, at=self.at)
        )

    @precondition(lambda self: self.stay is not None)
    @rule(who=st.sampled_from(("head", "head", *CAST)), ends=st.booleans())
    def stay_there(self, who, ends):
        if ends:
            self.attempt(
                who,
                "stay.ended",
                lambda by: stays.leave(self.stay, departure="home", by=by, at=self.at),
            )
        else:
            self.attempt(who, "stay.begun", lambda by: stays.arrive(self.stay, by=by, at=self.at))

    @precondition(lambda self: self.case is not None)
    @rule(who=WHO, again=st.booleans())
    def close_or_reopen(self, who, again):
        if again:
            self.attempt(
                who,
                "case.reopened",
                lambda by: of_cases.reopen(self.case, by=by, at=self.at, explanation="x"),
            )
        else:
            self.attempt(
                who,
                "case.closed",
                lambda by: of_cases.close(
                    self.case, by=by, at=self.at, reason="closure-reason@1:person_wish"
                ),
            )

    @rule(days=st.integers(1, 35))
    def time_passes(self, days):
        self.at += timedelta(days=days)
        identification.end_reflection_periods(at=self.at)
        places.lapse_holds(at=self.at)

    # --- what always holds -------------------------------------------------------------------------

    @invariant()
    def everybody_counts_once(self):
        if not hasattr(self, "people"):
            return
        with house("story"):
            accepted = Referral.objects.for_house().filter(status=Status.ACCEPTED)
            assert Case.objects.for_house().count() == accepted.count()
            assert Person.objects.for_house().count() == accepted.count()
            assert Identification.objects.for_house().count() == accepted.count()
            for name in ("case", "referral"):
                good = Receipt.objects.for_house().filter(revoked_at=None)
                keys = list(good.exclude(**{name: None}).values_list(name, flat=True))
                assert len(keys) == len(set(keys))

    @invariant()
    def status_rights_and_clocks_follow_the_stage(self):
        if getattr(self, "case", None) is None:
            return
        with house("story"):
            case = Case.objects.for_house().get(pk=self.case.pk)
            found = Identification.objects.for_house().select_related("case").get(case=case)
            held = Entitlement.objects.for_house().filter(case=case).standing()
            rights = {row.right for row in held.select_related("right")}
            expected = rights_that_stand(found, at=self.at)
            clocks = Clock.objects.for_house().filter(case=case).running()
            kinds = list(clocks.values_list("kind", flat=True))
            nearest = clocks.order_by("due_at").first()
            certified = Letter.objects.for_house().filter(kind=LetterKind.STATUS, status="issued")
            stands = certified.exists()
        stage = Stage(found.status)
        assert case.status == STATUS_AT[stage]
        assert rights == expected
        assert len(kinds) == len(set(kinds)), "a clock runs twice"
        assert (ClockKind.DECISION in kinds) == (stage in BEFORE_DECISION)
        assert (ClockKind.CHALLENGE in kinds) == (stage == Stage.REVIEW)
        if stage == Stage.ENDED:
            assert not kinds
            assert not rights
        if nearest is not None:
            assert case.clock_at == nearest.due_at
        if stage in {Stage.NOT_IDENTIFIED, Stage.ENDED}:
            assert not stands, "a certificate outlives what it certifies"

    @invariant()
    def clocks_of_a_referral_follow_its_status(self):
        if getattr(self, "referral", None) is None:
            return
        referral = self.now()
        with house("story"):
            running = Clock.objects.for_house().filter(referral=referral).running()
            kinds = set(running.values_list("kind", flat=True))
        sides = {ClockKind.HANDOVER, ClockKind.ANSWER}
        meant = {Status.DRAFT: ClockKind.HANDOVER, Status.SENT: ClockKind.ANSWER}
        assert kinds & sides == {meant[one] for one in meant if one == referral.status}

    @invariant()
    def what_stands_open_stands_on_a_yes(self):
        """Consent that was taken back, or a stay that is over, leaves nothing open."""
        if getattr(self, "case", None) is None:
            return
        with house("story"):
            rows = Grant.objects.for_house().filter(case=self.case, ended_at=None)
            grants = rows.exclude(consent=None)
            yes = [one.consent for one in grants.select_related("consent")]
        assert all(one.withdrawn_at is None for one in yes)
        head = self.people["head"]
        with asking(head, at=self.at):
            sees = Case.objects.visible_to(head).filter(pk=self.case.pk).exists()
        assert not sees or yes, "the facility reads on without a yes"

    @invariant()
    def nobody_sees_what_was_not_opened_to_them(self):
        if getattr(self, "case", None) is None:
            return
        for name in ("stranger", "responder", "head"):
            person = self.people[name]
            with asking(person, at=self.at):
                for kind in (Identification, Letter, Entitlement, Plan, PlaceRequest):
                    seen = kind.objects.visible_to(person).filter(case=self.case).exists()
                    assert not seen, f"{name} sees {kind.__name__}"

    @invariant()
    def no_bed_is_taken_twice(self):
        if not hasattr(self, "people"):
            return
        with house("story"):
            taken = Booking.objects.for_house().filter(ends_at=None).values_list("bed", flat=True)
            assert len(taken) == len(set(taken))
            assert Facility.objects.for_house().count() == 1


@pytest.mark.django_db
def test_nothing_that_the_mechanism_promises_breaks_whatever_people_do():
    run_state_machine_as_test(
        Mechanism,
        settings=settings(
            max_examples=3,
            stateful_step_count=24,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
