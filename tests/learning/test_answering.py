"""Questionnaires: anybody answers, nobody learns who said what, nothing is lost."""

import threading
import uuid
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Role
from dayaq.audit.models import Entry
from dayaq.directory.models import Body
from dayaq.evaluation.actions import rounds
from dayaq.evaluation.actions import sheets as acts
from dayaq.evaluation.actions.tests import choose_test
from dayaq.evaluation.models import Answer, QuestionSet, Receipt, Sheet
from dayaq.evaluation.models.results import results_of
from dayaq.evaluation.states import Asked, Occasion, SheetStatus
from dayaq.kernel.periods import months_after
from dayaq.learning.actions import rounds as reminding
from dayaq.learning.actions import training
from dayaq.notices.models import Notice
from tests import given
from tests.learning.conftest import audience, line, topic

TODAY = date(2024, 3, 8)


@pytest.fixture
def sheet(held):
    return held.sheets.get(occasion=Occasion.PARTICIPANTS)


def filled(sheet, *, scale="4", words="", key=None):
    """A questionnaire as a phone sends it."""
    data = {"key": str(key or uuid.uuid4())}
    for question in sheet.questions.questions.all():
        if question.asked == Asked.SCALE:
            data[f"q{question.pk}"] = scale
        elif question.asked == Asked.WORDS:
            data[f"q{question.pk}"] = words
        else:
            data[f"q{question.pk}"] = "a"
    return data


@pytest.fixture
def today(monkeypatch):
    """The door's own clock stands at the day of the training."""
    from django.utils import timezone

    moment = timezone.now().replace(year=2024, month=3, day=8)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_a_training_comes_with_a_questionnaire_for_each_occasion(held):
    known = {sheet.occasion: sheet for sheet in held.sheets.all()}

    assert set(known) == {"participants", "organiser", "follow_up"}
    assert known["participants"].status == SheetStatus.OPEN
    assert known["follow_up"].status == SheetStatus.WAITING
    assert known["follow_up"].opens_on == date(2024, 6, 8)
    assert known["follow_up"].closes_on == date(2024, 9, 8)


def test_a_programme_with_a_test_asks_it_before_and_after(programme, course, leyla, noon):
    test = QuestionSet.objects.get(code="basic-test")
    choose_test(programme, test=test, by=leyla, at=noon)

    again = training.revise_course(
        course, programme=programme, starts_on=date(2024, 4, 2), by=leyla, at=noon
    )

    days = dict(again.sheets.values_list("occasion", "opens_on"))
    assert days["before"] == days["after"] == date(2024, 4, 2)


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2024, 3, 8), 3, date(2024, 6, 8)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 10, 31), 3, date(2025, 1, 31)),
    ],
)
def test_some_months_later_is_the_same_day_or_the_last_that_there_is(day, count, then):
    assert months_after(day, count) == then


def test_a_person_without_an_account_answers_on_a_phone(client, sheet, today):
    address = reverse("evaluation:door", args=[sheet.door])

    page = client.get(address)
    answer = client.post(address, filled(sheet, words="Çox faydalı 🙏"))

    assert page.status_code == 200
    assert not page.cookies
    assert not answer.cookies
    assert answer.url == reverse("evaluation:thanks", args=[sheet.door]) + "?lang=en"
    assert "received" in client.get(answer.url).text
    assert Receipt.objects.filter(sheet=sheet).count() == 1
    assert Counter(sheet.answers.values_list("choice", flat=True)) == {"4": 7, "": 2}


@pytest.mark.parametrize(
    ("language", "said"), [("az", "Cavablar anonimdir"), ("en", "anonymous"), ("ru", "анонимны")]
)
def test_the_questions_are_asked_in_three_languages(client, sheet, today, language, said):
    page = client.get(reverse("evaluation:door", args=[sheet.door]), {"lang": language}).text

    assert said in page
    assert f'<html lang="{language}">' in page


