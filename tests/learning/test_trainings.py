"""Programmes and trainings: what the plan requires, who came, who keeps the register."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.learning.actions import training as acts
from dayaq.learning.models import Course, Programme, required_topics
from dayaq.learning.states import CourseStatus
from tests.learning.conftest import audience, line, topic


def test_a_programme_says_which_topics_of_the_plan_it_lacks(programme, noon):
    missing = programme.missing(required_topics(on=noon.date()))

    assert {(t.code, t.broader.code) for t in missing} == {
        ("other_exploitation", "4.7.2"),
        ("child_aspects", "4.7.2"),
        ("online_sexual_exploitation", "4.7.2"),
        ("compensation", "4.7.4"),
    }


def test_a_change_of_topics_stands_in_the_history_before_and_after(programme, leyla, noon):
    acts.revise_programme(
        programme,
        title=programme.title,
        topics=[topic("compensation")],
        by=leyla,
        at=noon,
    )

    entry = Entry.objects.filter(did="programme.revised").get()
    assert "compensation" in entry.details["after"]["topics"]
    assert "gender" in entry.details["before"]["topics"]


@pytest.mark.parametrize("who", ["orxan", "nigar", "ombra", "kamran"])
def test_nobody_but_drafters_of_the_body_keeps_its_register(programme, course, who, noon, request):
    somebody = request.getfixturevalue(who)
    before = Entry.objects.count()

    with pytest.raises(Denied):
        acts.revise_programme(programme, title="Ours now", by=somebody, at=noon)
    with pytest.raises(Denied):
        acts.record_attendance(course, [line(course.body)], by=somebody, at=noon)

    assert Entry.objects.count() == before


def test_a_body_sees_its_own_trainings_and_those_it_holds_with_others(
    course, leyla, nigar, orxan, kamran, ombra, border, noon
):
    for reader in (leyla, nigar, kamran, ombra):
        assert course in Course.objects.visible_to(reader)
    assert course not in Course.objects.visible_to(orxan)

    acts.revise_course(
        course,
        programme=course.programme,
        starts_on=course.starts_on,
        partners=[border],
        by=leyla,
        at=noon,
    )

    assert course in Course.objects.visible_to(orxan)


def test_who_came_makes_a_training_held_and_its_numbers_add_up(held):
    assert held.status == CourseStatus.HELD
    assert held.attended == 9
    assert Entry.objects.filter(did="attendance.recorded").count() == 1


def test_lines_that_are_recorded_again_replace_the_earlier_ones(held, labour, leyla, noon):
    acts.record_attendance(held, [line(labour, women=1, men=0)], by=leyla, at=noon)

    held.refresh_from_db()
    assert held.attended == 1
    assert held.attendance.count() == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "at least one line"),
        ([line_ := {"women": 0, "men": 0}], "at least one"),
        ([{"body": None, "unit": ""}], "Choose the body"),
        ([{}, {}], "recorded already"),
    ],
    ids=["none", "nobody", "from nowhere", "twice"],
)
def test_lines_that_are_not_sound_are_refused_in_a_sentence(
    course, labour, leyla, noon, lines, said
):
    with pytest.raises(ValidationError, match=said):
        acts.record_attendance(course, [line(labour) | one for one in lines], by=leyla, at=noon)

    course.refresh_from_db()
    assert course.status == CourseStatus.PLANNED
    assert course.attendance.count() == 0


def test_who_came_is_not_known_before_the_first_day(course, labour, leyla, noon):
    with pytest.raises(Denied, match="not begun"):
        acts.record_attendance(course, [line(labour)], by=leyla, at=noon - timedelta(days=3))


def test_what_was_recorded_by_mistake_is_taken_back_with_a_reason(held, leyla, noon):
    back = acts.take_back_attendance(held, why="Another training", by=leyla, at=noon)

    assert (back.status, back.attended) == (CourseStatus.PLANNED, None)
    assert back.attendance.count() == 2
    assert Entry.objects.get(did="attendance.taken_back").details["why"] == "Another training"


def test_a_cancelled_training_can_be_planned_again(course, leyla, noon, labour):
    gone = acts.cancel_course(course, why="Nobody could come", by=leyla, at=noon)
    with pytest.raises(Denied, match="Plan it again first"):
        acts.record_attendance(gone, [line(labour)], by=leyla, at=noon)

    again = acts.plan_again(gone, why="New dates", by=leyla, at=noon)

    assert again.status == CourseStatus.PLANNED


def test_a_training_that_was_held_is_not_cancelled(held, leyla, noon):
    with pytest.raises(Denied, match="was held"):
        acts.cancel_course(held, why="?", by=leyla, at=noon)


def test_a_session_lies_on_a_day_of_its_training_and_ends_after_it_begins(course, leyla, noon):
    times = {"begins": "09:00", "ends": "11:00", "subject": "Introduction"}
    session = acts.add_session(course, on=date(2024, 3, 7), **times, by=leyla, at=noon)

    with pytest.raises(ValidationError, match="not a day of the training"):
        acts.add_session(course, on=date(2024, 3, 20), **times, by=leyla, at=noon)
    with pytest.raises(ValidationError, match="ends after it begins"):
        acts.revise_session(
            session, on=date(2024, 3, 7), **{**times, "ends": "08:00"}, by=leyla, at=noon
        )
    acts.remove_session(session, why="No room", by=leyla, at=noon)

    assert course.sessions.count() == 0
    assert Entry.objects.get(did="session.removed").details["before"]["subject"] == "Introduction"


def test_the_database_knows_no_held_training_without_numbers(course):
    with pytest.raises(IntegrityError, match="held_trainings_say_how_many_came"):
        Course.objects.filter(pk=course.pk).update(status=CourseStatus.HELD)


# --- pages ----------------------------------------------------------------------------------------


def test_a_drafter_goes_from_a_programme_to_a_training_with_its_people(client, leyla, labour, db):
    client.force_login(leyla)
    answer = client.post(
        reverse("learning:add_programme"),
        {
            "title": "Yeni proqram",
            "topics": [topic("gender").pk],
            "audiences": [audience("labour_inspectors").pk],
        },
    )
    programme = Programme.objects.get()
    assert answer.url == reverse("learning:programme", args=[programme.pk])
    assert programme.body == labour

    page = client.get(answer.url).text
    assert "The plan requires these topics too" in page
    assert f"?programme={programme.pk}" in page

    planned = client.post(
        reverse("learning:plan_course"),
        {
            "programme": programme.pk,
            "starts_on": "2024-03-07",
            "form": "in_person",
            "language": "az",
        },
    )
    course = Course.objects.get()
    assert planned.url == reverse("learning:course", args=[course.pk])
    assert (course.title, course.ends_on) == ("Yeni proqram", date(2024, 3, 7))

    saved = client.post(
        reverse("learning:attendance", args=[course.pk]),
        _lines(
            [
                {
                    "body": labour.pk,
                    "audience": audience("labour_inspectors").pk,
                    "women": 18,
                    "men": 12,
                }
            ]
        ),
    )
    assert saved.status_code == 302
    page = client.get(planned.url).text
    assert "30" in page
    assert "Issue certificates" in page


def _lines(lines, total=4):
    data = {"line-TOTAL_FORMS": total, "line-INITIAL_FORMS": 0}
    for number, one in enumerate(lines):
        data |= {f"line-{number}-{name}": value for name, value in one.items()}
    return data


def test_a_wrong_line_is_said_at_its_field_and_nothing_typed_is_lost(client, leyla, course, labour):
    client.force_login(leyla)

    answer = client.post(
        reverse("learning:attendance", args=[course.pk]),
        _lines(
            [
                {"body": labour.pk, "audience": audience("police").pk, "women": "7"},
                {"unit": "Hotel “Dəniz” 🏨", "audience": audience("tourism").pk, "women": "-2"},
            ]
        ),
    )

    assert answer.status_code == 422
    assert "Hotel “Dəniz” 🏨" in answer.text
    assert "greater than or equal to 0" in answer.text
    assert course.attendance.count() == 0


@pytest.mark.parametrize("who", ["orxan"])
def test_anothers_training_and_a_missing_one_are_the_same_answer(client, course, who, request):
    client.force_login(request.getfixturevalue(who))

    for pk in (course.pk, 999_999):
        for name in ("course", "attendance", "certificates", "revise_course"):
            assert client.get(reverse(f"learning:{name}", args=[pk])).status_code == 404


def test_oversight_reads_and_is_told_why_it_changes_nothing(client, ombra, held):
    client.force_login(ombra)

    page = client.get(reverse("learning:course", args=[held.pk])).text

    assert "You can read it" in page
    assert client.get(reverse("learning:attendance", args=[held.pk])).status_code == 403


def test_a_title_of_ten_thousand_letters_is_refused_in_a_sentence(client, leyla, programme):
    client.force_login(leyla)

    answer = client.post(
        reverse("learning:plan_course"),
        {"programme": programme.pk, "starts_on": "2024-03-07", "title": "Ə" * 10_000},
    )

    assert answer.status_code == 422
    assert "at most 300 characters" in answer.text


def test_text_from_right_to_left_and_signs_are_kept_as_they_are(course, leyla, noon):
    title = "مكافحة الاتجار بالبشر 🤝"

    kept = acts.revise_course(
        course,
        programme=course.programme,
        starts_on=course.starts_on,
        title=title,
        by=leyla,
        at=noon,
    )

    assert Course.objects.get(pk=kept.pk).title == title


def test_trainings_are_found_in_any_spelling_and_exported_without_formulas(
    client, leyla, course, noon
):
    acts.revise_course(
        course,
        programme=course.programme,
        starts_on=course.starts_on,
        title="=İŞÇİ hüquqları",
        by=leyla,
        at=noon,
    )
    client.force_login(leyla)

    page = client.get(reverse("learning:courses"), {"q": "isci HUQUQ"}).text
    file = client.get(reverse("learning:courses"), {"q": "işçi", "export": "csv"}).content.decode()

    assert "=İŞÇİ hüquqları" in page
    assert "'=İŞÇİ hüquqları" in file


def test_lists_and_pages_ask_little_of_the_database(
    client, leyla, kamran, held, django_assert_max_num_queries
):
    for reader, name in product((leyla, kamran), ("courses", "programmes", "trainers")):
        client.force_login(reader)
        address = reverse(f"learning:{name}")
        client.get(address)  # the first page of a session also begins it
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
