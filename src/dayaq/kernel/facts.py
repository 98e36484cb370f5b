"""A fact: what a lower room says has happened, heard by rooms above it in the same transaction.

A room declares its facts beside its actions; a room above hears them from `AppConfig.ready`. Whoever
tells one does not know who hears. What a hearer raises undoes the whole act.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Fact(Generic[T]):
    """One kind of happening; `T` is what is told of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._hearers: list[Callable[[T], None]] = []

    def heard_by(self, hearer: Callable[[T], None]) -> None:
        """Call `hearer` each time; hearing twice is hearing once."""
        if hearer not in self._hearers:
            self._hearers.append(hearer)

    def tell(self, told: T) -> None:
        for hearer in self._hearers:
            hearer(told)
