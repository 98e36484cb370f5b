"""Texts of consent: written by one, published by another, and never changed after that."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now

from dayaq.access.refusal import Denied
from dayaq.cases.actions import texts as acts
from dayaq.cases.models.texts import texts_in_force
from dayaq.cases.states import TextStatus

pytestmark = pytest.mark.django_db

DECISION = {"confirmed_by": "Nazirlik, 01.02.2026, № 5"}


@pytest.fixture
def noon():
    return now()


@pytest.fixture
def drafted(petra, noon):
    return acts.draft(language="az", text="Yeni sözlər.", by=petra, at=noon)


@pytest.fixture
def published(drafted, karim, noon):
    return acts.publish(drafted, since=localdate(noon), by=karim, at=noon, **DECISION)


def in_force(noon, **more):
    texts = texts_in_force(on=localdate(noon), **more)
    return {(text.language, text.version) for text in texts}


def test_the_next_version_is_read_out_from_its_day_on(drafted, karim, noon):
    before = in_force(noon)
    today = localdate(noon)
    acts.publish(drafted, since=today + timedelta(days=3), by=karim, at=noon, **DECISION)

    assert drafted.version == 2
    assert in_force(noon) == before == {("az", 1), ("ru", 1), ("en", 1)}
    assert in_force(noon + timedelta(days=3)) == {("az", 2), ("ru", 1), ("en", 1)}


def test_a_translation_is_the_same_version_once_for_each_language(published, petra, karim, noon):
    made = acts.draft(language="uz", text="…", translation_of=published, by=petra, at=noon)
    assert (made.version, made.purpose) == (2, "")
    with pytest.raises(ValidationError, match="language already"):
        acts.draft(language="uz", text="!", translation_of=published, by=karim, at=noon)
    acts.discard(made, why="Wrong alphabet.", by=karim, at=noon)
    acts.draft(language="uz", text="!", translation_of=published, by=karim, at=noon)


def test_a_text_for_one_purpose_has_versions_of_its_own(published, petra, karim, noon):
    made = acts.draft(language="az", text="…", purpose="return", by=petra, at=noon)
    acts.publish(made, since=localdate(noon), by=karim, at=noon, **DECISION)

    assert made.version == 1
    assert in_force(noon, purpose="return") == {("az", 1)}
    assert ("az", 2) in in_force(noon)
    assert len(in_force(noon, purpose=None)) == 4


def test_nobody_publishes_alone_nor_for_yesterday(drafted, petra, karim, noon):
    with pytest.raises(Denied, match="somebody else publishes"):
        acts.publish(drafted, since=localdate(noon), by=petra, at=noon, **DECISION)
    with pytest.raises(ValidationError, match="today or later"):
        acts.publish(
            drafted, since=localdate(noon) - timedelta(days=1), by=karim, at=noon, **DECISION
        )
    rewritten = acts.rewrite(drafted, text="Başqa sözlər.", by=karim, at=noon)
    acts.publish(rewritten, since=localdate(noon), by=petra, at=noon, **DECISION)


def test_what_was_published_stays_as_it_is(published, petra, karim, noon):
    with pytest.raises(Denied, match="stays as it is"):
        acts.rewrite(published, text="Other words.", by=petra, at=noon)
    for change in ("UPDATE {} SET text = 'Other.'", "UPDATE {} SET version = 9", "DELETE FROM {}"):
        asked = change.format("cases_consenttext") + f" WHERE id = {published.pk}"
        with pytest.raises(ProgrammingError, match="stays as it is"), transaction.atomic():
            connection.cursor().execute(asked)

    gone = acts.withdraw(published, why="The law changed.", by=karim, at=noon)
    assert gone.status == TextStatus.WITHDRAWN
    assert ("az", 1) in in_force(noon)


@pytest.mark.parametrize("who", ["amina", "marat", "omar", "adil", "dalia"])
def test_nobody_else_keeps_texts(drafted, who, noon, request):
    someone = request.getfixturevalue(who)
    with pytest.raises(Denied, match="kept by the coordinator"):
        acts.draft(language="az", text="…", by=someone, at=noon)
    with pytest.raises(Denied, match="kept by the coordinator"):
        acts.publish(drafted, since=localdate(noon), by=someone, at=noon, **DECISION)


def test_a_text_is_written_translated_and_published_in_the_pages(client, petra, karim, amina, case):
    client.force_login(petra)
    said = {"language": "az", "text": "Yeni sözlər."}
    page = client.post(reverse("cases:add_text"), said).headers["Location"]
    assert "somebody else publishes it" in client.get(page).text

    client.force_login(karim)
    client.post(f"{page}publish/", {"since": f"{localdate():%Y-%m-%d}", **DECISION})
    assert "Read out today" in client.get(page).text
    pk = page.strip("/").rpartition("/")[2]
    translating = client.get(reverse("cases:add_text"), {"in": pk})
    assert "Yeni sözlər." in translating.text

    client.force_login(amina)
    assert "Yeni sözlər." in client.get(reverse("cases:take_consent", args=[case.reference])).text
    assert client.get(reverse("cases:texts")).status_code == 200
    assert client.get(reverse("cases:add_text")).status_code == 403
