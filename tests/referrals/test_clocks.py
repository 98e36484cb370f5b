"""Clocks: counted by the ministry's parameters, told once, up to the coordinator, explained."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Role
from dayaq.directory.models import Holiday, Parameter
from dayaq.notices.models import Notice
from dayaq.referrals.actions import clocks as acts
from dayaq.referrals.actions import referrals
from dayaq.referrals.models.clocks import TERMS, clocks_of, due
from dayaq.referrals.states import ClockKind
from dayaq.vault.context import asking
from tests import given

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 3, 12, 10, tzinfo=UTC)


def test_hours_run_through_the_night_and_days_end_with_the_day():
    assert due(("x.y", "24", "hours"), begun_at=THURSDAY) == THURSDAY + timedelta(hours=24)
    ends = due(("x.y", "30", "days"), begun_at=THURSDAY)
    assert ends.date() == date(2026, 4, 11)
    assert (ends.hour, ends.minute) == (23, 59)


def test_working_days_leave_out_weekends_and_holidays():
    Holiday.objects.filter(on__range=(date(2026, 3, 12), date(2026, 4, 1))).delete()
    before = due(("x.y", "5", "working_days"), begun_at=THURSDAY)
    Holiday.objects.create(on=date(2026, 3, 16), name_az="x", name_en="x")
    after = due(("x.y", "5", "working_days"), begun_at=THURSDAY)

    assert before.date() == date(2026, 3, 19)
    assert after.date() == date(2026, 3, 20)


def test_a_parameter_changed_later_touches_no_clock_that_runs(draft, noon):
    [before] = clocks_of(referrals=[draft])
    handover = Parameter.objects.get(code="referral.handover")
    handover.values.update(value="48")

    [after] = clocks_of(referrals=[draft])
    assert after.due_at == before.due_at
    assert due(TERMS[ClockKind.HANDOVER], begun_at=noon) == noon + timedelta(hours=48)


@pytest.mark.parametrize("kind", ClockKind)
def test_every_clock_has_its_term(kind):
    assert TERMS[kind][2] in {"hours", "days", "working_days"}


def told(code: str) -> set[str]:
    return set(Notice.objects.filter(code=code).values_list("to__username", flat=True))


def test_the_keeper_is_reminded_then_the_head_then_the_coordinator_each_once(
    draft, sevda, farid, karim, noon
):
    due_at = noon + timedelta(hours=24)
    rounds: tuple[tuple[datetime, set[str]], ...] = (
        (noon + timedelta(hours=2), set()),
        (due_at - timedelta(hours=3), {"referrals.clock_ends"}),
        (due_at + timedelta(minutes=1), {"referrals.clock_missed"}),
        (due_at + timedelta(hours=25), {"referrals.clock_escalated"}),
    )
    for at, codes in rounds:
        Notice.objects.all().delete()
        acts.turn(at=at)
        acts.turn(at=at)
        assert set(Notice.objects.values_list("code", flat=True)) == codes
        if "referrals.clock_missed" in codes:
            assert told("referrals.clock_missed") == {"sevda", "farid"}
        if "referrals.clock_escalated" in codes:
            assert told("referrals.clock_escalated") == {"karim"}
    assert Notice.objects.get().text.startswith("The term of number")


def test_what_was_done_in_time_is_not_told_of(sent, farid, karim, noon):
    Notice.objects.all().delete()
    acts.turn(at=noon + timedelta(days=9))

    # the desk's answer is late; the handover was in time
    [missed] = Notice.objects.filter(code="referrals.clock_missed", to__username="amina") or [None]
    assert missed is None or missed.params["number"] == sent.reference
    assert told("referrals.clock_missed") & {"farid"} == set()


def test_why_a_term_was_missed_is_said_by_the_body_whose_term_it_was(draft, farid, karim, noon):
    late = noon + timedelta(days=2)
    [clock] = clocks_of(referrals=[draft])
    with asking(karim, at=late), pytest.raises(Denied):
        acts.explain(clock, reason="missed-reason@1:workload", words="", by=karim, at=late)
    with asking(farid, at=late):
        said = acts.explain(
            clock, reason="missed-reason@1:workload", words="Two on duty.", by=farid, at=late
        )

    assert said.explained_by == farid


def test_heads_see_the_clocks_of_their_body_alone(draft, farid, noon):
    from dayaq.referrals.models import Clock

    other = given.person("kenan", at=given.body("customs"), role=Role.HEAD)
    with asking(farid, at=noon):
        assert Clock.objects.visible_to(farid).count() == 1
    with asking(other, at=noon):
        assert not Clock.objects.visible_to(other).exists()


def test_nothing_runs_on_after_a_withdrawal(draft, sevda, noon):
    with asking(sevda, at=noon):
        referrals.withdraw(draft, why="mistake", by=sevda, at=noon)

    assert acts.turn(at=noon + timedelta(days=9)) == 0
