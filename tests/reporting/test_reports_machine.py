"""Whatever anybody tries with a report, in whatever order: it goes the way that the law of reporting says.

The model knows who does what from which status, and nothing of the code. After each act the tables say
what the model says: the words, the way, who wrote and who stands for it, one entry of the record for
each change; and what was declared, what was verified and what the calendar says stay three things.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Appointment, Role, User
from dayaq.audit.models import Entry
from dayaq.reporting import actions
from dayaq.reporting.models import Obligation, Report, Verification
from dayaq.reporting.states import Declared, Schedule, Verified
from tests import given

BEGIN = datetime(2024, 1, 10, 8, tzinfo=UTC)
DUE = date(2024, 1, 20)
SITTING = timedelta(minutes=15)

WAYS = {
    "send": ({"draft", "returned"}, "drafter", "with_approver"),
    "recall": ({"with_approver"}, "drafter", "draft"),
    "return_to_drafter": ({"with_approver"}, "approver", "returned"),
    "approve": ({"with_approver"}, "approver", "submitted"),
    "return_to_body": ({"submitted"}, "coordinator", "returned"),
    "accept": ({"submitted"}, "coordinator", "accepted"),
}
"""Each act: from where, by whom, to where. Nothing leads on from `accepted`."""

DID = {
    "send": "sent",
    "recall": "recalled",
    "return_to_drafter": "returned",
    "approve": "approved",
    "return_to_body": "returned",
    "accept": "accepted",
}
SAYING_WHY = {"return_to_drafter", "return_to_body"}
FITS = {"performed", "partly_performed", "not_performed", "suspended", "not_applicable"}
"""What can be declared of a regular measure: it is never completed."""

POSTS = {
    "amina": ("labour", "drafter"),
    "adil": ("labour", "drafter"),
    "bruno": ("labour", "approver"),
    "hasan": ("labour", "head"),
    "chloe": ("migration", "drafter"),
    "charlie": ("migration", "approver"),
    "dalia": ("labour", None),
    "rena": ("ombudsman", "drafter"),
    "rauf": ("ombudsman", "approver"),
    "cora": ("mia", "coordinator"),
    "vera": ("chamber-of-accounts", "verifier"),
    "omar": ("parliament", "oversight"),
}
ROLES = {"drafter": {"drafter"}, "approver": {"approver", "head"}}
WHO = st.sampled_from(sorted(POSTS))
BODIES = ("labour", "ombudsman")
"""One must report on the measure, the other is invited to."""


@dataclass
class Told:
    """What the model holds of one report."""

    status: str = "draft"
    revision: int = 1
    facts: str = ""
    declared: str = ""
    authors: set[str] = field(default_factory=set)
    approved_by: str = ""
    submitted: datetime | None = None
    steps: list[tuple[str, str, str, int]] = field(default_factory=list)
    """What was done, by whom, what the report said then, and in which revision."""
    entries: list[tuple[str, str, datetime]] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return bool(self.facts) and self.declared in FITS

    def did(self, act: str, who: str, at: datetime) -> None:
        self.steps.append((act, who, self.facts, self.revision))
        self.entries.append((f"report.{act}", who, at))


class Reporting(RuleBasedStateMachine):
    """One measure, a body that must report and one that is invited, and people right and wrong."""

    people: dict[str, User]
    owed: dict[str, Obligation]

    @initialize()
    def begin_story(self) -> None:
        self.place = transaction.atomic()
        self.place.__enter__()
        self.at = BEGIN
        self.told: dict[str, Told] = {}
        self.forms: dict[str, int] = {}
        self.verified: list[tuple[str, str]] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.place.__exit__(None, None, None)

    # --- who may -----------------------------------------------------------------------------------

    def holds(self, who: str, role: str, body: str) -> bool:
        post = POSTS[who]
        if role == "coordinator":
            return post[1] == role
        is_both = (who, role, body) == ("adil", "approver", "labour")  # Adil drafts and approves
        return is_both or (post[0] == body and post[1] in ROLES[role])

    def may(self, act: str, who: str, body: str) -> bool:
        """What the law of reporting says: the right person at the right time, never one's own words."""
        before, role, _after = WAYS[act]
        told = self.told[body]
        if told.status not in before or not self.holds(who, role, body):
            return False
        if act in {"send", "approve"} and not told.is_whole:
            return False
        return not (act == "approve" and who in told.authors)

    @contextmanager
    def refused(self, *how: type[Exception]) -> Iterator[None]:
        with pytest.raises(how), transaction.atomic():
            yield

    def report(self, body: str) -> Report:
        return Report.objects.get(obligation=self.owed[body])

    # --- what happens ------------------------------------------------------------------------------

    @rule(who=WHO, body=st.sampled_from(BODIES))
    def start(self, who: str, body: str) -> None:
        self._start(who, body)

    def _start(self, who: str, body: str) -> None:
        if body in self.told or not self.holds(who, "drafter", body):
            with self.refused(Denied):
                actions.begin_report(self.owed[body], by=self.people[who], at=self.at)
            return
        report = actions.begin_report(self.owed[body], by=self.people[who], at=self.at)
        told = self.told[body] = Told(authors={who})
        told.did("begun", who, self.at)
        self.forms[body] = report.edit_number

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def open_the_form(self, data: st.DataObject) -> None:
        """From now on somebody writes in a form that was drawn now."""
        body = data.draw(st.sampled_from(sorted(self.told)))
        self.forms[body] = self.report(body).edit_number

    @precondition(lambda self: self.told)
    @rule(
        who=st.one_of(st.sampled_from(("amina", "rena", "adil")), WHO),
        facts=st.sampled_from(("Seminars.", "Two seminars.", "")),
        declared=st.sampled_from(("performed", "not_performed", "completed", "")),
        is_drawn_before=st.booleans(),
        data=st.data(),
    )
    def write(
        self, who: str, facts: str, declared: str, is_drawn_before: bool, data: st.DataObject
    ) -> None:
        body = data.draw(st.sampled_from(sorted(self.told)))
        self._write(body, who, facts, declared, self.forms[body] if is_drawn_before else None)

    def _write(self, body: str, who: str, facts: str, declared: str, number: int | None) -> None:
        told, report = self.told[body], self.report(body)
        number = report.edit_number if number is None else number
        fields = {"facts": facts, "declared": declared}
        is_change = (told.facts, told.declared) != (facts, declared)
        may = told.status in {"draft", "returned"} and self.holds(who, "drafter", body)
        words: dict[str, Any] = {"by": self.people[who], "at": self.at, "fields": fields}
        if not may or (is_change and number != report.edit_number):
            with self.refused(actions.SavedByAnother if may else Denied):
                actions.save_report(report, edit_number=number, **words)
            return
        actions.save_report(report, edit_number=number, **words)
        if not is_change:
            return
        told.facts, told.declared = facts, declared
        told.authors.add(who)
        did, by, at = told.entries[-1]
        if (did, by) != ("report.saved", who) or self.at - at >= SITTING:
            told.entries.append(("report.saved", who, self.at))

    @precondition(lambda self: self.told)
    @rule(
        act=st.sampled_from(sorted(WAYS)),
        who=WHO,
        why=st.sampled_from(("Which?", " ")),
        data=st.data(),
    )
    def go_on(self, act: str, who: str, why: str, data: st.DataObject) -> None:
        self._go_on(data.draw(st.sampled_from(sorted(self.told))), act, who, why)

    @rule(data=st.data())
    def labour_goes_the_right_way(self, data: st.DataObject) -> None:
        self._go_the_right_way("labour", data)

    @rule(data=st.data())
    def the_ombudsman_goes_the_right_way(self, data: st.DataObject) -> None:
        self._go_the_right_way("ombudsman", data)

    def _go_the_right_way(self, body: str, data: st.DataObject) -> None:
        """So that stories reach their end: something that the model allows now and that leads on."""
        told = self.told.get(body)
        drafter = "adil" if body == "labour" else "rena"
        if told is None:
            self._start(drafter, body)
        elif told.status in {"draft", "returned"} and not told.is_whole:
            self._write(body, drafter, "Seminars.", "performed", number=None)
        elif ways := [
            (act, who)
            for act in sorted(set(WAYS) - {"recall"})
            for who in sorted(POSTS)
            if self.may(act, who, body)
        ]:
            self._go_on(body, *data.draw(st.sampled_from(ways)), "Say more.")

    @precondition(lambda self: any(t.status == "with_approver" for t in self.told.values()))
    @rule(data=st.data())
    def approve_what_one_wrote(self, data: st.DataObject) -> None:
        waiting = sorted(b for b, told in self.told.items() if told.status == "with_approver")
        body = data.draw(st.sampled_from(waiting))
        self._go_on(
            body, "approve", data.draw(st.sampled_from(sorted(self.told[body].authors))), ""
        )

    def _go_on(self, body: str, act: str, who: str, why: str) -> None:
        told, report = self.told[body], self.report(body)
        words: dict[str, Any] = {"by": self.people[who], "at": self.at}
        if act in SAYING_WHY:
            words["comment"] = why
        do = getattr(actions, act)
        if not self.may(act, who, body) or (act in SAYING_WHY and not why.strip()):
            with self.refused(Denied, actions.Incomplete):
                do(report, **words)
            return
        do(report, **words)
        told.status = WAYS[act][2]
        told.did(DID[act], who, self.at)
        if act == "send":
            told.authors.add(who)
        if act == "approve":
            told.approved_by, told.submitted = who, told.submitted or self.at
        if act in SAYING_WHY:
            told.revision += 1

    @rule(who=st.one_of(st.just("vera"), WHO), said=st.sampled_from(sorted(Verified)))
    def verify(self, who: str, said: str) -> None:
        cycle, measure = self.owed["labour"].cycle, self.owed["labour"].measure
        words: dict[str, Any] = {"verified": said, "rationale": "Seen.", "at": self.at}
        if who != "vera":
            with self.refused(Denied):
                actions.verify(cycle, measure, by=self.people[who], **words)
            return
        actions.verify(cycle, measure, by=self.people[who], **words)
        self.verified.append((said, who))

    @rule(hours=st.sampled_from((0.1, 1, 40, 200)))
    def wait(self, hours: float) -> None:
        self.at += timedelta(hours=hours)

    # --- what must be so ---------------------------------------------------------------------------

    @invariant()
    def the_tables_say_what_the_model_says(self) -> None:
        if not hasattr(self, "told"):
            return
        assert Report.objects.filter(obligation__in=self.owed.values()).count() == len(self.told)
        for body, told in self.told.items():
            report = self.report(body)
            approved = report.approved_by.username if report.approved_by else ""
            assert (report.status, report.revision) == (told.status, told.revision)
            assert (report.facts, report.declared) == (told.facts, told.declared)
            assert {a.username for a in report.authors.all()} == told.authors
            assert (approved, report.submitted_at) == (told.approved_by, told.submitted)
            steps = report.steps.order_by("pk").select_related("by")
            assert told.steps == [
                (s.did, s.by.username, s.snapshot["facts"], s.revision) for s in steps
            ]
            entries = Entry.objects.about(report).order_by("pk").select_related("by")
            assert told.entries == [(e.did, e.by.username if e.by else "", e.at) for e in entries]

    @invariant()
    def declared_verified_and_the_calendar_are_three_things(self) -> None:
        if not hasattr(self, "told"):
            return
        found = Verification.objects.filter(cycle=self.owed["labour"].cycle).order_by("pk")
        assert [(v.verified, v.by.username) for v in found.select_related("by")] == self.verified
        assert [v.verified for v in found.standing()] == [said for said, _who in self.verified[-1:]]
        today = localdate(self.at)
        for body, obligation in self.owed.items():
            asked = Obligation.objects.select_related("cycle", "report").get(pk=obligation.pk)
            assert asked.schedule(on=today) == self.expected_schedule(body, today)

    def expected_schedule(self, body: str, today: date) -> Schedule:
        told = self.told.get(body)
        if told and told.submitted and told.status in {"submitted", "accepted"}:
            is_late = body == "labour" and localdate(told.submitted) > DUE
            return Schedule.REPORTED_LATE if is_late else Schedule.REPORTED
        if body == "ombudsman":
            return Schedule.INVITED  # never chased
        return Schedule.OVERDUE if today > DUE else Schedule.DUE_SOON


def test_a_report_goes_as_the_law_of_reporting_says_after_any_sequence_of_acts(db: None) -> None:
    people = {
        name: given.person(name, at=given.body(body), role=Role(role) if role else None)
        for name, (body, role) in POSTS.items()
    }
    Appointment.objects.create(
        user=people["adil"], body=given.body("labour"), role=Role.APPROVER, since=date(2020, 1, 1)
    )
    opened = datetime(2024, 1, 1, 8, tzinfo=UTC)
    cycle = given.cycle(given.the_plan(), by=people["cora"], at=opened)
    of_measure = cycle.obligations.filter(measure__clause="4.2.1").select_related(
        "measure", "cycle"
    )
    Reporting.people = people
    Reporting.owed = {code: of_measure.get(body__code=code) for code in BODIES}
    assert {name for name in Declared if name in FITS} == FITS
    run(
        Reporting,
        settings=settings(
            max_examples=8,
            stateful_step_count=36,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.generate),
        ),
    )
