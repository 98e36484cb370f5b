"""Sealing: what is final goes under a checkpoint, what is in flight waits, a kill loses nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from dayaq.accounts.models import User
from dayaq.audit import proof, sealing, verifying
from dayaq.audit.models import Checkpoint, Entry, record
from tests.database import VAR, owner_url

NOON = datetime(2025, 3, 10, 8, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, lasting: None) -> Path:
    """A place outside the database."""
    return tmp_path / "outside"


@pytest.fixture
def other(lasting: None) -> Iterator[psycopg.Connection]:
    """A second connection of the web's role, whose transactions this test holds open."""
    copy = connection.copy()
    copy.ensure_connection()
    yield copy.connection
    copy.close()


def say(word: str) -> int:
    return record("word.said", User, by=None, at=NOON, word=word).pk


SAY = """
INSERT INTO audit_entry (did, at, actor, kind, subject_id, subject_key, subject, case_reference,
  purpose, decision, details, leaf)
VALUES ('word.late', now(), '', 'accounts.user', 0, '', '', '', '', 'allow', '{}', '') RETURNING id
"""


def test_database_and_verifier_write_a_row_out_alike(folder):
    record("word.said", User, by=None, at=NOON, purpose="ə:1\nİ", case=None, x=[1, None, "ğ\n"])

    with verifying.snapshot(folder) as now:
        rows = list(now.rows())

    assert len(rows) == Entry.objects.count()
    assert all(proof.leaf_of(row.fields) == row.leaf for row in rows)


def test_the_tree_is_that_of_the_standard():
    leaves = [bytes([n]) * 32 for n in range(7)]

    def node(left: bytes, right: bytes) -> bytes:
        return sha256(b"\x01" + left + right).digest()

    def standard(part: list[bytes]) -> bytes:
        if len(part) == 1:
            return part[0]
        half = 1 << (len(part) - 1).bit_length() - 1
        return node(standard(part[:half]), standard(part[half:]))

    for size in range(1, 8):
        assert proof.root_of(leaves[:size]) == standard(leaves[:size])


def test_what_is_sealed_is_verified_here_and_outside(folder):
    say("one")

    assert sealing.seal(at=NOON, folder=folder) > 0
    assert sealing.seal(at=NOON, folder=folder) == 0

    verdict = verifying.verify(folder)
    assert verdict.sealed == verdict.rows == Entry.objects.count()
    assert "checkpoints" in str(verdict)


def test_a_row_that_commits_late_is_waited_for(folder, other):
    sealing.seal(at=NOON, folder=folder)
    with other.transaction():
        (late,) = other.execute(SAY).fetchone()
        early = say("on time")

        assert late < early
        assert sealing.seal(at=NOON, folder=folder) == 0

    assert sealing.seal(at=NOON, folder=folder) == 1
    last = Checkpoint.objects.last()
    assert (last.first, last.last, last.count) == (late, early, 2)
    verifying.verify(folder)


def test_newer_transactions_do_not_hold_up_older_rows(folder, other):
    sealing.seal(at=NOON, folder=folder)
    with other.transaction():
        other.execute(SAY)
        first = say("first")
        assert sealing.seal(at=NOON, folder=folder) == 0
    with other.transaction():  # begun after the mark was set: nobody waits for it
        (later,) = other.execute(SAY).fetchone()
        assert sealing.seal(at=NOON, folder=folder) == 1
        assert Checkpoint.objects.last().last == first
    assert sealing.seal(at=NOON, folder=folder) == 1
    assert Checkpoint.objects.last().last == later
    verifying.verify(folder)


def test_work_in_another_database_of_the_server_holds_nothing_up(folder):
    with psycopg.connect(owner_url()) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        say("here")

        assert sealing.seal(at=NOON, folder=folder) > 0

    verifying.verify(folder)


def test_a_row_that_was_rolled_back_leaves_a_gap_that_is_no_fault(folder, other):
    with other.transaction(force_rollback=True):
        other.execute(SAY)
    say("after")

    sealing.seal(at=NOON, folder=folder)

    verifying.verify(folder)


def test_large_amounts_are_sealed_in_batches(folder, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 7)
    for n in range(20):
        say(str(n))

    made = sealing.seal(at=NOON, folder=folder)

    assert made == -(-Entry.objects.count() // 7)
    verifying.verify(folder)


def test_the_next_round_appends_what_a_killed_one_left_out(folder):
    say("one")
    sealing.seal(at=NOON, folder=folder)
    say("two")
    sealing.seal(at=NOON, folder=folder)
    file = folder / proof.KEPT_AS
    file.write_bytes(file.read_bytes()[:-25])  # the last line is torn

    sealing.seal(at=NOON, folder=folder)

    assert [kept.number for kept in proof.kept_in(folder)] == list(
        Checkpoint.objects.values_list("number", flat=True)
    )
    verifying.verify(folder)


def test_a_file_that_knows_more_than_the_database_stops_the_sealing(folder, tmp_path):
    say("one")
    sealing.seal(at=NOON, folder=folder)
    line = (folder / proof.KEPT_AS).read_bytes().splitlines(keepends=True)[-1]
    number = Checkpoint.objects.last().number
    with (folder / proof.KEPT_AS).open("ab") as file:
        file.write(line.replace(b'"checkpoint": %d' % number, b'"checkpoint": %d' % (number + 1)))

    with pytest.raises(sealing.CannotSeal, match="set-aside"):
        sealing.seal(at=NOON, folder=folder)

    aside = sealing.set_aside(why="Backup restored", at=NOON + timedelta(days=1), folder=folder)
    assert aside.exists()
    sealing.seal(at=NOON, folder=folder)
    verifying.verify(folder)


def test_a_key_that_is_none_is_said_in_a_sentence(settings):
    settings.AUDIT_SIGNING_KEY = "short"

    with pytest.raises(sealing.CannotSeal, match="32 bytes"):
        sealing.signing_key()


SEALER = """
import os, sys
from pathlib import Path
import django
django.setup()
from django.db import connection
from django.utils.timezone import now
connection.settings_dict["NAME"] = sys.argv[1]
from dayaq.audit import sealing
sealing.BATCH = 2
print("ready", flush=True)
sealing.seal(at=now(), folder=Path(sys.argv[2]))
"""


@pytest.mark.parametrize("written", [0, 1, 3, 6])
def test_a_sealer_that_is_killed_leaves_nothing_half_done(folder, written):
    """Killed at whatever moment it is when so many checkpoints stand."""
    for n in range(30):
        say(str(n))
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "dayaq.config.settings",
        "DAYAQ_DB_ROLE": "web",
        "DAYAQ_VAR": str(VAR),
    }
    command = [sys.executable, "-c", SEALER, connection.settings_dict["NAME"], str(folder)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as sealer:
        assert sealer.stdout.readline() == b"ready\n"
        while Checkpoint.objects.count() < written and sealer.poll() is None:
            pass
        sealer.send_signal(signal.SIGKILL)

    sealing.seal(at=NOON, folder=folder)

    verdict = verifying.verify(folder)
    assert verdict.sealed == Entry.objects.count()
