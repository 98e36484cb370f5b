"""Files under cover: in a folder outside the database, each whole or not there at all.

A file is sealed under the key of its person and bound to its row, like a sealed value. It is on the disk
before its row is; a file without a row (somebody pulled the plug in between) is cleared away by a job.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO
from uuid import UUID

from django.conf import settings

from dayaq.vault.sealing import KeyedRow, bound_to, box
from dayaq.vault.streams import Covering, chunks, uncovered

UNFINISHED = ".unfinished"


class Missing(Exception):
    """The row is there and its file is not: restored without its files, or not yet copied here."""


def folder() -> Path:
    """Where files under cover lie. Shared by all machines of one installation."""
    return Path(settings.FILES) / "vault"


def _path(name: UUID) -> Path:
    return folder() / name.hex[:2] / name.hex


def _bound(row: KeyedRow, name: UUID) -> bytes:
    return bound_to(row._meta.db_table, row.pk, f"file:{name}", row.key.pk)


def keep(row: KeyedRow, name: UUID, clear: IO[bytes]) -> None:
    """Put these bytes under cover for the row, by this name, which was never used before.

    When it returns, the file is on the disk, whole. Raises Shredded, KeyUnavailable, OSError.
    """
    covering = Covering(box(row.key), _bound(row, name))
    path, unfinished = _path(name), _inside(folder() / UNFINISHED) / name.hex
    _inside(path.parent)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in chunks(clear):
                file.writelines(covering.take(piece))
            file.write(covering.end())
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, path)  # never over another file
    finally:
        unfinished.unlink()
    _to_disk(path.parent)


def _inside(path: Path) -> Path:
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _to_disk(path.parent)
    return path


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def opened(row: KeyedRow, name: UUID) -> BinaryIO:
    """The bytes in clear, to be read from anywhere. Whoever calls this records the reading.

    Raises Missing, Damaged, Shredded, KeyUnavailable.
    """
    key = box(row.key)
    try:
        covered = _path(name).open("rb")
    except FileNotFoundError:
        raise Missing("The file is not in the folder of this installation.") from None
    try:
        return uncovered(covered, key, _bound(row, name))
    except BaseException:
        covered.close()
        raise


def remove(name: UUID) -> None:
    """Take the file away. Safe to repeat."""
    with suppress(FileNotFoundError):
        _path(name).unlink()


def kept() -> Iterator[tuple[UUID, datetime]]:
    """The names of all files, and since when they have been there."""
    for path in folder().glob("[0-9a-f][0-9a-f]/*"):
        with suppress(FileNotFoundError, ValueError):
            yield UUID(path.name), _since(path)


def clear_unfinished(*, before: datetime) -> int:
    """Remove what was begun before then and never finished: its writer was killed. How many."""
    left = [p for p in (folder() / UNFINISHED).glob("*") if _since(p) < before]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _since(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
