"""`make run`: starts the database, the worker and the web server, and keeps them running."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from dayaq.config.connection import connection_from_folder, inside, var_folder
from dayaq.config.lifeline import tied_to
from dayaq.config.postgres import DatabaseUnavailable, Server, say
from dayaq.config.restore import settle_what_was_killed

SECONDS_UNTIL_HEALTHY = 90.0
SECONDS_TO_END = 15.0
SECONDS_TO_LEAVE = (
    5.0  # for who was killed; where nobody clears away orphans they are seen until then
)
PAUSE = 0.05
LOCAL = "127.0.0.1"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - named, never chosen by us
LOOK_AT_DATABASE_EVERY = 1.0
STEADY_AFTER = 10.0  # a part that ran this long may be started again at once
LONGEST_PAUSE = 30.0
WEB = [sys.executable, "-m", "dayaq.config.web"]
WORKER = [sys.executable, "-m", "django", "procrastinate", "worker"]
WORKER += ["--concurrency=2", "--shutdown-graceful-timeout=10"]


class NotStarted(Exception):
    """Something that must be there is not; the message is a sentence for the person at the desk."""


class Told(Exception):
    """We were told to stop."""


@dataclass
class Part:
    """A process that must always be there, started again when it ends."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    not_before: float = 0.0
    pause: float = field(default=1.0)

    def start(self) -> None:
        if self.log.exists() and self.log.stat().st_size > 5_000_000:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches us alone; we end the parts in order
                preexec_fn=tied_to(os.getpid(), signal.SIGKILL),  # noqa: PLW1509 - we have one thread
            )
        self.started_at = time.monotonic()

    def keep(self) -> None:
        """Start the part again if it ended, after a pause that grows while it keeps ending."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.not_before:
                self.start()
        elif (code := self.process.poll()) is not None:
            self._end_children()
            self.pause = 1.0 if now - self.started_at > STEADY_AFTER else self.pause * 2
            self.not_before = now + min(self.pause, LONGEST_PAUSE)
            self.process = None
            say(f"The {self.name} ended (code {code}) and is started again; see {self.log}.")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            say(f"The {self.name} does not end by itself and is ended.")
        self._end_children()
        self.process = None

    def _end_children(self) -> None:
        """Kill whoever is left of its processes, and see them gone: the killed one still holds its port."""
        if self.process is None:
            return
        with suppress(ProcessLookupError, PermissionError):  # nobody is left
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            longest = time.monotonic() + SECONDS_TO_LEAVE
            while time.monotonic() < longest:
                os.killpg(self.process.pid, 0)
                time.sleep(0.01)


def run(port: int, *, demo: bool = True) -> int:
    """Start everything and stay until told to stop. Exit 0: stopped as asked; 1: not started."""
    folder = var_folder()
    signal.signal(signal.SIGTERM, _told)
    signal.signal(signal.SIGINT, _told)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_one(folder, port):
            _require_free(port)
            _run(folder, port, demo=demo)
    except Told:
        return 0
    except (NotStarted, DatabaseUnavailable) as reason:
        say(f"Dayaq cannot start: {reason}")
        return 1
    except OSError as reason:
        say(f"Dayaq cannot start: {reason.strerror} ({reason.filename or folder}).")
        return 1
    return 0


def _run(folder: Path, port: int, *, demo: bool) -> None:
    begun = time.monotonic()
    environment = {
        **os.environ,
        "PORT": str(port),
        "DAYAQ_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "dayaq.config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    environment.setdefault("DAYAQ_ADDRESS", f"http://localhost:{port}")
    environment.pop("DAYAQ_DB_ROLE", None)
    server = None if os.environ.get("DATABASE_URL") else _embedded(folder)
    settle_what_was_killed(folder)
    inside(folder, "static")  # looked for by the web server; ours come from the packages
    parts = [
        Part("worker", WORKER, environment, inside(folder, "log") / "worker.log"),
        Part("web server", WEB, environment, inside(folder, "log") / "web.log"),
    ]
    try:
        _make_ready(folder, environment, demo=demo and _is_demo())
        for part in parts:
            part.start()
        _await_health(port, parts)
        _greet(port, environment, seconds=time.monotonic() - begun)
        looked = time.monotonic()
        while True:
            if server is not None and time.monotonic() - looked > LOOK_AT_DATABASE_EVERY:
                server = _keep_database(server, parts)
                looked = time.monotonic()
            for part in parts:
                part.keep()
            time.sleep(PAUSE)
    finally:
        _ignore_further_wishes()
        say("Stopping.")
        for part in reversed(parts):
            part.stop()
        if server is not None:
            server.stop()


def _is_demo() -> bool:
    return os.environ.get("DAYAQ_MODE", "demo") == "demo"


def _embedded(folder: Path) -> Server:
    from dayaq.config import provision

    server = Server.ensure_running(folder)
    provision.prepare(server)
    say(f"PostgreSQL {server.binaries.version} ({server.binaries.route}) serves {folder}.")
    return server


def _keep_database(server: Server, parts: list[Part]) -> Server:
    if server.is_running:
        return server
    say("PostgreSQL ended and is started again.")
    fresh = _embedded(server.folder)
    if fresh.port != server.port:
        for part in parts:
            part.stop()  # to be started again with the new address
    return fresh


def _make_ready(folder: Path, environment: dict[str, str], *, demo: bool) -> None:
    """Tables as this version expects them; demonstration data if there is nothing at all."""
    if os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_OWNER_URL"):
        say("DATABASE_OWNER_URL is not set: the tables are taken as they are.")
    else:
        _do([sys.executable, "-m", "dayaq.config.schema"], environment, "preparing the tables")
    if demo and not _has_accounts(folder):
        say("Loading the demonstration: once, about a minute.")
        _do([sys.executable, "-m", "dayaq.config.cli", "demo"], environment, "loading the data")


def _has_accounts(folder: Path) -> bool:
    """Whether anybody could sign in; the demonstration is loaded whole or not at all."""
    import psycopg

    known = connection_from_folder(folder) or {}
    with psycopg.connect(os.environ.get("DATABASE_URL") or known["web"]) as connection:
        found = connection.execute("SELECT EXISTS (SELECT FROM accounts_user)").fetchone()
    return found == (True,)


def _do(command: list[str], environment: dict[str, str], what: str) -> None:
    done = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=tied_to(os.getpid(), signal.SIGKILL),  # noqa: PLW1509 - we have one thread
    )
    try:
        _, said = done.communicate()
    except Told:
        done.terminate()
        done.wait()
        raise
    if done.returncode:
        last = (said.strip().splitlines() or ["no reason given"])[-1]
        raise NotStarted(f"{what} failed: {last}")


def _await_health(port: int, parts: list[Part]) -> None:
    deadline = time.monotonic() + SECONDS_UNTIL_HEALTHY
    answer = "no answer"
    while time.monotonic() < deadline:
        with suppress(OSError, HTTPException):
            status, answer = _health(port)
            if status == HTTPStatus.OK:
                return
        for part in parts:
            part.keep()
        time.sleep(PAUSE)
    raise NotStarted(f"/healthz is not well after {SECONDS_UNTIL_HEALTHY:.0f} s: {answer}")


def _health(port: int) -> tuple[int, str]:
    address = os.environ.get("DAYAQ_BIND", LOCAL)
    connection = HTTPConnection(LOCAL if address == EVERY_ADDRESS else address, port, timeout=5)
    try:
        host = os.environ.get("DAYAQ_HOSTS", "localhost").split(",")[0]
        connection.request("GET", "/healthz", headers={"Host": host})
        response = connection.getresponse()
        return response.status, f"{response.status} {response.read(300).decode(errors='replace')}"
    finally:
        connection.close()


def _greet(port: int, environment: dict[str, str], *, seconds: float) -> None:
    say(f"\nDayaq is ready: http://localhost:{port}/  (after {seconds:.1f} s; Ctrl-C stops it)")
    if not _is_demo():
        return
    asked = subprocess.run(
        [sys.executable, "-m", "dayaq.config.cli", "demo", "--accounts"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    with suppress(ValueError, KeyError, TypeError):
        first: dict[str, dict[str, str]] = {}
        for account in json.loads(asked.stdout):
            first.setdefault(account["role"], account)
        wide = max(len(account["username"]) for account in first.values())
        say("Demonstration accounts, fictional; the sign-in page signs in with one click:")
        for role, account in first.items():
            say(f"  {account['username']:<{wide}}  {role}")
        password = first["drafter"]["password"]
        say(f"Password of each: {password}  (all of them: .venv/bin/dayaq demo --accounts)")


@contextmanager
def _only_one(folder: Path, port: int) -> Iterator[None]:
    """Two starts from one folder would stop each other's database."""
    with (folder / "run.lock").open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            raise NotStarted(
                f"it already runs from {folder} ({note.read().strip() or 'starting'}); stop it "
                "first, or set DAYAQ_VAR to another folder."
            ) from None
        note.truncate(0)
        note.write(f"process {os.getpid()}, port {port}\n")
        note.flush()
        yield


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("DAYAQ_BIND", LOCAL), port))
        except (OSError, OverflowError) as refusal:
            reason = getattr(refusal, "strerror", None) or "no such port"
            raise NotStarted(
                f"port {port} is not free ({reason}); choose another: make run PORT={port + 1}"
            ) from None


