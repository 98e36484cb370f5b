"""Behind its walls a backup is whole all the same: row security, destroyed keys, a served database."""

import subprocess

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from dayaq.config import provision
from dayaq.config.backup import backup, backup_command, restore
from dayaq.config.manifest import DUMP, Manifest, Refused
from dayaq.vault import destroyed
from tests.config.saved import LOADING, change, hash_at, killed_restore, owner, server

__all__ = ["owner", "served", "server"]


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
