"""Azerbaijani letters: comparing words without case, and the words a text may be made of.

The kernel has these rules for pages and queries; it needs the framework, and the reader must
start without it.
"""

import re
from collections import Counter, defaultdict
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
        self._one_away: dict[str, list[str]] | None = None

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

    def is_lonely(self, word: str) -> bool:
        """Used once in this text and listed nowhere: a new word, or one with a slip in it."""
        return not self.is_listed(word) and self.occurrences(word) < 2

    def one_letter_from(self, word: str) -> tuple[str, ...]:
        """The other words that a letter lost, added or changed makes of this one."""
        folded = fold(word)
        if self._one_away is None:
            self._one_away = defaultdict(list)
            for known in {*self._known, *self._counts}:
                for form in _with_a_letter_less(known):
                    self._one_away[form].append(known)
        found = {
            known for form in _with_a_letter_less(folded) for known in self._one_away.get(form, ())
        }
        return tuple(sorted(known for known in found if _is_one_letter(known, folded)))


def _with_a_letter_less(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _is_one_letter(first: str, second: str) -> bool:
    """Whether one letter lost, added or changed is all that tells the words apart."""
    if first == second:
        return False
    at = common_beginning(first, second)
    rest, other = first[at:], second[at:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def common_beginning(first: str, second: str) -> int:
    """How many letters two words have in common before they differ."""
    pairs = zip(first, second, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def shipped_words() -> tuple[str, ...]:
    text = files("dayaq").joinpath(_SHIPPED_WORDS).read_text(encoding="utf-8")
    return tuple(text.split())
