"""Two hundred tamperings by whoever has the whole server: each is found, and where it is."""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from dayaq.accounts.models import User
from dayaq.audit import proof, sealing, verifying
from dayaq.audit.models import Checkpoint, Entry, record

NOON = datetime(2025, 3, 10, 8, tzinfo=UTC)
ROWS = 60
BATCH = 9


@dataclass
class Ground:
    """A sealed record in the hands of a superuser, and the file outside."""

    superuser: psycopg.Connection
    folder: Path
    ids: list[int]
    free: list[int]
    batches: list[tuple[int, int, int]]
    chance: random.Random

    def batch_of(self, row: int) -> int:
        return next(number for number, first, last in self.batches if first <= row <= last)

    def run(self, statement: str, *values: object) -> None:
        self.superuser.execute(statement.encode(), list(values))

    def verify(self, folder: Path | None = None) -> proof.Verdict:
        folder = folder or self.folder
        seen = verifying.Snapshot(self.superuser, 10**9)
        with self.superuser.transaction():
            return proof.verify(
                seen.rows(),
                seen.checkpoints(),
                keys=sealing.trusted_keys(),
                outside=proof.kept_in(folder),
            )


@pytest.fixture
def ground(superuser, tmp_path, monkeypatch) -> Ground:
    monkeypatch.setattr(sealing, "BATCH", BATCH)
    User.objects.create_user("somebody")
    before = Entry.objects.count()
    free = []
    for n in range(ROWS):
        record("word.said", User, by=None, at=NOON, word=n)
        with connection.cursor() as cursor:  # as a transaction that was rolled back
            cursor.execute("SELECT nextval('audit_entry_id_seq')")
            free.append(cursor.fetchone()[0])
    sealing.seal(at=NOON, folder=tmp_path)
    superuser.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
    superuser.execute("ALTER TABLE audit_checkpoint DISABLE TRIGGER ALL")
    ids = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    return Ground(
        superuser,
        tmp_path,
        ids[before:],
        free[:-1],
        list(Checkpoint.objects.values_list("number", "first", "last")),
        random.Random(20250310),
    )


RELEAF = "UPDATE audit_entry e SET leaf = dayaq_audit_leaf(e) WHERE id = ANY(%s)"
COPY = """
INSERT INTO audit_entry SELECT (jsonb_populate_record(e, jsonb_build_object('id', %s::bigint))).*
  FROM audit_entry e WHERE id = %s
"""
CHANGES = (
    "did = did || 'x'",
    "at = at + interval '1 microsecond'",
    "by_id = (SELECT min(id) FROM accounts_user)",
    "actor = 'user:1'",
    "kind = kind || 'x'",
    "subject_id = subject_id + 1",
    "subject_key = 'k'",
    "subject = 's'",
    "case_key = gen_random_uuid()",
    "case_reference = 'K7PM'",
    "purpose = 'p'",
    "decision = 'deny'",
    "details = details || '{\"w\": 1}'",
    "body_id = (SELECT min(id) FROM directory_body)",
)

Tampering = Callable[[Ground], str]


def update(ground: Ground) -> str:
    row, is_clever = ground.chance.choice(ground.ids), ground.chance.random() < 0.5
    ground.run(f"UPDATE audit_entry SET {ground.chance.choice(CHANGES)} WHERE id = %s", row)
    if is_clever:
        ground.run(RELEAF, [row])
    return rf"Row {row} was altered \(checkpoint {ground.batch_of(row)} "


def change_hash(ground: Ground) -> str:
    row = ground.chance.choice(ground.ids)
    ground.run("UPDATE audit_entry SET leaf = sha256('lie') WHERE id = %s", row)
    return rf"Row {row} was altered \(checkpoint {ground.batch_of(row)} "


def delete(ground: Ground) -> str:
    rows = sorted(ground.chance.sample(ground.ids, ground.chance.randint(1, 5)))
    ground.run("DELETE FROM audit_entry WHERE id = ANY(%s)", rows)
    return rf"Row {rows[0]} was removed \(checkpoint {ground.batch_of(rows[0])} "


