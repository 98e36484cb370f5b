"""The database's roles, its privileges, and the database itself.

The owner owns the database and its schema and migrates it. The web role owns nothing: it reads and
writes rows, and cannot create, alter, drop, truncate, or grant. The guard signs in nowhere: it owns
the schema that tells row security who is asking, and the keys by which it knows.
"""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import psycopg
from psycopg import Connection, sql
from psycopg.conninfo import conninfo_to_dict

from dayaq.config.connection import secret, write_connection
from dayaq.config.postgres import Server
from dayaq.vault.signature import kid, pads

DATABASE = "dayaq"
OWNER = "dayaq_owner"
WEB = "dayaq_web"
GUARD = "dayaq_guard"
KEPT = {OWNER: "database_owner", WEB: "database_web"}  # the secret of each role


@dataclass(frozen=True)
class Databases:
    """The addresses of the database, with passwords: not to be printed."""

    owner: str
    web: str

    def __repr__(self) -> str:
        return "Databases(owner=…, web=…)"


def prepare(server: Server, *, for_tests: bool = False) -> Databases:
    """Roles, database and privileges as they should be; changes nothing where they are.

    `for_tests` lets the owner make databases of its own, with the same privileges in them.
    """
    passwords = {role: secret(server.folder, kept) for role, kept in KEPT.items()}
    with psycopg.connect(server.superuser_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('dayaq.provision'))")
        _roles(connection, passwords, for_tests=for_tests)
        _database(connection)
        for name in (DATABASE, *(["template1"] if for_tests else [])):
            with psycopg.connect(server.superuser_url, dbname=name, autocommit=True) as within:
                grant(within, owner=OWNER, web=WEB)
                raise_wall(within, owner=OWNER, web=WEB, keys=context_keys(server.folder))
    write_connection(
        server.folder, host=server.host, port=server.port, database=DATABASE, owner=OWNER, web=WEB
    )
    return Databases(
        owner=server.url(user=OWNER, password=passwords[OWNER], database=DATABASE),
        web=server.url(user=WEB, password=passwords[WEB], database=DATABASE),
    )


def _roles(connection: Connection, passwords: dict[str, str], *, for_tests: bool) -> None:
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
    for role, password in passwords.items():
        verb = sql.SQL("ALTER" if role in known else "CREATE")
        creates = sql.SQL("CREATEDB" if for_tests and role == OWNER else "NOCREATEDB")
        connection.execute(
            sql.SQL(
                "{} ROLE {} LOGIN NOSUPERUSER {} NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}"
            ).format(verb, sql.Identifier(role), creates, sql.Literal(password))
        )


def context_keys(folder: Path) -> list[str]:
    """The keys that sign who is asking, the newest first: from the environment, else the folder."""
    given = os.environ.get("DAYAQ_CONTEXT_KEY") or secret(folder, "context")
    return [given, *filter(None, os.environ.get("DAYAQ_CONTEXT_KEY_OLD", "").split(","))]


def raise_wall(connection: Connection, *, owner: str, web: str, keys: Iterable[str]) -> None:
    """The guard, its schema `sec`, and the keys that count, in the connection's database.

    Only a superuser may. Safe to repeat; keys that are no longer named count no more.
    """
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [GUARD]).fetchone()
    if not found:
        connection.execute(
            sql.SQL("CREATE ROLE {} NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT").format(
                sql.Identifier(GUARD)
            )
        )
    text = files("dayaq.vault").joinpath("wall.sql").read_text()
    names = {"owner": sql.Identifier(owner), "web": sql.Identifier(web)}
    with connection.transaction():
        connection.execute(sql.SQL(text).format(**names))
        connection.execute("DELETE FROM sec.key")
        for key in keys:
            connection.execute("INSERT INTO sec.key VALUES (%s, %s, %s)", [kid(key), *pads(key)])


def prepare_served(superuser_url: str, *, owner: str, web: str, keys: Iterable[str]) -> None:
    """Raise the wall in a served database, as its superuser; safe to repeat, and so are new keys.

    Raises `psycopg.Error`, and `PermissionError` where the address is not a superuser's.
    """
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if found != (True,):
            raise PermissionError("Only a superuser of the database can raise the wall.")
        grant(connection, owner=owner, web=web)
        raise_wall(connection, owner=owner, web=web, keys=keys)


def prepare_command() -> int:
    """`dayaq database prepare`: with DATABASE_SUPERUSER_URL, once and after each change of keys."""
    given = {name: os.environ.get(name, "") for name in DEMANDED}
    if missing := [name for name, value in given.items() if not value]:
        print(f"{missing[0]} is not set; see docs/deploy.md.", file=sys.stderr)
        return 1
    superuser, owner, web, newest = given.values()
    old = os.environ.get("DAYAQ_CONTEXT_KEY_OLD", "").split(",")
    roles = [str(conninfo_to_dict(address).get("user", "")) for address in (owner, web)]
    try:
        prepare_served(superuser, owner=roles[0], web=roles[1], keys=[newest, *filter(None, old)])
    except (psycopg.Error, PermissionError) as reason:
        print(str(reason).strip().splitlines()[0], file=sys.stderr)
        return 1
    print("The database knows who signs; row security can be forced.")
    return 0


DEMANDED = ("DATABASE_SUPERUSER_URL", "DATABASE_OWNER_URL", "DATABASE_URL", "DAYAQ_CONTEXT_KEY")


def _database(connection: Connection) -> None:
    found = connection.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
    ).fetchone()
    if not found:
        connection.execute(create_database(DATABASE, owner=OWNER))
    # A restore that was killed while it sent everybody away may have left the door shut.
    connection.execute(
        sql.SQL("ALTER DATABASE {} CONNECTION LIMIT -1").format(sql.Identifier(DATABASE))
    )


def create_database(name: str, *, owner: str) -> sql.Composed:
    """The statement that makes an empty database of ours."""
    return sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
        sql.Identifier(name), sql.Identifier(owner)
    )


def grant(connection: Connection, *, owner: str, web: str) -> None:
    """Give the roles what they need in the connection's database, and take what they do not."""
    database = sql.Identifier(connection.info.dbname)
    names = {"db": database, "owner": sql.Identifier(owner), "web": sql.Identifier(web)}
    for statement in GRANTS:
        connection.execute(sql.SQL(statement).format(**names))


BY_DEFAULT = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
GRANTS = (
    "REVOKE ALL ON DATABASE {db} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {db} TO {web}, {owner}",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
    "GRANT USAGE ON SCHEMA public TO {web}",
    BY_DEFAULT + "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {web}",
    BY_DEFAULT + "GRANT USAGE, SELECT ON SEQUENCES TO {web}",
    BY_DEFAULT + "GRANT EXECUTE ON FUNCTIONS TO {web}",
)
