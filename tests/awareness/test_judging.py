"""How campaigns are judged: audiences answer on their phones, and the score comes from that alone (4.2.3, 4.8.4)."""

import uuid

import pytest
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.awareness.models import Campaign
from dayaq.evaluation.actions import sheets as acts
from dayaq.evaluation.models import Sheet
from dayaq.evaluation.states import Asked
from tests.awareness.conftest import DAY, code
from tests.awareness.test_awareness import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(campaign, leyla, noon):
    return acts.ask_audience(campaign, by=leyla, at=noon)


def answered(sheet: Sheet, points: str) -> None:
    """Each of them gives the same points to every question."""
    for number in points:
        asked = {
            q: [number] if q.asked == Asked.SCALE else [f"said {number}"]
            for q in sheet.questions.questions.all()
        }
        acts.answer(sheet, asked, key=uuid.uuid4(), today=DAY)


def test_the_audience_is_asked_by_a_link_and_its_answers_are_read_on_one_page(
    client, campaign, leyla
):
    client.force_login(leyla)
    page = reverse("awareness:campaign", args=[campaign.pk])
    assert "Without evaluation" in client.get(page).text
    asked = client.post(reverse("evaluation:ask_audience", args=[campaign.pk]), follow=True)
    sheet = campaign.sheets.get()
    door = reverse("evaluation:door", args=[sheet.door])
    assert door in asked.text
    assert "<svg" in asked.text

    client.logout()
    questions = list(sheet.questions.questions.all())
    for number in range(6):
        said = {
            f"q{q.pk}": ("5" if number else "1") if q.asked == Asked.SCALE else f"remark {number}"
            for q in questions
        }
        assert client.post(door, {**said, "key": uuid.uuid4()}).status_code == 302
    client.force_login(leyla)

    results = client.get(reverse("evaluation:campaign_results", args=[campaign.pk])).text
    assert "4.33" in results
    assert "remark 3" in results
    assert "4.33" in client.get(reverse("evaluation:campaigns")).text
    assert (
        "By the audience" in client.get(reverse("evaluation:campaigns") + "?judged=audience").text
    )


def test_the_score_is_counted_from_the_answers_once_enough_have_answered(sheet, campaign):
    answered(sheet, "5432")
    assert told("4.2.3-score")["", ""] is None

    answered(sheet, "55")

    assert told("4.2.3-score")["", ""] == 4
    assert told("4.2.3-score")["body", "labour"] == 4
    assert told("4.8.4-campaigns")["", ""] == 0, "the organisers have not said what they think"
    Campaign.objects.filter(pk=campaign.pk).update(organisers_view="Yaxşı keçdi")
    assert told("4.8.4-campaigns")["", ""] == 100


def test_asked_twice_is_asked_once_and_only_by_the_body_that_keeps_it(
    sheet, campaign, leyla, kamran, noon
):
    assert acts.ask_audience(campaign, by=leyla, at=noon) == sheet
    with pytest.raises(Denied):
        acts.ask_audience(campaign, by=kamran, at=noon)


def test_what_somebody_outside_found_says_whose_study_it_was_and_never_counts_as_our_score(
    client, campaign, leyla
):
    client.force_login(leyla)
    address = reverse("awareness:revise_campaign", args=[campaign.pk])
    said = {
        "title": campaign.title, "starts_on": DAY, "ends_on": DAY, "items": 3, "cost": "0",
        "media": [code("awareness-medium", "clip").pk], "languages": [code("language", "az").pk],
        "study_score": "4.5", "study_people": "120", "organisers_view": "Yaxşı",
    }  # fmt: skip

    assert "whose study it was" in client.post(address, said).text
    assert client.post(address, {**said, "study": "Sorğu Mərkəzi, 2024"}).status_code == 302

    results = client.get(reverse("evaluation:campaign_results", args=[campaign.pk])).text
    assert "Sorğu Mərkəzi, 2024" in results
    assert told("4.2.3-score")["", ""] is None
    assert told("4.8.4-campaigns")["", ""] == 100


def test_a_questionnaire_of_a_campaign_is_found_by_whoever_sees_the_campaign_alone(
    client, sheet, orxan, ombra
):
    page = reverse("evaluation:sheet", args=[sheet.pk])
    client.force_login(orxan)
    assert client.get(page).status_code == 404
    client.force_login(ombra)
    assert client.get(page).status_code == 200
