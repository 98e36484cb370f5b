"""`make run`: one command that starts everything, keeps it running, and ends it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dayaq.config.launch import Part, run
from dayaq.config.postgres import Server
from tests.prepared import tables_in

WITHIN = 60.0
START = (
    "import sys; from dayaq.config.launch import run; "
    "sys.exit(run(int(sys.argv[1]), demo=sys.argv[2] == 'demo'))"
)


def until(happens: Callable[[], object], *, within: float = WITHIN) -> None:
    deadline = time.monotonic() + within
    while not happens():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """A folder from which the product runs, and the processes that run it."""

    def __init__(self, folder: Path, *, demo: bool = False) -> None:
        self.folder = folder
        self.load = "demo" if demo else "nothing"
        self.port = free_port()
        self.said = folder.parent / f"{folder.name}.txt"
        self.launcher: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "DATABASE_OWNER_URL", "DAYAQ_DB_ROLE"}
        }
        with self.said.open("ab") as said:
            self.launcher = subprocess.Popen(
                [sys.executable, "-c", START, str(self.port), self.load],
                env={**kept, "DAYAQ_VAR": str(self.folder), "DAYAQ_POSTGRES": "wheel"},
                stdout=said,
                stderr=said,
            )

    def is_well(self) -> bool:
        assert self.launcher is not None
        assert self.launcher.poll() is None, self.said.read_text()
        try:
            address = f"http://127.0.0.1:{self.port}/healthz"
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.status == 200 and bool(json.load(response))
        except OSError:
            return False

    def parts(self, mark: str = "") -> list[int]:
        """The web server's and the worker's processes, also those that lost their parent."""
        ours = f"DAYAQ_VAR={self.folder}".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = process.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode()
                if ours in process.joinpath("environ").read_bytes().split(b"\0") and mark in words:
                    found.append(int(process.name))
            except OSError:
                continue
        known = self.launcher.pid if self.launcher else 0
        return [pid for pid in found if pid != known]

    def kill(self) -> None:
        assert self.launcher is not None
        self.launcher.kill()
        self.launcher.wait()

    def stop(self, wish: signal.Signals = signal.SIGTERM) -> int:
        assert self.launcher is not None
        self.launcher.send_signal(wish)
        return self.launcher.wait(WITHIN)


@pytest.fixture(scope="module")
def place(ground) -> Iterator[Installation]:
    place = Installation(tables_in(ground / "launched"))
    place.start()
    until(place.is_well)
    yield place
    if place.launcher is not None and place.launcher.poll() is None:
        place.stop()
    if (left := Server.running(place.folder)) is not None:
        left.stop()


linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel for processes")


def test_it_says_where_to_go(place):
    until(lambda: f"Dayaq is ready: http://localhost:{place.port}/" in place.said.read_text())


def test_the_web_server_works_as_the_role_that_owns_nothing(place):
    roles = {
        variable
        for pid in place.parts("dayaq.config.web")
        for variable in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        if variable.startswith((b"DAYAQ_DB_ROLE", b"DATABASE_"))
    }

    assert not roles


def test_a_second_start_from_the_same_folder_is_refused_in_a_sentence(place, monkeypatch, capsys):
    monkeypatch.setenv("DAYAQ_VAR", str(place.folder))

    assert run(free_port()) == 1
    assert f"already runs from {place.folder}" in capsys.readouterr().out


def test_a_port_in_use_is_refused_in_a_sentence(place, ground, monkeypatch, capsys):
    monkeypatch.setenv("DAYAQ_VAR", str(ground / "elsewhere"))

    assert run(place.port) == 1
    said = capsys.readouterr().out
    assert f"port {place.port} is not free" in said
    assert "make run PORT=" in said
    assert not (ground / "elsewhere" / "postgres").exists()


@linux
@pytest.mark.parametrize("mark", ["dayaq.config.web", "procrastinate"])
def test_a_part_that_is_killed_comes_back(place, mark):
    before = set(place.parts(mark))
    assert before
    for pid in before:
        os.kill(pid, signal.SIGKILL)

    until(lambda: place.parts(mark) and not before & set(place.parts(mark)))
    until(place.is_well)


@linux
def test_a_database_that_is_killed_comes_back(place):
    server = Server.running(place.folder)
    assert server is not None
    os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    until(lambda: not server.is_running)
    until(lambda: server.is_running and place.is_well())


@linux
def test_a_killed_start_leaves_no_orphan_and_the_next_one_takes_over(place):
    place.kill()
    until(lambda: not place.parts())

    place.start()
    until(place.is_well)


@linux
@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_ends_everything_and_starts_again(place, wish):
    assert place.stop(wish) == 0

    assert not place.parts()
    assert Server.running(place.folder) is None
    place.start()
    until(place.is_well)


def test_a_part_that_keeps_ending_is_started_less_and_less_often(tmp_path):
    part = Part("failure", [sys.executable, "-c", "raise SystemExit(3)"], {}, tmp_path / "log")
    pauses = []
    for _ in range(3):
        part.not_before = 0
        part.keep()
        assert part.process is not None
        part.process.wait()
        part.keep()
        pauses.append(part.pause)

    assert pauses == [2.0, 4.0, 8.0]


def test_a_port_that_is_no_number_is_refused_in_a_sentence():
    ran = subprocess.run(
        [sys.executable, "-m", "dayaq.config.launch"],
        env={**os.environ, "PORT": "eight"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert ran.stdout == ("Dayaq cannot start: PORT is “eight”; set it to a number such as 8000.\n")
