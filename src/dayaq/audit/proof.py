"""The arithmetic of the sealed record, and a verifier that needs nothing but this one file.

Copy this file to another machine and run it on an export of the record:

    python proof.py EXPORT [--checkpoints FOLDER] [--key HEX]

It needs Python 3.11 and the package `cryptography`. Each row has a hash over its text; batches of
rows are sealed by the root of their Merkle tree (RFC 6962) in a chain of signed checkpoints.
"""

import argparse
import base64
import json
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import inf
from pathlib import Path
from typing import Any, NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = "dayaq audit 1"
FIELDS = (
    "id", "at", "did", "by_id", "actor", "body_id", "kind", "subject_id", "subject_key", "subject",
    "case_key", "case_reference", "purpose", "decision", "details",
)  # fmt: skip
"""The columns of a row in the order of its text; each as PostgreSQL writes it, times in UTC."""

NOTHING = bytes(32)  # where the first checkpoint would name the one before


class Row(NamedTuple):
    """One row of the record: its number, its fields as texts, the hash that is kept beside it."""

    id: int
    fields: tuple[str | None, ...]
    leaf: bytes


def leaf_of(fields: Iterable[str | None]) -> bytes:
    """The hash of a row: SHA-256 over a zero byte and its text, each field as `octets:value`."""
    parts = [b"dayaq audit row 1"]
    for value in fields:
        if value is None:
            parts.append(b"-")
        else:
            octets = value.encode()
            parts.append(b"%d:%b" % (len(octets), octets))
    return sha256(b"\x00" + b"\n".join(parts)).digest()


class Tree:
    """The root of a Merkle tree as RFC 6962, 2.1 defines it, from leaf hashes told one by one."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        node, size = leaf, self.size
        while size & 1:
            node = sha256(b"\x01" + self._peaks.pop() + node).digest()
            size >>= 1
        self._peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        node, *higher = self._peaks[::-1] or [sha256(b"").digest()]
        for peak in higher:
            node = sha256(b"\x01" + peak + node).digest()
        return node


def root_of(leaves: Iterable[bytes]) -> bytes:
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


WIDTH = 40  # octets of a row in the list of a batch's hashes: its number in 8, the hash in 32


def pack(rows: Iterable[tuple[int, bytes]]) -> bytes:
    return b"".join(number.to_bytes(8, "big") + leaf for number, leaf in rows)


def unpack(packed: bytes) -> list[tuple[int, bytes]]:
    cuts = (packed[place : place + WIDTH] for place in range(0, len(packed), WIDTH))
    return [(int.from_bytes(cut[:8], "big"), cut[8:]) for cut in cuts]


HASHES = ("root", "previous", "key", "signature")


@dataclass(frozen=True)
class Checkpoint:
    """The seal of one batch: all rows after the one before, up to and with `last`."""

    number: int
    first: int
    last: int
    count: int
    root: bytes
    previous: bytes
    at: str
    key: bytes
    signature: bytes = b""
    leaves: bytes = b""

    def text(self) -> bytes:
        """What is signed."""
        numbers = (self.number, self.first, self.last, self.count)
        told = (*numbers, self.root.hex(), self.previous.hex(), self.at, self.key.hex())
        return "\n".join(("dayaq audit checkpoint 1", *map(str, told))).encode()

    def hash(self) -> bytes:
        """What the next one names."""
        return sha256(self.text() + b"\n" + self.signature).digest()

    def signed(self, key: Ed25519PrivateKey) -> "Checkpoint":
        return Checkpoint(**{**self.__dict__, "signature": key.sign(self.text())})

    def is_signed(self) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(self.signature, self.text())
        except (InvalidSignature, ValueError):
            return False
        return True

    def line(self) -> str:
        """As one line of JSON, for the file outside the database and for exports."""
        plain = {name: getattr(self, name) for name in ("first", "last", "count", "at")}
        hashes = {name: getattr(self, name).hex() for name in HASHES}
        leaves = base64.b64encode(self.leaves).decode()
        return json.dumps({"checkpoint": self.number, **plain, **hashes, "leaves": leaves})

    @classmethod
    def read(cls, told: dict[str, Any]) -> Self:
        """From what a line says. Raises ValueError if it is not a checkpoint."""
        try:
            return cls(
                number=int(told["checkpoint"]),
                first=int(told["first"]),
                last=int(told["last"]),
                count=int(told["count"]),
                at=str(told["at"]),
                leaves=base64.b64decode(told.get("leaves", "")),
                **{name: bytes.fromhex(told[name]) for name in HASHES},
            )
        except (KeyError, TypeError) as missing:
            raise ValueError("not a checkpoint") from missing


class Broken(Exception):
    """The record is not what was sealed; the message is the sentence that says where."""


@dataclass
class Verdict:
    """What was looked at when everything was found in order."""

    rows: int = 0
    sealed: int = 0
    checkpoints: int = 0
    last_at: str = ""

    def __str__(self) -> str:
        last = f", the last at {self.last_at}" if self.last_at else ""
        return (
            f"In order: {self.rows} rows, {self.sealed} of them sealed in {self.checkpoints} "
            f"checkpoints{last}; {self.rows - self.sealed} rows are not sealed yet."
        )


def verify(
    rows: Iterable[Row],
    checkpoints: Iterable[Checkpoint],
    *,
    keys: Collection[bytes],
    outside: Iterable[Checkpoint] | None = None,
) -> Verdict:
    """Hold every row and checkpoint against the others; all three streams in order of number.

    `keys` are the public keys that are trusted. `outside` are the checkpoints as they are kept
    outside the database. Needs memory for one batch. Raises Broken at the first thing amiss.
    """
    verdict = Verdict()
    stream = _Stream(rows)
    copies = iter(outside or ())
    before: Checkpoint | None = None
    for checkpoint in checkpoints:
        copy = next(copies, None)
        if outside is not None:
            _same(checkpoint, copy)
        _follows(checkpoint, before, keys)
        _hold(checkpoint, copy, stream)
        before = checkpoint
        verdict.checkpoints, verdict.last_at = checkpoint.number, checkpoint.at
        verdict.sealed += checkpoint.count
    if (lost := next(copies, None)) is not None:
        raise Broken(
            f"Checkpoint {lost.number} of {lost.at} (rows {lost.first} to {lost.last}) is kept "
            "outside and missing in the database: its end was cut off."
        )
    for row in stream.up_to():
        if leaf_of(row.fields) != row.leaf:
            raise Broken(f"Row {row.id}, not sealed yet, was altered.")
    verdict.rows = stream.seen
    return verdict


class _Stream:
    """Rows, with one in the hand; notices when they do not come in the order of their numbers."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = iter(rows)
        self.seen = 0
        self._last = 0
        self.next = self._take()

    def _take(self) -> Row | None:
        row = next(self._rows, None)
        if row is not None:
            if row.id <= self._last:
                raise Broken(f"Row {row.id} stands after row {self._last}: they were reordered.")
            self._last = row.id
            self.seen += 1
        return row

    def up_to(self, last: float = inf) -> Iterator[Row]:
        while self.next is not None and self.next.id <= last:
            row = self.next
            self.next = self._take()
            yield row


