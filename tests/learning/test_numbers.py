"""What the trainings come to: every number is counted from what was recorded, none is typed."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from dayaq.evaluation.actions import sheets as judging
from dayaq.evaluation.actions.tests import choose_test
from dayaq.evaluation.models import QuestionSet
from dayaq.evaluation.states import Asked, Occasion
from dayaq.evidence.actions import freeze
from dayaq.evidence.compile import count, indicators, to_come
from dayaq.evidence.releases import for_edition, for_report
from dayaq.indicators.terms import Scope
from dayaq.kernel.periods import Period
from dayaq.learning.actions import training as acts
from dayaq.learning.models import Course
from dayaq.plan.models.kinds import kind_of
from dayaq.reporting import actions as reporting
from dayaq.reporting.models.counted import counted
from tests import given
from tests.learning.conftest import audience, line, topic

SPRING = Period(date(2024, 1, 1), date(2024, 6, 30))
TODAY = date(2024, 3, 8)


def told(code, **scope):
    """The cells of an indicator, by breakdown and category."""
    shown = count(indicators()[code], Scope(scope.pop("period", SPRING), **scope))
    return {(one.cell.breakdown, one.cell.category): one for one in shown}


def whole(code, **scope):
    return told(code, **scope)["", ""].value


def test_people_are_counted_by_sex_origin_audience_and_never_outside_the_days(held, border):
    found = told("4.7.1-trained")

    assert found["", ""].value == 7, "the employers of the firm are not named in 4.7.1"
    assert found["sex", "women"].value == 4
    assert found["sex", "men"].value == 3
    assert found["body", "labour"].value == 7
    assert found["audience", "labour_inspectors"].value == 7
    assert found["region", "unsaid"].value == 7
    assert whole("4.2.11-trained") == 7
    assert whole("4.7.1-trained", period=Period(date(2023, 1, 1), date(2023, 12, 31))) == 0
    assert whole("4.7.1-trained", body=border) == 0


def test_what_is_only_planned_or_cancelled_counts_nowhere(course, leyla, noon):
    assert whole("4.7.1-courses") == 0

    acts.cancel_course(course, why="Nobody", by=leyla, at=noon)

    assert whole("4.7.1-courses") == 0


def test_a_joint_training_is_a_number_of_both_bodies(held, border, leyla, noon):
    assert whole("4.3.3-joint") == 0

    acts.revise_course(
        held, programme=held.programme, starts_on=held.starts_on, partners=[border],
        by=leyla, at=noon,
    )  # fmt: skip

    assert whole("4.3.3-joint") == 1
    assert whole("4.3.3-joint", body=border) == 1
    assert whole("4.2.11-trained", body=border) == 7


@pytest.mark.parametrize(
    ("code", "taught", "who"),
    [
        ("4.7.4-trained", "compensation", "judges"),
        ("4.7.5-trained", "child_victims", "social_workers"),
        ("4.7.1-sentencing", "sentencing", "prosecutors"),
    ],
)
def test_people_count_for_a_topic_when_their_programme_has_it(
    programme, labour, leyla, noon, code, taught, who
):
    course = acts.plan_course(body=labour, programme=programme, starts_on=TODAY, by=leyla, at=noon)
    acts.record_attendance(course, [line(labour, of=who)], by=leyla, at=noon)
    assert whole(code) == 0

    acts.revise_programme(programme, topics=[topic(taught)], by=leyla, at=noon)

    assert whole(code) == 7


def test_transplant_staff_are_told_by_hospital(course, labour, leyla, noon):
    acts.record_attendance(
        course,
        [
            line(unit="Nümunə xəstəxanası", of="transplant"),
            line(unit="Sınaq mərkəzi", of="transplant", women=1, men=0),
            line(labour, of="health"),
        ],
        by=leyla,
        at=noon,
    )

    found = told("4.7.6-trained")

    assert found["", ""].value == 8
    assert found["unit", "Nümunə xəstəxanası"].value == 7


def test_programmes_are_judged_by_the_topics_that_the_plan_requires(programme, leyla, noon):
    found = told("4.7.2-topics")

    assert (found["", ""].cell.numerator, found["", ""].cell.denominator) == (0, 1)
    assert found["topic", "gender"].value == 100
    assert found["topic", "compensation"].value == 0

    required = [one.cell.category for one in found.values() if one.cell.breakdown]
    acts.revise_programme(programme, topics=[topic(code) for code in required], by=leyla, at=noon)
    assert whole("4.7.2-topics") == 100

    acts.end_programme(programme, until=date(2024, 2, 1), why="Old", by=leyla, at=noon)
    later = Period(date(2024, 3, 1), date(2024, 6, 30))
    assert whole("4.7.2-topics", period=later) is None, "of no programme there is no share"


def _answer(sheet, people, choose):
    asked = [q for q in sheet.questions.questions.all() if q.asked != Asked.WORDS]
    for _person in range(people):
        judging.answer(
            sheet, {q: [choose(n, q)] for n, q in enumerate(asked)}, key=uuid.uuid4(), today=TODAY
        )


def test_a_training_counts_as_evaluated_when_both_sides_judged_it(held):
    of_people = held.sheets.get(occasion=Occasion.PARTICIPANTS)
    of_organiser = held.sheets.get(occasion=Occasion.ORGANISER)
    assert whole("4.8.4-evaluated") == 0
    assert whole("4.8.4-score") is None

    _answer(of_people, 5, lambda n, _q: "5" if n else "1")
    found = told("4.8.4-evaluated")
    assert found["", ""].value == 0
    assert found["judge", "participants"].value == 100

    _answer(of_organiser, 1, lambda _n, q: q.choices[0][0])
    assert whole("4.8.4-evaluated") == 100
    assert Decimal("4.4") < whole("4.8.4-score") < 5


def test_below_the_fewest_answers_there_is_no_score(held):
    _answer(held.sheets.get(occasion=Occasion.PARTICIPANTS), 4, lambda _n, _q: "5")

    assert whole("4.8.4-score") is None


def test_the_gain_is_of_trainings_with_both_tests(programme, labour, leyla, noon):
    test = QuestionSet.objects.get(code="basic-test")
    choose_test(programme, test=test, by=leyla, at=noon)
    course = acts.plan_course(body=labour, programme=programme, starts_on=TODAY, by=leyla, at=noon)
    acts.record_attendance(course, [line(labour)], by=leyla, at=noon)

    def choice(right):
        return lambda n, q: next(c for c, _l in q.choices if q.is_right(c) == (n < right))

    _answer(course.sheets.get(occasion=Occasion.BEFORE), 5, choice(2))
    assert whole("4.7.1-gain") is None
    _answer(course.sheets.get(occasion=Occasion.AFTER), 5, choice(6))

    assert whole("4.7.1-gain") == 50


def test_what_was_frozen_stands_in_the_report_of_the_body_and_in_the_edition(
    held, labour, border, noon
):
    freeze(indicators()["4.2.11-trained"], SPRING, occasion="cycle 1", at=noon)

    [own] = [f for f in for_report("4.2.11", SPRING, labour) if f.is_whole]
    assert own.value == 7
    assert for_report("4.2.11", SPRING, border) == []
    labels = {f.label for f in for_edition("cycle 1")}
    assert {"Women", str(audience("labour_inspectors"))} <= labels


def test_no_measure_of_training_still_waits_for_its_numbers():
    waiting = {
        clause: [str(one) for one in to_come(kind_of("2020-2024", clause).indicators)]
        for clause in ("4.7.1", "4.7.2", "4.7.4", "4.7.6", "4.7.7", "4.8.4")
    }
    assert not any(waiting.values())


def test_numbers_lead_to_the_list_behind_them_for_who_may_open_it(client, kamran, leyla, held):
    days = {"first": "2024-01-01", "last": "2024-06-30"}
    address = reverse("evidence:indicator", args=["4.7.1-courses"])

    client.force_login(kamran)
    page = client.get(address, days).text
    assert "See what was counted" in page
    behind = f"{reverse('learning:courses')}?status=held&days_min=2024-01-01&days_max=2024-06-30"
    assert behind.replace("&", "&amp;") in page
    assert held.title in client.get(behind).text

    client.force_login(leyla)
    assert "See what was counted" not in client.get(address, days).text
    of_body = client.get(address, {**days, "body": held.body_id}).text
    assert "See what was counted" in of_body


def test_a_report_begins_with_the_numbers_of_its_body_and_shows_them_to_every_reader(
    client, held, leyla, kamran, labour, noon, work
):
    cycle = given.cycle(given.the_plan(), by=kamran, at=noon, year=2023)
    obligation = cycle.obligations.get(measure__clause="4.7.1", body=labour)
    Course.objects.filter(pk=held.pk).update(starts_on=date(2023, 5, 3), ends_on=date(2023, 5, 4))
    work()

    report = reporting.begin_report(obligation, by=leyla, at=noon)

    assert report.result.splitlines() == [
        "Training courses held: 1",
        "Persons trained, by body and sex: 7",
    ]
    client.force_login(leyla)
    page = client.get(reverse("reporting:obligation", args=[obligation.pk])).text
    assert "From the records of the body" in page
    assert "<strong>7</strong>" in page


def test_numbers_beside_reports_are_counted_anew_while_the_cycle_is_open(
    held, kamran, labour, noon, work
):
    cycle = given.cycle(given.the_plan(), by=kamran, at=noon, year=2023)
    obligation = cycle.obligations.get(measure__clause="4.7.1", body=labour)
    work()
    told: dict[str, Any] = {one.indicator: one.value for one in counted(obligation)}
    assert told == {}, "nothing was held by the body in that year"

    Course.objects.filter(pk=held.pk).update(starts_on=date(2023, 5, 3), ends_on=date(2023, 5, 4))
    reporting.count_anew(cycle, at=noon)
    work()

    told = {one.indicator: one.value for one in counted(obligation)}
    assert (told["4.7.1-courses"], told["4.7.1-trained"], told["4.7.1-gain"]) == (1, 7, None)