def test_a_question_left_out_is_named_and_nothing_typed_is_lost(client, sheet, today):
    data = filled(sheet, words="What I wrote")
    first = next(iter(sheet.questions.questions.all()))
    del data[f"q{first.pk}"]

    answer = client.post(reverse("evaluation:door", args=[sheet.door]), data)

    assert answer.status_code == 422
    assert "Please choose an answer" in answer.text
    assert "What I wrote" in answer.text
    assert not Receipt.objects.exists()


def test_a_phone_that_sends_twice_is_counted_once(client, sheet, today):
    data = filled(sheet)
    for _time in range(2):
        assert client.post(reverse("evaluation:door", args=[sheet.door]), data).status_code == 302

    assert Receipt.objects.filter(sheet=sheet).count() == 1
    assert sheet.answers.count() == 7


def test_nothing_that_is_kept_tells_who_or_when_or_what_went_together(client, leyla, sheet, today):
    """Even a person who is signed in leaves no trace, in no table."""
    client.force_login(leyla)
    before = Entry.objects.count()

    client.post(reverse("evaluation:door", args=[sheet.door]), filled(sheet, words="A remark"))

    assert Entry.objects.count() == before
    for model in (Answer, Receipt):
        columns = {field.name: field.get_internal_type() for field in model._meta.concrete_fields}
        assert not {"DateTimeField", "DateField"} & set(columns.values())
        assert columns["id"] == "UUIDField"
    assert not {"receipt", "user", "slip", "position"} & {f.name for f in Answer._meta.fields}


def test_once_closed_even_the_place_of_a_row_tells_nothing(sheet, noon, leyla):
    for number in range(6):
        asked = {
            q: ["5" if number else "1"] if q.asked == Asked.SCALE else [f"remark {number}"]
            for q in sheet.questions.questions.all()
        }
        acts.answer(sheet, asked, key=uuid.uuid4(), today=TODAY)
    before = results_of(Sheet.objects.with_results().get(pk=sheet.pk), fewest=5)

    closed = acts.close_sheet(sheet, by=leyla, at=noon)
    after = results_of(Sheet.objects.with_results().get(pk=sheet.pk), fewest=5)

    assert closed.status == SheetStatus.CLOSED
    assert Receipt.objects.filter(sheet=sheet).count() == 1
    assert sheet.answers.exclude(choice="").count() == 7 * 2
    assert (after.people, after.score) == (before.people, before.score)
    assert [f.bars for f in after.found] == [f.bars for f in before.found]
    assert {w for f in after.found for w in f.remarks} == {f"remark {n}" for n in range(6)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT xmin::text) FROM evaluation_answer WHERE sheet_id = %s",
            [sheet.pk],
        )
        assert cursor.fetchone() == (1,)


def test_a_closed_questionnaire_says_so_and_takes_nothing(client, sheet, leyla, noon, today):
    acts.close_sheet(sheet, by=leyla, at=noon)
    address = reverse("evaluation:door", args=[sheet.door])

    page = client.get(address)
    late = client.post(address, filled(sheet))

    assert (page.status_code, late.status_code) == (410, 410)
    assert "closed" in page.text
    assert not sheet.answers.exists()


def test_with_slips_each_answers_once(sheet, leyla, noon):
    first, second = acts.issue_slips(sheet, count=2, by=leyla, at=noon)
    sheet.refresh_from_db()
    asked = {q: ["3"] for q in sheet.questions.questions.all() if q.asked == Asked.SCALE}

    acts.answer(sheet, asked, key=uuid.uuid4(), slip=first.upper(), today=TODAY)
    for slip in (first, "", "guessed"):
        with pytest.raises(ValidationError, match="used already"):
            acts.answer(sheet, asked, key=uuid.uuid4(), slip=slip, today=TODAY)

    assert sheet.slips.count() == 1
    assert Receipt.objects.filter(sheet=sheet).count() == 1
    assert not any(second in str(row) for row in sheet.slips.values())


