"""Recommendations from Excel: all rows are stored or none, and each fault is said where it is."""

from datetime import date

import pytest
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.directory.models import Body
from dayaq.imports import actions
from dayaq.imports.states import Status
from dayaq.recommendations.models import Recommendation
from dayaq.recommendations.schemas import RECOMMENDATIONS
from tests.imports.workbooks import cells_of, workbook

TITLES = ("Document", "Paragraph", "Recommendation", "Measures", "Bodies concerned", "Next date")


@pytest.fixture
def send(report, kamran, noon, work):
    """Send a workbook as the coordinator does; what came of it."""

    def sent(*rows):
        content = workbook(*rows, titles=TITLES)
        found, _is_new = actions.send(
            RECOMMENDATIONS,
            body=Body.objects.get(code="mia"),
            content=content,
            name="tövsiyələr.xlsx",
            by=kamran,
            at=noon,
        )
        work()
        found.refresh_from_db()
        return found

    return sent


def test_each_row_becomes_a_paragraph_with_its_measures_and_bodies(send, report):
    text = "First words.\n=SECOND(words)"
    sent = send(
        [report.symbol, "94", text, "4.1.10; 4.4.5", "labour; Dövlət Sərhəd Xidməti", None],
        [report.title, "95 (a)", "ə" * 9_999, None, None, date(2025, 1, 2)],
    )

    assert (sent.status, sent.stored) == (Status.STORED, 2)
    first, second = Recommendation.objects.order_by("pk")
    assert (first.text, first.clauses) == (text, ["4.1.10", "4.4.5"])
    assert {body.code for body in first.bodies.all()} == {"labour", "border"}
    assert first.next_on == report.next_report_on
    assert second.next_on == date(2025, 1, 2)
    assert Entry.objects.filter(did="recommendation.imported").count() == 2


def test_faults_are_said_by_row_and_column_and_nothing_is_stored(send, recommendation, report):
    sent = send(
        [report.symbol, "1", "Sound.", None, None, None],
        ["Nobody's report", "2", "x", None, None, None],
        [report.symbol, "3", "x", "4.1.10; 9.9.9", None, None],
        [report.symbol, "1", "Twice.", None, None, None],
        [report.symbol, "5", "x", None, None, "never"],
        [report.symbol, "94", "Other words.", None, None, None],
    )

    assert (sent.status, sent.wrong) == (Status.RETURNED, 5)
    assert {(row, column) for row, column, _said in sent.faults} == {
        (3, "Document"),
        (4, "Measures"),
        (5, "Paragraph"),
        (6, "Next date"),
        (7, "Recommendation"),
    }
    assert Recommendation.objects.count() == 1
    assert len(cells_of(bytes(sent.file("remarks")))) == 7


def test_the_same_paragraphs_sent_again_are_stored_once(send, recommendation, report):
    known = [report.symbol, "94", recommendation.text, None, None, None]
    sent = send(known, [report.symbol, "95", "New.", None, None, None])

    assert (sent.status, sent.stored, sent.known) == (Status.STORED, 1, 1)
    assert Recommendation.objects.count() == 2


def test_only_the_coordinator_sends_recommendations(leyla, labour, kamran, client, noon):
    with pytest.raises(Denied):
        actions.send(
            RECOMMENDATIONS, body=labour, content=workbook(), name="a.xlsx", by=leyla, at=noon
        )
    page = reverse("imports:send", args=["recommendations"])
    client.force_login(leyla)
    assert page not in client.get(reverse("recommendations:recommendations")).content.decode()
    client.force_login(kamran)
    assert page in client.get(reverse("recommendations:recommendations")).content.decode()
