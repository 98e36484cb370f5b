"""The embedded PostgreSQL: either route, any account, and whatever a kill leaves behind."""

import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from dayaq.config import postgres, provision
from dayaq.config.binaries import OLDEST, Account, Binaries, account_for, all_binaries
from dayaq.config.connection import connection_from_folder, secret
from dayaq.config.postgres import DatabaseUnavailable, Server

ROUTES = sorted({binaries.route for binaries in all_binaries()})


def pid_of(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def answer(server: Server, question: str) -> object:
    with psycopg.connect(server.superuser_url) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row is not None
        return row[0]


def test_the_wheel_is_always_at_hand():
    assert "wheel" in ROUTES


@pytest.mark.parametrize("route", ROUTES)
def test_either_route_serves(start, route):
    server = start("either", route=route)

    assert server.binaries.route == route
    assert server.binaries.major >= OLDEST
    assert str(answer(server, "SHOW server_version")).startswith(f"{server.binaries.major}.")
    assert answer(server, "SELECT upper('ə')") == "Ə"
    assert answer(server, "SHOW listen_addresses") == "127.0.0.1"


def test_it_never_runs_as_root(wheel):
    owner = Path(f"/proc/{pid_of(wheel)}").stat().st_uid

    assert owner != 0
    assert owner == wheel.account.uid
    assert stat.S_IMODE(wheel.data.stat().st_mode) == 0o700


def test_nobody_enters_without_a_password(wheel):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=wheel.host, port=wheel.port, user="postgres", dbname="postgres")


def test_a_second_call_finds_the_running_server(start):
    first = start("twice")

    assert start("twice").port == first.port
    again = Server.running(first.folder)
    assert again is not None
    assert pid_of(first) == pid_of(again)


def test_starts_that_race_make_one_server(ground, start):
    with ThreadPoolExecutor(4) as racers:
        servers = list(racers.map(start, ["race"] * 4))

    assert len({(server.port, pid_of(server)) for server in servers}) == 1


def test_it_stops_and_keeps_what_it_held(start):
    server = start("kept")
    with psycopg.connect(server.superuser_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE word AS SELECT 'dayaq' AS said")
    server.stop()

    assert not server.is_running
    assert Server.running(server.folder) is None
    again = start("kept")
    assert answer(again, "SELECT said FROM word") == "dayaq"


def test_killed_it_starts_again_with_all_that_was_acknowledged(start):
    server = start("killed", durable=True)
    with psycopg.connect(server.superuser_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE word AS SELECT 'dayaq' AS said")
        os.kill(pid_of(server), signal.SIGKILL)

    again = start("killed", durable=True)

    assert answer(again, "SELECT said FROM word") == "dayaq"


def test_a_pid_that_another_program_has_since_been_given_does_not_stop_it(start):
    server = start("reused")
    note = (server.data / "postmaster.pid").read_text()
    server.stop()
    stranger = subprocess.Popen(["sleep", "60"], **server.account.as_subprocess())
    try:
        (server.data / "postmaster.pid").write_text(
            "\n".join([str(stranger.pid), *note.splitlines()[1:]]) + "\n"
        )
        assert answer(start("reused"), "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_start_that_was_killed_while_it_made_the_folder_is_made_good(start, ground, tmp_path):
    half = ground / tmp_path.name / "half" / "postgres" / "17.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("17\n")

    assert answer(start("half", route="wheel"), "SELECT 1") == 1


def test_data_of_another_version_is_refused_in_a_sentence(ground, tmp_path):
    data = ground / tmp_path.name / "old" / "postgres" / "14"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("14\n")

    with pytest.raises(DatabaseUnavailable, match="made by PostgreSQL 14 and only that version"):
        Server.ensure_running(data.parents[1])


def test_a_path_too_long_for_a_socket_is_no_obstacle(start):
    assert answer(start("x" * 60 + "/" + "y" * 60), "SELECT 1") == 1


def test_an_unknown_route_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("DAYAQ_POSTGRES", "docker")
    with pytest.raises(DatabaseUnavailable, match="installed or wheel"):
        postgres.find_binaries()


def test_a_reason_not_to_start_is_told_in_a_sentence(start):
    server = start("broken", route="wheel")
    server.stop()
    (server.data / "global" / "pg_control").unlink()
    with pytest.raises(DatabaseUnavailable, match="does not start: could not"):
        start("broken")


def test_the_roles_are_made_once_and_keep_their_passwords(wheel):
    before = connection_from_folder(wheel.folder)

    provision.prepare(wheel)

    assert connection_from_folder(wheel.folder) == before


def test_secrets_are_for_their_owner_alone(wheel):
    kept = list((wheel.folder / "secrets").iterdir())

    assert len(kept) == 4  # three roles, and what signs who is asking
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert len({path.read_text() for path in kept}) == 4
    said = (wheel.folder / "postgres" / "connection.json").read_text()
    assert not any(path.read_text() in said for path in kept)


def test_a_secret_that_two_ask_for_at_once_is_one(tmp_path):
    with ThreadPoolExecutor(8) as askers:
        assert len(set(askers.map(lambda _: secret(tmp_path, "shared"), range(8)))) == 1


def test_an_empty_folder_knows_no_connection(tmp_path):
    assert connection_from_folder(tmp_path) is None


def test_addresses_never_show_in_a_repr(wheel):
    assert "@" not in repr(provision.prepare(wheel))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (x int)",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (x int)",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "ALTER TABLE register ADD y int",
        "DROP TABLE register",
        "TRUNCATE register",
        "ALTER TABLE register DISABLE TRIGGER ALL",
        "ALTER ROLE dayaq_web BYPASSRLS",
        "GRANT ALL ON register TO PUBLIC",
        "SET ROLE dayaq_owner",
        "SET session_replication_role = replica",
        "SELECT pg_read_file('postgresql.conf')",
        "COPY register TO PROGRAM 'true'",
        "SELECT * FROM pg_authid",
    ],
)
def test_the_web_role_cannot(register, statement):
    with (
        psycopg.connect(register["web"], autocommit=True) as connection,
        suppress(psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported),
    ):
        done = connection.execute(statement)
        # A GRANT by one who may not is a warning in PostgreSQL, not an error.
        assert done.statusmessage == "GRANT"
        granted = connection.execute(
            "SELECT relacl::text ~ '[{,]=' FROM pg_class WHERE relname = 'register'"
        )
        assert granted.fetchone() == (False,)


def test_the_web_role_reads_and_writes_rows(wheel, register):
    with psycopg.connect(register["web"]) as connection:
        connection.execute("INSERT INTO register (word) VALUES ('a'), ('b')")
        connection.execute("UPDATE register SET word = 'c' WHERE word = 'a'")
        connection.execute("DELETE FROM register WHERE word = 'b'")
        assert connection.execute("SELECT word FROM register").fetchall() == [("c",)]
        connection.rollback()


@pytest.fixture
def register(wheel):
    databases = connection_from_folder(wheel.folder)
    assert databases is not None
    with psycopg.connect(databases["owner"]) as connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS register (id bigserial PRIMARY KEY, word text)"
        )
    return databases


