"""The words under which a person is found, and the words that a query looks for.

A word pairs what is known (family and given name, family name and year …), because a pair leads
to few people where a single name leads to thousands. Words are never stored: `vault.blind` turns
each into tokens that say nothing and never repeat.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from dayaq.vault import names

FRAGMENT = 3
"""Letters of a skeleton that a fragment of a name needs."""


@dataclass(frozen=True)
class Name:
    """One name of a person as written; a part that is not known is empty."""

    family: str = ""
    given: str = ""
    patronymic: str = ""


@dataclass(frozen=True)
class Known:
    """What a person is found by: every name, the birth date as far as known, document numbers."""

    names: tuple[Name, ...] = ()
    born: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One way to understand the names of a query: skeletons, and the words they come from."""

    family: str = ""
    given: str = ""
    father: str = ""
    written: Name = Name()


@dataclass(frozen=True)
class Query:
    """What somebody typed, understood: names in every order that makes sense, dates, numbers."""

    readings: tuple[Reading, ...] = ()
    born: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def names_one(self) -> bool:
        """Only one name was typed, and nothing that narrows it down."""
        whole = any(reading.family and reading.given for reading in self.readings)
        return bool(self.readings) and not whole


# --- of a person ----------------------------------------------------------------------------------


def words_of(known: Known) -> frozenset[str]:
    """All words under which this person is found."""
    found = {f"n:{number_key(number)}" for number in known.documents if number_key(number)}
    if len(known.born) == len("1999-03-05"):
        found.add(f"d:{known.born}")
    for name in known.names:
        family, given = names.stem(name.family), names.skeleton(name.given)
        found.update(_of_name(family, given, names.father(name.patronymic), known.born[:4]))
    return frozenset(found)


def _of_name(family: str, given: str, father: str, year: str) -> Iterator[str]:
    if family:
        yield f"f:{family}"
        yield f"f3:{family[:FRAGMENT]}"
    if given:
        yield f"g:{given}"
        yield f"g3:{given[:FRAGMENT]}"
    if family and given:
        yield f"fg:{family}|{given}"
        yield f"f3g3:{family[:FRAGMENT]}|{given[:FRAGMENT]}"
        yield from (f"-fg:{less}|{given}" for less in without_one(family))
        yield from (f"f-g:{family}|{less}" for less in without_one(given))
    yield from (f"fy:{family}|{year}",) if family and year else ()
    yield from (f"gy:{given}|{year}",) if given and year else ()
    yield from (f"fp:{family}|{father}",) if family and father else ()
    yield from (f"gp:{given}|{father}",) if given and father else ()


@lru_cache(maxsize=50_000)
def without_one(word: str) -> tuple[str, ...]:
    """The word with each of its letters left out once, without repetition."""
    return tuple(sorted({word[:at] + word[at + 1 :] for at in range(len(word))}))


def number_key(number: str) -> str:
    """A document number as it is compared: capital letters and digits alone."""
    return re.sub(r"[^0-9A-Z]", "", number.translate(_ALIKE).upper())


_ALIKE = str.maketrans("АВЕКМНОРСТХаеорсхіİı", "ABEKMHOPCTXaeopcxiII")
"""Cyrillic letters that look like Latin ones are typed for them in numbers."""

# --- of a query -----------------------------------------------------------------------------------

_ISO = re.compile(r"\b(\d{4})-(\d{1,2})(?:-(\d{1,2}))?\b")
_DAY_FIRST = re.compile(r"\b(?:(\d{1,2})[./-])?(\d{1,2})[./-](\d{4})\b")
_YEAR = re.compile(r"(19|20)\d\d")
_LONGEST = 200  # characters of a query that are read
_MOST_NAMES = 4
_SERIES = 3  # letters that may stand apart before a number: `AZE 1234567`


