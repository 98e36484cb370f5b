"""Whatever is shared, withdrawn, sealed and opened, in whatever order: who reads is what a model says.

The model knows five sentences of law and nothing of the code. The belt (`visible_to`), the wall (plain
SQL under row security) and the policy must each, alone, say the same as the model.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dayaq.accounts.models import Role
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions import emergency, sealing, sharing
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import ConsentText, Contact, Grant, Health, Need
from dayaq.cases.models.readers import Sharing
from dayaq.cases.policies import cases as may
from dayaq.cases.states import Basis, ConsentForm, Part, Purpose
from dayaq.vault.context import asking, house
from tests import given

KINDS: dict[Part, Any] = {Part.CONTACT: Contact, Part.HEALTH: Health, Part.NEEDS: Need}
PARTS = st.sets(st.sampled_from(sorted(KINDS)), min_size=1)
OTHERS = ("labour", "migration")
LEAD = "mia-anti-trafficking"
BEGIN = datetime(2026, 3, 9, 8, tzinfo=UTC)


class Readers(RuleBasedStateMachine):
    """One case, three bodies with a manager and a worker each, and a clock that goes on."""

    @initialize()
    def open(self):
        self.place = transaction.atomic()
        self.place.__enter__()
        self.at = BEGIN
        self.bodies = {code: given.body(code) for code in (LEAD, *OTHERS)}
        self.people = {
            (code, role): given.person(f"{role}.{code}", at=body, role=role)
            for code, body in self.bodies.items()
            for role in (Role.CASE_MANAGER, Role.CASE_WORKER)
        }
        self.lead = self.people[LEAD, Role.CASE_MANAGER]
        self.text = ConsentText.objects.get(version=1, language="az")
        with asking(self.lead, at=self.at):
            self.case = acts.open_case(
                lead=self.bodies[LEAD], by=self.lead, at=self.at, searched_at=self.at
            )
            for kind, values in ((Contact, {"phone": "1"}), (Health, {"doctor": "1"})):
                save_record(self.case, kind, values, by=self.lead, at=self.at, revision=None)
            values = {"detail": "1"}
            save_record(self.case, Need, values, by=self.lead, at=self.at, revision=None)
        self.grants: list[dict[str, Any]] = []
        self.seals: list[dict[str, Any]] = []
        self.openings: list[dict[str, Any]] = []
        self.assigned: set[str] = {LEAD}  # whose worker is on the case
        with asking(self.lead, at=self.at):
            post = self.people[LEAD, Role.CASE_WORKER].posts[0]
            sharing.assign(self.case, post, by=self.lead, at=self.at)

    def teardown(self):
        if hasattr(self, "place"):
            transaction.set_rollback(True)
            self.place.__exit__(None, None, None)

    # --- what happens ------------------------------------------------------------------------------

    @precondition(lambda self: not self.is_shut_out(LEAD))  # else the lead finds no case to share
    @rule(code=st.sampled_from(OTHERS), parts=PARTS, hours=st.integers(1, 48))
    def agree_and_grant(self, code, parts, hours):
        body = self.bodies[code]
        until = self.at + timedelta(hours=hours)
        with asking(self.lead, at=self.at):
            consent = sharing.take_consent(
                self.case,
                text=self.text,
                is_given=True,
                form=ConsentForm.SPOKEN,
                purposes=[Purpose.ASSISTANCE],
                recipients=[body],
                parts=parts,
                by=self.lead,
                at=self.at,
            )
            sharing.grant(
                self.case,
                body=body,
                parts=parts,
                purpose=Purpose.ASSISTANCE,
                basis=Basis.CONSENT,
                consent=consent,
                lapses_at=until,
                by=self.lead,
                at=self.at,
            )
        self.grants.append({"body": code, "parts": parts, "until": until, "by": consent})

    @precondition(lambda self: self.grants and not self.is_shut_out(LEAD))
    @rule(data=st.data())
    def withdraw(self, data):
        grant = data.draw(st.sampled_from(self.grants))
        with asking(self.lead, at=self.at):
            sharing.withdraw_consent(grant["by"], by=self.lead, at=self.at)
        self.grants.remove(grant)

    @precondition(lambda self: not self.is_shut_out(LEAD))
    @rule(
        parts=st.one_of(st.just(set()), PARTS),
        holders=st.sets(st.sampled_from((LEAD, *OTHERS)), min_size=1),
    )
    def seal(self, parts, holders):
        with asking(self.lead, at=self.at):
            made = sealing.seal_case(
                self.case,
                kind="court",
                decided_by="Court",
                decided_on=self.at.date(),
                number="1",
                holders=[self.bodies[code] for code in holders],
                parts=parts,
                by=self.lead,
                at=self.at,
            )
        self.seals.append({"parts": parts, "holders": holders, "made": made})

    @precondition(lambda self: self.seals)
    @rule(data=st.data())
    def lift(self, data):
        seal = data.draw(st.sampled_from(self.seals))
        holder = min(seal["holders"])
        by = self.people[holder, Role.CASE_MANAGER]
        with house("story"):
            sealing.lift_seal(seal["made"], decision="Court, 2", by=by, at=self.at)
        self.seals.remove(seal)

    @rule(code=st.sampled_from(OTHERS), parts=PARTS, minutes=st.integers(1, 180))
    def break_glass(self, code, parts, minutes):
        by = self.people[code, Role.CASE_WORKER]
        emergency.break_glass(
            self.case.reference,
            appointment=by.posts[0],
            parts=parts,
            minutes=minutes,
            reason="Danger to somebody.",
            by=by,
            at=self.at,
        )
        until = self.at + timedelta(minutes=minutes)
        self.openings.append({"body": code, "parts": parts, "until": until})

    @rule(code=st.sampled_from(OTHERS))
    def assign(self, code):
        manager = self.people[code, Role.CASE_MANAGER]
        post = self.people[code, Role.CASE_WORKER].posts[0]
        reads = any(code in self.model_bodies(part) for part in KINDS)
        if not reads or code in self.assigned:
            return
        with asking(manager, at=self.at):
            sharing.assign(self.case, post, by=manager, at=self.at)
        self.assigned.add(code)

    @rule(minutes=st.sampled_from((1, 30, 60, 600, 3000)))
    def wait(self, minutes):
        self.at += timedelta(minutes=minutes)

    # --- what must be so ----------------------------------------------------------------------------

    def is_shut_out(self, code: str) -> bool:
        """A seal on the whole case that does not name the body."""
        return any(not s["parts"] and code not in s["holders"] for s in self.seals)

    def model_bodies(self, part: str) -> set[str]:
        """Sealed: whom all the decisions name. Else: the lead, and whoever holds a grant that lasts."""
        closing = [s for s in self.seals if not s["parts"] or part in s["parts"]]
        if closing:
            return set.intersection(*(set(s["holders"]) for s in closing))
        lasting = {g["body"] for g in self.grants if part in g["parts"] and self.at < g["until"]}
        return {LEAD} | lasting

    def model_reads(self, code: str, role: Role, part: str) -> bool:
        """Managers read what the body reads, workers where assigned; an emergency opens what no seal closes."""
        is_sealed = any(not s["parts"] or part in s["parts"] for s in self.seals)
        if role == Role.CASE_WORKER and not is_sealed:
            mine = (o for o in self.openings if o["body"] == code and part in o["parts"])
            if any(self.at < o["until"] for o in mine):
                return True
        reads = code in self.model_bodies(part)
        return reads and (role == Role.CASE_MANAGER or code in self.assigned)

    @invariant()
    def belt_wall_and_policy_say_what_the_model_says(self):
        if not hasattr(self, "people"):
            return
        for (code, role), person in self.people.items():
            expected = {part: self.model_reads(code, role, part) for part in KINDS}
            with asking(person, at=self.at):
                wall = {part: _rows(kind) == 1 for part, kind in KINDS.items()}
            with house("story"):
                sharing_now = Sharing.of(self.case, at=self.at)
                belt = {
                    part: kind.about(self.case).visible_to(person).count() == 1
                    for part, kind in KINDS.items()
                }
            policy = {
                part: may.why_not_read(part, person, sharing_now, at=self.at) is None
                for part in KINDS
            }
            assert wall == expected, (code, role, "wall")
            assert belt == expected, (code, role, "belt")
            assert policy == expected, (code, role, "policy")


def _rows(kind) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {kind._meta.db_table}")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_who_reads_is_what_the_model_says_after_any_sequence_of_acts():
    run_state_machine_as_test(
        Readers,
        settings=settings(
            max_examples=8,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("ended", [None, BEGIN + timedelta(minutes=30)])
def test_a_grant_alone_opens_nothing_from_the_moment_it_ends(ended):
    """Whoever asks later with what stood earlier: the moment itself decides, not when it was read."""
    lapses_at = BEGIN + timedelta(hours=1)
    grant = Grant(
        body_id=7,
        parts=[Part.HEALTH],
        basis=Basis.CONSENT,
        lapses_at=lapses_at,
        ended_at=ended,
    )
    stood = Sharing((grant,), (), (), ())
    last = lapses_at - timedelta(microseconds=1)

    assert (7 in stood.readers(Part.HEALTH, at=last)) is (ended is None)
    assert 7 not in stood.readers(Part.HEALTH, at=lapses_at)
    assert 7 not in stood.readers(Part.COVER, at=lapses_at)
