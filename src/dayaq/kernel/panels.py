"""A panel: what a room above shows on a page of a room below, without that room knowing of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of a page: its template, and what that needs as `panel`."""

    template: str
    needs: Mapping[str, Any]


class Panels(Generic[T, U]):
    """The place on a page about a `T` where rooms above show theirs, as a `U` may see it."""

    def __init__(self) -> None:
        self._shown: list[Callable[[T, U], Panel]] = []

    def shown_by(self, room: Callable[[T, U], Panel]) -> None:
        """Ask `room` each time; asking twice is asking once."""
        if room not in self._shown:
            self._shown.append(room)

    def of(self, thing: T, user: U) -> list[Panel]:
        return [room(thing, user) for room in self._shown]
