"""The embedded PostgreSQL: one server per folder, for development, demonstration and tests.

Everything lives under a folder (by default `var`): `postgres/<major>` holds the data,
`postgres/connection.json` says where the server listens, `secrets` holds the passwords.
ADR 0002 tells why it is made this way.
"""

import atexit
import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Self
from urllib.parse import quote

from dayaq.config.binaries import (
    KEPT_FOR_ROOT,
    Account,
    Binaries,
    DatabaseUnavailable,
    account_for,
    find_binaries,
    reachable_by,
)
from dayaq.config.connection import connection_from_folder, inside, secret

__all__ = ["DatabaseUnavailable", "Server", "connection_from_folder", "find_binaries"]

SUPERUSER = "postgres"
SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 30.0
# Another program took the port meanwhile; the server of before, or its children, still leave.
PASSING = ("TCP/IP", "lock file", "pre-existing shared memory")
PAUSE = 0.01  # between two looks at a server that starts or stops

_ours: dict[int, subprocess.Popen[bytes]] = {}
"""Servers that this process started, by pid: ours to bury when they end."""


@atexit.register
def _let_live() -> None:
    """A server may outlive whoever started it; Python would warn of a forgotten child."""
    for started in _ours.values():
        if started.poll() is None:
            started.returncode = 0


def say(sentence: str) -> None:
    """Tell the person at the desk one thing, at once."""
    print(sentence, flush=True)


@dataclass(frozen=True)
class Server:
    """A running embedded server: where it listens and who runs it."""

    folder: Path
    data: Path
    binaries: Binaries
    account: Account
    host: str
    port: int

    @property
    def is_running(self) -> bool:
        return _running_pid(self.data) is not None

    @property
    def superuser(self) -> str:
        return SUPERUSER

    def url(self, *, user: str, password: str, database: str) -> str:
        return f"postgresql://{user}:{quote(password)}@{self.host}:{self.port}/{database}"

    @property
    def superuser_url(self) -> str:
        return self.superuser_of("postgres")

    def superuser_of(self, database: str) -> str:
        """Where the superuser signs in to this database."""
        password = secret(self.folder, "database_superuser")
        return self.url(user=SUPERUSER, password=password, database=database)

    @classmethod
    def ensure_running(cls, folder: Path, *, durable: bool = True) -> Self:
        """The server of this folder, made and started if it is not there yet.

        May be called at any time and by several processes at once. `durable=False` (tests only)
        gives up safety against power failure for speed. Raises `DatabaseUnavailable`.
        """
        folder = folder.absolute()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _alone(inside(folder, "postgres")):
                return cls._ensure(folder, durable=durable)
        except PermissionError as refusal:
            raise DatabaseUnavailable(
                f"{refusal.filename or folder} belongs to another user: start as the user who "
                "made it, or set DAYAQ_VAR to a folder of your own."
            ) from refusal

    @classmethod
    def _ensure(cls, folder: Path, *, durable: bool) -> Self:
        major = _major_of(folder)
        account = account_for(folder / "postgres" / str(major) if major else folder)
        binaries = _binaries_for(folder, major)
        data = folder / "postgres" / str(binaries.major)
        if (port := _port_if_running(data)) is None:
            binaries = reachable_by(account, binaries)
            if account.dropped:
                say(f"PostgreSQL refuses to run as root: it runs as “{account.name}”.")
            if not data.exists():
                _initialise(folder, data, binaries, account, durable=durable)
            port = _start(folder, data, binaries, account, durable=durable)
        return cls(folder, data, binaries, account, "127.0.0.1", port)

    @classmethod
    def running(cls, folder: Path) -> Self | None:
        """The server of this folder if it runs now; starts nothing."""
        folder = folder.absolute()
        major = _major_of(folder)
        if major is None:
            return None
        data = folder / "postgres" / str(major)
        if (port := _port_if_running(data)) is None:
            return None
        account = account_for(data)
        return cls(folder, data, _binaries_for(folder, major), account, "127.0.0.1", port)

    def stop(self) -> None:
        """End the server in order: what was acknowledged is on the disk, clients are sent away."""
        with _alone(inside(self.folder, "postgres")):
            pid = _running_pid(self.data)
            if pid is None:
                return
            for wish in (signal.SIGINT, signal.SIGQUIT):  # PostgreSQL's fast, then immediate
                with suppress(ProcessLookupError):
                    os.kill(pid, wish)
                if _ended(pid, within=SECONDS_TO_STOP):
                    return
            raise DatabaseUnavailable(f"PostgreSQL (process {pid}) does not stop.")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time makes, starts or stops the server of a folder."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _major_of(folder: Path) -> int | None:
    """The major version of the data that this folder holds; the newest, if there are several."""
    kept = (folder / "postgres").glob("[0-9]*")
    majors = [int(data.name) for data in kept if data.name.isdecimal()]
    return max(majors, default=None)


