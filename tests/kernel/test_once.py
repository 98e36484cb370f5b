"""What a page asks once, and what is never remembered."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from dayaq.directory.models import Body, BodyName
from dayaq.directory.models.bodies import know_names, names_print
from dayaq.kernel.once import OnceMiddleware, once, remembering, remembers


def answers(method: str) -> list[int]:
    """What a question is answered when it is asked twice in one request of that kind."""
    asked = iter(range(9))
    heard: list[int] = []

    def view(_request):
        heard.extend(once("a question", lambda: next(asked)) for _ in range(2))
        return HttpResponse()

    OnceMiddleware(view)(RequestFactory().generic(method, "/"))
    return heard


@pytest.mark.parametrize(("method", "expected"), [("GET", [0, 0]), ("POST", [0, 1])])
def test_who_only_looks_asks_once_and_who_writes_asks_again(method, expected):
    assert answers(method) == expected


def test_nothing_outlives_the_page():
    with remembering():
        assert once("a question", lambda: 1) == 1
    assert not remembers()
    with remembering():
        assert once("a question", lambda: 2) == 2


@pytest.mark.django_db
def test_the_names_of_all_bodies_cost_one_query(django_assert_num_queries):
    with remembering(), django_assert_num_queries(2):
        told = {body.code: body.short_name for body in Body.objects.all()}
    assert told == {body.code: body.short_name for body in Body.objects.all()}
    assert len(told) > 30


def stand() -> str:
    return str(Body.objects.values_list(names_print(), flat=True)[0])


@pytest.mark.django_db
def test_names_that_stand_are_read_once_for_many_pages(django_assert_num_queries):
    now = stand()
    for _page in range(2):
        with remembering():
            know_names(now)
    with remembering(), django_assert_num_queries(1):
        know_names(now)
        assert len({body.short_name for body in Body.objects.all()}) > 30


@pytest.mark.django_db
def test_the_next_page_knows_a_new_name():
    body = Body.objects.get(code="labour")
    with remembering():
        know_names(stand())
    BodyName.objects.filter(body=body, language="en").update(full="Ministry of Work")
    with remembering():
        know_names(stand())
        body = Body.objects.get(code="labour")
        assert body.name_on(None, language="en") == "Ministry of Work"
        assert body.names.filter(language="en").get().full == "Ministry of Work"
        assert body.names.count() == len(body.names.all()) == body.names.filter(body=body).count()


@pytest.mark.django_db
def test_a_body_without_a_name_is_called_by_its_code():
    Body.objects.create(code="nameless", kind="other")
    with remembering():
        assert Body.objects.get(code="nameless").name == "nameless"


@pytest.mark.django_db
def test_who_writes_reads_the_new_name_at_once(client):
    name = BodyName.objects.filter(language="en").exclude(short="").first()
    assert name is not None
    body = Body.objects.get(pk=name.body_id)
    BodyName.objects.filter(pk=name.pk).update(short="Renamed")
    assert body.name_on(None, language="en", short=True) == "Renamed"
