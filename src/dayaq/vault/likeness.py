"""How alike a query and a person are: weights for what agrees and what does not, summed.

The weights are those of record linkage (Fellegi and Sunter), rounded: about log₂ of how much likelier
the agreement is between spellings of one person than between strangers.
"""

from dataclasses import dataclass
from functools import lru_cache

from dayaq.vault import names
from dayaq.vault.words import FRAGMENT, Known, Name, Query, Reading, number_key

STRONG = 14.0
"""From here on a person is likely the one sought: both names agree, or one and the birth date."""
WEAK = 4.0
"""Below this nobody is shown."""


@dataclass(frozen=True)
class _Weights:
    same: float
    near: float
    begins: float
    differs: float
    spelled_alike: float = 0.6


_FAMILY = _Weights(same=8.0, near=4.5, begins=4.0, differs=-6.0)
_GIVEN = _Weights(same=8.0, near=4.5, begins=4.0, differs=-6.0)
_FATHER = _Weights(same=7.0, near=4.0, begins=3.0, differs=-5.0)


def likeness(query: Query, known: Known) -> float:
    """The weight of evidence that this person is meant; higher is likelier."""
    numbers = {number_key(number) for number in known.documents}
    score = 30.0 if numbers & set(query.numbers) else 0.0
    score += _birth(query.born, known.born)
    pairs = [(reading, name) for reading in query.readings for name in known.names]
    return score + max((_names(reading, name) for reading, name in pairs), default=0.0)


def _names(reading: Reading, name: Name) -> float:
    written = reading.written
    score = _part(reading.family, names.stem(name.family), _FAMILY, written.family, name.family)
    if score == _FAMILY.differs and _ends_with_a_slip(written.family, name.family):
        score = _FAMILY.near
    score += _part(reading.given, names.skeleton(name.given), _GIVEN, written.given, name.given)
    father = names.father(name.patronymic)
    return score + _part(reading.father, father, _FATHER, written.patronymic, name.patronymic)


def _part(sought: str, found: str, weights: _Weights, typed: str, written: str) -> float:
    if not sought or not found:
        return 0.0
    if sought == found:
        return weights.same + (weights.spelled_alike if _alike(typed, written) else 0.0)
    edits = distance(sought, found)
    if edits == 1 and min(len(sought), len(found)) >= FRAGMENT - 1:
        return weights.near
    if len(sought) >= FRAGMENT and found.startswith(sought):
        return weights.begins
    if edits == 2 and min(len(sought), len(found)) > 5:
        return weights.near / 2
    return weights.differs


def _ends_with_a_slip(typed: str, written: str) -> bool:
    """A slip in the ending keeps it from being taken off: then the whole names are near."""
    whole = names.skeleton(typed)
    return len(whole) > 5 and distance(whole, names.skeleton(written)) == 1


def _alike(typed: str, written: str) -> bool:
    return names.letters(typed) == names.letters(written)


def _birth(sought: str, found: str) -> float:
    if not sought or not found:
        return 0.0
    shared = min(len(sought), len(found))
    if sought[:shared] == found[:shared]:
        return {4: 5.5, 7: 8.0}.get(shared, 12.0)
    if len(sought) == len(found) == 10 and distance(sought, found) == 1:
        return 4.0
    if sought[:4] == found[:4]:
        return 1.0 if _day_and_month_swapped(sought, found) else -1.0
    return -1.0 if abs(int(sought[:4]) - int(found[:4])) == 1 else -5.0


def _day_and_month_swapped(one: str, other: str) -> bool:
    return len(one) == len(other) == 10 and one[5:7] == other[8:] and one[8:] == other[5:7]


@lru_cache(maxsize=200_000)
def distance(one: str, other: str, most: int = 2) -> int:
    """Letters changed, added, left out or swapped with their neighbour; `most` + 1 where more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
