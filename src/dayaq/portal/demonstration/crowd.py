"""A crowd of fictional people: a million and more, with names as unevenly spread as in the land.

The same seed and number give the same person, whoever else is drawn. Families are roots with endings,
weighted so that few are very common and thousands are rare; fathers' names follow the men's names.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from importlib.resources import files
from itertools import accumulate, product
from random import Random

from dayaq.portal.demonstration import spelling

SEED = 2173
WOMEN = 0.62
FIRST_BIRTH, LAST_BIRTH = date(1950, 1, 1), date(2019, 12, 31)
_LIKELY_BIRTH = date(1992, 6, 1)

_ENDINGS = (("ov", 0.80), ("li", 0.07), ("zadə", 0.09), ("", 0.04))
_VOWELS = "aeəıioöuü"


@dataclass(frozen=True)
class Person:
    """One fictional person, as a case worker would have written them down."""

    family: str
    given: str
    patronymic: str
    born: str
    is_woman: bool
    document: str


class _Urn:
    """Draws things by weight."""

    def __init__(self, things: list[str], weights: list[float]) -> None:
        self.things = things
        self.weights = weights
        self._upto = list(accumulate(weights))

    def draw(self, chance: Random) -> str:
        place = bisect_right(self._upto, chance.random() * self._upto[-1])
        return self.things[min(place, len(self.things) - 1)]

    def share(self, thing: str) -> float:
        """What part of all draws gives this."""
        return self.weights[self.things.index(thing)] / self._upto[-1]


def _by_rank(things: list[str], *, flat: float, steep: float) -> _Urn:
    """Zipf and Mandelbrot's law: the n-th has weight 1 / (n + flat) ** steep."""
    return _Urn(things, [1 / (rank + flat) ** steep for rank in range(1, len(things) + 1)])


class Crowd:
    """All who might be drawn, and how likely each name is."""

    def __init__(self, seed: int = SEED) -> None:
        self.seed = seed
        shipped = json.loads(
            files("dayaq.portal.demonstration").joinpath("names.json").read_text("utf-8")
        )
        self.men = _by_rank(shipped["men"], flat=14, steep=0.95)
        self.women = _by_rank(shipped["women"], flat=14, steep=0.95)
        self._shipped = shipped

    @cached_property
    def families(self) -> _Urn:
        """Men's forms of all families: the shipped roots first, compound ones after them."""
        compound = [
            first + second
            for first, second in product(self._shipped["firsts"], self._shipped["seconds"])
            if first.lower() != second
        ]
        roots = list(dict.fromkeys(self._shipped["roots"] + sorted(compound, key=_scattered)))
        by_root = _by_rank(roots, flat=6, steep=1.15)
        things, weights = [], []
        for root, weight in zip(by_root.things, by_root.weights, strict=True):
            for ending, share in _ENDINGS:
                things.append(_with_ending(root, ending))
                weights.append(weight * share)
        return _Urn(things, weights)

    def person(self, number: int) -> Person:
        """The person of this number, as the desk that met them wrote them down."""
        told, chance = self._drawn(number)
        written = _as_written(told, chance)
        born = _birth(chance)
        document = f"AZE{chance.randrange(10**8):08d}" if chance.random() < 0.7 else ""
        return Person(*written, born, told.is_woman, document)

    def told(self, number: int) -> "Told":
        """What the person of this number says of themselves."""
        return self._drawn(number)[0]

    def _drawn(self, number: int) -> "tuple[Told, Random]":
        chance = Random(self.seed * 1_000_003 + number)  # noqa: S311 - a crowd, not a secret
        is_woman = chance.random() < WOMEN
        family = self.families.draw(chance)
        given = (self.women if is_woman else self.men).draw(chance)
        father = self.men.draw(chance)
        return Told(women_form(family) if is_woman else family, given, father, is_woman), chance

    def people(self, begin: int, end: int) -> Iterator[Person]:
        """People by number."""
        return (self.person(number) for number in range(begin, end))


Told = spelling.Told


def women_form(family: str) -> str:
    """The woman's form of a family name: Əliyev → Əliyeva."""
    return family + "a" if family.endswith(("ov", "yev")) else family


def _with_ending(root: str, ending: str) -> str:
    last = root[-1]
    if ending == "ov":
        return root + ("yev" if last in _VOWELS else "ov")
    if ending == "li":
        near = next((letter for letter in reversed(root.lower()) if letter in _VOWELS), "a")
        return (
            root + "l" + {"a": "ı", "ı": "ı", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}.get(near, "i")
        )
    return root + ending


def _scattered(root: str) -> int:
    """An order of compound roots that does not follow the alphabet, the same each time."""
    return sum(ord(letter) * place * place for place, letter in enumerate(root, 7)) % 1009


def _as_written(told: Told, chance: Random) -> tuple[str, str, str]:
    """How the desk that met the person wrote the name: script, and whether the father is named."""
    style = chance.random()
    if style < 0.78:
        written = spelling.latin(told)
    elif style < 0.84:
        written = spelling.ascii_latin(told)
    elif style < 0.92:
        written = spelling.russian(told, chance)
    elif style < 0.93:
        written = spelling.old_cyrillic(told)
    else:
        written = spelling.passport(told, chance)
    family, given, patronymic = written
    return family, given, "" if chance.random() < 0.12 else patronymic


def _birth(chance: Random) -> str:
    spread = (LAST_BIRTH - FIRST_BIRTH).days
    middle = (_LIKELY_BIRTH - FIRST_BIRTH).days
    born = FIRST_BIRTH + timedelta(days=int(chance.triangular(0, spread, middle)))
    return str(born.year) if chance.random() < 0.1 else born.isoformat()
