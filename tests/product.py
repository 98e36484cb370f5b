"""The product itself, started as its users start it, in a folder of its own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST_START = 300.0


@dataclass(frozen=True)
class Product:
    """A running product: where it answers, where it keeps its data, who may sign in."""

    address: str
    folder: Path
    process: "subprocess.Popen[str] | None"
    accounts: tuple[dict[str, str], ...]

    def account(self, username: str) -> dict[str, str]:
        return next(a for a in self.accounts if a["username"] == username)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What the product is started with: nothing of the tests' own settings."""
    own = {"DAYAQ_DB_ROLE", "DAYAQ_MODE", "DATABASE_URL", "DATABASE_OWNER_URL", "DAYAQ_TEST_DB"}
    kept = {key: value for key, value in os.environ.items() if key not in own}
    return {
        **kept,
        "DAYAQ_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "dayaq.config.settings",
        **more,
    }


def dayaq(folder: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run one `dayaq` command on the product's data."""
    return subprocess.run(
        [sys.executable, "-m", "dayaq.config.cli", *words],
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def start(folder: Path, **more: str) -> Product:
    """Start it and wait until it is well; what it said stands in `folder/said.log`."""
    folder.mkdir(parents=True, exist_ok=True)
    port = int(more.pop("PORT", "") or free_port())
    said = (folder / "said.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "dayaq.config.launch"],
        env=environment(folder, PORT=str(port), **more),
        stdout=said,
        stderr=said,
        text=True,
        cwd=ROOT,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + LONGEST_START
    while not _is_well(address):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise AssertionError("the product did not start: " + (folder / "said.log").read_text())
        time.sleep(0.1)
    return Product(address, folder, process, _accounts_of(folder))


def visited(folder: Path) -> Product:
    """The product that somebody else started from this folder."""
    port = (folder / "run.lock").read_text().split()[-1]
    return Product(f"http://127.0.0.1:{port}", folder, None, _accounts_of(folder))


def _accounts_of(folder: Path) -> tuple[dict[str, str], ...]:
    return tuple(json.loads(dayaq(folder, "demo", "--accounts").stdout))


@contextmanager
def running(folder: Path, **more: str) -> Iterator[Product]:
    """The product for as long as the block lasts."""
    product = start(folder, **more)
    try:
        yield product
    finally:
        if product.process is not None:
            product.process.terminate()
            product.process.wait(60)


def _is_well(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False
