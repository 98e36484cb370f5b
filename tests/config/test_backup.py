"""Backup and restore: the same content comes back, whole, or nothing changes."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from dayaq.config import provision
from dayaq.config.backup import backup, backup_command, content_hash, restore, restore_command
from dayaq.config.manifest import DUMP, NAME, Manifest, Refused
from dayaq.config.operated import operated
from dayaq.config.postgres import Server
from dayaq.config.restore import settle_what_was_killed
from dayaq.vault import destroyed
from tests.prepared import tables_in

SESSION = "a session key that signs in"


@pytest.fixture(scope="module")
def server(ground) -> Iterator[Server]:
    """A server whose database has the product's tables, some rows, and a few files."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            patch.delenv(name, raising=False)
        patch.setenv("DAYAQ_POSTGRES", "wheel")
        patch.setenv("DAYAQ_VAR", str(ground / "saved"))
        server = Server.ensure_running(tables_in(ground / "saved"), durable=False)
        databases = provision.prepare(server)
        with psycopg.connect(databases.owner) as connection:
            connection.execute(
                "CREATE TABLE word (id bigserial PRIMARY KEY, said text, at timestamptz)"
            )
            connection.execute("CREATE TABLE heap (said text)")
        (server.folder / "files" / "2023").mkdir(parents=True)
        (server.folder / "files" / "2023" / "sübut.pdf").write_bytes(b"%PDF evidence")
        yield server
        server.stop()


@pytest.fixture
def owner(server, monkeypatch) -> str:
    """The owner's address of a database in its first state."""
    monkeypatch.setenv("DAYAQ_VAR", str(server.folder))
    address = provision.prepare(server).owner
    with psycopg.connect(address) as connection:
        connection.execute("TRUNCATE word, heap, django_session RESTART IDENTITY")
        connection.execute(
            "INSERT INTO word (said, at)"
            " VALUES ('bir\nsətir', '2023-05-01Z'), ('\\\t', now()), (NULL, NULL)"
        )
        connection.execute("INSERT INTO heap VALUES ('b'), ('a'), ('b')")
        connection.execute("INSERT INTO django_session VALUES (%s, 'x', now())", [SESSION])
    return address


def hash_at(address: str) -> str:
    with psycopg.connect(address) as connection:
        return content_hash(connection)


