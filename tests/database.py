"""The tests' own database server, started before the settings look up where it listens.

A plugin rather than a part of `conftest`: pytest reads the settings before any `conftest`.
"""

import os
from pathlib import Path

from dayaq.config.connection import connection_from_folder
from dayaq.config.postgres import Server
from dayaq.config.provision import prepare

VAR = Path(os.environ.get("DAYAQ_TEST_VAR") or Path(__file__).parents[1] / "var" / "test").resolve()

os.environ["DAYAQ_VAR"] = str(VAR)
os.environ["DAYAQ_MODE"] = "demo"
os.environ["DAYAQ_DB_ROLE"] = "owner"
for served in ("DATABASE_URL", "DATABASE_OWNER_URL"):
    os.environ.pop(served, None)

prepare(Server.ensure_running(VAR, durable=False), for_tests=True)


def owner_url() -> str:
    """Where the owner of the tests' databases signs in."""
    known = connection_from_folder(VAR)
    assert known is not None
    return known["owner"]


(VAR / "static").mkdir(
    exist_ok=True
)  # collected files would stand here; the tests serve from the rooms