def _binaries_for(folder: Path, major: int | None) -> Binaries:
    if major is None:
        return find_binaries()
    data = folder / "postgres" / str(major)
    note = data / "PG_VERSION"
    made_by = note.read_text().strip() if os.access(data, os.X_OK) and note.exists() else str(major)
    only = f"{data} was made by PostgreSQL {made_by} and only that version may open it"
    if made_by != str(major):
        raise DatabaseUnavailable(f"{only}: rename the folder back to {made_by}.")
    try:
        return find_binaries(major=major)
    except DatabaseUnavailable as missing:
        raise DatabaseUnavailable(
            f"{only}. {missing} Install it, or move the data with `dayaq backup` and "
            "`dayaq restore`."
        ) from missing


def _initialise(
    folder: Path, data: Path, binaries: Binaries, account: Account, *, durable: bool
) -> None:
    """Make the data folder; it appears whole or not at all."""
    place = _place_for(data, account)
    fresh = place.with_name(f"{place.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    account.owns(fresh)
    password = place.with_name(".superuser")
    password.unlink(missing_ok=True)
    password.touch(mode=0o600)
    try:
        account.owns(password)
        password.write_text(secret(folder, "database_superuser"))
        command = [binaries.program("initdb"), f"--pgdata={fresh}", f"--pwfile={password}"]
        command += [f"--username={SUPERUSER}", "--auth=scram-sha-256", "--encoding=UTF8"]
        command += ["--no-instructions", *([] if durable else ["--no-sync"])]
        for locale in _locales(binaries.major):
            made = subprocess.run(
                [*command, *locale], cwd="/", env=_environment(), capture_output=True,
                text=True, check=False, **account.as_subprocess(),  # type: ignore[call-overload]
            )  # fmt: skip
            if made.returncode == 0:
                break
        else:
            reason = made.stderr.strip().splitlines() or ["no reason given"]
            raise DatabaseUnavailable(f"PostgreSQL could not make {data}: {reason[-1]}")
    finally:
        password.unlink()
    fresh.rename(place)
    if place != data:
        data.symlink_to(place)


def _locales(major: int) -> list[list[str]]:
    """Collation by code point, casing by Unicode: the same on every machine, without ICU."""
    plain = ["--locale=C"]
    if major >= 17:
        return [["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"], plain]
    return [["--locale=C", "--lc-ctype=C.UTF-8"], plain]


def _place_for(data: Path, account: Account) -> Path:
    """Where the data can lie: in the folder, unless the account cannot pass through to it."""
    if account.reaches(data.parent):
        return data
    home = KEPT_FOR_ROOT / token_hex(6)  # never the place of a folder that has been removed since
    home.mkdir(parents=True, exist_ok=True)
    for step in (home, KEPT_FOR_ROOT):
        step.chmod(0o755)
    say(f"“{account.name}” cannot pass through to {data.parent}: its data is in {home}.")
    return home / data.name


def _start(folder: Path, data: Path, binaries: Binaries, account: Account, *, durable: bool) -> int:
    """Start the server and wait until it answers; the port on which it listens."""
    _forget_dead_server(data)
    log = folder / "postgres" / "postgres.log"
    if log.exists() and log.stat().st_size > 5_000_000:
        log.replace(log.with_suffix(".old.log"))
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        if (ready := _port_if_running(data)) is not None:
            return ready  # one that was still recovering, or stopping, when we came
        port = _free_port(folder)
        reason = _attempt(log, data, binaries, account, port, deadline=deadline, durable=durable)
        if reason is None:
            return port
        passing = any(sign in reason for sign in PASSING)
        if not passing or time.monotonic() > deadline:
            raise DatabaseUnavailable(f"PostgreSQL does not start: {reason} (see {log}).")
        time.sleep(10 * PAUSE)


def _attempt(
    log: Path, data: Path, binaries: Binaries, account: Account, port: int,
    *, deadline: float, durable: bool,
) -> str | None:  # fmt: skip
    """None when the server answers, else the reason it gave for ending."""
    wishes = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",  # a path in ./var can be longer than a socket's name may be
        "max_connections": 100,
        "timezone": "UTC",
        "log_timezone": "UTC",
        # Neither statements nor the values in them belong in a log file.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_line_prefix": "%m ",
        **_sizes(),
    }
    if not durable:
        wishes |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    command = [binaries.program("postgres"), "-D", str(data.resolve())]
    command += [word for name, value in wishes.items() for word in ("-c", f"{name}={value}")]
    with log.open("ab") as output:
        before = output.tell()
        started = subprocess.Popen(
            command, cwd="/", env=_environment(), stdin=subprocess.DEVNULL, stdout=output,
            stderr=output, start_new_session=True, **account.as_subprocess(),  # type: ignore[call-overload]
        )  # fmt: skip
    _ours[started.pid] = started
    while started.poll() is None:
        if _port_if_running(data) == port:
            return None
        if time.monotonic() > deadline:
            started.send_signal(signal.SIGINT)
            return f"no answer within {SECONDS_TO_START:.0f} s"
        time.sleep(PAUSE)
    with log.open("rb") as written:
        written.seek(before)
        said = written.read().decode(errors="replace")
    reasons = re.findall(r"(?:FATAL|ERROR|PANIC|postgres):\s+(.*)", said)
    return " ".join(reasons) or f"it ended with code {started.returncode}"


