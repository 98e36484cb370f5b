"""What a folder knows of its embedded database: where it listens, its roles' passwords."""

import base64
import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


def var_folder() -> Path:
    """Where the running product keeps what it writes: `DAYAQ_VAR`, else `var` beside the code."""
    return Path(os.environ.get("DAYAQ_VAR") or ROOT / "var").absolute()


def inside(folder: Path, name: str, *, mode: int = 0o755) -> Path:
    """The folder of this name, made with this mode if it is not there yet."""
    path = folder / name
    if not path.is_dir():
        path.mkdir(mode=mode, parents=True, exist_ok=True)
        path.chmod(mode)  # whatever the umask says
    return path


def secret(folder: Path, name: str) -> str:
    """The named secret of this folder, made at random when first asked for; never printed."""
    return _kept(folder, name, secrets.token_urlsafe(32)).read_text().strip()


def master_key_file(folder: Path) -> Path:
    """The demonstration's file of master keys, with one key when it is first asked for."""
    first = base64.b64encode(secrets.token_bytes(32)).decode()
    return _kept(folder, "master", f"1:{first}\n")


def _kept(folder: Path, name: str, otherwise: str) -> Path:
    """The file of this secret; made, whole and for us alone, where it was not yet."""
    path = inside(folder, "secrets", mode=0o700) / name
    if path.exists():
        return path
    fresh = path.with_name(f".{name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(otherwise)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(fresh, path)  # the first of two processes wins, whole
    fresh.unlink()
    return path


def connection_from_folder(folder: Path) -> dict[str, str] | None:
    """The addresses of the folder's database, `web` and `owner`; None if there is none yet.

    Reads small files and starts nothing, so that settings may call it.
    """
    try:
        known: dict[str, Any] = json.loads((folder / "postgres" / "connection.json").read_text())
        return {
            role: (
                f"postgresql://{user}:{(folder / 'secrets' / kept).read_text().strip()}"
                f"@{known['host']}:{known['port']}/{known['database']}"
            )
            for role, user, kept in (
                ("web", known["web"], "database_web"),
                ("owner", known["owner"], "database_owner"),
            )
        }
    except (FileNotFoundError, PermissionError, KeyError, ValueError):
        return None


def write_connection(
    folder: Path, *, host: str, port: int, database: str, owner: str, web: str
) -> None:
    """Leave word in the folder where its database listens and what its roles are called."""
    known = {"host": host, "port": port, "database": database, "owner": owner, "web": web}
    path = folder / "postgres" / "connection.json"
    fresh = path.with_name(f".connection.{os.getpid()}.json")
    fresh.write_text(json.dumps(known, indent=2) + "\n")
    fresh.replace(path)