def insert(ground: Ground) -> str:
    row = ground.chance.choice(ground.free)
    ground.run(COPY, row, ground.chance.choice(ground.ids))
    ground.run(RELEAF, [row])
    return rf"Row {row} was inserted "


def reorder(ground: Ground) -> str:
    one, other = sorted(ground.chance.sample(ground.ids, 2))
    ground.run("UPDATE audit_entry SET id = -1 WHERE id = %s", one)
    ground.run("UPDATE audit_entry SET id = %s WHERE id = %s", one, other)
    ground.run("UPDATE audit_entry SET id = %s WHERE id = -1", other)
    if ground.chance.random() < 0.5:
        ground.run(RELEAF, [one, other])
        return rf"Row {one} was altered "
    within = ground.batch_of(one) == ground.batch_of(other)
    return rf"Row {one} is in the place of row {other}" if within else rf"Row {one} was altered "


def truncate_rows(ground: Ground) -> str:
    row = ground.chance.choice(ground.ids)
    ground.run("DELETE FROM audit_entry WHERE id >= %s", row)
    return rf"Row {row} was removed "


def truncate_with_seals(ground: Ground) -> str:
    number, first, _ = ground.chance.choice(ground.batches[1:])
    ground.run("DELETE FROM audit_entry WHERE id >= %s", first)
    ground.run("DELETE FROM audit_checkpoint WHERE number >= %s", number)
    return rf"Checkpoint {number} of .* is kept outside and missing in the database"


def truncate_all(ground: Ground) -> str:
    ground.run("TRUNCATE audit_entry, audit_checkpoint")
    return r"Checkpoint 1 of .* missing in the database"


def remove_seal(ground: Ground) -> str:
    number = ground.chance.choice(ground.batches[:-1])[0]
    ground.run("DELETE FROM audit_checkpoint WHERE number = %s", number)
    return rf"Checkpoint {number} is missing in the database"


def alter_seal(ground: Ground) -> str:
    number = ground.chance.choice(ground.batches)[0]
    change = ground.chance.choice(
        ("root = sha256('lie')", "count = count + 1", "last = last + 1", "at = at + '1 s'::interval",
         "previous = sha256('lie')", "signature = sha256('lie')", "first = first - 1")
    )  # fmt: skip
    ground.run(f"UPDATE audit_checkpoint SET {change} WHERE number = %s", number)
    return rf"Checkpoint {number} is not the one that is kept outside"


def alter_row_and_list(ground: Ground) -> str:
    """The list in the database is made to fit; the one outside still names the row."""
    row = ground.chance.choice(ground.ids)
    number = ground.batch_of(row)
    ground.run("UPDATE audit_entry SET did = 'nothing' WHERE id = %s", row)
    ground.run(RELEAF, [row])
    ground.run(
        "UPDATE audit_checkpoint SET leaves = (SELECT string_agg(int8send(e.id) || e.leaf, ''"
        " ORDER BY e.id) FROM audit_entry e WHERE e.id BETWEEN first AND last) WHERE number = %s",
        number,
    )
    return rf"Row {row} was altered \(checkpoint {number} "


KINDS: tuple[Tampering, ...] = (
    update, update, update, change_hash, delete, delete, insert, insert, reorder, reorder,
    truncate_rows, truncate_with_seals, truncate_all, remove_seal, alter_seal, alter_row_and_list,
)  # fmt: skip


def test_two_hundred_tamperings_are_found_and_named(ground):
    ground.verify()
    missed = []
    for turn in range(200):
        tamper = KINDS[turn % len(KINDS)]
        with ground.superuser.transaction(force_rollback=True):
            expected = tamper(ground)
            try:
                verdict = str(ground.verify())
            except proof.Broken as found:
                verdict = str(found)
            if not re.match(expected, verdict):
                missed.append((tamper.__name__, expected, verdict))
    ground.verify()
    assert missed == []


