"""Sealing: each minute, what is final is put under a signed checkpoint, here and outside the database.

The private key is asked of the settings; a checkpoint is in the database first and then in the file.
Killed in between, the next round appends what the file lacks.
"""

import base64
import binascii
import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from dayaq.audit import proof
from dayaq.audit.models import Checkpoint, Entry, Watermark, record

LATE = timedelta(minutes=10)
"""A row that has waited so long for its seal: the worker is gone, or the files contradict the database."""

BATCH = 5_000
"""Rows under one checkpoint at most: what a verifier holds in memory."""

LOCK = "hashtext('dayaq.audit.seal')"
BLOCK = 1024 * 1024


class CannotSeal(Exception):
    """Nothing is sealed until an operator has looked; the message is a sentence for them."""


def signing_key() -> Ed25519PrivateKey:
    """The key of the settings. Raises CannotSeal where it is no key."""
    text = settings.AUDIT_SIGNING_KEY.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text + "=", validate=True))
    except (ValueError, binascii.Error):
        raise CannotSeal("DAYAQ_AUDIT_KEY is not 32 bytes in base64.") from None


def trusted_keys() -> list[bytes]:
    """The public keys whose checkpoints are ours."""
    old = [bytes.fromhex(key) for key in settings.AUDIT_OLD_KEYS]
    return [signing_key().public_key().public_bytes_raw(), *old]


def seal(*, at: datetime, folder: Path | None = None) -> int:
    """Seal every row that is final; how many checkpoints were made. Safe to repeat. Raises CannotSeal.

    Rows beside which older transactions are still in flight wait for the next round.
    """
    folder = folder or settings.AUDIT_CHECKPOINT_DIR
    keep_outside(folder)  # what a killed round left; refuses where the two contradict each other
    made = _seal_final(at)
    if not Watermark.objects.exists():
        _propose()
        made += _seal_final(at)
    if made:
        keep_outside(folder)
    return made


@contextmanager
def _alone() -> Iterator[None]:
    """One transaction in which nobody else seals."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
        yield


def _propose() -> None:
    """Remember the newest row, and a transaction that is younger than all that may write below it.

    A row's number is drawn by a transaction that has its own number already (see the trigger), so
    whoever drew a lower one has begun before the transaction that we take here.
    """
    with _alone():
        newest = Entry.objects.filter(pk__gt=_sealed_up_to()).aggregate(m=Max("pk"))["m"]
        if newest is not None:
            ours = _one("SELECT pg_current_xact_id()::text::bigint")
            Watermark.objects.update_or_create(defaults={"entry": newest, "transaction": ours})


def _seal_final(at: datetime) -> int:
    made = 0
    while _seal_batch(at):
        made += 1
    return made


def _seal_batch(at: datetime) -> bool:
    """One checkpoint, in one transaction; whether there was anything to seal."""
    with _alone():
        mark = Watermark.objects.first()
        if mark is None or not _is_final(mark):
            return False
        before = Checkpoint.objects.defer("leaves").last()
        rows = [
            (number, bytes(leaf))
            for number, leaf in Entry.objects.filter(
                pk__gt=before.last if before else 0, pk__lte=mark.entry
            )
            .order_by("pk")
            .values_list("pk", "leaf")[:BATCH]
        ]
        if len(rows) < BATCH:
            mark.delete()
        if rows:
            _write(rows, plain(before) if before else None, at)
        return bool(rows)


def _is_final(mark: Watermark) -> bool:
    """Whether every transaction of this database that may have written below the mark is over.

    Numbers of transactions are the whole server's: one that is in flight in another database is
    told by whoever holds its lock, and is not waited for.
    """
    # A mark from the future came with a backup of another server: nothing of then is in flight.
    return not _one(IN_FLIGHT, [mark.transaction] * 2)


IN_FLIGHT = """
SELECT count(*) FROM pg_snapshot_xip(pg_current_snapshot()) AS flight (number)
 WHERE number::text::bigint <= %s
   AND %s < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
   AND NOT EXISTS (
     SELECT FROM pg_locks held JOIN pg_stat_activity elsewhere USING (pid)
      WHERE held.locktype = 'transactionid' AND held.granted AND held.mode = 'ExclusiveLock'
        AND held.transactionid::text::bigint = number::text::bigint & 4294967295
        AND elsewhere.datname <> current_database())
