"""Installations that take long to make, made once for a state of the code; what tests start from is a copy.

Either all tables with nothing in them, or a nation with three years of work: to make one takes longer than all
that a story does with it.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dayaq.config import provision
from dayaq.config.postgres import Server
from tests.product import ROOT, dayaq, environment

SOURCE = ROOT / "src" / "dayaq"
KEPT = ROOT / "var" / "prepared"
SHOWN = {".html", ".css", ".js", ".po", ".mo", ".svg", ".pyc"}
"""What changes how the data look, and not the data."""


def tables_in(folder: Path) -> Path:
    """A folder from which the product starts with its tables and nobody in them, PostgreSQL from the wheel."""
    return _copy(_kept("tables", _make_tables), folder)


def demonstration_in(folder: Path) -> Path:
    """The same with the demonstration as it is told today."""
    return _copy(_kept("demonstration", _tell, f"{datetime.now(UTC):%Y-%m-%d}"), folder)


def _kept(what: str, make: Callable[[Path], None], *also: str) -> Path:
    """Where it stands; whoever comes first makes it, the others wait, and an earlier one goes."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{what}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        kept = KEPT / f"{what}-{_name(*also)}"
        if not (kept / "made").exists():
            for earlier in KEPT.glob(f"{what}-*"):
                shutil.rmtree(earlier)
            make(kept)
            (kept / "made").touch()
    return kept


def _copy(kept: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # In root's own home the data stand elsewhere, and a link leads there.
    subprocess.run(["cp", "-aL", str(kept), str(folder)], check=True)
    (folder / "made").unlink()  # what is made of the copy is not made yet
    # Where its database listened, that of another copy may listen now, which takes the same passwords.
    (folder / "postgres" / "connection.json").unlink()
    return folder


def _make_tables(place: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAYAQ_POSTGRES", "wheel")
        server = Server.ensure_running(place, durable=False)
        provision.prepare(server)
        schema = [sys.executable, "-m", "dayaq.config.schema"]
        subprocess.run(schema, env=environment(place), check=True, capture_output=True)
        server.stop()


def _tell(place: Path) -> None:
    tables_in(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAYAQ_POSTGRES", "wheel")
        server = Server.ensure_running(place, durable=False)
        provision.prepare(server)
        told = dayaq(place, "demo")
        server.stop()
    assert told.returncode == 0, told.stderr


def _name(*also: str) -> str:
    """Another name for another state of whatever makes the data."""
    print_of = hashlib.sha256("".join(also).encode())
    for path in sorted(path for path in SOURCE.rglob("*") if path.is_file()):
        if path.suffix not in SHOWN:
            print_of.update(str(path).encode() + path.read_bytes())
    return print_of.hexdigest()[:16]
