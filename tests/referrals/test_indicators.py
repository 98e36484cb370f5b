"""The mechanism in numbers: what is counted is what was written down, and each person once."""

from datetime import date, timedelta
from typing import Any

import pytest

from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Situation
from dayaq.evidence.compile import count, indicators
from dayaq.indicators.terms import Scope
from dayaq.kernel.periods import Period
from dayaq.referrals import aggregates
from dayaq.referrals.actions import deciding, identification, screening, taking
from dayaq.referrals.actions import referrals as acts
from dayaq.referrals.models import Instrument
from dayaq.referrals.states import Outcome, Stage
from dayaq.vault.context import asking
from tests.referrals.telling import ADULT

pytestmark = pytest.mark.django_db

YEAR = Scope(Period(date(2026, 1, 1), date(2026, 12, 31)), on=date(2026, 12, 1))


def counted(code: str) -> dict[tuple[str, str], Any]:
    """What the records give for an indicator, before small numbers are covered."""
    cells = indicators()[code].count(YEAR)
    return {
        (one.breakdown, one.category): (
            one.numerator if one.denominator is None else (one.numerator, one.denominator)
        )
        for one in cells
    }


@pytest.mark.parametrize("code", [one.code for one in aggregates.INDICATORS])
def test_each_indicator_counts_an_empty_nation_and_names_its_categories(code):
    indicator = indicators()[code]
    told = count(indicator, YEAR)
    assert [one for one in told if not one.cell.breakdown]
    for way in indicator.breakdowns:
        names = way.names([one.cell.category for one in told if one.cell.breakdown == way.code])
        assert all(names(one.cell.category) for one in told if one.cell.breakdown == way.code)


def test_a_referral_in_time_one_too_late_and_one_that_was_answered(sent, sevda, amina, noon):
    with asking(sevda, at=noon):
        late = acts.begin(sevda.posts[0], ADULT, by=sevda, at=noon)
    late_at = noon + timedelta(hours=30)
    with asking(sevda, at=late_at):
        acts.send(late, by=sevda, at=late_at, in_part=True)
    with asking(amina, at=noon):
        taking.accept(sent, by=amina, at=noon)

    assert counted("4.1.9-within-a-day") == {("", ""): (1, 2), ("body", "border"): (1, 2)}
    answers = counted("4.1.9-answers")
    assert answers["", ""] == 2
    assert answers["answer", "accepted"] == answers["answer", "unanswered"] == 1
    [shown] = [one for one in count(indicators()["4.1.9-answers"], YEAR) if not one.cell.breakdown]
    assert shown.is_covered


def test_whoever_was_screened_counts_also_where_nothing_was_seen(sevda, noon):
    instrument = Instrument.objects.prefetch_related("dimensions__signs").get(
        code="ilo-labour-adult"
    )
    post = sevda.posts[0]
    with asking(sevda, at=noon):
        for occasion in ("border_check", "school"):
            screening.screen(
                instrument, post, seen=[], by=sevda, at=noon,
                occasion=f"referral-occasion@1:{occasion}",
            )  # fmt: skip

    assert counted("4.1.3-screenings") == {("", ""): 2, ("instrument", "ilo-labour-adult"): 2}
    assert counted("4.7.3-screened")["result", "none"] == 1
    assert counted("4.2.4-screened")["", ""] == 1
    assert counted("4.7.3-referred")["", ""] == 0


def test_who_was_identified_twice_is_one_person_and_is_told_apart_by_place(case, amina, noon):
    with asking(amina, at=noon):
        home = {"countries": ["country@alpha-2, 2024:AZ"]}
        save_record(case, Situation, home, by=amina, at=noon, revision=None)
        for stage in (Stage.INQUIRY, Stage.SCREENING):
            identification.advance(case, stage, by=amina, at=noon)
        for again in (False, True):
            if again:
                deciding.challenge(
                    case, kind="review", asked_on=noon.date(), by_whom="person", addressed_to="",
                    grounds="", by=amina, at=noon,
                )  # fmt: skip
            deciding.decide(
                case, outcome=Outcome.IDENTIFIED, decided_on=noon.date(), explanation="x",
                reasons=["decision-reason@1:indicators"], plain="y", language="language@1:az",
                by=amina, at=noon,
            )  # fmt: skip
    found = counted("4.3.5-identified")
    assert found["", ""] == found["where", "internal"] == 1
    victims = counted("4.3.5-victims")
    assert victims["", ""] == 1
    assert sum(n for way_and_code, n in victims.items() if way_and_code[0] == "citizenship") == 1


def test_interviews_with_children_under_the_standard(case, unit, amina, noon):
    def held(is_to_standard):
        with asking(amina, at=noon):
            identification.note_interview(
                case, held_on=noon.date(), body=unit, present=[], is_to_standard=is_to_standard,
                remark="", by=amina, at=noon,
            )  # fmt: skip

    held(True)
    assert counted("4.5.9-interviews")["", ""] == 0  # an adult
    from dayaq.cases.models import Case
    from dayaq.vault.context import house

    with house("story"):
        Case.objects.for_house().filter(pk=case.pk).update(majority="majority@1:child")
    held(None)
    found = counted("4.5.9-interviews")
    assert found["", ""] == found["standard", "yes"] == found["standard", "unsaid"] == 1
