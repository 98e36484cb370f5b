"""What international bodies recommend: entered once, linked, answered once for several reports."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.cooperation.actions import recommendations as acts
from dayaq.cooperation.models import Recommendation
from dayaq.cooperation.states import Fulfilment


def test_a_recommendation_is_found_by_measure_body_and_words(recommendation, labour, client, leyla):
    client.force_login(leyla)
    address = reverse("cooperation:recommendations")

    def found(**asked: object) -> bool:
        return recommendation.text[:20] in client.get(address, asked).content.decode()

    assert found(clause="4.1.10", body=labour.pk, q="COMPENSATION")
    assert not found(clause="4.1.1")
    assert not found(q="shelter")


def test_a_paragraph_stands_once_in_its_document(recommendation, report, kamran, noon):
    with pytest.raises(ValidationError, match="stands here already"):
        acts.add_recommendation(report, paragraph="94", text="Again", by=kamran, at=noon)


def test_how_far_it_has_come_is_said_with_a_reason_and_only_along_its_life(
    recommendation, kamran, noon
):
    done = acts.move(
        recommendation, status=Fulfilment.DONE, why="Law of 1 March", by=kamran, at=noon
    )
    with pytest.raises(Denied, match="cannot come"):
        acts.move(done, status=Fulfilment.NOTED, why="No", by=kamran, at=noon)

    entry = Entry.objects.get(did="recommendation.moved")
    assert entry.details["why"] == "Law of 1 March"
    assert entry.details["after"] == {"status": "done"}


@pytest.mark.parametrize("who", ["leyla", "nigar", "ombra"])
def test_the_coordinator_alone_keeps_what_is_recommended(recommendation, who, noon, request):
    somebody = request.getfixturevalue(who)
    before = Entry.objects.count()

    with pytest.raises(Denied):
        acts.revise_recommendation(recommendation, text="Ours", by=somebody, at=noon)
    with pytest.raises(Denied):
        acts.move(recommendation, status=Fulfilment.DONE, why="x", by=somebody, at=noon)

    assert Entry.objects.count() == before


def test_what_is_due_is_what_is_open_and_has_its_date(recommendation, kamran, noon):
    assert recommendation in Recommendation.objects.due(by=date(2024, 4, 1))
    assert recommendation not in Recommendation.objects.due(by=date(2024, 3, 31))

    acts.move(recommendation, status=Fulfilment.DONE, why="Law", by=kamran, at=noon)

    assert recommendation not in Recommendation.objects.due(by=date(2024, 4, 1))


def test_a_recommendation_that_was_worked_on_is_not_removed(recommendation, kamran, noon):
    acts.move(recommendation, status=Fulfilment.UNDER_WAY, why="Begun", by=kamran, at=noon)

    with pytest.raises(Denied, match="has begun"):
        acts.remove_recommendation(recommendation, why="Mistake", by=kamran, at=noon)