def test_papers_are_keyed_in_as_counts(client, leyla, sheet, today):
    client.force_login(leyla)
    data: dict[str, object] = {"people": 30}
    for question in sheet.questions.questions.all():
        if question.asked == Asked.SCALE:
            data |= {f"q{question.pk}-5": 20, f"q{question.pk}-4": 10}
        else:
            data[f"q{question.pk}"] = "Yaxşı idi\n\nDaha çox misal"

    answer = client.post(reverse("evaluation:key_in", args=[sheet.pk]), data)

    assert answer.url == reverse("evaluation:results", args=[sheet.course_id]) + "#participants"
    page = client.get(answer.url).text
    assert "4.67" in page
    assert "Daha çox misal" in page
    found = results_of(Sheet.objects.with_results().get(pk=sheet.pk), fewest=5)
    assert found.people == 30
    assert [bar.number for bar in found.found[0].bars] == [0, 0, 0, 10, 20]


def test_more_answers_than_papers_are_refused_at_their_question(client, leyla, sheet, today):
    client.force_login(leyla)
    first = sheet.questions.questions.all()[0]

    answer = client.post(
        reverse("evaluation:key_in", args=[sheet.pk]),
        {"people": 3, f"q{first.pk}-5": 2, f"q{first.pk}-4": 2},
    )

    assert answer.status_code == 422
    assert "4 answers are more than 3 papers" in answer.text


def test_below_five_answers_only_their_number_is_told(client, leyla, sheet, today):
    for _person in range(4):
        client.post(reverse("evaluation:door", args=[sheet.door]), filled(sheet, words="secret"))
    client.force_login(leyla)
    address = reverse("evaluation:results", args=[sheet.course_id])

    few = client.get(address).text
    client.post(reverse("evaluation:door", args=[sheet.door]), filled(sheet))
    enough = client.get(address).text

    assert "secret" not in few
    assert "From 5 answers on" in few
    assert "secret" in enough


def test_tests_before_and_after_give_the_gain(client, programme, leyla, labour, noon):
    test = QuestionSet.objects.get(code="basic-test")
    choose_test(programme, test=test, by=leyla, at=noon)
    course = training.plan_course(
        body=labour, programme=programme, starts_on=TODAY, by=leyla, at=noon
    )
    asked = list(test.questions.all())
    right = {q: next(c for c, _l in q.choices if q.is_right(c)) for q in asked}
    wrong = {q: next(c for c, _l in q.choices if not q.is_right(c)) for q in asked}
    for occasion, good in ((Occasion.BEFORE, 2), (Occasion.AFTER, 6)):
        sheet = course.sheets.get(occasion=occasion)
        for _person in range(5):
            told = {q: [right[q] if n < good else wrong[q]] for n, q in enumerate(asked)}
            acts.answer(sheet, told, key=uuid.uuid4(), today=TODAY)
    client.force_login(leyla)

    page = client.get(reverse("evaluation:results", args=[course.pk])).text

    assert "25 % → 75 %" in page
    assert "gain 50 points" in page


def test_a_training_nobody_judged_says_so_in_the_comparison(client, leyla, held, sheet, today):
    client.force_login(leyla)
    listed = reverse("evaluation:evaluations")

    assert "Without evaluation" in client.get(listed).text
    for _person in range(5):
        client.post(reverse("evaluation:door", args=[sheet.door]), filled(sheet))

    file = {"export": "csv"}
    assert "Without evaluation" not in client.get(listed, file).text
    assert held.title not in client.get(listed, {"judged": "none", **file}).text
    assert "4.00" in client.get(listed, {"judged": "participants"}).text


