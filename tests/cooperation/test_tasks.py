"""Tasks: given by a meeting, done or given back, with a first deadline that stays to be seen."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.councils.actions import rounds
from dayaq.councils.actions import tasks as acts
from dayaq.councils.models import Task
from dayaq.councils.states import TaskStatus
from dayaq.notices.models import Notice


def told(person) -> list[str]:
    return list(Notice.objects.filter(to=person).order_by("pk").values_list("code", flat=True))


def test_each_body_named_gets_a_task_of_its_own(held, labour, border, leyla, kamran, noon):
    decision = acts.decide(
        held, text="Report.", bodies=[labour, border], due_on=date(2024, 3, 31), by=kamran, at=noon
    )

    assert {(t.body.code, t.due_on, t.first_due_on) for t in decision.tasks.all()} == {
        ("labour", date(2024, 3, 31), date(2024, 3, 31)),
        ("border", date(2024, 3, 31), date(2024, 3, 31)),
    }
    assert "councils.task_given" in told(leyla)


def test_a_task_needs_its_deadline(held, labour, kamran, noon):
    with pytest.raises(ValidationError, match="by when"):
        acts.decide(held, text="Report.", bodies=[labour], by=kamran, at=noon)


def test_the_body_says_what_was_done_and_the_secretary_takes_it_or_gives_it_back(
    task, leyla, kamran, noon
):
    day = noon.date()
    acts.report_task(task, result="A draft was sent.", done_on=day, by=leyla, at=noon)
    assert "councils.task_reported" in told(kamran)
    back = acts.return_task(task, why="Where is the letter?", by=kamran, at=noon)
    assert (back.status, back.done_on, back.result) == ("to_do", None, "A draft was sent.")
    assert told(leyla)[-1] == "councils.task_returned"

    acts.report_task(task, result="Letter 1-2.", done_on=day, by=leyla, at=noon)
    assert acts.accept_task(task, by=kamran, at=noon).status == TaskStatus.DONE


@pytest.mark.parametrize("who", ["orxan", "nigar", "kamran", "ombra"])
def test_only_drafters_of_the_body_say_that_it_is_done(task, who, noon, request):
    with pytest.raises(Denied):
        acts.report_task(
            task, result="Done", done_on=noon.date(), by=request.getfixturevalue(who), at=noon
        )


def test_more_time_keeps_the_first_deadline(task, leyla, kamran, noon):
    asked = acts.ask_for_time(task, until=date(2024, 4, 15), reason="Staff", by=leyla, at=noon)
    with pytest.raises(Denied, match="already"):
        acts.ask_for_time(task, until=date(2024, 4, 20), reason="More", by=leyla, at=noon)
    task.refresh_from_db()
    assert task.due_on == date(2024, 3, 31), "nothing moves before the answer"

    acts.answer_time(asked, is_granted=True, by=kamran, at=noon)

    task.refresh_from_db()
    assert (task.due_on, task.first_due_on) == (date(2024, 4, 15), date(2024, 3, 31))
    assert told(leyla)[-1] == "councils.time_answered"


def test_the_database_lets_no_deadline_come_before_the_first(task):
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(due_on=date(2024, 3, 1))


def test_overdue_tasks_are_noticed_once_by_the_body_and_after_two_weeks_by_its_head(
    task, leyla, nigar, head, noon
):
    due = noon + timedelta(days=23)
    rounds.turn(at=due - timedelta(days=2))
    assert told(leyla)[-1] == "councils.task_due"
    assert "councils.task_overdue" not in told(nigar)

    for days in (1, 2, 14, 15):
        rounds.turn(at=due + timedelta(days=days))
    assert told(nigar).count("councils.task_overdue") == 1
    assert told(head).count("councils.task_long_overdue") == 1


def test_a_decision_that_bodies_work_on_is_not_removed(task, leyla, kamran, noon):
    acts.report_task(task, result="Done", done_on=noon.date(), by=leyla, at=noon)
    with pytest.raises(Denied, match="worked on"):
        acts.remove_decision(task.decision, why="Mistake", by=kamran, at=noon)


def test_tasks_are_found_by_body_measure_and_delay(task, leyla, client):
    client.force_login(leyla)
    page = reverse("councils:tasks")

    def found(**asked: object) -> bool:
        return task.text in client.get(page, asked).content.decode()

    assert found(clause="4.1.10", status="to_do")
    assert found(clause="4.1.9"), "the Working Group is there for this measure"
    assert found(overdue="true"), "its day is long past"
    assert not found(clause="4.5.1")
