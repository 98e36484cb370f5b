"""Keys of people that were destroyed: no backup made before that brings one of them back.

Destroying a key destroys what it opened; an older backup still holds the key, wrapped. So the numbers of
destroyed keys are kept on a list outside the database, and a restore destroys them again. The list says
nothing of anybody: random numbers, and when.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from psycopg import Connection

NAME = "destroyed-keys"


def list_in(folder: Path) -> Path:
    """Beside the checkpoints of the record, which are kept outside the database as well."""
    return Path(os.environ.get("DAYAQ_CHECKPOINTS") or folder / "checkpoints") / NAME


def read(path: Path) -> dict[str, str]:
    """Number → when, of all keys on the list; a line that was torn off is no line."""
    if not path.exists():
        return {}
    lines = (line.split() for line in path.read_text().splitlines())
    return {words[0]: words[1] for words in lines if len(words) == 2 and len(words[0]) == 36}


def add(path: Path, found: Mapping[str, str]) -> int:
    """Put those on the list that are not there yet; how many. On the disk when it returns."""
    listed = read(path)
    new = {number: when for number, when in found.items() if number not in listed}
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write("".join(f"{number} {when}\n" for number, when in sorted(new.items())))
            file.flush()
            os.fsync(file.fileno())
    return len(new)


def known_to(connection: Connection) -> dict[str, str]:
    """Those that a database knows to be destroyed."""
    if not _has_keys(connection):
        return {}
    rows = connection.execute(
        "SELECT id::text, to_char(shredded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
        " FROM vault_datakey WHERE master_version IS NULL"
    )
    return dict(rows.fetchall())


def destroy_again(connection: Connection, found: Mapping[str, str]) -> int:
    """In a database that was restored: these keys go, and the search tokens of whose they were."""
    if not found or not _has_keys(connection):
        return 0
    numbers, moments = list(found), list(found.values())
    gone = connection.execute(
        "UPDATE vault_datakey k SET wrapped = NULL, master_version = NULL, shredded_at = d.at"
        " FROM unnest(%s::uuid[], %s::timestamptz[]) AS d(id, at)"
        " WHERE k.id = d.id AND k.shredded_at IS NULL",
        [numbers, moments],
    ).rowcount
    connection.execute(
        "UPDATE cases_trace SET tokens = '{}' WHERE person_id IN"
        " (SELECT id FROM cases_person WHERE key_id = ANY(%s::uuid[]))",
        [numbers],
    )
    return gone


def _has_keys(connection: Connection) -> bool:
    found = connection.execute("SELECT to_regclass('public.vault_datakey')").fetchone()
    return bool(found and found[0])
