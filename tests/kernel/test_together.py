"""Rows of several tables in one query are the rows that each table gives by itself."""

from datetime import UTC, datetime

import pytest
from django.db.models import Count, F, Model, Window

from dayaq.accounts.models import Appointment, Role
from dayaq.directory.models import Body, Code, Holiday
from dayaq.kernel.scoping import UnscopedQuery
from dayaq.kernel.together import together
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon() -> datetime:
    return datetime(2025, 3, 8, 12, tzinfo=UTC)


def fields_of(row: Model) -> dict[str, object]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}


def test_the_rows_are_those_of_each_table(django_assert_num_queries):
    asked = (
        Body.objects.filter(kind="ministry"),
        Holiday.objects.filter(on__year=2024),
        Code.objects.none(),
    )
    alone = [{row.pk: fields_of(row) for row in rows} for rows in asked]

    with django_assert_num_queries(1):
        found = together(*asked)

    assert [{row.pk: fields_of(row) for row in rows} for rows in found] == alone
    assert len(found[0]) > 5


def test_what_is_named_along_comes_along(django_assert_num_queries):
    given.person("ayla", at=given.body("labour"), role=Role.DRAFTER)
    posts = Appointment.objects.filter(user__username="ayla")

    with django_assert_num_queries(1):
        ((post,),) = together(posts.select_related("user", "body__parent", "deputy_for"))
        told = (post.user.username, post.body.code, post.body.parent, post.deputy_for)

    assert told == ("ayla", "labour", None, None)


def test_nothing_is_asked_without_saying_for_whom():
    from dayaq.cases.models import Grant

    with pytest.raises(UnscopedQuery):
        together(Body.objects.all(), Grant.objects.all())


def test_each_table_keeps_its_own_order():
    bodies, days = together(Body.objects.order_by("-code"), Holiday.objects.filter(on__year=2024))

    assert [b.code for b in bodies] == list(
        Body.objects.order_by("-code").values_list("code", flat=True)
    )
    assert [d.on for d in days] == sorted(d.on for d in days)


def test_what_is_annotated_comes_along_and_no_more_rows_than_wanted(django_assert_num_queries):
    ministries = Body.objects.filter(kind="ministry").annotate(in_all=Window(Count("pk")))
    days = Holiday.objects.filter(on__year=2024).annotate(again=F("on"))

    with django_assert_num_queries(1):
        first, some = together(ministries.order_by("-code"), days, most=2)

    codes = Body.objects.filter(kind="ministry").order_by("-code").values_list("code", flat=True)
    assert [b.code for b in first] == list(codes[:2])
    assert first[0].in_all == codes.count()
    assert [day.again for day in some] == [day.on for day in some]
    assert len(some) == 2


def test_sealed_words_arrive_sealed_and_open(noon):
    from dayaq.cases.actions import cases
    from dayaq.cases.actions.writing import save_record
    from dayaq.cases.models import Identity
    from dayaq.vault.context import asking
    from dayaq.vault.sealing import Sealed, unseal

    unit = given.body("mia-anti-trafficking")
    worker = given.person("wafa", at=unit, role=Role.CASE_WORKER)
    with asking(worker, at=noon):
        case = cases.open_case(lead=unit, by=worker, at=noon, searched_at=noon)
        said = {"family_name": "Kanarlı", "given_name": "Sirrnaz"}
        save_record(case, Identity, said, by=worker, at=noon, revision=None)

        ((row,),) = together(Identity.about(case).visible_to(worker))

        assert isinstance(row.family_name, Sealed)
        assert unseal(row)["family_name"] == "Kanarlı"
