"""Backup: the database, the files and a manifest in one folder that appears whole or not at all."""

import os
import shutil
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from dayaq.config.content import PASSING, content_hash, contents, hash_of
from dayaq.config.manifest import DUMP, Manifest, Refused, parts_of, product_version
from dayaq.config.operated import operated
from dayaq.config.postgres import DatabaseUnavailable
from dayaq.config.restore import restore

__all__ = ["backup", "backup_command", "content_hash", "restore", "restore_command"]


def backup(directory: Path) -> Manifest:
    """Write a backup of this moment to a new folder, while people work on.

    Never holds what is in `var/secrets`, nor sessions. Raises `Refused`, `DatabaseUnavailable`.
    """
    directory = directory.absolute()
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise Refused(f"{directory} is not empty: a backup needs a new folder.")
    directory.parent.mkdir(parents=True, exist_ok=True)
    fresh = directory.with_name(f".{directory.name}.unfinished-{os.getpid()}")
    fresh.mkdir(mode=0o700)
    try:
        manifest = _fill(fresh)
        manifest.write(fresh)
        for path in (*fresh.rglob("*"), fresh):
            _to_disk(path)
        fresh.rename(directory)
        _to_disk(directory.parent)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return manifest


def _fill(folder: Path) -> Manifest:
    with operated() as database, psycopg.connect(database.as_reader(database.name)) as connection:
        # Dump and hashes see the same moment: pg_dump joins this transaction's snapshot.
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        snapshot = _one(connection, "SELECT pg_export_snapshot()")
        database.call(
            "pg_dump",
            "--format=custom",
            "--compress=6",
            "--exclude-schema=sec",  # its keys are the installation's: no backup holds a key
            f"--snapshot={snapshot}",
            f"--file={folder / DUMP}",
            *(f"--exclude-table-data={table}" for table in sorted(PASSING)),
            database=database.name,
        )
        tables = contents(connection)
        migrations = (
            connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
            if "public.django_migrations" in tables
            else None
        )
        kept = database.folder / "files"
        if kept.is_dir():
            # After the rows' moment: a file lies here before its row, and a day longer than it.
            unfinished = shutil.ignore_patterns(".*")
            shutil.copytree(kept, folder / "files", ignore=unfinished, copy_function=_copied)
        return Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            dayaq=product_version(),
            postgres=_one(connection, "SHOW server_version"),
            owner=database.owner_role,
            web=database.web_role,
            content_hash=hash_of(tables),
            tables=tables,
            migrations=[name for (name,) in migrations] if migrations else [],
            parts=parts_of(folder),
        )


def _copied(source: str, target: str) -> str:
    """A file that is cleared away meanwhile is one that no row needs."""
    with suppress(FileNotFoundError):
        shutil.copy2(source, target)
    return target


def _one(connection: psycopg.Connection, query: str) -> str:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None  # noqa: S101 - these queries give one row
    return str(row[0])


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def backup_command(directory: str) -> int:
    """`dayaq backup DIR`."""
    try:
        manifest = backup(Path(directory))
    except (Refused, DatabaseUnavailable) as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as reason:
        print(f"{reason.strerror}: {reason.filename}.", file=sys.stderr)
        return 1
    rows = sum(table.rows for table in manifest.tables.values())
    print(f"Backed up {rows} rows of {len(manifest.tables)} tables to {directory}.")
    print(f"Content {manifest.content_hash}")
    return 0


def restore_command(directory: str, *, replace: bool = False, destroyed: str = "") -> int:
    """`dayaq restore DIR [--replace] [--destroyed FILE]`."""
    given = Path(destroyed) if destroyed else None
    try:
        manifest = restore(Path(directory), replace=replace, destroyed_list=given)
    except (Refused, DatabaseUnavailable) as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as reason:
        print(f"{reason.strerror}: {reason.filename}.", file=sys.stderr)
        return 1
    print(f"Restored the backup of {manifest.made_at} from {directory}.")
    print(f"Content {manifest.content_hash}")
    return 0
