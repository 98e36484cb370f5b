"""When a measure is due: the last words of its row, and nothing before them."""

import re

from dayaq.plan.decree.passage import Passage
from dayaq.plan.decree.records import Period

_YEAR = r"(?:19|20)\d\d"
_DEADLINE = re.compile(
    rf"(?<![\d–—-])(?P<first>{_YEAR})\s*[–—-]\s*(?P<last>{_YEAR})(?:-c[ıiuü]\s+illər)?\.?$"
    rf"|(?<![\d–—-])(?P<only>{_YEAR})(?:-c[ıiuü]\s+il)?\.?$"
    r"|(?<!\w)(?P<regular>[Mm]ütəmadi(?:\s+olaraq)?|[Dd]aimi|[Dd]avamlı(?:\s+olaraq)?)\.?$"
)


def period_at_end(row: Passage) -> tuple[Period, int] | None:
    """The period that ends the row, and where it begins. Earlier words never count.

    The range 2020–2022 is given as years only: the day of the deadline is not the law's word.
    """
    match = _DEADLINE.search(row.text)
    if match is None:
        return None
    cell = row.cell(match.start())
    return _period(match, cell.text, cell.lines), match.start()


def period_of(text: str, lines: tuple[int, ...] = ()) -> Period | None:
    """The period that a text says, and nothing else."""
    match = _DEADLINE.fullmatch(text.strip())
    return _period(match, text.strip(), lines) if match else None


def candidates(row: Passage, *, last: int = 3) -> tuple[str, ...]:
    """What looks like a period elsewhere in the row, for a person to choose from."""
    found = re.findall(rf"{_YEAR}\s*[–—-]\s*{_YEAR}|[Mm]ütəmadi", row.text)
    return tuple(dict.fromkeys(found[-last:]))


def _period(match: re.Match[str], text: str, lines: tuple[int, ...]) -> Period:
    if match["regular"]:
        return Period("regular", None, None, text, lines)
    if match["only"]:
        return Period("single", int(match["only"]), int(match["only"]), text, lines)
    return Period("range", int(match["first"]), int(match["last"]), text, lines)
