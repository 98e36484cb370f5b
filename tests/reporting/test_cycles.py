"""A cycle: planned, opened, kept up to date, closed for good, and opened again with a reason."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.directory.models import Body
from dayaq.jobs.models import Job
from dayaq.notices.models import Notice
from dayaq.plan.models import GroupDecision, Measure, Party
from dayaq.plan.states import PartyRole
from dayaq.reporting import actions
from dayaq.reporting.models import Cycle, Obligation, Report
from dayaq.reporting.models.owed import owed
from dayaq.reporting.states import Binding, CycleKind, CycleStatus, ReportStatus, Verified
from tests import given

AFTER = timedelta(days=30)


def test_opening_asks_every_executor_and_invites_every_recommended_body(cycle):
    running = Measure.objects.of(cycle.version).running_in(2023)
    named = Party.objects.filter(measure__in=running, body__isnull=False)

    required = cycle.obligations.filter(binding=Binding.REQUIRED)
    assert required.count() == named.filter(role=PartyRole.EXECUTOR).count()
    invited = cycle.obligations.filter(binding=Binding.INVITED)
    assert invited.count() == named.filter(role=PartyRole.RECOMMENDED).count()
    assert not cycle.obligations.filter(party__role=PartyRole.INVOLVED).exists()
    assert set(cycle.obligations.values_list("due_on", flat=True)) == {date(2024, 1, 20)}


def test_only_measures_of_the_year_are_asked_about(cycle):
    clauses = set(cycle.obligations.values_list("measure__clause", flat=True))

    assert "4.2.1" in clauses  # regular
    assert "4.4.1" in clauses  # 2020–2024
    assert "4.1.7" not in clauses  # 2020–2021


def test_the_duty_is_on_the_successor_and_the_decree_keeps_the_old_name(cycle, regular):
    duty = cycle.obligations.get(measure=regular, body__code="science-education")

    assert duty.party.body.code == "education"
    assert not cycle.obligations.filter(body__code="education").exists()


def test_before_the_succession_the_duty_is_on_the_old_body(cora, opening):
    early = given.cycle(given.the_plan(), by=cora, at=opening.replace(year=2021), year=2020)

    assert early.obligations.filter(body__code="education").exists()


def test_two_parties_that_one_body_carries_make_one_duty(cycle):
    """4.9.1 names the National Coordinator and the ministry; were they one body, it would report once."""
    coordinator = given.body("national-coordinator")
    mia = given.body("mia")
    coordinator.successions_from.create(successor=mia, on=date(2023, 1, 1))

    found = owed(Cycle.objects.get(pk=cycle.pk), on=date(2024, 1, 1))

    assert [d.body.code for d in found.duties if d.measure.clause == "4.9.1"] == ["mia"]


def test_groups_that_nobody_has_resolved_are_listed_and_owe_nothing(cycle, dated):
    found = owed(cycle, on=date(2024, 1, 1))

    assert "4.4.1" in {party.measure.clause for party in found.unresolved}
    assert not cycle.obligations.filter(party__group__isnull=False).exists()
    entry = Entry.objects.get(did="cycle.opened")
    assert any(line.startswith("4.4.1") for line in entry.details["unresolved"])


def decide(measure: Measure, body: Body) -> GroupDecision:
    party = measure.parties.get(group__isnull=False, role=PartyRole.EXECUTOR)
    return GroupDecision.objects.create(
        party=party, body=body, since=date(2024, 1, 5), decided_by="Working Group"
    )


def test_a_later_decision_on_a_group_adds_what_it_owes(cycle, dated, cora, noon):
    decide(dated, given.body("culture"))

    changed = actions.refresh_obligations(cycle, by=cora, at=noon)

    assert (changed.added, changed.withdrawn) == (1, 0)
    duty = cycle.obligations.get(measure=dated, body__code="culture")
    assert duty.due_on == date(2024, 1, 24)  # never less than two weeks


def test_a_refresh_repeated_changes_nothing(cycle, dated, cora, noon):
    decide(dated, given.body("culture"))
    actions.refresh_obligations(cycle, by=cora, at=noon)

    changed = actions.refresh_obligations(cycle, by=cora, at=noon)

    assert (changed.added, changed.withdrawn) == (0, 0)
    assert Entry.objects.filter(did="cycle.refreshed").count() == 1


def test_what_was_begun_is_never_withdrawn(cycle, dated, cora, chloe, noon):
    culture, migration = given.body("culture"), given.body("migration")
    decisions = [decide(dated, culture), decide(dated, migration)]
    actions.refresh_obligations(cycle, by=cora, at=noon)
    actions.begin_report(cycle.obligations.get(measure=dated, body=migration), by=chloe, at=noon)
    GroupDecision.objects.filter(pk__in=[d.pk for d in decisions]).update(until=date(2024, 1, 6))

    changed = actions.refresh_obligations(cycle, by=cora, at=noon)

    assert changed.withdrawn == 1
    assert not cycle.obligations.filter(measure=dated, body=culture).exists()
    assert cycle.obligations.filter(measure=dated, body=migration).exists()


def test_those_who_report_are_told_how_much_and_by_when(cycle, amina, rena, chloe, dalia):
    told = Notice.objects.get(to=amina)

    assert told.code == "reporting.opened"
    assert told.params["count"] == cycle.obligations.filter(body__code="labour").count()
    assert Notice.objects.get(to=rena).code == "reporting.invited"
    assert not Notice.objects.filter(to=dalia).exists()


@pytest.mark.parametrize("who", ["amina", "bruno", "vera", "omar", "adil", "dalia"])
def test_nobody_but_the_coordinator_keeps_cycles(who, request, cycle, noon):
    person = request.getfixturevalue(who)

    for act in (
        lambda: actions.open_cycle(cycle, by=person, at=noon),
        lambda: actions.refresh_obligations(cycle, by=person, at=noon),
        lambda: actions.close_cycle(cycle, by=person, at=noon + AFTER),
        lambda: actions.reopen_cycle(cycle, reason="Mistake", by=person, at=noon),
    ):
        with pytest.raises(Denied):
            act()


def test_a_period_outside_the_plan_is_refused(cora, noon):
    with pytest.raises(Denied, match="outside the years"):
        given.cycle(given.the_plan(), by=cora, at=noon, year=2030)


def test_a_cycle_is_opened_once(cycle, cora, noon):
    with pytest.raises(Denied, match="already open"):
        actions.open_cycle(cycle, by=cora, at=noon)


def test_while_the_window_is_open_nobody_closes(cycle, cora, noon):
    with pytest.raises(Denied, match="still open"):
        actions.close_cycle(cycle, by=cora, at=noon)


def test_what_waits_for_the_coordinator_is_decided_before_closing(cycle, brought, cora, noon):
    brought(ReportStatus.SUBMITTED)

    with pytest.raises(Denied, match="1 submitted report waits"):
        actions.close_cycle(cycle, by=cora, at=noon + AFTER)


def test_closing_freezes_the_numbers_in_the_background(cycle, cora, noon):
    closed = actions.close_cycle(cycle, by=cora, at=noon + AFTER)

    assert (closed.status, closed.closed_at) == (CycleStatus.CLOSED, noon + AFTER)
    opened, closing = Job.objects.filter(task="evidence.freeze").order_by("pk")
    assert closing.args["first"] == "2023-01-01"
    assert opened.args["occasion"] != closing.args["occasion"]
    assert (opened.started_by, closing.started_by) == (None, cora)


def test_in_a_closed_cycle_everything_is_refused_with_a_sentence(
    cycle, brought, obligation, amina, bruno, cora, vera, regular, noon
):
    report = brought(ReportStatus.WITH_APPROVER)
    other = cycle.obligations.filter(body__code="labour", report=None).first()
    actions.close_cycle(cycle, by=cora, at=noon + AFTER)
    late = noon + AFTER

    for act in (
        lambda: actions.begin_report(other, by=amina, at=late),
        lambda: actions.recall(report, by=amina, at=late),
        lambda: actions.approve(report, by=bruno, at=late),
        lambda: actions.return_to_drafter(report, comment="No", by=bruno, at=late),
        lambda: actions.ask_extension(
            other, until=date(2024, 6, 1), reason="More time", by=amina, at=late
        ),
        lambda: actions.verify(
            cycle, regular, verified=Verified.FULLY, rationale="Seen", by=vera, at=late
        ),
        lambda: actions.refresh_obligations(cycle, by=cora, at=late),
    ):
        with pytest.raises(Denied, match="closed"):
            act()


def test_the_database_itself_keeps_a_closed_cycle(cycle, brought, cora, noon):
    report = brought(ReportStatus.WITH_APPROVER)
    actions.close_cycle(cycle, by=cora, at=noon + AFTER)

    for change in (
        lambda: Report.objects.filter(pk=report.pk).update(facts="Otherwise"),
        lambda: report.spendings.create(source="grant", amount=5),
        lambda: Obligation.objects.filter(cycle=cycle).update(due_on=date(2025, 1, 1)),
    ):
        with (
            pytest.raises(IntegrityError, match="a closed cycle never changes"),
            transaction.atomic(),
        ):
            change()


def test_a_closed_cycle_opens_again_with_a_reason_that_is_kept(cycle, cora, noon):
    actions.close_cycle(cycle, by=cora, at=noon + AFTER)

    with pytest.raises(Denied, match="Say why"):
        actions.reopen_cycle(cycle, reason=" ", by=cora, at=noon + AFTER)
    reopened = actions.reopen_cycle(cycle, reason="A report was lost", by=cora, at=noon + AFTER)

    assert reopened.status == CycleStatus.OPEN
    assert Entry.objects.get(did="cycle.reopened").details["reason"] == "A report was lost"


def test_opening_takes_a_fixed_number_of_queries(cora, opening):
    planned = actions.plan_cycle(
        given.the_plan(),
        kind=CycleKind.ANNUAL,
        name="2022",
        period_first=date(2022, 1, 1),
        period_last=date(2022, 12, 31),
        opens_on=date(2023, 1, 1),
        closes_on=date(2023, 1, 20),
        by=cora,
        at=opening,
    )

    with CaptureQueriesContext(connection) as queries:
        actions.open_cycle(planned, by=cora, at=opening)

    assert len(queries) < 40
