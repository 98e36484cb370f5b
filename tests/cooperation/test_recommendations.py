"""What international bodies recommend: entered once, linked, answered once for several reports."""

import html
import io
import re
from datetime import date

import docx
import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.recommendations.actions import recommendations as acts
from dayaq.recommendations.actions import replies as answering
from dayaq.recommendations.models import Recommendation, Reply
from dayaq.recommendations.models.replies import with_answers
from dayaq.recommendations.states import Fulfilment
from tests.cooperation.conftest import issuer


def test_a_recommendation_is_found_by_measure_body_and_words(recommendation, labour, client, leyla):
    client.force_login(leyla)
    address = reverse("recommendations:recommendations")

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


# --- answers ---------------------------------------------------------------------------------------


@pytest.fixture
def second(kamran, labour, noon):
    """Another body's report, which recommends the same."""
    document = acts.add_document(
        issuer=issuer("cedaw"), title="Observations", published_on=date(2022, 7, 12),
        by=kamran, at=noon,
    )  # fmt: skip
    return acts.add_recommendation(
        document, paragraph="23 (b)", text="Ensure redress.", bodies=[labour], by=kamran, at=noon
    )


@pytest.fixture
def reply(recommendation, second, labour, leyla, noon):
    """The labour ministry's one answer to both."""
    return answering.begin_reply(
        body=labour,
        text="The fund pays within 30 days.",
        as_of=date(2024, 3, 1),
        recommendations=[recommendation, second],
        by=leyla,
        at=noon,
    )


def test_one_answer_serves_several_reports_once_it_is_approved(
    reply, recommendation, second, leyla, nigar, noon
):
    def stands(one) -> list[str]:
        [found] = with_answers(Recommendation.objects.filter(pk=one.pk))
        return [answer.text for answer in found.answers]  # type: ignore[attr-defined]

    answering.send_reply(reply, by=leyla, at=noon)
    assert stands(recommendation) == []

    answering.approve_reply(reply, by=nigar, at=noon)
    assert stands(recommendation) == stands(second) == ["The fund pays within 30 days."]


def test_an_answer_is_approved_by_an_approver_of_its_body_and_then_stays(
    reply, leyla, elza, kamran, nigar, noon
):
    answering.send_reply(reply, by=leyla, at=noon)
    for somebody in (leyla, elza, kamran):
        with pytest.raises(Denied):
            answering.approve_reply(reply, by=somebody, at=noon)
    back = answering.return_reply(reply, comment="Name the law.", by=nigar, at=noon)
    assert (back.status, back.comment) == ("draft", "Name the law.")
    answering.send_reply(reply, by=leyla, at=noon)
    answering.approve_reply(reply, by=nigar, at=noon)

    with pytest.raises(Denied):
        answering.revise_reply(reply, text="Other words", by=leyla, at=noon)
    assert answering.replace_reply(reply, by=leyla, at=noon).status == "outdated"


def test_an_answer_that_is_being_written_is_read_by_its_body_alone(reply, leyla, orxan, kamran):
    assert reply in Reply.objects.visible_to(leyla)
    assert reply in Reply.objects.visible_to(kamran)
    assert reply not in Reply.objects.visible_to(orxan)


def test_an_answer_answers_something(labour, leyla, noon):
    with pytest.raises(ValidationError, match="at least one"):
        answering.begin_reply(
            body=labour, text="Hm.", as_of=noon.date(), recommendations=[], by=leyla, at=noon
        )


def test_the_ready_tables_of_a_document_hold_text_and_answer(
    reply, recommendation, leyla, nigar, client, noon
):
    answering.send_reply(reply, by=leyla, at=noon)
    answering.approve_reply(reply, by=nigar, at=noon)
    client.force_login(leyla)
    page = client.get(reverse("recommendations:document", args=[recommendation.document_id]))
    [excel] = re.findall(r'href="([^"]*export=xlsx)"', page.content.decode())

    sheet = openpyxl.load_workbook(io.BytesIO(client.get(html.unescape(excel)).content)).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(rows) == 2, "the other document's paragraph is not in this table"
    assert recommendation.text in rows[1]
    assert any("The fund pays" in str(cell) for cell in rows[1])

    word = client.get(reverse("recommendations:answers", args=[recommendation.document_id])).content
    told = "".join(docx.Document(io.BytesIO(word)).element.body.itertext())
    assert recommendation.text in told
    assert "The fund pays within 30 days." in told


def test_lists_of_recommendations_ask_little_of_the_database(
    reply, recommendation, leyla, kamran, client, django_assert_max_num_queries
):
    pages = [
        reverse("recommendations:recommendations"),
        reverse("recommendations:documents"),
        reverse("recommendations:replies"),
        reverse("recommendations:recommendation", args=[recommendation.pk]),
        reverse("recommendations:document", args=[recommendation.document_id]),
        reverse("recommendations:reply", args=[reply.pk]),
    ]
    for reader in (leyla, kamran):
        client.force_login(reader)
        client.get(pages[0])
        for page in pages:
            with django_assert_max_num_queries(12):
                assert client.get(page).status_code == 200, page
