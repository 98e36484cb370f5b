"""The list of indicators: what records give, and what is still to come, in one place."""

import csv
import io

import pytest
from django.urls import reverse

from dayaq.accounts.models import Role
from dayaq.directory.models import Body
from dayaq.evidence.compile import indicators, to_come
from dayaq.evidence.tables import State, indicator_rows
from dayaq.plan.models import Measure
from dayaq.plan.models.kinds import expected_in, kind_of
from tests import given

PLAN = "2020-2024"


@pytest.fixture
def reader(db, client):
    drafter = given.person("rena", at=Body.objects.get(code="labour"), role=Role.DRAFTER)
    client.force_login(drafter)
    return client


def listed(reader, **asked) -> list[dict[str, str]]:
    """The list as its reader gets it in a file."""
    answer = reader.get(reverse("evidence:indicators"), {**asked, "export": "csv"})
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    lines = text.decode("utf-8-sig").splitlines(keepends=True)
    dialect = csv.Sniffer().sniff(lines[0], delimiters=",;")
    return list(csv.DictReader(io.StringIO("".join(lines)), dialect=dialect))


def test_the_plan_knows_its_indicators_by_its_own_code(db):
    version = given.the_plan()

    expected = {m.clause: kind_of(version.plan.code, m.clause) for m in Measure.objects.of(version)}

    assert len(expected) == 69
    assert all(kind.indicators for kind in expected.values())


def test_every_code_that_the_plan_names_is_computed():
    named = {one.code for _clause, one in expected_in(PLAN) if one.code}

    assert {"4.9.1-on-time", "4.9.1-returned", "4.9.1-verified"} <= named
    assert named <= indicators().keys()


def test_each_expected_indicator_is_computed_or_to_come_and_never_both(db):
    rows = indicator_rows()

    computed = [row for row in rows if row.state == State.COMPUTED]
    awaited = [row for row in rows if row.state == State.TO_COME]
    assert [row.code for row in computed] == [*indicators()]
    assert len(awaited) == len(to_come(one for _clause, one in expected_in(PLAN)))
    assert {clause for row in rows for clause in row.clauses} == set(
        Measure.objects.of(given.the_plan()).values_list("clause", flat=True)
    )


def test_the_list_stands_in_the_order_of_the_plan(db):
    clauses = [[int(part) for part in row.clauses[0].split(".")] for row in indicator_rows()]

    assert clauses == sorted(clauses)


def test_without_a_plan_only_what_is_computed_is_listed(db, monkeypatch):
    monkeypatch.setattr("dayaq.plan.models.PlanVersionQuerySet.in_force", lambda _self: None)

    assert {row.state for row in indicator_rows()} == {State.COMPUTED}


@pytest.mark.parametrize(
    ("asked", "clauses"),
    [
        ({"q": "4.2.9"}, {"4.2.9"}),
        ({"q": "4.9"}, {"4.9.1", "4.9.2", "4.9.3"}),
        ({"direction": "4.9"}, {"4.9.1", "4.9.2", "4.9.3"}),
        ({"state": "computed", "q": "4.9.1"}, {"4.9.1"}),
        ({"q": "ON TIME", "state": "computed"}, {"4.9.1"}),
        ({"q": "4.9.1", "state": "to_come"}, set()),
        ({"unit": "share"}, {"4.9.1"}),
        ({"q": "no such words"}, set()),
    ],
)
def test_search_and_filters_narrow_it(reader, asked, clauses):
    assert {row["Measure"] for row in listed(reader, **asked)} >= clauses
    if clauses <= {"4.2.9", "4.9.1", "4.9.2", "4.9.3"} and "unit" not in asked:
        assert {row["Measure"] for row in listed(reader, **asked)} == clauses


def test_words_of_the_law_find_the_measures_indicators(reader):
    words = Measure.objects.of(given.the_plan()).get(clause="4.1.2").text[:40]

    assert {row["Measure"] for row in listed(reader, q=words.upper())} == {"4.1.2"}


def test_every_column_sorts_both_ways(reader):
    for column in ("clause", "title", "state", "unit", "version", "code"):
        for sort in (column, f"-{column}"):
            answer = reader.get(reverse("evidence:indicators"), {"sort": sort})
            assert answer.status_code == 200, sort


def test_the_file_holds_what_is_seen(reader):
    rows = listed(reader, q="4.9.1", columns=["code", "state"])

    assert {row["Code"] for row in rows} == {"4.9.1-on-time", "4.9.1-returned", "4.9.1-verified"}
    assert {row["State"] for row in rows} == {"Computed"}
    assert "Unit" not in rows[0]


def test_a_page_of_the_list_takes_few_queries(reader, django_assert_max_num_queries):
    reader.get(reverse("evidence:indicators"))  # the first page of a session also begins it

    with django_assert_max_num_queries(12):
        page = reader.get(reverse("evidence:indicators"))

    assert "To come" in page.text
    assert reverse("portal:clause", args=["4.1.1"]) in page.text


def test_the_page_of_a_measure_says_the_same(reader):
    awaited = reader.get(reverse("portal:clause", args=["4.1.7"]), follow=True).text
    computed = reader.get(reverse("portal:clause", args=["4.9.1"]), follow=True).text

    assert "Return certificates issued" in awaited
    assert "to come" in awaited
    assert reverse("evidence:indicator", args=["4.9.1-on-time"]) in computed
    assert "to come" not in computed