@pytest.mark.parametrize("way", ["cut", "gap", "altered", "list", "gone"])
def test_the_file_outside_is_held_against_the_database(ground, tmp_path, way):
    copy = tmp_path / "copy"
    copy.mkdir()
    file = copy / proof.KEPT_AS
    shutil.copy(ground.folder / proof.KEPT_AS, file)
    lines = file.read_bytes().splitlines(keepends=True)
    if way == "cut":
        lines = lines[:-1]
        expected = rf"Checkpoint {len(lines) + 1} is missing among those kept outside"
    elif way == "gap":
        del lines[3]
        expected = "Checkpoint 4 is missing outside the database"
    elif way == "altered":
        lines[3] = lines[3].replace(b'"count": 9', b'"count": 8')
        expected = "Checkpoint 4 is not the one"
    elif way == "list":
        lines[3] = b"{}\n"
        expected = "Line 4 of .* is not a checkpoint"
    else:
        lines = []
        expected = "Checkpoint 1 is missing among those kept outside"
    file.write_bytes(b"".join(lines))

    with pytest.raises(proof.Broken, match=expected):
        ground.verify(copy)


def test_seals_made_with_another_key_are_not_ours(ground, tmp_path):
    """Whoever replaces all of it, and the file outside as well, still lacks the key."""
    key, before, forged = Ed25519PrivateKey.generate(), None, []
    for sealed in proof.kept_in(ground.folder):
        mine = replace(
            sealed,
            key=key.public_key().public_bytes_raw(),
            previous=before.hash() if before else proof.NOTHING,
        ).signed(key)
        forged.append(mine)
        before = mine

    seen = verifying.Snapshot(ground.superuser, 10**9)
    with ground.superuser.transaction(), pytest.raises(proof.Broken, match="key that is not ours"):
        proof.verify(seen.rows(), forged, keys=sealing.trusted_keys(), outside=forged)


def test_without_any_list_the_batch_is_named(ground):
    row = ground.ids[20]
    number = ground.batch_of(row)
    bare = [
        replace(sealed, leaves=b"") if sealed.number == number else sealed
        for sealed in proof.kept_in(ground.folder)
    ]
    seen = verifying.Snapshot(ground.superuser, 10**9)
    with ground.superuser.transaction(force_rollback=True):
        ground.run("UPDATE audit_entry SET did = 'nothing' WHERE id = %s", row)
        ground.run(RELEAF, [row])
        with pytest.raises(proof.Broken, match=rf"^Rows were altered.*checkpoint {number} "):
            proof.verify(seen.rows(), bare, keys=sealing.trusted_keys(), outside=bare)


def test_an_export_is_verified_without_the_product(ground, tmp_path):
    """A machine with one file of ours, Python and `cryptography`."""
    verifier = tmp_path / "proof.py"
    shutil.copy(proof.__file__, verifier)
    path = tmp_path / "export.jsonl"
    made = verifying.export(path, folder=ground.folder, at=NOON)

    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-E", str(verifier), *words],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    key = sealing.trusted_keys()[0].hex()
    whole = (str(path), "--checkpoints", str(ground.folder), "--key", key)
    code, said = run(*whole)
    assert (code, f"In order: {made.rows} rows" in said) == (0, True), said

    lines = path.read_text().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith(f'{{"row": ["{ground.ids[8]}"'))
    for changed, expected in (
        ([*lines[:at], lines[at].replace("word.said", "word.kept"), *lines[at + 1 :]], "altered"),
        ([*lines[:at], *lines[at + 1 :]], f"Row {ground.ids[8]} was removed"),
        ([*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]], "reordered"),
        (lines[:-1], "was cut off"),
    ):
        path.write_text("".join(changed))
        code, said = run(*whole)
        assert (code, expected in said) == (1, True), (expected, said)