def _sizes() -> dict[str, object]:
    """What fits this machine, where PostgreSQL by itself assumes one of twenty years ago."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 20
    return {
        "shared_buffers": f"{max(128, min(memory // 8, 1024))}MB",
        "effective_cache_size": f"{memory // 2}MB",
        "work_mem": "16MB",
        "random_page_cost": 1.1,
        "max_wal_size": "4GB",
        "jit": "off",  # compiling takes longer than any query of a page
    }


def _environment() -> dict[str, str]:
    """A clean environment: a person's PGDATA, PGPORT or locale must not change the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _free_port(folder: Path) -> int:
    """The port of last time if nobody listens there, else any free one."""
    try:
        before = int(json.loads((folder / "postgres" / "connection.json").read_text())["port"])
    except (FileNotFoundError, KeyError, ValueError):
        before = 0
    for wish in (before, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", wish))
                return int(probe.getsockname()[1])
    raise DatabaseUnavailable("No free port on 127.0.0.1 is left for PostgreSQL.")


def _pid_file(data: Path) -> list[str]:
    """The lines of the server's own note: pid, data, start, port, sockets, host, memory, status."""
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _running_pid(data: Path) -> int | None:
    """The process that serves this data now. A pid that now belongs to another program is none."""
    note = _pid_file(data)
    if not note or not note[0].strip().isdecimal():
        return None
    pid = int(note[0])
    command = _command_of(pid)
    return pid if "postgres" in command and str(data.resolve()) in command else None


def _command_of(pid: int) -> str:
    process = Path(f"/proc/{pid}")
    if Path("/proc/self/cmdline").exists():
        with suppress(OSError):
            if process.joinpath("stat").read_text().rpartition(")")[2].split()[0] != "Z":
                return process.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode()
        return ""
    asked = subprocess.run(
        ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
    )
    return asked.stdout


def _port_if_running(data: Path) -> int | None:
    """The port, once the server says that it is ready."""
    if not data.exists() or _running_pid(data) is None:
        return None
    note = _pid_file(data)
    ready = len(note) >= 8 and note[7].strip() == "ready"
    return int(note[3]) if ready else None


def _forget_dead_server(data: Path) -> None:
    """Remove the note of a killed server whose pid another program has since been given.

    PostgreSQL recovers by itself when the pid is free, but would wait for ever for a stranger.
    """
    if _pid_file(data) and _running_pid(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)


def _ended(pid: int, *, within: float) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if pid in _ours:
            _ours[pid].poll()
        if not _command_of(pid):
            return True
        time.sleep(PAUSE)
    return False
