"""The measures of the plan by their clauses, for rooms that stand beside the plan and cannot ask it.

A register says with which measures a row has to do by their clauses alone, as an indicator does. The
plan tells here which there are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A measure: `4.1.10`, and its words as the law has them."""

    number: str
    text: str

    @property
    def order(self) -> list[int]:
        return clause_order(self.number)


Teller = Callable[[], Sequence[Clause]]
_tellers: list[Teller] = []


def told_by(teller: Teller) -> None:
    """Called once, from the `AppConfig.ready` of the room that keeps the plan."""
    _tellers[:] = [teller]


def clauses() -> Sequence[Clause]:
    """The measures of the plan in force, in its order."""
    return [clause for teller in _tellers for clause in teller()]


def clause_order(number: str) -> list[int]:
    """4.1.2 comes before 4.1.10; what is no clause comes first."""
    return [int(part) if part.isdigit() else 0 for part in number.split(".")]