"""


def _one(query: str, values: Sequence[int] = ()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return int(cursor.fetchone()[0])


def _sealed_up_to() -> int:
    return Checkpoint.objects.aggregate(m=Max("last"))["m"] or 0


def late_since(*, at: datetime) -> datetime | None:
    """Since when rows wait for their seal, where that is long; None where all is as it should be."""
    last = Checkpoint.objects.only("last", "at").order_by("number").last()
    waiting = (
        Entry.objects.filter(pk__gt=last.last if last else 0).order_by("pk").only("at").first()
    )
    if waiting is None:
        return None
    since = max(waiting.at, last.at) if last else waiting.at
    return since if at - since > LATE else None


def _write(rows: list[tuple[int, bytes]], before: proof.Checkpoint | None, at: datetime) -> None:
    key = signing_key()
    made = proof.Checkpoint(
        number=before.number + 1 if before else 1,
        first=rows[0][0],
        last=rows[-1][0],
        count=len(rows),
        root=proof.root_of(leaf for _, leaf in rows),
        previous=before.hash() if before else proof.NOTHING,
        at=moment(at),
        key=key.public_key().public_bytes_raw(),
        leaves=proof.pack(rows),
    ).signed(key)
    Checkpoint.objects.create(**{**made.__dict__, "at": at})


def moment(at: datetime) -> str:
    """As it is signed."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain(row: Checkpoint, *, leaves: bytes = b"") -> proof.Checkpoint:
    """A row of the database as the verifier reads it."""
    return proof.Checkpoint(
        number=row.number,
        first=row.first,
        last=row.last,
        count=row.count,
        at=moment(row.at),
        leaves=leaves,
        **{name: bytes(getattr(row, name)) for name in proof.HASHES},
    )


# --- outside the database -------------------------------------------------------------------------


def keep_outside(folder: Path) -> int:
    """Append to the file what it lacks, on the disk when this returns; how many that were.

    Raises CannotSeal where the file knows what the database does not.
    """
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    with (folder / proof.KEPT_AS).open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = _last_line(file)
        if last is not None:
            ours = Checkpoint.objects.defer("leaves").filter(pk=last.number).first()
            if ours is None or plain(ours).hash() != last.hash():
                raise CannotSeal(
                    f"{folder / proof.KEPT_AS} knows another checkpoint {last.number} than the "
                    "database. If an older backup was restored: dayaq audit set-aside --why …"
                )
        lacking = Checkpoint.objects.filter(pk__gt=last.number if last else 0)
        added = 0
        for row in lacking.order_by("pk").iterator(chunk_size=20):
            file.write(plain(row, leaves=bytes(row.leaves)).line().encode() + b"\n")
            added += 1
        file.flush()
        os.fsync(file.fileno())
    _to_disk(folder)
    return added


def _last_line(file: BinaryIO) -> proof.Checkpoint | None:
    """The last whole line; what a killed round left behind it is cut off."""
    end = file.seek(0, os.SEEK_END)
    found, start = b"", end
    while start > 0 and found.rstrip(b"\n").count(b"\n") < 2:
        start = max(0, start - BLOCK)
        file.seek(start)
        found = file.read(end - start)
    whole = found[: found.rfind(b"\n") + 1]
    if len(whole) < len(found):
        file.truncate(start + len(whole))
    file.seek(0, os.SEEK_END)
    if not whole:
        return None
    try:
        return proof.Checkpoint.read(json.loads(whole.splitlines()[-1]))
    except ValueError:
        raise CannotSeal(f"{file.name} ends with a line that is not a checkpoint.") from None


@transaction.atomic
def set_aside(*, why: str, at: datetime, folder: Path) -> Path:
    """Begin a new file; the old one stays beside it. For whoever has restored an older backup."""
    file = folder / proof.KEPT_AS
    aside = file.with_name(f"checkpoints-until-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.jsonl")
    record("checkpoints.set_aside", Checkpoint, by=None, at=at, why=why, file=aside.name)
    file.rename(aside)
    _to_disk(folder)
    return aside


def _to_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
