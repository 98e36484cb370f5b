"""What was done is written down once and for ever, in words that everybody reads."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

import dayaq
from dayaq.accounts.models import Role, User
from dayaq.audit.models import Entry, record
from dayaq.audit.words import AREAS, NAMES, changes, codes_in, remarks, said, told
from dayaq.directory.models import Body
from tests import given

NOON = datetime(2025, 3, 10, 8, tzinfo=UTC)
OWN_ROOMS = ("administration", "audit")


@pytest.fixture
def leyla(db: None) -> User:
    return given.person("leyla", at=Body.objects.get(code="labour"), role=Role.DRAFTER)


def test_nobody_changes_or_removes_what_was_written_down(leyla):
    entry = record("account.opened", leyla, by=None, at=NOON)

    for act in (
        lambda: Entry.objects.filter(pk=entry.pk).update(did="nothing"),
        lambda: Entry.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()

    assert Entry.objects.get(pk=entry.pk).did == "account.opened"


def test_an_entry_about_nobody_known_names_nobody(db):
    entry = record("account.refused", User, by=None, at=NOON, why="unknown")

    assert (entry.kind, entry.subject_id, entry.subject) == ("accounts.user", 0, "")


def test_an_entry_tells_each_field_before_and_after_and_why(leyla):
    entry = record(
        "account.revised",
        leyla,
        by=leyla,
        at=NOON,
        before={"position": ""},
        after={"position": "Adviser"},
        why="Promotion",
    )

    with translation.override("en"):
        assert changes(entry) == [("Position", "—", "Adviser")]
        assert remarks(entry) == [("Reason", "Promotion")]
        assert told(entry) == "Position: Adviser; Reason: Promotion"


def test_every_code_of_administration_and_of_the_door_has_its_words():
    source = Path(dayaq.__file__).parent
    for room in OWN_ROOMS:
        for path in (source / room).rglob("*.py"):
            found = re.findall(
                r'(?:record|begin|revise)\([^"]*"([a-z_]+\.[a-z_]+)"', path.read_text()
            )
            assert not [did for did in found if did not in NAMES], path


def test_every_area_has_codes_and_every_code_one_area():
    found = [did for area in AREAS for did in codes_in(area)]

    assert sorted(found) == sorted(NAMES)


def test_a_code_without_words_is_shown_as_it_is():
    assert said("comet.seen") == "comet.seen"


def test_the_record_says_choices_and_days_as_people_do(db):
    body = given.body("labour")
    after: dict[str, object] = {
        "kind": body.kind,
        "since": "2020-09-01",
        "until": None,
        "aliases": {},
    }

    entry = record("body.revised", body, by=None, at=NOON, before={"kind": ""}, after=after)

    told_ = {label: value for label, _before, value in changes(entry)}
    assert body.get_kind_display() in told_.values()
    assert "01.09.2020" in told_.values()
    assert "2020-09-01" not in told_.values()
    assert {"—"} == {v for label, v in told_.items() if v in {"—", "{}", "None"}}
