"""What waits in cooperation stands in My work; what was done stands on the page of the measure."""

from datetime import date

import pytest
from django.urls import reverse

from dayaq.councils.actions import tasks as deciding
from dayaq.proposals.actions import opinions as asking
from dayaq.recommendations.actions import replies as answering


@pytest.fixture
def home(client):
    def look(person) -> str:
        client.force_login(person)
        return str(client.get(reverse("portal:home")).content.decode())

    return look


def test_each_finds_in_my_work_what_waits_for_them(
    task, asked, recommendation, labour, leyla, nigar, orxan, elza, kamran, home, noon
):
    assert task.text in home(leyla)
    assert recommendation.text in home(leyla)
    assert asked.draft.proposal.title in home(orxan)
    assert asked.draft.proposal.title not in home(elza)
    assert "has not met in this period" in home(kamran), "the story is long past"

    asking.write_opinion(asked, stance="agreed", by=orxan, at=noon)
    assert asked.draft.proposal.title in home(elza)
    assert asked.draft.proposal.title not in home(orxan)

    reply = answering.begin_reply(
        body=labour, text="Thirty days.", as_of=noon.date(), recommendations=[recommendation],
        by=leyla, at=noon,
    )  # fmt: skip
    answering.send_reply(reply, by=leyla, at=noon)
    assert "Thirty days." in home(nigar)

    deciding.ask_for_time(task, until=date(2024, 5, 1), reason="Staff", by=leyla, at=noon)
    assert "Staff" in home(kamran)
    deciding.report_task(task, result="Sent.", done_on=noon.date(), by=leyla, at=noon)
    assert task.text in home(kamran)
    assert task.text not in home(leyla)


@pytest.mark.parametrize("who", ["leyla", "nigar", "kamran"])
def test_my_work_asks_little_of_the_database(
    task, asked, recommendation, who, client, request, django_assert_max_num_queries
):
    client.force_login(request.getfixturevalue(who))
    client.get(reverse("portal:home"))
    with django_assert_max_num_queries(16):
        client.get(reverse("portal:home"))


def test_the_page_of_a_measure_shows_its_proposals_tasks_and_recommendations(
    task, proposal, recommendation, leyla, orxan, client
):
    client.force_login(leyla)
    page = client.get(reverse("portal:clause", args=["4.1.10"])).content.decode()
    assert task.text in page
    assert recommendation.text in page
    assert str(proposal) in client.get(reverse("portal:clause", args=["4.1.5"])).content.decode()

    client.force_login(orxan)
    assert (
        str(proposal) not in client.get(reverse("portal:clause", args=["4.1.5"])).content.decode()
    )


def test_the_page_of_a_measure_asks_little_of_the_database(
    task, proposal, recommendation, leyla, client, django_assert_max_num_queries
):
    client.force_login(leyla)
    page = reverse("portal:clause", args=["4.1.10"])
    client.get(page)
    with django_assert_max_num_queries(16):
        client.get(page)