def _same(checkpoint: Checkpoint, copy: Checkpoint | None) -> None:
    if copy is None:
        raise Broken(
            f"Checkpoint {checkpoint.number} is missing among those kept outside the database: "
            "their end was cut off."
        )
    if copy.number != checkpoint.number:
        where = "in" if copy.number < checkpoint.number else "outside"
        missing = min(copy.number, checkpoint.number)
        raise Broken(f"Checkpoint {missing} is missing {where} the database.")
    if (copy.text(), copy.signature) != (checkpoint.text(), checkpoint.signature):
        raise Broken(
            f"Checkpoint {checkpoint.number} is not the one that is kept outside the database: "
            "one of them was replaced."
        )


def _follows(checkpoint: Checkpoint, before: Checkpoint | None, keys: Collection[bytes]) -> None:
    """It is signed by us and continues where the one before it ended."""
    number = checkpoint.number
    expected = before.number + 1 if before else 1
    if number != expected:
        raise Broken(f"Checkpoint {expected} is missing.")
    if checkpoint.key not in keys:
        raise Broken(f"Checkpoint {number} is signed with a key that is not ours: it was replaced.")
    if not checkpoint.is_signed():
        raise Broken(f"Checkpoint {number} was altered: its signature does not fit.")
    if checkpoint.previous != (before.hash() if before else NOTHING):
        raise Broken(f"Checkpoint {number} does not continue the one before it: it was replaced.")
    if checkpoint.first <= (before.last if before else 0) or checkpoint.last < checkpoint.first:
        raise Broken(f"Checkpoint {number} seals rows that another one has sealed.")


def _hold(checkpoint: Checkpoint, copy: Checkpoint | None, stream: _Stream) -> None:
    """The rows of the batch are those that were sealed; otherwise names the first that is not."""
    where = (
        f"(checkpoint {checkpoint.number} of {checkpoint.at}, "
        f"rows {checkpoint.first} to {checkpoint.last})"
    )
    lists = [unpack(known.leaves) for known in (checkpoint, copy) if known is not None]
    sound = [leaves for leaves in lists if root_of(leaf for _, leaf in leaves) == checkpoint.root]
    if sound:
        _compare(sound[0], stream.up_to(checkpoint.last), where)
    else:  # what names single rows was lost: the root alone still tells of the batch
        _compare_whole(checkpoint, stream.up_to(checkpoint.last), where)
    if lists[0] not in sound:
        raise Broken(f"The list of hashes was altered or removed {where}.")


