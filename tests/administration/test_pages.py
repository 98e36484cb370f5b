"""The pages of administration: who opens them, that they work, and that nothing typed is lost."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dayaq.accounts.models import Role, User
from dayaq.directory.models import Body, BodyName, CodeList, Holiday, ParameterValue
from tests import given
from tests.administration.at_pages import browser, errors, url

MOST_QUERIES = 12

REGISTERS = [
    "bodies", "groups", "regions", "holidays", "code_lists", "parameters",
    "accounts", "posts", "audit",
]  # fmt: skip
KEEPERS_ONLY = [
    "bodies", "add_body", "groups", "add_group", "regions", "add_region", "holidays",
    "add_holiday", "code_lists", "parameters", "accounts", "open_account", "posts",
]  # fmt: skip


def of_one_thing(dalia: User) -> list[str]:
    """Every page about one thing, with something of each kind."""
    day = Holiday.objects.earliest("on")
    countries = CodeList.objects.get(code="country")
    country = countries.codes.earliest("position")
    value = ParameterValue.objects.earliest("pk")
    name = BodyName.objects.get(body__code="mia", language="az")
    post = dalia.appointments.get()
    return [
        *(url(page, "mia") for page in ("body", "revise_body", "add_name", "say_successor")),
        *(url("body", code) for code in ("education", "science-education", "national-coordinator")),
        url("say_successor", "education"),
        url("revise_name", name.pk),
        url("confirm", "name", name.pk),
        url("doubt", "name", name.pk),
        url("group", "other-state-bodies"),
        url("revise_group", "other-state-bodies"),
        url("region", "AZ-BA"),
        url("revise_region", "AZ-BA"),
        *(url(page, day.pk) for page in ("holiday", "revise_holiday", "withdraw_holiday")),
        *(url(page, countries.pk) for page in ("code_list", "add_version", "add_code")),
        *(url(page, country.pk) for page in ("code", "revise_code", "retire_code")),
        url("parameter", "allowance.one_time"),
        url("add_value", "allowance.one_time"),
        url("revise_value", value.pk),
        *(
            url(page, "dalia")
            for page in (
                "account",
                "revise_account",
                "close_account",
                "reopen_account",
                "reset_second_factor",
                "appoint",
            )
        ),
        *(url(page, post.pk) for page in ("end_post", "hand_over", "name_deputy")),
    ]


@pytest.mark.parametrize("language", ["az", "en"])
def test_every_page_opens_in_few_queries(amina, dalia, language):
    client = browser(amina, language)
    pages = [url(name) for name in ("home", "deputies", *KEEPERS_ONLY, "audit")]

    for page in [*pages, *of_one_thing(dalia)]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
        assert answer.status_code == 200, page
        assert len(queries) <= MOST_QUERIES, (page, len(queries))


@pytest.mark.parametrize("who", ["bruno", "dalia", "elvin"])
def test_who_is_no_administrator_opens_none_of_it(who, amina, dalia, request):
    client = browser(request.getfixturevalue(who))
    own = {
        url("end_post", dalia.appointments.get().pk),
        url("name_deputy", dalia.appointments.get().pk),
    }

    for page in [*(url(name) for name in KEEPERS_ONLY), *of_one_thing(dalia)]:
        expected = {403, 404} if page in own else {403}
        assert client.get(page).status_code in expected, page
        assert client.post(page, {"why": "x"}).status_code in {*expected, 405}, page


def test_who_is_not_signed_in_is_asked_to(dalia):
    for page in [*(url(name) for name in KEEPERS_ONLY), *of_one_thing(dalia)]:
        assert Client().get(page).headers["Location"].startswith("/account/login/"), page


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COORDINATOR, 200),
        (Role.OVERSIGHT, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.VERIFIER, 403),
        (Role.HEAD, 403),
        (Role.DRAFTER, 403),
    ],
)
def test_the_record_of_changes_is_open_to_those_who_watch(mia, role, status):
    someone = given.person("someone", at=mia, role=role)

    assert browser(someone).get(url("audit")).status_code == status


@pytest.mark.parametrize("name", REGISTERS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_register_is_searched_and_exported(amina, name, kind):
    client = browser(amina)

    assert client.get(url(name), {"q": "təhsil"}).status_code == 200
    if name == "audit":  # leaves the house only for a purpose
        exported = client.post(f"{url(name)}?q=a&export={kind}", {"purpose": "Yearly review"})
    else:
        exported = client.get(url(name), {"q": "a", "export": kind})
    assert exported.status_code == 200
    assert "attachment" in exported.headers["Content-Disposition"]


def test_a_body_is_found_by_a_name_that_it_no_longer_has(amina, mia):
    client = browser(amina, "az")
    client.post(
        url("add_name", "mia"),
        {
            "language": "az",
            "full": "Daxili Asayiş Nazirliyi",
            "since": "2025-01-01",
            "source": "An act",
        },
    )

    found = client.get(url("bodies"), {"q": "daxili isler"}).content.decode()

    assert "Daxili Asayiş Nazirliyi" in found


def test_the_history_of_a_body_says_who_did_what_when_before_and_after(amina, mia):
    client = browser(amina)
    client.post(
        url("add_name", "mia"),
        {"language": "az", "full": "Yeni ad", "since": "2025-01-01", "source": "An act"},
    )

    page = client.get(url("body", "mia")).content.decode()

    assert "Name added" in page
    assert "Name ended" in page
    assert "Amina" in page
    assert "31.12.2024" in page


def test_what_was_typed_stands_there_again_when_it_is_refused(amina):
    answer = browser(amina).post(
        url("add_value", "reflection.period"),
        {"value": "soon", "since": "2026-01-01", "source": "Law 7", "note": "A note"},
    )

    assert answer.status_code == 422
    assert "whole number" in errors(answer)
    page = answer.content.decode()
    assert 'value="soon"' in page
    assert 'value="2026-01-01"' in page
    assert "A note" in page
    assert not ParameterValue.objects.filter(source="Law 7").exists()


@pytest.mark.parametrize(
    ("page", "typed", "sentence"),
    [
        (("add_body",), {"code": "mia", "kind": "ministry", "name_az": "X", "source": "S"}, "already"),
        (
            ("revise_body", "mia"),
            {"kind": "ministry", "since": "2025-01-02", "until": "2025-01-01"},
            "before the first",
        ),
        (("say_successor", "science-education"), {"successor": "education", "source": "S"}, "would return"),
        (("add_region",), {"code": "AZ-BA", "kind": "city", "name_az": "X", "name_en": "X", "source": "S"}, "already"),
        (("open_account",), {"full_name": "X", "username": "a b", "language": "az"}, "Latin letters"),
        (("open_account",), {"full_name": "X", "username": "AMINA", "language": "az"}, "already"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_a_sentence_and_never_a_failure(amina, page, typed, sentence):
    for field in ("successor",):
        if field in typed:
            typed = {**typed, field: Body.objects.get(code=typed[field]).pk}

    answer = browser(amina).post(url(*page), typed)

    assert answer.status_code == 422
    assert sentence in errors(answer)


def test_of_two_administrators_the_second_sees_that_the_first_was_quicker(amina, mia):
    name = BodyName.objects.get(body=mia, language="az")
    page = url("revise_name", name.pk)
    slow = browser(amina)
    seen = re.search(r'name="seen" value="(\w+)"', slow.get(page).content.decode())
    assert seen
    BodyName.objects.filter(pk=name.pk).update(short="DİN1")
    typed = {"full": name.full, "short": "DİN2", "source": name.source, "seen": seen[1]}

    answer = slow.post(page, typed)
    assert answer.status_code == 422
    assert "Somebody else changed this" in errors(answer)
    assert 'value="DİN2"' in answer.content.decode()

    again = re.search(r'name="seen" value="(\w+)"', answer.content.decode())
    assert again
    assert slow.post(page, {**typed, "seen": again[1]}).status_code == 302
    name.refresh_from_db()
    assert name.short == "DİN2"


def test_a_fact_is_confirmed_on_its_own_page(amina, mia):
    name = BodyName.objects.get(body=mia, language="az")
    client = browser(amina)

    answer = client.post(url("confirm", "name", name.pk), {"source": "The decree, table"})

    assert answer.headers["Location"] == url("body", "mia")
    name.refresh_from_db()
    assert (name.confirmed_by, name.source) == ("Amina", "The decree, table")
    assert client.get(url("confirm", "nonsense", name.pk)).status_code == 404


def test_the_record_is_searched_by_person_area_and_words(amina, dalia, mia):
    client = browser(amina)
    client.post(url("close_account", "dalia"), {"why": "Left the ministry"})

    def rows(**asked) -> str:
        address = f"{url('audit')}?{urlencode({**asked, 'export': 'csv'})}"
        text = client.post(address, {"purpose": "Yearly review"}).content.decode()
        return str(text.partition("\n")[2])

    assert "Left the ministry" in rows(q="dalia")
    assert "Left the ministry" in rows(area="people", by=amina.pk)
    assert "Left the ministry" not in rows(area="directory")
    assert "Left the ministry" not in rows(by=dalia.pk)
