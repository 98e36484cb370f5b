"""Declared, verified and schedule are three facts; and what waits for whom."""

from datetime import date

import pytest

from dayaq.reporting import actions
from dayaq.reporting.models import standing
from dayaq.reporting.models.duties import duties
from dayaq.reporting.states import Declared, ReportStatus, Schedule, Verified

DAY = date(2024, 1, 12)


def of(measure, cycle, **kwargs):
    found = standing.of_measures(cycle.version, [cycle], on=DAY, **kwargs)
    return found[measure.pk][cycle.pk]


def test_before_anything_is_accepted_nothing_is_known(cycle, brought, regular):
    brought(ReportStatus.SUBMITTED)

    known = of(regular, cycle)

    assert (known.declared, known.verified) == (None, None)
    assert (known.reported, known.accepted) == (1, 0)


def test_while_executors_are_silent_a_measure_is_never_said_done(cycle, brought, regular):
    brought(ReportStatus.ACCEPTED)

    assert of(regular, cycle).declared == Declared.PARTLY_PERFORMED


def test_what_is_said_and_what_is_found_stay_apart(cycle, brought, dated, labour, vera, noon):
    about = cycle.obligations.get(measure=dated, body=labour)
    brought(ReportStatus.ACCEPTED, about, declared=Declared.COMPLETED)
    assert of(dated, cycle).is_said_done_not_verified

    actions.verify(cycle, dated, verified=Verified.PARTIALLY, rationale="Half", by=vera, at=noon)

    known = of(dated, cycle)
    assert (known.declared, known.verified) == (Declared.COMPLETED, Verified.PARTIALLY)
    assert known.is_said_done_not_verified


def test_single_bodies_speak_only_to_those_who_may_read_them(cycle, brought, regular, chloe, cora):
    brought(ReportStatus.ACCEPTED)

    assert of(regular, cycle).words == ()
    assert {w.body_id for w in of(regular, cycle, user=chloe).words} == {chloe.posts[0].body_id}
    assert len(of(regular, cycle, user=cora).words) > 5


@pytest.mark.parametrize(
    ("on", "is_done", "schedule"),
    [
        (date(2019, 12, 31), False, Schedule.NOT_YET),
        (date(2023, 5, 1), False, Schedule.ON_SCHEDULE),
        (date(2024, 11, 1), False, Schedule.DUE_SOON),
        (date(2024, 12, 31), False, Schedule.DUE_SOON),
        (date(2025, 1, 1), False, Schedule.OVERDUE),
        (date(2025, 1, 1), True, Schedule.ENDED),
    ],
)
def test_a_measure_stands_against_its_own_years(dated, on, is_done, schedule):
    assert standing.schedule_of(dated, on=on, is_done=is_done) == schedule


def test_a_regular_measure_is_never_late_by_itself(regular):
    assert standing.schedule_of(regular, on=date(2030, 1, 1), is_done=False) == Schedule.ON_SCHEDULE


def test_each_finds_what_waits_for_them(cycle, brought, amina, bruno, cora, vera, rena, chloe):
    waiting = brought(ReportStatus.WITH_APPROVER).obligation

    assert waiting not in duties(amina, on=DAY).to_report
    assert list(duties(bruno, on=DAY).to_approve) == [waiting]
    assert not duties(cora, on=DAY).to_accept.exists()
    assert not duties(vera, on=DAY).to_verify.exists()
    assert duties(rena, on=DAY).invited.exists()
    assert not duties(rena, on=DAY).to_report.exists()
    assert all(o.body_id == chloe.posts[0].body_id for o in duties(chloe, on=DAY).to_report)


def test_an_accepted_report_waits_for_the_verifier(cycle, brought, cora, vera):
    about = brought(ReportStatus.ACCEPTED).obligation

    assert list(duties(vera, on=DAY).to_verify) == [about]
    assert not duties(cora, on=DAY).to_verify.exists()