def _told(*_: object) -> None:
    raise Told


def _ignore_further_wishes() -> None:
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, signal.SIG_IGN)


def stop(folder: Path) -> None:
    """End what runs from this folder: the launcher if it is there, else its database."""
    with suppress(FileNotFoundError):
        note = (folder / "run.lock").read_text().split()
        pid = int(note[1].rstrip(",")) if len(note) > 1 else 0
        if pid and not _can_lock(folder):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            deadline = time.monotonic() + 3 * SECONDS_TO_END
            while not _can_lock(folder) and time.monotonic() < deadline:
                time.sleep(PAUSE)
    if (server := Server.running(folder)) is not None:
        server.stop()


def _can_lock(folder: Path) -> bool:
    with (folder / "run.lock").open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def forget(folder: Path) -> None:
    """Remove the embedded database, the files and the secrets of this folder for ever."""
    stop(folder)
    for data in (folder / "postgres").glob("[0-9]*"):
        if data.is_symlink():
            shutil.rmtree(data.resolve().parent, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """`python -m dayaq.config.launch [--stop | --forget]`, port from the environment."""
    wish = sys.argv[1:]
    folder = var_folder()
    if wish in (["--stop"], ["--forget"]):
        for place in (folder / "test", folder):
            (forget if wish == ["--forget"] else stop)(place)
        return 0
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal():
        say(f"Dayaq cannot start: PORT is “{port}”; set it to a number such as 8000.")
        return 1
    return run(int(port))


if __name__ == "__main__":
    sys.exit(main())
