"""The list that lies in every backup: what is in it, made by what, with the hash of each part."""

import json
import os
from dataclasses import asdict, dataclass
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from dayaq.config.content import Table, hash_of

FORMAT = 1
NAME = "manifest.json"
DUMP = "database.dump"


class Refused(Exception):
    """A backup cannot be made or restored; the message is a sentence for the operator."""


@dataclass(frozen=True)
class Part:
    """One file of a backup."""

    bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> Self:
        with path.open("rb") as file:
            return cls(os.fstat(file.fileno()).st_size, file_digest(file, "sha256").hexdigest())


@dataclass(frozen=True)
class Manifest:
    """What one backup holds. Times are UTC, sizes are bytes."""

    made_at: str
    dayaq: str
    postgres: str
    owner: str
    web: str
    content_hash: str
    tables: dict[str, Table]
    migrations: list[str]
    parts: dict[str, Part]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=2, sort_keys=True, ensure_ascii=False)
        (folder / NAME).write_text(text + "\n")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of the backup in this folder. Raises `Refused` if there is none to trust."""
        try:
            known: Any = json.loads((folder / NAME).read_text())
        except FileNotFoundError:
            raise Refused(f"{folder} is not a backup: it has no {NAME}.") from None
        except (ValueError, OSError):
            raise Refused(f"The backup is damaged: {NAME} cannot be read.") from None
        if not isinstance(known, dict) or known.get("format") != FORMAT:
            raise Refused(f"{folder / NAME} is of a format that this version does not know.")
        try:
            tables = {name: Table(**table) for name, table in known.pop("tables").items()}
            parts = {name: Part(**part) for name, part in known.pop("parts").items()}
            return cls(tables=tables, parts=parts, **known)
        except (TypeError, KeyError, AttributeError):
            raise Refused(f"The backup is damaged: {NAME} is incomplete.") from None

    def verify(self, folder: Path) -> None:
        """Every part is there, is what it was, and nothing else is there. Raises `Refused`."""
        if hash_of(self.tables) != self.content_hash:
            raise Refused(f"The backup is damaged: {NAME} contradicts itself.")
        there = {
            str(path.relative_to(folder))
            for path in folder.rglob("*")
            if not path.is_dir() and path.name != NAME
        }
        for name in sorted(self.parts.keys() - there):
            raise Refused(f"The backup is damaged: {name} is missing.")
        for name in sorted(there - self.parts.keys()):
            raise Refused(f"The backup is damaged: {name} does not belong to it.")
        for name, part in sorted(self.parts.items()):
            if Part.of(folder / name) != part:
                raise Refused(f"The backup is damaged: {name} is not what was backed up.")


def parts_of(folder: Path) -> dict[str, Part]:
    """Every file under the folder, by its path in it."""
    return {
        str(path.relative_to(folder)): Part.of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def product_version() -> str:
    return version("dayaq")
