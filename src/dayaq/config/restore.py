"""Restore: a backup is verified, loaded beside what is there, compared, then put in place."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import psycopg
from psycopg import Connection, sql

from dayaq.config import provision
from dayaq.config.content import contents, filled_tables, hash_of
from dayaq.config.manifest import DUMP, Manifest, Refused
from dayaq.config.operated import Operated, last_line, operated
from dayaq.vault import destroyed

# A database with rows in no other table than these was only made ready.
MADE_BY_MIGRATIONS = frozenset(
    {"public.django_migrations", "public.django_content_type", "public.auth_permission"}
)


def restore(
    directory: Path, *, replace: bool = False, destroyed_list: Path | None = None
) -> Manifest:
    """Put the backup in this folder in the place of what the database holds.

    Verifies before it touches anything; a database with content is replaced only if `replace`. Keys
    that were destroyed since, by the list outside the database or by the database that is replaced,
    are destroyed again before anybody can read under them.
    Ended at any moment, the old or the new stands, whole. Raises `Refused`, `DatabaseUnavailable`.
    """
    directory = directory.absolute()
    manifest = Manifest.read(directory)
    manifest.verify(directory)
    _require_known(manifest.migrations)
    with operated() as database:
        _settle(database)
        _require_empty(database, replace=replace)
        gone = _destroyed(database, destroyed_list)
        if _is_superuser(database):
            _beside(database, directory, manifest, gone)
        else:
            _in_one_transaction(database, directory, manifest, gone)
    return manifest


def _destroyed(database: Operated, given: Path | None) -> dict[str, str]:
    """The keys that must not come back. Raises `Refused` if the list that was named is not there."""
    if given is not None and not given.is_file():
        raise Refused(f"There is no list of destroyed keys at {given}.")
    usual = destroyed.list_in(database.folder)
    if given is None and not usual.exists():
        print(
            f"There is no list of destroyed keys at {usual}. If keys of people were destroyed since this"
            " backup on another machine, restore again with --destroyed FILE before anybody works."
        )
    found = destroyed.read(given or usual)
    with psycopg.connect(database.as_reader(database.name)) as connection:
        return found | destroyed.known_to(connection)


def _require_known(migrations: Iterable[str]) -> None:
    rooms = Path(__file__).parents[1]
    for migration in migrations:
        room, _, name = migration.partition(".")
        ours = rooms / room / "migrations"
        if ours.is_dir() and not (ours / f"{name}.py").exists():
            raise Refused(
                f"The backup was made by a newer Dayaq (it knows {migration}): upgrade first."
            )


def _require_empty(database: Operated, *, replace: bool) -> None:
    if replace:
        return
    with psycopg.connect(database.as_reader(database.name)) as connection:
        filled = filled_tables(connection) - MADE_BY_MIGRATIONS
    if filled:
        raise Refused(
            f"The database is not empty ({len(filled)} tables hold rows): "
            "say --replace to replace all that it holds."
        )


def _is_superuser(database: Operated) -> bool:
    """Only a superuser can raise the wall (schema `sec`) in a database that is new."""
    with psycopg.connect(database.admin) as connection:
        found = connection.execute(
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    return bool(found and found[0])


def _beside(
    database: Operated, directory: Path, manifest: Manifest, gone: Mapping[str, str]
) -> None:
    """Load into a new database, compare, then swap the two by their names."""
    fresh = f"{database.name}_restoring"
    with psycopg.connect(database.as_admin("postgres"), autocommit=True) as connection:
        _drop(connection, fresh)
        connection.execute(provision.create_database(fresh, owner=database.owner_role))
    try:
        _raise_the_same_wall(database, fresh)
        _load(database, directory / DUMP, into=fresh)
        with psycopg.connect(database.as_admin(fresh)) as connection:
            provision.grant(connection, owner=database.owner_role, web=database.web_role)
            connection.commit()
            _require_same(connection, manifest)
            _destroy_again(connection, gone)
        _upgrade(database, fresh)
        _lay_ready(database.folder, directory)
        with psycopg.connect(database.as_admin("postgres"), autocommit=True) as connection:
            _swap(connection, database.name, fresh)
    except BaseException:
        with (
            suppress(psycopg.Error),
            psycopg.connect(database.as_admin("postgres"), autocommit=True) as connection,
        ):
            _drop(connection, fresh)
            shutil.rmtree(database.folder / "files.restored", ignore_errors=True)
        raise
    _take_files(database.folder)


def _raise_the_same_wall(database: Operated, fresh: str) -> None:
    """The new database believes the same signatures as the one that it replaces."""
    with (
        psycopg.connect(database.as_admin(database.name)) as before,
        psycopg.connect(database.as_admin(fresh), autocommit=True) as after,
    ):
        provision.raise_wall(after, owner=database.owner_role, web=database.web_role, keys=())
        for row in before.execute("SELECT kid, inner_pad, outer_pad FROM sec.key"):
            after.execute("INSERT INTO sec.key VALUES (%s, %s, %s)", row)


def _swap(connection: Connection, name: str, fresh: str) -> None:
    """Both names change in one transaction; whoever is connected is sent away first."""
    before = f"{name}_before"
    _drop(connection, before)
    old, new, aside = (sql.Identifier(word) for word in (name, fresh, before))
    limit = sql.SQL("ALTER DATABASE {} CONNECTION LIMIT {}")
    connection.execute(limit.format(old, sql.Literal(0)))
    try:
        with suppress(psycopg.errors.InsufficientPrivilege):  # then they must go by themselves
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = ANY(%s) AND pid <> pg_backend_pid()",
                [[name, fresh]],
            )
        with connection.transaction():
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(old, aside))
            connection.execute(rename.format(new, old))
    except psycopg.errors.ObjectInUse:
        raise Refused("Somebody is still connected to the database: stop the product.") from None
    finally:
        connection.execute(limit.format(old, sql.Literal(-1)))
    _drop(connection, before)


def _drop(connection: Connection, name: str) -> None:
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    connection.execute(drop.format(sql.Identifier(name)))


def _in_one_transaction(
    database: Operated, directory: Path, manifest: Manifest, gone: Mapping[str, str]
) -> None:
    """For an owner of a served database: everything is replaced in one transaction."""
    _lay_ready(database.folder, directory)
    _load(database, directory / DUMP, into=database.name, after=_emptying(database))
    _take_files(database.folder)
    with psycopg.connect(database.owner) as connection:
        provision.grant(connection, owner=database.owner_role, web=database.web_role)
    with psycopg.connect(database.as_reader(database.name)) as connection:
        _require_same(connection, manifest)
        _destroy_again(connection, gone)
    _upgrade(database, database.name)


def _destroy_again(connection: Connection, gone: Mapping[str, str]) -> None:
    if number := destroyed.destroy_again(connection, gone):
        print(f"{number} keys of people, destroyed since the backup, were destroyed in it too.")


def _emptying(database: Operated) -> bytes:
    with psycopg.connect(database.owner) as connection:
        found = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'"
            " AND nspname NOT IN ('information_schema', 'sec')"  # the guard's, who outlives the content
        ).fetchall()
        statements = [
            sql.SQL("SET LOCAL lock_timeout = '30s'"),
            *(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)) for (name,) in found),
            sql.SQL("CREATE SCHEMA public"),
        ]
        return "".join(f"{statement.as_string(connection)};\n" for statement in statements).encode()


def _load(database: Operated, dump: Path, *, into: str, after: bytes = b"") -> None:
    """Read a dump into a database in one transaction, or not at all."""
    script = [database.binaries.program("pg_restore"), "--file=-", str(dump)]
    shell = [database.binaries.program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    shell += ["--output=/dev/null", "--file=-"]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(script, stdout=subprocess.PIPE, stderr=said) as reader,
        subprocess.Popen(
            shell, env=database.environment(into), stdin=subprocess.PIPE, stderr=said
        ) as writer,
    ):
        assert reader.stdout is not None  # noqa: S101 - asked for above
        assert writer.stdin is not None  # noqa: S101 - asked for above
        try:
            # Not psql's own --single-transaction: it would commit what it has when we are killed.
            writer.stdin.write(b"BEGIN;\n" + after)
            _pour(reader.stdout, writer.stdin)
            writer.stdin.write(b"ROLLBACK;\n" if reader.wait() else b"COMMIT;\n")
            writer.stdin.close()
        except BrokenPipeError:  # the shell refused; its reason is in what it said
            reader.kill()
            with suppress(BrokenPipeError):
                writer.stdin.close()
        if writer.wait() or reader.wait():
            said.seek(0)
            raise Refused(f"The backup cannot be loaded: {last_line(said.read().decode())}")


def _pour(script: IO[bytes], shell: IO[bytes]) -> None:
    """Hand the script over, without the one setting that servers before 17 do not know."""
    for _ in range(40):
        line = script.readline()
        if not line.startswith(b"SET transaction_timeout"):
            shell.write(line)
    shutil.copyfileobj(script, shell, 1024 * 1024)


def _require_same(connection: Connection, manifest: Manifest) -> None:
    loaded = contents(connection)
    if hash_of(loaded) != manifest.content_hash:
        names = sorted(loaded.keys() | manifest.tables.keys())
        differ = [name for name in names if loaded.get(name) != manifest.tables.get(name)]
        raise Refused(f"What was loaded is not what was backed up: {', '.join(differ)}.")


def _upgrade(database: Operated, name: str) -> None:
    """An older backup gets the tables that this version expects."""
    owner = urlsplit(database.owner)._replace(path=f"/{name}").geturl()
    done = subprocess.run(
        [sys.executable, "-m", "dayaq.config.schema"],
        env={**os.environ, "DATABASE_OWNER_URL": owner},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"The tables could not be brought up to date: {last_line(done.stderr)}")


def _lay_ready(folder: Path, directory: Path) -> None:
    """The files of the backup, whole, beside those in use."""
    ready = folder / "files.restored"
    unfinished = folder / "files.restoring"
    for path in (ready, unfinished):
        shutil.rmtree(path, ignore_errors=True)
    if (directory / "files").is_dir():
        shutil.copytree(directory / "files", unfinished)
    else:
        unfinished.mkdir(parents=True)
    unfinished.rename(ready)


def _take_files(folder: Path) -> None:
    ready, used, before = (folder / n for n in ("files.restored", "files", "files.before"))
    shutil.rmtree(before, ignore_errors=True)
    if used.exists():
        used.rename(before)
    ready.rename(used)
    shutil.rmtree(before, ignore_errors=True)


def settle_what_was_killed(folder: Path) -> None:
    """For a start: see `_settle`. Costs nothing when nothing was killed."""
    if (folder / "files.restored").exists():
        with operated() as database:
            _settle(database)


def _settle(database: Operated) -> None:
    """Finish, or take back, a restore that was killed between the database and its files."""
    if not (database.folder / "files.restored").exists():
        return
    with psycopg.connect(database.as_admin("postgres"), autocommit=True) as connection:
        fresh = f"{database.name}_restoring"
        waiting = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [fresh])
        if waiting.fetchone():
            _drop(connection, fresh)
            shutil.rmtree(database.folder / "files.restored")
        else:
            _take_files(database.folder)
