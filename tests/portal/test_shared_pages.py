"""The frame of every page, the errors, the language, search, one's own views and the look of states."""

import re
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from dayaq.access.permissions import Permission, holds
from dayaq.accounts.models import Role
from dayaq.directory.models import Body, BodyName
from dayaq.kernel.signs import tone
from dayaq.portal import navigation
from dayaq.portal.models import SavedView
from dayaq.portal.policies import AT_MOST
from dayaq.portal.templatetags.look import marked
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(client):
    someone = given.person("amina", at=given.body("labour"), role=Role.COORDINATOR)
    client.force_login(someone)
    return someone


@pytest.fixture
def bruno():
    return given.person("bruno", at=given.body("labour"), role=Role.DRAFTER)


# --- the frame ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_the_record_of_changes_is_in_the_menu_of_whoever_may_read_it(client, role):
    someone = given.person("chloe", at=given.body("labour"), role=role)
    client.force_login(someone)

    address = reverse("administration:audit")
    is_shown = f'href="{address}"' in client.get("/").text

    may_read = {Permission.AUDIT_READ, Permission.ACCESS_LOG_READ}
    assert is_shown is any(holds(someone, permission) for permission in may_read)
    assert client.get(address).status_code == (200 if is_shown else 403)


def test_the_frame_says_who_is_signed_in_for_which_body_in_which_role(client, amina):
    page = client.get("/search/").content.decode()

    assert "Amina" in page
    assert str(Body.objects.get(code="labour")) in page


def test_every_page_of_the_menu_and_of_ones_own_exists():
    named = [entry.address for _label, entries in navigation.MENU for entry in entries]
    own = [entry.address for entry in navigation.OWN_PAGES]

    assert not [name for name in named + own if not navigation.address_of(name)]


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_leads_nobody_to_a_refusal(client, role):
    someone = given.person("somebody", at=given.body("labour"), role=role)
    client.force_login(someone)

    for group in navigation.menu(someone, "/"):
        for page in group.pages:
            assert client.get(page.url).status_code == 200, (role, page.url)


def test_the_frame_marks_where_one_is(client, amina):
    page = client.get("/search/").content.decode()
    inside = navigation.menu(amina, reverse("reporting:cycles"))

    assert 'aria-current="page">Search' in page or 'aria-current="page">Axtarış' in page
    assert [p.url for g in inside for p in g.pages if p.is_here] == [reverse("reporting:cycles")]


def test_nothing_on_a_page_is_inline_and_the_policy_forbids_it(client, amina):
    for address in ("/", "/search/?q=a", "/account/2fa/", "/nowhere/"):
        response = client.get(address)
        page = response.content.decode()
        assert not re.search(r"\son\w+=|\sstyle=|<style", page)
        assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
        assert "unsafe" not in response["Content-Security-Policy"]


def test_the_demonstration_says_that_it_is_one(client):
    assert "/demo/" in client.get("/account/login/").content.decode()


# --- errors ------------------------------------------------------------------------------------


def test_a_missing_page_is_a_sentence_in_our_frame(client, amina):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert 'class="sentence"' in response.content.decode()


def test_a_refusal_shows_its_reason(client, bruno):
    client.force_login(bruno)
    response = client.get("/administration/")

    assert response.status_code == 403
    assert 'class="sentence"' in response.content.decode()


def test_a_failure_touches_neither_database_nor_session(rf):
    from dayaq.portal import errors

    response = errors.server_error(rf.get("/"))  # `rf` knows no user, no session

    assert response.status_code == 500
    assert b"Traceback" not in response.content


@pytest.mark.django_db(databases=[])
def test_a_failure_is_told_without_a_database(rf):
    from dayaq.portal import errors

    assert errors.server_error(rf.get("/")).status_code == 500


def test_a_bad_request_before_anybody_was_recognised_is_answered(client):
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert b"evil.example" not in response.content


def test_a_form_without_its_token_is_refused_with_advice(amina):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amina)
    response = strict.post("/language/", {"language": "en"})

    assert response.status_code == 403
    assert 'class="sentence"' in response.content.decode()


# --- language ----------------------------------------------------------------------------------


