"""What the database itself writes and refuses, whoever asks."""

import uuid
from datetime import UTC, datetime
from hashlib import sha256

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from dayaq.accounts.models import User
from dayaq.audit.models import Entry, record

NOON = datetime(2025, 3, 10, 8, tzinfo=UTC)

THINGS = """
CREATE TABLE vault_thing (
  id uuid PRIMARY KEY, case_id uuid, name text NOT NULL, note bytea, readers integer[]
);
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON vault_thing
  FOR EACH ROW EXECUTE FUNCTION dayaq_audit_change();
CREATE TABLE cases_case (id uuid PRIMARY KEY, reference text);
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON cases_case
  FOR EACH ROW EXECUTE FUNCTION dayaq_audit_change();
"""


@pytest.fixture
def things(owner: psycopg.Connection) -> psycopg.Connection:
    """Two tables under the trigger of changes."""
    owner.execute("DROP TABLE IF EXISTS cases_case CASCADE")
    owner.execute(THINGS)
    return owner


def test_nobody_empties_the_record(owner, superuser):
    record("word.said", User, by=None, at=NOON)

    for connection_ in (owner, superuser):
        with pytest.raises(psycopg.IntegrityError, match="append-only"):
            connection_.execute("TRUNCATE audit_entry CASCADE")
        with pytest.raises(psycopg.IntegrityError, match="append-only"):
            connection_.execute("DELETE FROM audit_entry")
    superuser.execute("SET session_replication_role = replica")
    with pytest.raises(psycopg.IntegrityError, match="append-only"):
        superuser.execute("UPDATE audit_entry SET did = 'nothing'")

    assert Entry.objects.filter(did="word.said").exists()


def test_a_writer_chooses_neither_number_nor_hash_nor_who_asked(db):
    last = record("word.said", User, by=None, at=NOON).pk

    entry = Entry.objects.create(
        id=1, did="x", at=NOON, kind="k", actor="user:1", leaf=b"lie", details={}
    )
    entry = Entry.objects.get(pk=entry.pk)

    assert entry.pk == last + 1
    assert entry.actor == ""
    assert len(entry.leaf) == 32
    assert bytes(entry.leaf) != sha256(b"").digest()


def test_each_change_of_a_protected_row_is_written_without_its_values(things):
    key, case = uuid.uuid4(), uuid.uuid4()
    with connection.cursor() as cursor:
        things.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON vault_thing TO dayaq_web")
        cursor.execute(
            "INSERT INTO vault_thing VALUES (%s, %s, 'Canary', NULL, '{0}')", [key, case]
        )
        cursor.execute("UPDATE vault_thing SET name = 'Siskin', readers = '{0,7}'")
        cursor.execute("UPDATE vault_thing SET name = 'Siskin'")
        cursor.execute("DELETE FROM vault_thing")

    written = Entry.objects.of_case(case).order_by("pk")
    assert [(e.did, e.details) for e in written] == [
        ("row.added", {"columns": ["case_id", "id", "name", "readers"]}),
        ("row.changed", {"columns": ["name", "readers"]}),
        ("row.removed", {}),
    ]
    assert {(e.kind, e.subject_key, e.by) for e in written} == {("vault.thing", str(key), None)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, ' ') FROM audit_entry e")
        (everything,) = cursor.fetchone()
    assert "Canary" not in everything
    assert "Siskin" not in everything


def test_a_case_names_itself_by_its_reference(things):
    key = uuid.uuid4()

    things.execute("INSERT INTO cases_case VALUES (%s, 'K7PM-2XQA')", [key])

    entry = Entry.objects.get(did="row.added")
    assert (entry.case_key, entry.case_reference) == (key, "K7PM-2XQA")


def test_a_change_that_is_rolled_back_leaves_no_word(things):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:  # noqa: PT012 - all of it is one transaction
        things.execute("GRANT INSERT ON vault_thing TO dayaq_web")
        cursor.execute("INSERT INTO vault_thing VALUES (gen_random_uuid(), NULL, 'a', NULL, NULL)")
        cursor.execute("INSERT INTO vault_thing VALUES (gen_random_uuid(), NULL, NULL, NULL, NULL)")

    assert not Entry.objects.filter(did="row.added").exists()