def change(address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("UPDATE word SET said = 'changed' WHERE id = 1")


def test_a_file_that_is_only_being_written_is_left_out(server, owner, tmp_path):
    begun = server.folder / "files" / "vault" / ".unfinished"
    begun.mkdir(parents=True)
    (begun / "half").write_bytes(b"half")
    try:
        assert set(backup(tmp_path / "kept").parts) == {DUMP, "files/2023/sübut.pdf"}
    finally:
        shutil.rmtree(begun.parent)


def test_what_was_backed_up_comes_back_after_a_wipe(server, owner, tmp_path):
    before = hash_at(owner)
    manifest = backup(tmp_path / "kept")
    with psycopg.connect(server.superuser_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE dayaq WITH (FORCE)")
    shutil.rmtree(server.folder / "files")

    restore(tmp_path / "kept")

    assert hash_at(owner) == before == manifest.content_hash
    kept = server.folder / "files" / "2023" / "sübut.pdf"
    assert kept.read_bytes() == b"%PDF evidence"


def test_after_a_restore_work_goes_on(server, owner, tmp_path):
    backup(tmp_path / "kept")
    restore(tmp_path / "kept", replace=True)

    with psycopg.connect(provision.prepare(server).web) as web:
        number = web.execute("INSERT INTO word (said) VALUES ('new') RETURNING id").fetchone()
        assert number == (4,)  # the sequence came back too
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("TRUNCATE word")


def test_no_secret_and_no_session_is_in_a_backup(server, owner, tmp_path):
    backup(tmp_path / "kept")

    script = subprocess.run(
        [server.binaries.program("pg_restore"), "--file=-", tmp_path / "kept" / DUMP],
        capture_output=True,
        check=True,
    ).stdout
    held = script + b"".join(p.read_bytes() for p in (tmp_path / "kept").rglob("*") if p.is_file())
    assert b"CREATE TABLE public.django_session" in held
    assert SESSION.encode() not in held
    secrets = list((server.folder / "secrets").iterdir())
    assert len(secrets) >= 3
    for path in secrets:
        assert path.read_bytes() not in held


def test_a_backup_is_for_the_operator_alone(owner, tmp_path):
    backup(tmp_path / "kept")

    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700


def test_the_manifest_tells_what_is_there(owner, tmp_path):
    manifest = backup(tmp_path / "kept")

    assert manifest == Manifest.read(tmp_path / "kept")
    assert manifest.tables["public.word"].rows == 3
    assert manifest.tables["public.heap"].rows == 3
    assert set(manifest.parts) == {DUMP, "files/2023/sübut.pdf"}
    assert any(name.startswith("plan.0001") for name in manifest.migrations)


def test_a_folder_with_something_in_it_is_refused(owner, tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("mine")

    assert backup_command(str(tmp_path)) == 1
    assert "is not empty: a backup needs a new folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_backup_that_fails_leaves_nothing(owner, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://dayaq_web@127.0.0.1:1/dayaq")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://dayaq_owner@127.0.0.1:1/dayaq")

    with pytest.raises(Refused, match="does not answer"):
        backup(tmp_path / "kept")
    assert not list(tmp_path.iterdir())


def flip(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)


DAMAGE = {
    "database.dump is not what": lambda kept: flip(kept / DUMP),
    "files/2023/sübut.pdf is missing": lambda kept: (kept / "files/2023/sübut.pdf").unlink(),
    "stray does not belong": lambda kept: (kept / "stray").touch(),
    "manifest.json cannot be read": lambda kept: (kept / NAME).write_text("{"),
    "manifest.json is incomplete": lambda kept: (kept / NAME).write_text('{"format": 1}'),
    "is not a backup": lambda kept: (kept / NAME).unlink(),
    "a format that this version": lambda kept: (kept / NAME).write_text('{"format": 99}'),
    "contradicts itself": lambda kept: (kept / NAME).write_text(
        (kept / NAME).read_text().replace('"rows": 3', '"rows": 4', 1)
    ),
}


@pytest.mark.parametrize("sentence", DAMAGE)
def test_a_damaged_backup_is_refused_and_named(owner, tmp_path, sentence, capsys):
    kept = tmp_path / "kept"
    backup(kept)
    DAMAGE[sentence](kept)
    before = hash_at(owner)

    assert restore_command(str(kept), replace=True) == 1
    assert sentence in capsys.readouterr().err
    assert hash_at(owner) == before


def test_a_database_with_content_is_replaced_only_on_request(owner, tmp_path, capsys):
    backup(tmp_path / "kept")
    change(owner)
    changed = hash_at(owner)

    assert restore_command(str(tmp_path / "kept")) == 1
    assert "is not empty" in capsys.readouterr().err
    assert hash_at(owner) == changed
    assert restore_command(str(tmp_path / "kept"), replace=True) == 0
    assert hash_at(owner) == Manifest.read(tmp_path / "kept").content_hash


def test_people_at_work_do_not_hold_up_a_restore(server, owner, tmp_path):
    backup(tmp_path / "kept")
    with psycopg.connect(provision.prepare(server).web) as web:
        web.execute("SELECT 1")

        restore(tmp_path / "kept", replace=True)

        with pytest.raises(psycopg.OperationalError):
            web.execute("SELECT 1")
    assert hash_at(owner) == Manifest.read(tmp_path / "kept").content_hash


def test_a_backup_by_a_newer_version_is_refused(owner, tmp_path):
    kept = tmp_path / "kept"
    backup(kept)
    text = (kept / NAME).read_text()
    (kept / NAME).write_text(text.replace("plan.0001", "plan.9001", 1))

    with pytest.raises(Refused, match=r"newer Dayaq \(it knows plan\.9001"):
        restore(kept, replace=True)


def killed_restore(kept: Path, server: Server, *, once: str) -> None:
    """Restore in a process of its own, killed when the query first gives a row."""
    script = (
        "from pathlib import Path\n"
        "from dayaq.config.backup import restore\n"
        f"restore(Path({str(kept)!r}), replace=True)"
    )
    with (
        psycopg.connect(server.superuser_url, autocommit=True) as watch,
        subprocess.Popen([sys.executable, "-c", script]) as victim,
    ):
        deadline = time.monotonic() + 30
        while victim.poll() is None and time.monotonic() < deadline:
            if watch.execute(once.encode()).fetchone():
                break
        assert victim.poll() is None
        victim.send_signal(signal.SIGKILL)


LOADING = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'psql' AND state <> 'idle'"
LOADED = "SELECT 1 FROM pg_stat_activity WHERE datname LIKE '%_restoring' AND query LIKE 'COPY (%'"
SWAPPED = "SELECT 1 FROM pg_database WHERE datname = 'dayaq_before'"


@pytest.mark.parametrize("moment", [LOADING, LOADED, SWAPPED], ids=["loading", "loaded", "swapped"])
def test_a_restore_that_is_killed_changes_nothing_or_everything(server, owner, tmp_path, moment):
    manifest = backup(tmp_path / "kept")
    change(owner)
    later = server.folder / "files" / "later.pdf"
    later.write_bytes(b"%PDF later")
    changed = hash_at(owner)

    killed_restore(tmp_path / "kept", server, once=moment)
    provision.prepare(server)
    settle_what_was_killed(server.folder)

    assert hash_at(owner) == (changed if later.exists() else manifest.content_hash)
    later.unlink(missing_ok=True)
    restore(tmp_path / "kept", replace=True)
    assert hash_at(owner) == manifest.content_hash


@pytest.fixture
def served(server, owner, monkeypatch) -> str:
    """The same database, reached as a served one, with a role that backs it up."""
    databases = provision.prepare(server)
    with psycopg.connect(server.superuser_url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS dayaq_backup")
        connection.execute(
            "CREATE ROLE dayaq_backup LOGIN BYPASSRLS PASSWORD 'once' IN ROLE dayaq_owner"
        )
    backs_up = make_conninfo(databases.owner, user="dayaq_backup", password="once")
    monkeypatch.setenv("DATABASE_BACKUP_URL", backs_up)
    monkeypatch.setenv("DATABASE_URL", databases.web)
    monkeypatch.setenv("DATABASE_OWNER_URL", databases.owner)
    return databases.owner


def test_a_served_database_comes_back_in_one_transaction(served, tmp_path):
    manifest = backup(tmp_path / "kept")
    change(served)

    restore(tmp_path / "kept", replace=True)

    assert hash_at(served) == manifest.content_hash


def test_a_served_restore_that_is_killed_changes_nothing(server, served, tmp_path):
    backup(tmp_path / "kept")
    change(served)
    before = hash_at(served)

    killed_restore(tmp_path / "kept", server, once=LOADING)

    assert hash_at(served) == before


def test_a_backup_by_a_role_that_row_security_binds_is_refused(
    served, tmp_path, monkeypatch, capsys
):
    monkeypatch.delenv("DATABASE_BACKUP_URL")

    assert backup_command(str(tmp_path / "kept")) == 1
    assert "Row security hides rows from this role" in capsys.readouterr().err
    assert not (tmp_path / "kept").exists()


HIDDEN = "INSERT INTO vault_datakey (id, readers, wrapped, master_version, made_at)"


@pytest.mark.parametrize("place", ["owner", "served"])
def test_rows_behind_row_security_are_saved_and_come_back(server, place, request, tmp_path):
    address = request.getfixturevalue(place)
    with psycopg.connect(server.superuser_url, dbname="dayaq", autocommit=True) as connection:
        connection.execute("DELETE FROM vault_datakey")
        connection.execute(HIDDEN + " VALUES (gen_random_uuid(), '{0}', '\\x2a', 1, now())")
    with psycopg.connect(address) as bound:
        assert bound.execute("SELECT count(*) FROM vault_datakey").fetchone() == (0,)

    manifest = backup(tmp_path / "kept")
    with psycopg.connect(server.superuser_url, dbname="dayaq", autocommit=True) as connection:
        connection.execute("DELETE FROM vault_datakey")
    restore(tmp_path / "kept", replace=True)

    assert manifest.tables["public.vault_datakey"].rows == 1
    with psycopg.connect(server.superuser_url, dbname="dayaq", autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM vault_datakey").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM sec.key").fetchone() == (1,)
        connection.execute("DELETE FROM vault_datakey")


@pytest.mark.parametrize("told_by", ["list", "database"])
@pytest.mark.parametrize("place", ["owner", "served"])
def test_what_was_destroyed_since_does_not_come_back(server, place, told_by, request, tmp_path):
    """By the list outside the database; or by the database itself, where it is still there."""
    request.getfixturevalue(place)
    gone, kept = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
    rows = HIDDEN + " VALUES (%s, '{0}', '\\x2a', 1, now()), (%s, '{0}', '\\x2b', 1, now())"
    destroy = "UPDATE vault_datakey SET wrapped = NULL, master_version = NULL, shredded_at = now()"
    listed = server.folder / "checkpoints" / "destroyed-keys"
    with psycopg.connect(server.superuser_url, dbname="dayaq", autocommit=True) as connection:
        connection.execute(rows, [gone, kept])
        backup(tmp_path / "kept")
        connection.execute("DELETE FROM vault_datakey WHERE id = %s", [kept])
        if told_by == "list":
            destroyed.add(listed, {gone: "2026-01-01T00:00:00Z"})
            connection.execute("DELETE FROM vault_datakey")
        else:
            connection.execute(destroy.encode() + b" WHERE id = %s", [gone])

    restore(tmp_path / "kept", replace=True)

    listed.unlink(missing_ok=True)
    with psycopg.connect(server.superuser_url, dbname="dayaq", autocommit=True) as connection:
        keys: dict[str, bytes | None] = dict(
            connection.execute("SELECT id::text, wrapped FROM vault_datakey").fetchall()
        )
        connection.execute("DELETE FROM vault_datakey")
    assert keys == {gone: None, kept: b"\x2b"}


def test_a_restore_without_the_list_says_what_it_cannot_know(server, owner, tmp_path, capsys):
    backup(tmp_path / "kept")
    restore(tmp_path / "kept", replace=True)
    assert "no list of destroyed keys" in capsys.readouterr().out

    listed = server.folder / "checkpoints" / "destroyed-keys"
    destroyed.add(listed, {"11111111-1111-4111-8111-111111111111": "2026-01-01T00:00:00Z"})
    restore(tmp_path / "kept", replace=True)
    listed.unlink()
    assert "no list of destroyed keys" not in capsys.readouterr().out


def test_a_list_of_destroyed_keys_that_is_named_must_be_there(owner, tmp_path):
    backup(tmp_path / "kept")

    with pytest.raises(Refused, match="no list of destroyed keys"):
        restore(tmp_path / "kept", replace=True, destroyed_list=tmp_path / "nowhere")


def test_no_backup_holds_the_keys_that_sign_who_is_asking(server, owner, tmp_path):
    manifest = backup(tmp_path / "kept")
    with psycopg.connect(server.superuser_url, dbname="dayaq") as connection:
        pads = connection.execute(
            "SELECT encode(inner_pad, 'hex'), encode(outer_pad, 'hex') FROM sec.key"
        ).fetchone()

    script = subprocess.run(
        [server.binaries.program("pg_restore"), "--file=-", tmp_path / "kept" / DUMP],
        capture_output=True,
        check=True,
    ).stdout
    assert pads is not None
    assert b"CREATE POLICY readers" in script
    assert not [pad for pad in pads if pad.encode() in script]
    assert not [name for name in manifest.tables if name.startswith("sec.")]


def test_a_dump_that_cannot_be_loaded_leaves_a_served_database_as_it_is(served, tmp_path):
    backup(tmp_path / "kept")
    change(served)
    before = hash_at(served)
    manifest = Manifest.read(tmp_path / "kept")
    dump = tmp_path / "kept" / DUMP
    dump.write_bytes(dump.read_bytes()[:-2000])
    with pytest.raises(Refused, match="is not what was backed up"):
        manifest.verify(tmp_path / "kept")
    forged = {**manifest.parts, DUMP: type(manifest.parts[DUMP]).of(dump)}
    type(manifest)(**{**vars(manifest), "parts": forged}).write(tmp_path / "kept")

    with pytest.raises(Refused, match="cannot be loaded"):
        restore(tmp_path / "kept", replace=True)
    assert hash_at(served) == before


def test_only_the_owner_backs_up_a_served_database(served, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("DATABASE_OWNER_URL")

    assert backup_command(str(tmp_path / "kept")) == 1
    assert "DATABASE_OWNER_URL is not set" in capsys.readouterr().err


def test_a_backup_works_while_the_product_is_stopped_and_leaves_it_stopped(server, owner, tmp_path):
    server.stop()
    try:
        assert backup_command(str(tmp_path / "kept")) == 0
        assert Server.running(server.folder) is None
    finally:
        Server.ensure_running(server.folder, durable=False)


def test_the_hash_is_of_content_and_not_of_its_place(owner):
    before = hash_at(owner)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("UPDATE word SET said = said")
        connection.execute("DELETE FROM heap")
        connection.execute("INSERT INTO heap VALUES ('a'), ('b'), ('b')")
        connection.execute("SET timezone = 'Asia/Baku'")
        assert content_hash(connection) == before
        connection.execute("UPDATE word SET said = 'bir' WHERE id = 1")
        assert content_hash(connection) != before


def test_the_address_of_a_database_is_not_on_a_command_line(server, owner):
    with operated() as database:
        known = database.environment("dayaq")

    assert known["PGPASSWORD"] == (server.folder / "secrets" / "database_superuser").read_text()
    assert known["PGDATABASE"] == "dayaq"
    assert "PGSERVICE" not in known
    assert os.environ.get("PGPASSWORD") is None
