"""A database with a few rows and files, to be saved, wiped and brought back; and how one is stopped on the way."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dayaq.config import provision
from dayaq.config.backup import content_hash
from dayaq.config.postgres import Server
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
