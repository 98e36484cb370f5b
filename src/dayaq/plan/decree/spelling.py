"""Azerbaijani letters: comparing words without case, and the words a text may be made of.

The kernel has these rules for pages and queries; it needs the framework, and the reader must
start without it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files

WORD = re.compile(r"[^\W\d_]+")
# A small word list of official Azerbaijani, so that a short text is not alone with its own words.
_SHIPPED_WORDS = "plan/data/words-az.txt"


def fold(text: str) -> str:
    """Lower case by the rules of Azerbaijani: İ gives i, I gives ı."""
    return text.replace("İ", "i").replace("I", "ı").lower()


def letters(text: str) -> str:
    """The letters and digits alone: what must survive any change of layout."""
    return "".join(filter(str.isalnum, text))


def key(text: str) -> str:
    """What two spellings of one name share, whatever their spaces, quotes and case."""
    return fold(letters(text))


class Lexicon:
    """The words that may stand in a text: its own, those of known names, and a shipped list.

    `occurrences` counts in the text itself; `is_known` also asks the other two sources.
    """

    def __init__(self, lines: Iterable[str], known: Iterable[str] = ()) -> None:
        self._counts = Counter(fold(word) for line in lines for word in WORD.findall(line))
        self._known = frozenset(fold(word) for text in known for word in WORD.findall(text))

    def occurrences(self, word: str) -> int:
        return self._counts[fold(word)]

    def is_listed(self, word: str) -> bool:
        """Known apart from this text."""
        return fold(word) in self._known

    def is_known(self, word: str) -> bool:
        """Listed, or used in this text. Fragments of spaced-out words never count."""
        folded = fold(word)
        return folded in self._known or (len(folded) > 2 and folded in self._counts)

    def fitting(self, pattern: re.Pattern[str]) -> tuple[str, ...]:
        """The words that could stand where a letter was lost, in alphabetical order."""
        words = {*self._known, *(w for w in self._counts if len(w) > 2)}
        return tuple(sorted(w for w in words if pattern.fullmatch(w)))


def shipped_words() -> tuple[str, ...]:
    text = files("dayaq").joinpath(_SHIPPED_WORDS).read_text(encoding="utf-8")
    return tuple(text.split())
