"""What writers are told. Knows no table, so that a fresh process can read it before all else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Desk(NamedTuple):
    """A body that leads cases, and who works there."""

    body: int
    code: str
    worker: int
    post: int


class Keys(NamedTuple):
    """The keys in use, by their numbers; a writer has them from the settings."""

    master: int
    search: int
    fingerprint: str


@dataclass(frozen=True)
class Errand:
    """What all writers are told alike."""

    desks: list[Desk]
    at: datetime
    taken: Mapping[int, int]
    """For each bucket of the index the numbers that are taken already."""

    batches: list[range]
    keys: Keys