def _compare_whole(checkpoint: Checkpoint, rows: Iterator[Row], where: str) -> None:
    tree = Tree()
    for row in rows:
        leaf = leaf_of(row.fields)
        if leaf != row.leaf:
            raise Broken(f"Row {row.id} was altered {where}.")
        tree.add(leaf)
    if tree.size != checkpoint.count:
        what = "removed" if tree.size < checkpoint.count else "inserted"
        raise Broken(f"{abs(tree.size - checkpoint.count)} rows were {what} {where}.")
    if tree.root() != checkpoint.root:
        raise Broken(f"Rows were altered, replaced or reordered {where}.")


def _compare(leaves: list[tuple[int, bytes]], rows: Iterator[Row], where: str) -> None:
    row = next(rows, None)
    for number, leaf in leaves:
        if row is None or row.id > number:
            raise Broken(f"Row {number} was removed {where}.")
        if row.id < number:
            raise Broken(f"Row {row.id} was inserted {where}.")
        if leaf_of(row.fields) != leaf or row.leaf != leaf:
            for other, sealed_leaf in leaves:
                if other != number and row.leaf == sealed_leaf:
                    raise Broken(f"Row {number} is in the place of row {other}: reordered {where}.")
            raise Broken(f"Row {number} was altered {where}.")
        row = next(rows, None)
    if row is not None:
        raise Broken(f"Row {row.id} was inserted {where}.")


# --- the file outside the database, and exports ---------------------------------------------------

KEPT_AS = "checkpoints.jsonl"


def kept_in(folder: Path, *, size: int | None = None) -> Iterator[Checkpoint]:
    """The checkpoints of the file in the folder, as they were appended; none if there is no file.

    `size` leaves out what was appended since the file had that many octets. Raises Broken.
    """
    path = folder / KEPT_AS
    if not path.exists():
        return
    with path.open("rb") as file:
        read = 0
        for number, line in enumerate(file, start=1):
            read += len(line)
            if size is not None and read > size:
                return
            if not line.endswith(b"\n"):  # cut off while it was written; the next round mends it
                return
            try:
                yield Checkpoint.read(json.loads(line))
            except ValueError:
                raise Broken(f"Line {number} of {path} is not a checkpoint.") from None


def told_in(path: Path, what: str) -> Iterator[dict[str, Any]]:
    """The lines of an export that begin with that word: `format`, `row`, `checkpoint` or `end`.

    An export has a first line, then each batch of rows followed by its checkpoint, and a last line.
    Raises Broken.
    """
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.startswith(f'{{"{what}"'):
                try:
                    yield dict(json.loads(line))
                except ValueError:
                    raise Broken(f"Line {number} of {path} cannot be read.") from None


def verify_export(path: Path, *, keys: Collection[bytes], folder: Path | None = None) -> Verdict:
    """The same for an export. Without `keys`, those are trusted that it names. Raises Broken."""
    header = next(told_in(path, "format"), {})
    if header.get("format") != FORMAT:
        raise Broken(f"{path} is not an export of the record.")
    lines = ((told["row"], told["leaf"]) for told in told_in(path, "row"))
    verdict = verify(
        (Row(int(row[0]), tuple(row), bytes.fromhex(leaf)) for row, leaf in lines),
        (Checkpoint.read(told) for told in told_in(path, "checkpoint")),
        keys=keys or {bytes.fromhex(key) for key in header["keys"]},
        outside=kept_in(folder) if folder else None,
    )
    if not any(told_in(path, "end")):
        raise Broken(f"The end of {path} was cut off.")
    return verdict


def main(argv: list[str] | None = None) -> int:
    """`python proof.py EXPORT`. Exit 0: in order; 1: broken, with one sentence; 2: wrong use."""
    parser = argparse.ArgumentParser(description="Verify an export of the record.")
    parser.add_argument("export", type=Path)
    parser.add_argument("--checkpoints", type=Path, help="the folder kept outside the database")
    parser.add_argument("--key", action="append", default=[], help="a public key you trust, in hex")
    asked = parser.parse_args(argv)
    try:
        keys = {bytes.fromhex(key) for key in asked.key}
        print(verify_export(asked.export, keys=keys, folder=asked.checkpoints))
    except (Broken, OSError, ValueError, KeyError) as reason:
        print(reason)
        return 1
    if not keys:
        print("No --key was given: the keys that the export names were trusted.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
