"""The pages of the plan: each opens for whom it is meant, in few questions to the database."""

import pytest
from django.urls import reverse

from dayaq.plan.models import Lead, Reading
from tests import given

MOST_QUERIES = 12


def pages():
    version = given.the_plan()
    reading = version.reading
    sha = reading.source.sha256
    clause = "4.2.2"
    return {
        "readings": reverse("plan:readings"),
        "begin": reverse("plan:begin"),
        "reading": reverse("plan:reading", args=[reading.pk]),
        "row": reverse("plan:row", args=[reading.pk, clause]),
        "correct": reverse("plan:correct_row", args=[reading.pk, clause]),
        "act": reverse("plan:act", args=[reading.pk]),
        "discard": reverse("plan:discard", args=[reading.pk]),
        "versions": reverse("plan:versions"),
        "version": reverse("plan:version", args=[version.pk]),
        "history": reverse("plan:history", args=[version.pk]),
        "source": reverse("plan:source", args=[sha]),
        "source lines": reverse("plan:source_lines", args=[sha, 138, 140]),
        "original": reverse("plan:original", args=[sha]),
        "groups": reverse("plan:groups"),
        "group": reverse("plan:group", args=["other-state-bodies"]),
        "leads": reverse("plan:leads"),
        "lead": reverse("plan:lead", args=[Lead.objects.of(version)[0].measure_id]),
        "confirm leads": reverse("plan:confirm_leads"),
        "lineage": reverse("plan:lineage"),
    }


NAMES = (
    "readings",
    "begin",
    "reading",
    "row",
    "correct",
    "act",
    "discard",
    "versions",
    "version",
    "history",
    "source",
    "source lines",
    "original",
    "groups",
    "group",
    "leads",
    "lead",
    "confirm leads",
    "lineage",
)
READERS = {
    "versions",
    "version",
    "history",
    "source",
    "source lines",
    "original",
    "groups",
    "group",
    "lineage",
}


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_for_the_coordinator(name, leyla, client, django_assert_max_num_queries):
    address = pages()[name]
    client.force_login(leyla)
    client.get(reverse("plan:versions"))  # the first page of a session also writes it

    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(address)

    assert response.status_code == (302 if name == "row" else 200)


@pytest.mark.parametrize("name", NAMES)
def test_a_drafter_reads_the_law_and_reviews_nothing(name, rashad, client):
    client.force_login(rashad)

    response = client.get(pages()[name])

    assert response.status_code == (200 if name in READERS else 403)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_comes_in_without_signing_in(name, client, db):
    response = client.get(pages()[name])

    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_the_review_shows_source_and_reading_side_by_side(leyla, client):
    client.force_login(leyla)
    reading = Reading.objects.get(version=given.the_plan())

    page = client.get(reverse("plan:reading", args=[reading.pk]), {"direction": "4.1"})

    html = page.content.decode()
    assert '<mark title="Avropa">A v r o p a</mark>' in html  # as the source has it
    assert '<span class="no">138</span>' in html
    assert "Avropa Şurasının" in html  # as it is read
    assert reading.source.sha256 in html
