"""The database that an operator's command works on: the embedded one, or a served one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from dayaq.config import provision
from dayaq.config.binaries import Binaries, all_binaries
from dayaq.config.connection import var_folder
from dayaq.config.manifest import Refused
from dayaq.config.postgres import Server


@dataclass(frozen=True)
class Operated:
    """One database, the addresses to work on it, and PostgreSQL's programs that fit its server."""

    folder: Path  # files and locks
    admin: str  # makes and replaces it; in the embedded one the superuser
    reader: str  # reads all of it, past row security
    owner: str
    web_role: str
    binaries: Binaries

    @property
    def name(self) -> str:
        return str(conninfo_to_dict(self.owner)["dbname"])

    @property
    def owner_role(self) -> str:
        return str(conninfo_to_dict(self.owner)["user"])

    def as_admin(self, database: str) -> str:
        return make_conninfo(self.admin, dbname=database)

    def as_reader(self, database: str) -> str:
        return make_conninfo(self.reader, dbname=database)

    def environment(self, database: str, *, address: str = "") -> dict[str, str]:
        """How PostgreSQL's programs find the database; a command line would show the password."""
        known = conninfo_to_dict(make_conninfo(address or self.admin, dbname=database))
        named = {LIBPQ[key]: str(value) for key, value in known.items() if key in LIBPQ}
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return kept | named | {"LC_ALL": "C"}

    def call(self, *command: str, database: str) -> None:
        """Run one of PostgreSQL's programs as the reader. Raises `Refused` with its reason."""
        done = subprocess.run(
            [self.binaries.program(command[0]), *command[1:]],
            env=self.environment(database, address=self.reader),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Refused(f"{command[0]} failed: {last_line(done.stderr)}")


LIBPQ = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def last_line(said: str) -> str:
    return (said.strip().splitlines() or ["no reason given"])[-1]


@contextmanager
def operated() -> Iterator[Operated]:
    """The database of this installation, up for as long as the command lasts."""
    folder = var_folder()
    if os.environ.get("DATABASE_URL"):
        yield _served(folder)
        return
    was_running = Server.running(folder) is not None
    server = Server.ensure_running(folder)
    try:
        databases = provision.prepare(server)
        admin = server.superuser_url
        yield Operated(folder, admin, admin, databases.owner, provision.WEB, server.binaries)
    finally:
        if not was_running:
            server.stop()


def _served(folder: Path) -> Operated:
    owner = os.environ.get("DATABASE_OWNER_URL")
    if not owner:
        raise Refused("DATABASE_OWNER_URL is not set: only the owner may back up and restore.")
    try:
        with psycopg.connect(owner) as connection:
            major = connection.info.server_version // 10_000
    except psycopg.OperationalError as reason:
        raise Refused(f"The database does not answer: {last_line(str(reason))}") from None
    reader = os.environ.get("DATABASE_BACKUP_URL") or owner
    _require_past_row_security(reader)
    fitting = sorted((b for b in all_binaries() if b.major >= major), key=lambda b: b.major)
    if not fitting:
        raise Refused(
            f"The server is PostgreSQL {major}: install its client programs (pg_dump, psql) here."
        )
    web = conninfo_to_dict(os.environ["DATABASE_URL"]).get("user") or provision.WEB
    return Operated(folder, owner, reader, owner, str(web), fitting[0])


def _require_past_row_security(reader: str) -> None:
    """A backup by a role that row security binds would leave out every case, and not say so."""
    try:
        with psycopg.connect(reader) as connection:
            found = connection.execute(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError as reason:
        raise Refused(f"The database does not answer: {last_line(str(reason))}") from None
    if found != (True,):
        raise Refused(
            "Row security hides rows from this role: set DATABASE_BACKUP_URL to a role with "
            "BYPASSRLS, which only backup and restore know; see docs/deploy.md."
        )
