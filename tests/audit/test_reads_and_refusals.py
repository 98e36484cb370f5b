"""Reads, exports and refusals are written down; a refusal survives the rollback of what was asked."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import connection, models, transaction
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.accounts.models import Appointment, Role, User
from dayaq.audit.models import Decision, Entry, record
from dayaq.audit.recording import record_export, record_read
from dayaq.audit.refusals import NobodyKeeps, record_refusal, refusals_kept
from dayaq.directory.models import Body
from tests import given

NOON = datetime(2025, 3, 10, 8, tzinfo=UTC)


class Folder(models.Model):
    """Stands for a case: a uuid and a reference. Only its name is written down, never a row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)

    class Meta:
        app_label = "folders"
        managed = False

    def __str__(self) -> str:
        return "K7PM-2XQA"


@pytest.fixture
def leyla(db: None) -> User:
    return given.person("leyla", at=Body.objects.get(code="labour"), role=Role.DRAFTER)


def test_an_entry_about_a_thing_with_a_uuid_is_found_again(leyla):
    one, other = Folder(), Folder()
    written = record("folder.opened", one, by=leyla, at=NOON)
    record("folder.opened", other, by=leyla, at=NOON)

    assert list(Entry.objects.about(one)) == [written]
    assert (written.subject_id, written.subject_key) == (0, str(one.pk))
    assert Entry.objects.about(one, other).count() == 2


def test_the_access_log_of_a_case_needs_one_index(leyla):
    case = Folder()
    read = record_read(case, section="health", case=case, by=leyla, at=NOON, why="care")
    record_read(Folder(), section="health", case=Folder(), by=leyla, at=NOON, why="care")

    assert list(Entry.objects.of_case(case)) == [read]
    assert list(Entry.objects.of_case(case.pk)) == [read]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "audit_by_case" in Entry.objects.of_case(case).explain()


def test_a_read_says_who_for_which_body_what_and_why_and_not_what_it_said(leyla):
    case = Folder()

    read = record_read(
        case,
        section="identity",
        case=case,
        by=leyla,
        at=NOON,
        why="Court summons",
        fields={"surname", "born"},
        flags=["own_name"],
    )

    assert read.body == Body.objects.get(code="labour")
    assert (read.purpose, read.decision) == ("Court summons", Decision.ALLOWED)
    assert (read.case_key, read.case_reference) == (case.pk, "K7PM-2XQA")
    assert read.details == {
        "section": "identity",
        "fields": ["born", "surname"],
        "flags": ["own_name"],
    }


def test_who_acts_for_two_bodies_says_for_which(leyla):
    health = Body.objects.get(code="health")
    Appointment.objects.create(user=leyla, body=health, role=Role.DRAFTER, since=NOON.date())
    leyla = User.objects.get(pk=leyla.pk)
    case = Folder()

    unsaid = record_read(case, section="needs", case=case, by=leyla, at=NOON, why="care")
    said = record_read(
        case, section="needs", case=case, by=leyla, at=NOON, why="care", for_body=health
    )

    assert (unsaid.body, said.body) == (None, health)


def test_an_export_says_what_for_how_much_and_which_file(leyla):
    left = record_export(
        Entry,
        what="record-of-changes",
        purpose=" Yearly review ",
        rows=3,
        sha256="ab" * 32,
        narrowed={"area": "people"},
        by=leyla,
        at=NOON,
    )

    assert left.purpose == "Yearly review"
    assert left.details == {
        "list": "record-of-changes",
        "narrowed": {"area": "people"},
        "rows": 3,
        "sha256": "ab" * 32,
    }
    with pytest.raises(ValueError, match="what it is for"):
        record_export(Entry, what="x", purpose=" ", rows=0, sha256="", by=leyla, at=NOON)


def test_a_refusal_stays_when_what_was_refused_is_rolled_back(leyla):
    with refusals_kept(), pytest.raises(Denied), transaction.atomic():  # noqa: PT012 - all of it is one transaction
        record("folder.opened", Folder(), by=leyla, at=NOON)
        record_refusal("section.refused", Folder(), by=leyla, at=NOON, why="Not yours.")
        raise Denied("Not yours.")

    refusal = Entry.objects.get(decision=Decision.REFUSED)
    assert refusal.did == "section.refused"
    assert not Entry.objects.filter(did="folder.opened").exists()
    assert refusal.details["why"] == "Not yours."


def test_a_refusal_that_would_be_lost_is_an_error(leyla):
    with pytest.raises(NobodyKeeps):
        record_refusal("section.refused", Folder(), by=leyla, at=NOON)


def test_a_page_that_was_refused_is_written_down(leyla, client):
    client.force_login(leyla)

    answer = client.get(reverse("administration:audit"))

    assert answer.status_code == 403
    refusal = Entry.objects.get(did="page.refused")
    assert (refusal.by, refusal.decision) == (leyla, Decision.REFUSED)
    assert refusal.details == {"page": "administration:audit", "method": "GET"}


def test_a_refused_sign_in_is_written_down_as_refused(leyla, client):
    client.post(reverse("account_login"), {"login": "leyla", "password": "wrong"})

    assert Entry.objects.get(did="account.refused").decision == Decision.REFUSED