@pytest.mark.parametrize("who", ["orxan", "nigar", "kamran", "ombra"])
def test_nobody_but_the_keeping_body_opens_closes_or_keys_in(sheet, who, noon, request):
    somebody = request.getfixturevalue(who)
    follow_up = sheet.course.sheets.get(occasion=Occasion.FOLLOW_UP)

    with pytest.raises(Denied):
        acts.close_sheet(sheet, by=somebody, at=noon)
    with pytest.raises(Denied):
        acts.open_sheet(follow_up, by=somebody, at=noon)
    with pytest.raises(Denied):
        acts.key_in(sheet, people=1, counts={}, remarks={}, by=somebody, at=noon)


def test_after_three_months_the_bodies_hear_of_the_follow_up_and_after_six_it_closes(
    held, leyla, border, noon
):
    training.record_attendance(held, [line(held.body), line(border)], by=leyla, at=noon)
    orxan = given.person("orxan", at=border, role=Role.DRAFTER)
    follow_up = held.sheets.get(occasion=Occasion.FOLLOW_UP)

    rounds.turn(at=noon + timedelta(days=91))
    assert not Notice.objects.filter(code="evaluation.follow_up").exists()
    for _again in range(2):
        rounds.turn(at=noon + timedelta(days=92))

    follow_up.refresh_from_db()
    assert follow_up.status == SheetStatus.OPEN
    told = Notice.objects.filter(code="evaluation.follow_up")
    assert {notice.to for notice in told} == {leyla, orxan}
    assert {notice.url for notice in told} == {reverse("evaluation:door", args=[follow_up.door])}
    assert held.title not in "".join(notice.text for notice in told)

    rounds.turn(at=noon + timedelta(days=185))
    follow_up.refresh_from_db()
    assert follow_up.status == SheetStatus.CLOSED


def test_a_body_is_reminded_once_of_a_training_without_people_and_without_answers(
    course, held, leyla, labour, programme, noon
):
    silent = training.plan_course(
        body=labour, programme=programme, starts_on=TODAY, by=leyla, at=noon
    )

    for day in (5, 6, 25, 26):
        reminding.turn(at=noon + timedelta(days=day))
        rounds.turn(at=noon + timedelta(days=day))

    told = Notice.objects.filter(to=leyla).values_list("code", "url")
    assert Counter(told) == {
        ("learning.attendance_missing", reverse("learning:course", args=[silent.pk])): 1,
        ("evaluation.evaluation_missing", reverse("learning:course", args=[silent.pk])): 1,
        ("evaluation.evaluation_missing", reverse("learning:course", args=[held.pk])): 1,
    }


def test_many_answer_at_once_and_none_is_lost(lasting, today):
    """Sixteen phones at the same moment, each sending some of its answers twice."""

    labour = Body.objects.get(code="labour")
    leyla = given.person("leyla", at=labour, role=Role.DRAFTER)
    at = datetime(2024, 3, 8, 9, tzinfo=UTC)
    programme = training.add_programme(
        body=labour,
        title="P",
        topics=[topic("gender")],
        audiences=[audience("police")],
        by=leyla,
        at=at,
    )
    course = training.plan_course(
        body=labour, programme=programme, starts_on=TODAY, by=leyla, at=at
    )
    sheet = course.sheets.get(occasion=Occasion.PARTICIPANTS)
    address = reverse("evaluation:door", args=[sheet.door])
    refused = []

    place = connections["default"].settings_dict

    def phone():
        connections["default"] = connections.create_connection("default")
        connections["default"].settings_dict = {**place}
        for _person in range(5):
            data = filled(sheet)
            for _time in range(2):
                answer = Client().post(address, data)
                if answer.status_code != 302:
                    refused.append(answer.status_code)
        connections.close_all()

    phones = [threading.Thread(target=phone) for _number in range(16)]
    for one in phones:
        one.start()
    for one in phones:
        one.join()

    assert refused == []
    counted: Any = Sheet.objects.with_results().get(pk=sheet.pk)
    assert counted.people == 80
    assert sheet.answers.count() == 80 * 7
