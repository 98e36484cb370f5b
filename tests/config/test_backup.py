"""Backup and restore: the same content comes back, whole, or nothing changes."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest

from dayaq.config import provision
from dayaq.config.backup import backup, backup_command, content_hash, restore, restore_command
from dayaq.config.manifest import DUMP, NAME, Manifest, Refused
from dayaq.config.operated import operated
from dayaq.config.postgres import Server
from dayaq.config.restore import settle_what_was_killed
from tests.config.saved import (
    LOADED,
    LOADING,
    SESSION,
    SWAPPED,
    change,
    hash_at,
    killed_restore,
    owner,
    server,
)

__all__ = ["owner", "server"]


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