def understand(text: str) -> Query:
    """Read a query as typed: names in any order and script, a year or date, document numbers."""
    text = text[:_LONGEST]
    born = ""
    for pattern, order in ((_ISO, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        if match := pattern.search(text):
            parts = [match[at] for at in order]
            born = "-".join(part.zfill(2) for part in parts if part)
            text = text[: match.start()] + " " + text[match.end() :]
            break
    words: list[str] = []
    numbers: list[str] = []
    for word in re.split(r"[\s,;/]+", text):
        if not born and _YEAR.fullmatch(word):
            born = word
        elif any(c.isdigit() for c in word):
            series = words.pop() if words and len(words[-1]) <= _SERIES else ""
            numbers.append(number_key(series + word))
        else:
            words.append(word)
    return Query(tuple(_readings(words)), born, tuple(filter(None, numbers)))


def written_name(query: Query, text: str) -> Name:
    """The likeliest reading of a typed name, part by part: whichever came first, the family name is the
    one that ends as family names do. No word of the text is lost: what no part took follows the last.
    """
    found = next((reading.written for reading in query.readings), Name())
    taken = f"{found.family} {found.given} {found.patronymic}".split()
    if found.family and not found.given and not names.is_family(found.family):
        found = Name("", found.family, found.patronymic)
    numbers = " ".join(query.numbers)
    rest = [
        word
        for word in text.split()
        if word.isalpha() and word not in taken and number_key(word) not in numbers
    ]
    if len(taken) + len(rest) > len(text.split()):  # a part was put together from several words
        return found
    return Name(found.family, found.given, " ".join([found.patronymic, *rest]).strip())


def _readings(words: list[str]) -> Iterator[Reading]:
    parts, patronymic = _parts(words)
    parts = parts[:_MOST_NAMES]
    if len(parts) == 1:
        yield _reading(parts[0], "", patronymic)
        yield _reading("", parts[0], patronymic)
    elif len(parts) > 1:
        likely = sorted(permutations(parts, min(len(parts), 3)), key=_unlikely)
        if len(parts) > 2 and not patronymic:
            yield from (_reading(*three) for three in likely)
        else:
            pairs = dict.fromkeys(three[:2] for three in likely)
            yield from (_reading(family, given, patronymic) for family, given in pairs)
    elif patronymic:
        yield Reading(father=names.father(patronymic), written=Name(patronymic=patronymic))


def _unlikely(parts: tuple[str, ...]) -> bool:
    return not names.is_family(parts[0])


def _reading(family: str, given: str, patronymic: str) -> Reading:
    return Reading(
        names.stem(family),
        names.skeleton(given),
        names.father(patronymic),
        Name(family, given, patronymic),
    )


def _parts(words: list[str]) -> tuple[list[str], str]:
    """The names in their order, and the patronymic where the words themselves say which it is."""
    parts: list[str] = []
    patronymic = ""
    for word in (piece for typed in words for piece in _pieces(typed)):
        plain = names.letters(word)
        if not plain:
            continue
        if plain in _CHILD_OF and len(parts) > 1 and not patronymic:
            patronymic = f"{parts.pop()} {word}"
        elif plain in _SON_OF_ENDING and parts:
            parts[-1] += word
        elif not patronymic and len(parts) > 0 and names.is_patronymic(word):
            patronymic = word
        else:
            parts.append(word)
    return parts, patronymic


def _pieces(word: str) -> list[str]:
    bits = [bit for bit in re.split(r"[-–—]", word) if bit]
    return bits if names.letters(bits[-1] if bits else "") in _CHILD_OF else ["".join(bits)]


_CHILD_OF = frozenset(
    {"oglu", "oglı", "ogli", "ogly", "ogl", "o", "qizi", "gizi", "kizi", "kyzy", "gyzy", "qiz", "q"}
)
_SON_OF_ENDING = frozenset({"zade", "zada", "zadeh"})


@dataclass(frozen=True)
class Wave:
    """Words to look for together; those of a later wave only where the earlier found too little."""

    words: dict[str, float]  # word → how much it says for whoever has it


def waves(query: Query) -> list[Wave]:
    """What to look for, the most telling first."""
    first: dict[str, float] = {f"n:{number}": 30.0 for number in query.numbers}
    typos: dict[str, float] = {}
    parts: dict[str, float] = {}
    year = query.born[:4]
    if len(query.born) == len("1999-03-05"):
        first[f"d:{query.born}"] = 8.0
    for reading in query.readings:
        family, given, father = reading.family, reading.given, reading.father
        for word in _of_name(family, given, father, year):
            kind = word.partition(":")[0]
            if kind in _PAIRS:
                first[word] = _PAIRS[kind]
            elif kind in {"-fg", "f-g"}:
                typos[word] = 5.0
            elif kind == "f3g3" or query.names_one:
                parts[word] = _PARTS[kind]
        if (
            family and given
        ):  # a letter too many is found without it, and one too few in what lacks it
            typos[f"-fg:{family}|{given}"] = typos[f"f-g:{family}|{given}"] = 5.0
            typos.update(dict.fromkeys((f"fg:{less}|{given}" for less in without_one(family)), 5.0))
            typos.update(dict.fromkeys((f"fg:{family}|{less}" for less in without_one(given)), 5.0))
    return [Wave(words) for words in (first, typos, parts) if words]


_PAIRS = {"fg": 10.0, "fy": 6.0, "gy": 6.0, "fp": 6.0, "gp": 6.0}
_PARTS = {"f3g3": 3.0, "f": 3.0, "g": 3.0, "f3": 1.0, "g3": 1.0}