def test_the_language_is_kept_and_the_person_stays_where_they_were(client):
    response = client.post("/language/", {"language": "en", "next": "/search/?q=a"})

    assert response.url == "/search/?q=a"
    assert 'lang="en"' in client.get("/account/login/").content.decode()


def test_the_choice_of_language_is_kept_in_the_account(client, amina):
    client.post("/language/", {"language": "en"})

    amina.refresh_from_db()
    assert amina.language == "en"


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_switching_the_language_leads_nowhere_else(client, next_):
    assert client.post("/language/", {"language": "en", "next": next_}).url == "/"


def test_an_unknown_language_changes_nothing(client):
    client.post("/language/", {"language": "xx"})

    assert 'lang="az"' in client.get("/account/login/").content.decode()


# --- search ------------------------------------------------------------------------------------


def test_search_finds_a_body_by_a_name_it_no_longer_has(client, amina):
    found = given.body("of-forests", "Meşə Nazirliyi")
    found.names.update(since=date(2010, 1, 2))
    BodyName.objects.create(
        body=found, language="az", full="Köhnə Ağac Komitəsi", until=date(2010, 1, 1)
    )

    page = client.get("/search/?q=agac").content.decode()

    assert reverse("portal:body", args=["of-forests"]) in page
    assert "<mark>Ağac</mark>" in page


def test_search_finds_a_measure_by_its_clause(client, amina):
    page = client.get("/search/?q=4.2.11").content.decode()

    assert reverse("portal:clause", args=["4.2.11"]) in page


def test_search_answers_htmx_with_the_results_alone(client, amina):
    page = client.get("/search/?q=dax", headers={"HX-Request": "true"}).content.decode()

    assert page.lstrip().startswith("<div id=")


@pytest.mark.parametrize("words", ["", "a", "\x00\x00", "'; drop", "%", "x" * 500])
def test_search_bears_whatever_is_typed(client, amina, words):
    assert client.get("/search/", {"q": words}).status_code == 200


def test_search_shows_no_report_to_those_who_read_none(
    client, bruno, django_assert_max_num_queries
):
    client.force_login(bruno)
    client.get("/search/")  # the first page of a session also reads how long it may last
    with django_assert_max_num_queries(12):
        response = client.get("/search/?q=nazir")

    assert "/reporting/reports/" not in response.content.decode()


def test_marking_survives_letters_that_mean_something_to_a_browser():
    assert marked("<b>İcraçı</b>", "ICRACI") == "&lt;b&gt;<mark>İcraçı</mark>&lt;/b&gt;"
    assert marked("nothing", "else") == "nothing"


def test_every_state_has_a_tone():
    assert [tone(v) for v in ("accepted", "overdue", "due_soon", None, "new")] == [
        "good",
        "bad",
        "watch",
        "unknown",
        "calm",
    ]


# --- saved views -------------------------------------------------------------------------------


def kept(client, name="Late ones", query="status=late", list_name="obligations"):
    return client.post(
        "/views/", {"list_name": list_name, "name": name, "query": query, "next": "/search/"}
    )


def test_a_view_is_kept_under_its_name_and_the_person_stays(client, amina):
    response = kept(client)

    assert response.url == "/search/"
    assert SavedView.objects.visible_to(amina).get().query == "status=late"


def test_the_same_name_again_takes_the_place_of_the_first(client, amina):
    kept(client)
    kept(client, query="status=new")

    assert SavedView.objects.visible_to(amina).get().query == "status=new"


def test_nobody_sees_or_removes_anothers_view(client, amina, bruno):
    kept(client)
    view = SavedView.objects.get()
    client.force_login(bruno)

    assert not SavedView.objects.visible_to(bruno).exists()
    assert client.post(f"/views/{view.pk}/remove/").status_code == 404


def test_ones_own_view_is_removed(client, amina):
    kept(client)
    client.post(f"/views/{SavedView.objects.get().pk}/remove/")

    assert not SavedView.objects.exists()


def test_only_so_many_views_are_kept_of_one_list(client, amina):
    for number in range(AT_MOST):
        kept(client, name=f"View {number}")
    response = kept(client, name="One more")

    assert SavedView.objects.count() == AT_MOST
    assert [m.level_tag for m in get_messages(response.wsgi_request)][-1] == "error"


def test_a_view_without_a_name_is_not_kept(client, amina):
    kept(client, name="")

    assert not SavedView.objects.exists()
