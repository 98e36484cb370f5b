"""What rooms above show beside a case: each registers its panel when it is ready."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dayaq.cases.models import Case

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal
    from dayaq.accounts.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what it is, its words, and the look of a state where it is one."""

    label: object
    words: object
    look: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Where one goes from here; the one that matters most stands out."""

    label: object
    url: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A few facts of another room about the case, and the ways to its pages."""

    title: object
    lines: Sequence[Line] = ()
    ways: Sequence[Way] = ()
    why_not: "Refusal | None" = None


Maker = Callable[[Case, "User", datetime], "Panel | None"]
_makers: list[Maker] = []


def beside(maker: Maker) -> Maker:
    """Register who makes a panel. It is asked within the context of the person; None shows nothing."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def panels(case: Case, user: "User", *, at: datetime) -> list[Panel]:
    return [panel for maker in _makers if (panel := maker(case, user, at)) is not None]
