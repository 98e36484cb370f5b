"""The whole record, streamed from the database at one moment: to verify it or to hand it out."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from dayaq.audit import proof
from dayaq.audit.sealing import LOCK, trusted_keys

AT_ONCE = 2_000
TIME = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
ROWS = f"""
SELECT id, {", ".join(TIME.format("at") if f == "at" else f"{f}::text" for f in proof.FIELDS)}, leaf
  FROM public.audit_entry e ORDER BY e.id
"""  # noqa: S608 - names of our own columns
CHECKPOINTS = f"""
SELECT number, first, last, count, {TIME.format("at")}, root, previous, key, signature, leaves
  FROM public.audit_checkpoint ORDER BY number
"""  # noqa: S608


@dataclass(frozen=True)
class Snapshot:
    """The record at one moment; `kept` is how long the file outside was then, in octets."""

    connection: "psycopg.Connection[Any]"
    kept: int

    def rows(self) -> Iterator[proof.Row]:
        with self.connection.cursor("rows") as cursor:
            cursor.itersize = AT_ONCE
            for number, *fields, leaf in cursor.execute(ROWS.encode()):
                yield proof.Row(number, tuple(fields), bytes(leaf))

    def checkpoints(self) -> Iterator[proof.Checkpoint]:
        with self.connection.cursor("checkpoints") as cursor:
            cursor.itersize = 2
            for row in cursor.execute(CHECKPOINTS.encode()):
                number, first, last, count, at, root, previous, key, signature, leaves = row
                yield proof.Checkpoint(
                    number=number, first=first, last=last, count=count, at=at, root=bytes(root),
                    previous=bytes(previous), key=bytes(key), signature=bytes(signature),
                    leaves=bytes(leaves),
                )  # fmt: skip


@contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """On a connection of its own. Sealing waits only until the moment is noted."""
    own = connection.copy()
    own.ensure_connection()
    raw = own.connection
    assert raw is not None  # noqa: S101 - made above
    try:
        raw.execute(f"SELECT pg_advisory_lock({LOCK})".encode())
        raw.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        with raw.transaction():
            raw.execute(b"SELECT 1")  # the moment
            kept = 0
            with suppress(FileNotFoundError):
                kept = (folder / proof.KEPT_AS).stat().st_size
            raw.execute(f"SELECT pg_advisory_unlock({LOCK})".encode())
            yield Snapshot(raw, kept)
    finally:
        own.close()


def verify(folder: Path) -> proof.Verdict:
    """Hold the record against its checkpoints and against those outside. Raises proof.Broken."""
    with snapshot(folder) as at_once:
        return proof.verify(
            at_once.rows(),
            at_once.checkpoints(),
            keys=trusted_keys(),
            outside=proof.kept_in(folder, size=at_once.kept),
        )


@dataclass(frozen=True)
class Exported:
    rows: int
    sha256: str


def export(path: Path, *, folder: Path, at: datetime) -> Exported:
    """Write the whole record to a new file that `proof.py` verifies alone. Raises FileExistsError."""
    digest, number = sha256(), 0
    with snapshot(folder) as at_once, path.open("xb") as file:
        path.chmod(0o600)

        def put(line: str) -> None:
            octets = line.encode() + b"\n"
            digest.update(octets)
            file.write(octets)

        keys = [key.hex() for key in trusted_keys()]
        put(json.dumps({"format": proof.FORMAT, "made": at.isoformat(), "keys": keys}))
        rows = at_once.rows()
        row = next(rows, None)
        for checkpoint in at_once.checkpoints():
            while row is not None and row.id <= checkpoint.last:
                put(_line(row))
                number, row = number + 1, next(rows, None)
            put(checkpoint.line())
        while row is not None:
            put(_line(row))
            number, row = number + 1, next(rows, None)
        put(json.dumps({"end": number}))
        file.flush()
        os.fsync(file.fileno())
    return Exported(number, digest.hexdigest())


def _line(row: proof.Row) -> str:
    return json.dumps({"row": row.fields, "leaf": row.leaf.hex()}, ensure_ascii=False)
