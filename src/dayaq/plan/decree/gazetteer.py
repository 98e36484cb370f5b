"""The names a text may use for bodies and groups of bodies, found whatever their layout.

A name is looked up by its letters alone, so spaces, quotes, commas, hyphens and case do not
matter. Case endings are recognised, not listed: `Nazirliyi`, `Nazirliyinə`, `Nazirliyini`.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from typing import Any, Literal, Self

from dayaq.plan.decree.records import Kind
from dayaq.plan.decree.spelling import fold, key

Case = Literal["nominative", "accusative", "dative", "oblique"]

_SHIPPED = "directory/data/bodies.json"
_STATE = tuple(map(key, ("Azərbaycan Respublikasının", "Azərbaycan Respublikası")))
_HEAD = 3  # letters by which names are indexed
_NEAR = 0.93
"""How alike a stretch of words and a name are that differ by a slip or two."""
_MOST_SLIPS = 2
_MOST_WORDS = 9
_SHORTEST_NEAR = 12  # letters; shorter names are like too many words

# After a consonant, a vowel, or the possessive of the third person.
_ENDINGS: tuple[tuple[Case, re.Pattern[str]], ...] = (
    ("nominative", re.compile(r"s[ıiuü]")),
    ("accusative", re.compile(r"(?:s?[ıiuü])?[ny]?[ıiuü]")),
    ("dative", re.compile(r"(?:s?[ıiuü])?[ny]?[aə]")),
    ("oblique", re.compile(r"(?:s?[ıiuü])?n?(?:[ıiuü]n|[dt][aə]n?|l[aə])")),
)


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write a body or group, and the years in which it was its name, if dated."""

    text: str
    code: str
    kind: Kind
    since: date | None = None
    until: date | None = None
    is_alias: bool = False

    def was_used_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in a text, from `start` to `end`, in a grammatical case.

    More than one name means that the text fits several bodies.
    """

    names: tuple[Name, ...]
    case: Case
    start: int
    end: int


class Gazetteer:
    """Names of bodies and groups, each with the directory's stable code."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(names)
        self._by_key: dict[str, list[Name]] = defaultdict(list)
        for name in self._without_inflections():
            for form in _forms(name):
                if not any(other.code == name.code for other in self._by_key[form]):
                    self._by_key[form].append(name)
        self._near: dict[str, bool] = {}
        self._by_head: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self._by_key, key=len, reverse=True):
            self._by_head[form[:_HEAD]].append(form)

    @classmethod
    def shipped(cls) -> Self:
        """The bodies and groups of the directory as it is delivered."""
        return cls.from_json(files("dayaq").joinpath(_SHIPPED).read_text(encoding="utf-8"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """From the directory's own format: bodies with dated names and aliases, and groups."""
        content = json.loads(text)
        names: list[Name] = []
        for body in content["bodies"]:
            names += _names_of_body(body)
        for group in content["groups"]:
            code = group["code"]
            names.append(Name(group["name_az"], code, "group"))
            names += (Name(alias, code, "group", is_alias=True) for alias in group["aliases"])
        return cls(names)

    def extended(self, names: Iterable[Name]) -> "Gazetteer":
        """With further names, as a person gave them in answer to a question."""
        further = tuple(names)
        return Gazetteer((*self.names, *further)) if further else self

    def find(self, text: "Searchable", start: int, *, on: date | None = None) -> Found | None:
        """The longest name that begins exactly at `start`, whatever its case ending."""
        first = text.position_of(start)
        if first is None:
            return None
        head = text.key[first : first + _HEAD]
        for form in self._by_head.get(head, ()):
            if not text.key.startswith(form, first):
                continue
            ending = text.ending(first + len(form))
            if ending is None:
                continue
            names = self._fitting(form, text.between(start, first + len(form)))
            if names:
                case, end = ending
                return Found(_of_the_day(names, on), case, start, end)
        return None

    def like(self, text: str, limit: int = 3) -> tuple[Name, ...]:
        """The names most like a text that is none of them, best first."""
        close = get_close_matches(key(text), list(self._by_key), n=limit * 2, cutoff=0.6)
        found: dict[str, Name] = {}
        for form in close:
            for name in self._by_key[form]:
                found.setdefault(name.code, name)
        return tuple(found.values())[:limit]

    def is_nearly_named(self, words: Sequence[str]) -> bool:
        """Whether some of these words in a row are a known name with a letter lost or changed."""
        for begin in range(len(words)):
            for end in range(begin + 1, min(begin + _MOST_WORDS, len(words)) + 1):
                form = key(" ".join(words[begin:end]))
                if len(form) >= _SHORTEST_NEAR and self._is_near(form):
                    return True
        return False

    def _is_near(self, form: str) -> bool:
        if form not in self._near:
            alike = [f for f in self._by_key if abs(len(f) - len(form)) <= _MOST_SLIPS + 4]
            self._near[form] = bool(get_close_matches(form, alike, n=1, cutoff=_NEAR))
        return self._near[form]

    def _without_inflections(self) -> Iterable[Name]:
        """Aliases that are only case forms of another name of the same body add nothing."""
        forms: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            forms[name.code].add(key(name.text))
        for name in self.names:
            form = key(name.text)
            if name.is_alias and any(
                form != stem and form.startswith(stem) and _case_of(form[len(stem) :])
                for stem in forms[name.code]
            ):
                continue
            yield name

    def _fitting(self, form: str, written: str) -> tuple[Name, ...]:
        """An abbreviation fits only where the text is in capitals too."""
        return tuple(
            name
            for name in self._by_key[form]
            if not _is_abbreviation(name.text) or written.strip().startswith(name.text)
        )


class Searchable:
    """A text prepared for looking up names: its letters, and where each of them stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = [index for index, char in enumerate(text) if char.isalnum()]
        # Folding gives one letter for one letter, so positions in the key are positions in `_at`.
        self.key = fold("".join(text[index] for index in self._at))
        self._position = {index: position for position, index in enumerate(self._at)}

    def position_of(self, index: int) -> int | None:
        return self._position.get(index)

    def between(self, start: int, position: int) -> str:
        return self.text[start : self._at[position - 1] + 1]

    def ending(self, position: int) -> tuple[Case, int] | None:
        """The case in which a name ends before `position`, and where its last word ends.

        None when the name stops in the middle of another word.
        """
        end = self._at[position - 1] + 1
        if end == len(self.text) or not self._continues(end):
            return "nominative", end
        tail = self._tail(end)
        case = _case_of(fold(tail.lstrip("-'’")))
        if case is not None:
            return case, end + len(tail)
        if self.text[end].isupper() and self.text[end - 1].islower():
            return "nominative", end  # two names glued together
        return None

    def _continues(self, end: int) -> bool:
        char = self.text[end]
        if char in "-'’":
            return end + 1 < len(self.text) and self.text[end + 1].isalpha()
        return char.isalnum()

    def _tail(self, end: int) -> str:
        stop = end + (self.text[end] in "-'’")
        while stop < len(self.text) and self.text[stop].isalnum():
            stop += 1
        return self.text[end:stop]


def _case_of(ending: str) -> Case | None:
    return next((case for case, pattern in _ENDINGS if pattern.fullmatch(ending)), None)


def _is_abbreviation(text: str) -> bool:
    return len(text) <= 8 and " " not in text and text[:2].isupper()


def _forms(name: Name) -> Iterable[str]:
    """The name, with and without the state's own name before it."""
    form = key(name.text)
    if not form:
        return
    yield form
    bare = next((form[len(state) :] for state in _STATE if form.startswith(state)), form)
    if bare != form and bare:
        yield bare
    elif name.kind == "body" and not _is_abbreviation(name.text):
        yield from (state + form for state in _STATE)


def _of_the_day(names: tuple[Name, ...], on: date | None) -> tuple[Name, ...]:
    """Of several bodies that had this name, the one that had it on that day."""
    if len(names) < 2 or on is None:
        return names
    then = tuple(name for name in names if name.was_used_on(on))
    return then or names


def _names_of_body(body: Mapping[str, Any]) -> Iterable[Name]:
    code = body["code"]
    for name in body["names"]:
        if name["lang"] != "az":
            continue
        dates = _day(name.get("since")), _day(name.get("until"))
        for text in (name["full"], name.get("short")):
            if text:
                yield Name(text, code, "body", *dates)
    for alias in body.get("aliases", ()):
        yield Name(alias, code, "body", is_alias=True)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
