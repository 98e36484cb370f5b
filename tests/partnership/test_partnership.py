"""Partners, requests with their clocks, money that may be unknown, research and what followed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.evidence.compile import count, indicators
from dayaq.indicators.terms import Scope
from dayaq.kernel.periods import Period
from dayaq.partnership import models, views
from dayaq.partnership.actions import requests as actions
from dayaq.partnership.states import RequestStatus
from tests.partnership.conftest import country, kept

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


def told(code, **scope):
    shown = count(indicators()[code], Scope(YEAR, on=date(2024, 12, 31), **scope))
    return {(one.cell.breakdown, one.cell.category): one.value for one in shown}


@pytest.fixture
def made(labour, leyla, noon):
    return {"body": labour, "by": leyla, "at": noon}


@pytest.fixture
def asked(made, noon):
    return kept(
        models.Request, title="Marşrut barədə", country=country("TR"), way="from_us",
        asked_at=noon, due_at=noon + timedelta(hours=48), **made,
    )  # fmt: skip


def test_the_clock_of_a_request_stops_with_its_answer(asked, leyla, noon):
    assert asked.is_overdue(at=noon + timedelta(hours=49))
    assert told("4.6.6-hours")["", ""] is None

    later = noon + timedelta(hours=30)
    answered = actions.answer(asked, status=RequestStatus.ANSWERED, by=leyla, at=later)

    assert answered.hours == 30
    assert not answered.is_overdue(at=noon + timedelta(hours=49))
    assert told("4.6.6-hours")["", ""] == 30
    assert told("4.6.6-answered")["country", "TR"] == 1
    assert told("4.3.3-in-time")["", ""] == 100
    with pytest.raises(Denied, match="answered already"):
        actions.answer(answered, status=RequestStatus.ANSWERED, by=leyla, at=later)


def test_a_late_answer_is_not_in_time_and_a_late_silence_neither(asked, leyla, noon, made):
    actions.answer(asked, status=RequestStatus.ANSWERED, by=leyla, at=noon + timedelta(hours=60))
    assert told("4.3.3-in-time")["", ""] == 0


@pytest.mark.parametrize("who", ["orxan", "nigar", "ombra", "kamran"])
def test_nobody_but_drafters_of_the_body_answers_or_keeps(asked, labour, noon, who, request):
    somebody = request.getfixturevalue(who)

    with pytest.raises(Denied):
        actions.answer(asked, status=RequestStatus.ANSWERED, by=somebody, at=noon)
    with pytest.raises(Denied):
        kept(models.Partner, title="X", kind="ngo", body=labour, by=somebody, at=noon)


def fund(made, **said):
    return kept(models.Funding, title="Vəsait", source="donor", year=2024, **made, **said)


def test_money_that_nobody_told_is_unknown_and_nothing_is_an_answer(made):
    donor = kept(models.Partner, title="Nümunə donor", kind="international", **made)
    fund(made, donor=donor)
    assert told("4.9.2-received")["", ""] is None

    fund(made, donor=donor, received=0)
    assert told("4.9.2-received")["", ""] == 0
    fund(made, donor=donor, received="1500.50", clauses=["4.9.2"])

    found = told("4.9.2-received")
    assert found["", ""] == found["donor", str(donor.pk)] == 1500.50
    assert found["measure", "4.9.2"] == 1500.50
    assert told("4.9.2-spent")["", ""] is None


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"is_not_separate": True}, "Say why"),
        ({"is_not_separate": True, "reason": "Ümumi", "spent": 1}, "Either enter amounts"),
        ({"pledged": -1}, "0 or more"),
    ],
)
def test_what_is_not_separately_budgeted_says_why_and_has_no_amounts(made, said, sentence):
    with pytest.raises(ValidationError, match=sentence):
        fund(made, **said)


def test_need_is_compared_with_what_was_allotted_where_both_are_known(made):
    fund(made, asked=200, clauses=["4.4.4"])
    assert told("4.4.4-need")["", ""] is None

    fund(made, asked=200, allocated=50, clauses=["4.4.4"])

    assert told("4.4.4-need")["", ""] == 25


def test_studies_are_counted_by_their_days_and_say_what_followed(made):
    with pytest.raises(ValidationError, match="day on which it was begun"):
        kept(models.Study, title="Səbəblər", topic="T", stage="under_way", **made)

    kept(
        models.Study, title="Səbəblər", topic="T", stage="published", begun_on=date(2023, 5, 1),
        finished_on=date(2024, 2, 1), published_on=date(2024, 3, 1), followed="Qərar", **made,
    )  # fmt: skip

    assert told("4.2.2-begun")["", ""] == 0
    assert told("4.2.2-finished")["", ""] == told("4.2.2-used")["", ""] == 1
    assert told("4.2.2-published")["stage", "published"] == 1
    assert told("4.4.2-finished")["", ""] == 0, "it is of no region"


def test_activities_are_counted_by_country_and_events_by_who_came(made):
    days = {"starts_on": date(2024, 5, 1), "ends_on": date(2024, 5, 2)}
    kept(
        models.Activity, title="Konfrans", kind="event", participants=80,
        countries=[country("TR"), country("GE")], **days, **made,
    )  # fmt: skip
    kept(models.Activity, title="Düşərgə", kind="project", is_for_minors=True, **days, **made)

    assert told("4.6.3-activities")["country", "GE"] == 1
    assert told("4.6.7-participants")["", ""] == 80
    assert told("4.6.7-countries")["", ""] == 2
    assert told("4.6.4-activities")["", ""] == 1
    assert told("4.6.4-minors")["", ""] is None


def test_officers_agreements_and_resources_count_while_they_stand(made):
    partner = kept(models.Partner, title="Nümunə", kind="state", **made)
    kept(
        models.Agreement, title="Memorandum", partners=[partner], signed_on=date(2020, 1, 1),
        ends_on=date(2023, 12, 31), **made,
    )  # fmt: skip
    kept(models.Agreement, title="Saziş", partners=[partner], signed_on=date(2022, 1, 1), **made)
    kept(
        models.Liaison, country=country("TR"), office="Şöbə", contact="152", since=date(2024, 2, 1),
        **made,
    )  # fmt: skip
    kept(models.Resource, title="Avtomobil", offered=2, offered_on=date(2024, 1, 1), **made)

    assert told("4.6.1-agreements")["", ""] == 1
    assert told("4.6.6-officers")["country", "TR"] == 1
    assert told("4.9.3-offered")["", ""] == 2
    assert told("4.9.3-used")["", ""] is None


@pytest.mark.parametrize("register", views.ALL, ids=lambda register: register.place)
def test_each_register_lists_shows_and_takes_rows_in_few_queries(
    client, leyla, register, django_assert_max_num_queries
):
    client.force_login(leyla)
    client.get("/healthz")

    with django_assert_max_num_queries(12):
        assert client.get(reverse(register.names[0])).status_code == 200
    with django_assert_max_num_queries(14):
        assert client.get(reverse(register.names[2])).status_code == 200
    assert client.get(reverse(register.names[0]), {"export": "xlsx"}).status_code == 200


def test_a_drafter_records_financing_and_reads_it_back(client, leyla):
    client.force_login(leyla)

    answer = client.post(
        reverse("partnership:add_fund"),
        {
            "title": "Sığınacaqlar",
            "source": "state_budget",
            "year": 2024,
            "currency": "AZN",
            "allocated": "12000",
            "clauses": ["4.4.4"],
        },
    )

    row = models.Funding.objects.get()
    assert answer.url == reverse("partnership:fund", args=[row.pk])
    page = client.get(answer.url).text
    assert "12000" in page.replace(",", "").replace("\xa0", "")
    assert "4.4.4" in page
