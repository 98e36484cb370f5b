"""Whatever is proposed, agreed to, refused, undone and shared, in whatever order: a merge opens nothing.

The model knows grants and leads; it has never heard of merges. What the wall opens is what it says.
"""

from datetime import UTC, datetime

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

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Role
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions import merging, sharing
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Case, Contact, Identity, Merge, Person
from dayaq.cases.states import Basis, MergeStatus, Part, Purpose
from dayaq.vault.context import asking, house
from tests import given

BEGIN = datetime(2026, 3, 9, 8, tzinfo=UTC)
BODIES = ("mia-anti-trafficking", "labour", "migration")
RECORDS = st.sampled_from(range(4))
PARTS = {Part.IDENTITY: Identity, Part.CONTACT: Contact}


class Merging(RuleBasedStateMachine):
    """Four records, led by three bodies: the first and the last by one of them."""

    @initialize()
    def open(self):
        self.place = transaction.atomic()
        self.place.__enter__()
        self.managers = [
            given.person(f"manager.{code}", at=given.body(code), role=Role.CASE_MANAGER)
            for code in BODIES
        ]
        self.deputies = [
            given.person(f"deputy.{code}", at=given.body(code), role=Role.CASE_MANAGER)
            for code in BODIES
        ]
        self.leads = [0, 1, 2, 0]
        self.cases = []
        self.granted: list[dict[Part, set[int]]] = [
            {part: set() for part in PARTS} for _ in self.leads
        ]
        for number, lead in enumerate(self.leads):
            by = self.managers[lead]
            with asking(by, at=BEGIN):
                case = acts.open_case(lead=by.posts[0].body, by=by, at=BEGIN, searched_at=BEGIN)
                values = {"given_name": f"Ad{number}"}
                save_record(case, Identity, values, by=by, at=BEGIN, revision=None)
                save_record(case, Contact, {"phone": "1"}, by=by, at=BEGIN, revision=None)
            self.cases.append(case)

    def teardown(self):
        if hasattr(self, "place"):
            transaction.set_rollback(True)
            self.place.__exit__(None, None, None)

    # --- what happens ------------------------------------------------------------------------------

    @rule(number=RECORDS, to=st.sampled_from(range(3)), part=st.sampled_from(sorted(PARTS)))
    def grant(self, number, to, part):
        by, body = self.managers[self.leads[number]], self.managers[to].posts[0].body
        if to == self.leads[number]:
            return
        with asking(by, at=BEGIN):
            sharing.grant(
                self.cases[number],
                body=body,
                parts=[part],
                purpose=Purpose.PROTECTION,
                basis=Basis.LAW,
                basis_note="Law, article 1",
                lapses_at=BEGIN.replace(year=2030),
                by=by,
                at=BEGIN,
            )
        self.granted[number][part].add(to)

    @rule(one=RECORDS, other=RECORDS, agree=st.integers(0, 4))
    def propose(self, one, other, agree):
        """Proposed by a manager of the first; then one side agrees, the other, both, or nobody."""
        if one == other:
            return
        by = self.managers[self.leads[one]]
        people = [self.cases[n].subject for n in (one, other)]
        with asking(by, at=BEGIN):
            try:
                made = merging.propose(*people, reason="They seem one.", by=by, at=BEGIN)
            except Denied as denied:
                assert str(denied).startswith(("These are held", "This waits"))  # noqa: PT017
                return
        sides = {self.leads[n] for n in range(4) if self.root(n) in (made.kept_id, made.merged_id)}
        for who in sorted(sides)[: agree or None]:
            self.try_to(merging.agree, made, self.deputies[who])

    def root(self, number):
        with house("story"):
            return merging.root_of(self.cases[number].subject_id)

    def merges(self, status):
        with house("story"):
            rows = Merge.objects.for_house().filter(status=status).order_by("pk")
            return list(rows.select_related("kept", "merged"))

    @rule(data=st.data(), who=st.sampled_from(range(3)))
    def decide(self, data, who):
        waiting = self.merges(MergeStatus.PROPOSED)
        if waiting:
            act = data.draw(st.sampled_from((merging.agree, merging.agree, merging.refuse)))
            self.try_to(act, data.draw(st.sampled_from(waiting)), self.managers[who])

    @rule(data=st.data(), who=st.sampled_from(range(3)))
    def undo(self, data, who):
        standing = self.merges(MergeStatus.STANDING)
        if standing:
            self.try_to(merging.undo, data.draw(st.sampled_from(standing)), self.managers[who])

    def try_to(self, act, merge, by):
        with asking(by, at=BEGIN):
            try:
                act(merge, why="So it is.", by=by, at=BEGIN)
            except Denied:
                return

    # --- what must be so ----------------------------------------------------------------------------

    @invariant()
    @precondition(lambda self: hasattr(self, "managers"))
    def who_reads_is_what_it_would_be_without_merges(self):
        for who, manager in enumerate(self.managers):
            with asking(manager, at=BEGIN), connection.cursor() as cursor:
                for part, kind in PARTS.items():
                    cursor.execute(f"SELECT person_id FROM {kind._meta.db_table}")
                    expected = {
                        case.subject_id
                        for number, case in enumerate(self.cases)
                        if who == self.leads[number] or who in self.granted[number][part]
                    }
                    assert {row for (row,) in cursor.fetchall()} == expected
                covers = set(Case.objects.visible_to(manager).values_list("pk", flat=True))
            assert covers == {
                case.pk
                for number, case in enumerate(self.cases)
                if who == self.leads[number]
                or any(who in found for found in self.granted[number].values())
            }

    @invariant()
    @precondition(lambda self: hasattr(self, "managers"))
    def records_point_to_each_other_exactly_where_a_merge_stands(self):
        standing = {(m.merged_id, m.kept_id) for m in self.merges(MergeStatus.STANDING)}
        with house("story"):
            rows = Person.objects.for_house().exclude(merged_into=None)
            assert set(rows.values_list("pk", "merged_into")) == standing
            for case in self.cases:
                merging.root_of(
                    case.subject_id
                )  # ends: nobody is merged into themselves by a way round


@pytest.mark.django_db
def test_a_merge_opens_nothing_after_any_sequence_of_acts():
    run_state_machine_as_test(
        Merging,
        settings=settings(
            max_examples=10,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
