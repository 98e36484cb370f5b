"""Certificates: as many as people came, verified by anybody, without a name being kept."""

import re

import pytest
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.learning.actions import training as acts
from dayaq.learning.models import Certificate

NAME = "Nümunəli Aysel"


@pytest.fixture
def certificate(held, leyla, noon):
    [one] = acts.issue_certificates(held, names=[NAME], by=leyla, at=noon)
    return one


def test_no_more_certificates_are_issued_than_people_came(held, leyla, noon):
    acts.issue_certificates(held, count=8, by=leyla, at=noon)

    with pytest.raises(Denied, match="to 1 more"):
        acts.issue_certificates(held, count=2, by=leyla, at=noon)
    acts.issue_certificates(held, count=1, by=leyla, at=noon)
    with pytest.raises(Denied, match="certificate already"):
        acts.issue_certificates(held, count=1, by=leyla, at=noon)

    numbers = Certificate.objects.filter(course=held).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 10))


def test_before_it_is_known_who_came_nobody_has_a_certificate(course, leyla, noon):
    with pytest.raises(Denied, match="once it is recorded who came"):
        acts.issue_certificates(course, count=1, by=leyla, at=noon)


def test_the_name_is_printed_and_stands_nowhere_in_the_database(client, leyla, held, db):
    client.force_login(leyla)

    page = client.post(reverse("learning:issue", args=[held.pk]), {"names": f"{NAME}\n\n"})

    assert NAME in page.text
    assert "no-store" in page.headers["Cache-Control"]
    code = Certificate.objects.get().code
    assert code in page.text.replace(" ", "")
    assert not _stands_anywhere("Nümunəli")


def _stands_anywhere(words: str) -> list[str]:
    """Every text column of every table of this room, of the record and of jobs."""
    from django.apps import apps
    from django.db.models import CharField, JSONField, TextField
    from django.db.models.functions import Cast

    found = []
    for label in ("learning", "audit", "jobs", "notices"):
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, CharField | TextField | JSONField):
                    rows = model._default_manager.annotate(said=Cast(field.name, TextField()))
                    if rows.filter(said__contains=words).exists():
                        found.append(f"{model.__name__}.{field.name}")
    return found


def test_anybody_verifies_it_by_its_code_however_it_is_typed(client, certificate):
    typed = f" {certificate.spaced.lower()} "

    page = client.post(reverse("learning:verify"), {"code": typed}).text

    assert "Valid" in page
    assert certificate.course.title in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("NÜMUNƏLİ  AYSEL", "yes, to this name"),
        ("numuneli aysel", "yes, to this name"),
        ("Sınaqlı Aysel", "no, not to this name"),
    ],
)
def test_whoever_holds_it_learns_whether_it_was_made_out_to_a_name(client, certificate, name, said):
    page = client.post(reverse("learning:verify"), {"code": certificate.code, "name": name}).text

    assert said in page


def test_an_unknown_code_is_not_found_and_the_page_says_what_to_do(client, db):
    answer = client.get(reverse("learning:certificate", args=["ABCDEFGH2345"]))

    assert answer.status_code == 404
    assert "letter by letter" in answer.text


def test_a_withdrawn_certificate_says_so_and_frees_its_place(
    client, certificate, held, leyla, noon
):
    acts.withdraw_certificate(certificate, why="Wrong person", by=leyla, at=noon)

    page = client.get(reverse("learning:certificate", args=[certificate.code])).text
    assert "does not count any more" in page
    assert "Wrong person" not in page
    assert len(acts.issue_certificates(held, count=9, by=leyla, at=noon)) == 9


def test_the_printed_sheet_carries_its_address_as_a_picture(client, leyla, held):
    client.force_login(leyla)

    page = client.post(reverse("learning:issue", args=[held.pk]), {"count": 2}).text

    assert len(re.findall(r'<svg class="qr"', page)) == 2
    assert "<script>" not in page
    assert "style=" not in page
