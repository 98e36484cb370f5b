"""What is counted is what was written down, and a handful of people is covered inside government too."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from dayaq.evidence.compile import count, indicators
from dayaq.indicators.terms import Scope
from dayaq.kernel.periods import Period
from dayaq.recovery import aggregates
from dayaq.recovery.actions import supports, work
from dayaq.recovery.states import AfterWork, PlacementKind, ServiceKind
from dayaq.shelters import aggregates as of_shelters
from dayaq.vault.context import asking

YEAR = Scope(Period(date(2026, 1, 1), date(2026, 12, 31)))
OURS = [one.code for one in (*aggregates.INDICATORS, *of_shelters.INDICATORS)]


def whole(counted) -> tuple[object, object]:
    cell = next(one for one in counted(YEAR) if not one.breakdown)
    return cell.numerator, cell.denominator


@pytest.mark.parametrize("code", OURS)
def test_each_indicator_counts_an_empty_nation(code, db):
    assert [one for one in count(indicators()[code], YEAR) if not one.cell.breakdown]


@pytest.fixture
def placed(case, plan, amina, noon):
    """The person worked half a year in the bakery, and still does."""
    with asking(amina, at=noon):
        bakery = work.add_employer(name="Bakery", by=amina, at=noon)
        values = {"kind": PlacementKind.JOB, "employer": bakery, "began_on": date(2026, 1, 9)}
        return supports.write_placement(case, values, by=amina, at=noon)


def test_one_person_counts_once_and_work_kept_is_kept(placed, case, amina, noon):
    with asking(amina, at=noon):
        again = {
            "kind": PlacementKind.TRIAL, "employer": placed.employer, "began_on": date(2026, 2, 1)
        }  # fmt: skip
        supports.write_placement(case, again, by=amina, at=noon)
    assert whole(aggregates.placed) == (1, None)

    later = noon + timedelta(days=150)
    with asking(amina, at=later):
        supports.ask_about_work(placed, after=AfterWork.KEPT, by=amina, at=later)
    assert whole(aggregates.kept) == (1, 1)


def test_a_handful_of_people_is_covered(placed, noon):
    [shown] = [one for one in count(indicators()["4.2.5-placed"], YEAR) if not one.cell.breakdown]
    assert shown.is_covered
    assert shown.value is None


def test_days_of_waiting_are_those_between_the_plan_and_the_first_day(case, plan, amina, noon):
    with asking(amina, at=noon):
        row = supports.write_support(case, {"kind": ServiceKind.MEDICAL}, by=amina, at=noon)
        later = noon + timedelta(days=9)
        supports.begin_support(row, from_on=localdate(later), by=amina, at=later)
    assert whole(aggregates.waited) == (9, 1)
    assert whole(aggregates.cared_for) == (1, None)