def test_root_steps_down_to_the_ordinary_owner_of_the_place(tmp_path):
    if os.geteuid() != 0:
        assert not account_for(tmp_path).dropped
        return
    assert account_for(tmp_path).uid != 0
    os.chown(tmp_path, 12345, 12345)
    assert account_for(tmp_path / "var").uid == 12345


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another account")
def test_a_place_that_the_account_cannot_pass_is_seen(tmp_path):
    closed = tmp_path / "closed"
    (closed / "open").mkdir(parents=True)
    closed.chmod(0o700)
    stranger = Account("stranger", 54321, 54321, dropped=True)

    assert not stranger.reaches(closed / "open")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a home that others cannot pass")
def test_in_roots_own_home_data_and_programs_move_to_where_the_account_can_reach(
    tmp_path, monkeypatch, ground
):
    home = ground / "home of root"
    (home / "lib").mkdir(parents=True)
    wheel = postgres.find_binaries(route="wheel")
    (home / "lib" / "pg").mkdir()
    subprocess.run(["cp", "-r", *wheel.folder.parent.iterdir(), home / "lib" / "pg"], check=True)
    home.chmod(0o700)
    apart = ground / "apart"
    monkeypatch.setattr("dayaq.config.binaries.KEPT_FOR_ROOT", apart)
    monkeypatch.setattr("dayaq.config.postgres.KEPT_FOR_ROOT", apart)
    hidden = Binaries(home / "lib" / "pg" / "bin", wheel.version, "wheel")
    monkeypatch.setattr(postgres, "find_binaries", lambda **_: hidden)

    server = Server.ensure_running(home / "var", durable=False)
    try:
        assert server.data.is_symlink()
        assert apart in server.data.resolve().parents
        assert answer(server, "SELECT 1") == 1
    finally:
        server.stop()


def test_an_ordinary_user_needs_no_root(ground, tmp_path):
    """Root's tests start one more server as somebody else; an ordinary user's tests are that."""
    if os.geteuid() != 0:
        return
    home = ground / tmp_path.name
    home.mkdir()
    os.chown(home, 65534, 65534)
    script = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "import os\n"
        "from pathlib import Path\n"
        "from dayaq.config.postgres import Server\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        f"server = Server.ensure_running(Path({str(home)!r}), durable=False)\n"
        "assert not server.account.dropped\n"
        "server.stop()\n"
        "print(server.binaries.route)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={"DAYAQ_POSTGRES": "wheel", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.stdout.strip() == "wheel", ran.stderr
