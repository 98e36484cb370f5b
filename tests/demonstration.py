"""The demonstration, loaded once for a state of the code and a day; what tests start from is a copy.

Loading three years of a nation takes longer than all that a story does with them.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dayaq.config import provision
from dayaq.config.postgres import Server
from tests.product import ROOT, dayaq, environment

SOURCE = ROOT / "src" / "dayaq"
KEPT = ROOT / "var" / "demonstration"
SHOWN = {".html", ".css", ".js", ".po", ".mo", ".svg", ".pyc"}
"""What changes how the data look, and not the data."""


def copied_to(folder: Path) -> Path:
    """A folder from which the product starts with the demonstration in it, PostgreSQL from the wheel."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        kept = KEPT / _name()
        if not (kept / "loaded").exists():
            for earlier in KEPT.iterdir():
                if earlier.is_dir():
                    shutil.rmtree(earlier)
            _load(kept)
        # In root's own home the data stand elsewhere, and a link leads there.
        subprocess.run(["cp", "-aL", str(kept), str(folder)], check=True)
    return folder


def _load(kept: Path) -> None:
    kept.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAYAQ_POSTGRES", "wheel")
        server = Server.ensure_running(kept, durable=False)
        provision.prepare(server)
        schema = [sys.executable, "-m", "dayaq.config.schema"]
        subprocess.run(schema, env=environment(kept), check=True, capture_output=True)
        loaded = dayaq(kept, "demo")
        server.stop()
    assert loaded.returncode == 0, loaded.stderr
    (kept / "loaded").write_text(loaded.stdout)


def _name() -> str:
    print_of = hashlib.sha256(f"{datetime.now(UTC):%Y-%m-%d}".encode())
    for path in sorted(path for path in SOURCE.rglob("*") if path.is_file()):
        if path.suffix not in SHOWN:
            print_of.update(str(path).encode() + path.read_bytes())
    return print_of.hexdigest()[:16]
