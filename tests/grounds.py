"""The database every story begins in, made once for a state of the code and copied from then on.

To make it takes longer than most stories: all migrations, the directory, the decree. It is made anew as soon as
anything changes that it was made by.
"""

import fcntl
import hashlib
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from tests.database import VAR, owner_url

SOURCE = Path(__file__).parents[1] / "src" / "dayaq"
MADE_BY = (
    "*/migrations/*.py",
    "*/models/**/*.py",
    "*/models.py",
    "*/states.py",
    "*/data/**/*",
    "vault/*.sql",
)
ROOMS = ("kernel", "directory", "accounts", "access", "audit", "vault", "plan", "config")
KIND = "grounds_"


def _name() -> str:
    """Another name for another state of whatever makes the grounds."""
    files = {path for pattern in MADE_BY for path in SOURCE.glob(pattern)}
    files |= {path for room in ROOMS for path in (SOURCE / room).rglob("*.py")}
    files |= {Path(__file__).with_name(other) for other in ("given.py", "lives.py", "grounds.py")}
    print_of = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file() and path.suffix != ".pyc"):
        print_of.update(str(path).encode() + path.read_bytes())
    return KIND + print_of.hexdigest()[:16]


class Grounds:
    """The kept database for this state of the code, and the turn to make it."""

    def __init__(self) -> None:
        self.name = _name()
        self.stand = False
        self._turn: IO[str] | None = None

    def take_turn(self) -> None:
        """Of several testers one makes the grounds; the others wait here, and copy."""
        self._turn = (VAR / "grounds.lock").open("w")
        fcntl.flock(self._turn, fcntl.LOCK_EX)
        with psycopg.connect(owner_url()) as owner:
            found = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            self.stand = found.fetchone() is not None

    def pass_turn(self) -> None:
        if self._turn is not None:
            self._turn.close()
            self._turn = None

    def keep(self, database: str) -> None:
        """Keep a copy of this database, and none that was made by an earlier state."""
        with psycopg.connect(owner_url(), autocommit=True) as owner:
            earlier = owner.execute("SELECT datname FROM pg_database WHERE datname ^@ %s", [KIND])
            for (name,) in earlier.fetchall():
                owner.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            owner.execute(made.format(sql.Identifier(self.name), sql.Identifier(database)))
