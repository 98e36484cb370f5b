"""Mending what a PDF did to a text, line by line, each change written down.

Nothing here adds, drops or changes a letter, except lookalikes from another alphabet, which
are replaced one for one before anything else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from dayaq.plan.decree.questions import Candidate, Doubts, NotADecree
from dayaq.plan.decree.records import Repair
from dayaq.plan.decree.spelling import WORD, Lexicon, fold

LOST = "\ufffd"
_CONTEXT = 12  # characters shown on either side of a repair

# The schwa is often typed from the Cyrillic or the African alphabet.
LOOKALIKES = str.maketrans({"Ә": "Ə", "ә": "ə", "ǝ": "ə", "Ǝ": "Ə"})

_DASH_BETWEEN_YEARS = re.compile(rf"(?<=\d{{4}}) ?{LOST} ?(?=\d{{4}}(?!\d))")
_NUMBER_SIGN = re.compile(rf"(?<![^\s]){LOST}(?=-si\b)|^(?P<indent>\s*){LOST}(?=\s?\d)")
_DASH_BETWEEN_WORDS = re.compile(rf"(?:(?<=\s)|^){LOST}(?=\s*$|\s+[^\s\d])")
_LOST_IN_WORD = re.compile(rf"[^\W\d_]*{LOST}[^\W_]*(?:{LOST}[^\W_]*)*")

_SPACED_YEARS = re.compile(r"\b(\d{4})(?: +([–—]) *| *([–—]) +)(\d{4})\b")
_RUN_OF_SHORTS = re.compile(r"(?<![\w'’-])[^\W\d_]{1,3}(?: +[^\W\d_]{1,3})+(?![\w'’-])")
_NO_SPACE_AFTER = re.compile(r"(?<=[,;)])(?=[\"“„«]?([^\W\d_]+))")

# A compound joins bare stems; a word that already carries one of these endings cannot be its
# first half. So `zərərçəkmiş` stays whole and `sahəsindənormativ` comes apart.
_INFLECTED = re.compile(
    r"(?:[dt][aə]n?|n[ıiuü]n|[ıiuü]n|l[aə]r[ıiuü]?|n[aəıi]|m[aə]s[ıi]|[ıi]lə|lı|li|maqla|məklə)$"
)
_SHORTEST_GLUED = 9
_SHORTEST_PART = 4
_LONGEST_SPACED = 30
_MOST_LOST = 50  # unexplained lost characters beyond which the file itself is at fault


@dataclass(frozen=True, slots=True)
class Mended:
    """The lines after repair, one for one with the source, and what was done."""

    lines: tuple[str, ...]
    repairs: tuple[Repair, ...]


def mend(lines: Iterable[str], lexicon: Lexicon, doubts: Doubts) -> Mended:
    """Repair every line that can be repaired for a reason; ask about the others.

    Raises NotADecree when so many letters are gone that asking is pointless.
    """
    mending = _Mending(lexicon, doubts)
    mended = tuple(mending.line(number, line) for number, line in enumerate(lines, start=1))
    lost = sum(line.count(LOST) for line in mended)
    if lost > _MOST_LOST:
        raise NotADecree("lost-letters", count=str(lost))
    return Mended(mended, tuple(mending.repairs))


class _Mending:
    def __init__(self, lexicon: Lexicon, doubts: Doubts) -> None:
        self._lexicon = lexicon
        self._doubts = doubts
        self.repairs: list[Repair] = []

    def line(self, number: int, line: str) -> str:
        line = self._replace_lookalikes(number, line)
        if LOST in line:
            line = self._restore(number, line)
        line = self._close_years(number, line)
        line = self._join_spaced(number, line)
        line = self._split_glued(number, line)
        return self._space_out(number, line)

    def _replace_lookalikes(self, number: int, line: str) -> str:
        replaced = line.translate(LOOKALIKES)
        if replaced != line:
            self.repairs.append(Repair("lookalike-letter", number, line, replaced))
        return replaced

    def _restore(self, number: int, line: str) -> str:
        line = self._each(_DASH_BETWEEN_YEARS, "–", number, line)
        line = self._each(_NUMBER_SIGN, "№", number, line)
        line = self._each(_DASH_BETWEEN_WORDS, "–", number, line)
        for lost in _LOST_IN_WORD.finditer(line):
            self._ask_about_lost(number, lost[0])
        return line

    def _each(self, pattern: re.Pattern[str], sign: str, number: int, line: str) -> str:
        """One repair for each lost character, shown in its surroundings."""
        while match := pattern.search(line):
            at = line.index(LOST, match.start())
            restored = line[:at] + sign + line[at + 1 :]
            window = slice(max(0, at - _CONTEXT), at + _CONTEXT)
            self.repairs.append(
                Repair("lost-character", number, line[window].strip(), restored[window].strip())
            )
            line = restored
        return line

    def _ask_about_lost(self, number: int, text: str) -> None:
        if text == LOST:
            words: tuple[str, ...] = ("–", "№")
        else:
            shape = "".join(r"\w" if char == LOST else re.escape(fold(char)) for char in text)
            words = self._lexicon.fitting(re.compile(shape))[:8]
        self._doubts.ask(
            "lost-character", (number,), candidates=tuple(map(Candidate, words)), text=text
        )

    def _close_years(self, number: int, line: str) -> str:
        def close(match: re.Match[str]) -> str:
            closed = f"{match[1]}{match[2] or match[3]}{match[4]}"
            self.repairs.append(Repair("year-spacing", number, match[0], closed))
            return closed

        return _SPACED_YEARS.sub(close, line)

    def _join_spaced(self, number: int, line: str) -> str:
        def rejoin(match: re.Match[str]) -> str:
            tokens = match[0].split()
            groups = self._grouped(tokens)
            words = ["".join(group) for group in groups]
            for group, word in zip(groups, words, strict=True):
                if len(group) > 1:
                    self.repairs.append(Repair("letter-spacing", number, " ".join(group), word))
            if _still_spaced(words):
                self._doubts.ask("letter-spaced", (number,), text=match[0])
            return " ".join(words) if len(words) < len(tokens) else match[0]

        return _RUN_OF_SHORTS.sub(rejoin, line)

    def _grouped(self, tokens: list[str]) -> list[list[str]]:
        """The split into words that leaves fewest letters alone, then the one of fewest words."""
        costs: list[tuple[int, int]] = [(0, 0)]
        begins: list[int] = [0]
        for end in range(1, len(tokens) + 1):
            options = []
            for start in range(max(0, end - _LONGEST_SPACED), end):
                group = tokens[start:end]
                if len(group) > 1 and not self._is_spaced_word(group):
                    continue
                alone, words = costs[start]
                is_alone = len(group) == 1 and len(group[0]) == 1 and fold(group[0]) != "o"
                options.append(((alone + is_alone, words + 1), start))
            cost, begin = min(options)
            costs.append(cost)
            begins.append(begin)
        groups: list[list[str]] = []
        end = len(tokens)
        while end:
            groups.append(tokens[begins[end] : end])
            end = begins[end]
        return groups[::-1]

    def _is_spaced_word(self, group: list[str]) -> bool:
        if all(len(token) > 1 for token in group):
            return False
        if len(group) == 2 and fold(group[0]) == "o":  # "o" is a word of its own
            return False
        return self._lexicon.is_known("".join(group))

    def _split_glued(self, number: int, line: str) -> str:
        def split(match: re.Match[str]) -> str:
            parts = self._parts(match[0])
            if parts is None:
                return match[0]
            self.repairs.append(Repair("glued-words", number, match[0], " ".join(parts)))
            return " ".join(parts)

        return WORD.sub(split, line)

    def _parts(self, word: str) -> tuple[str, str] | None:
        """The two words glued into this one, when there is exactly one way to see them."""
        lexicon = self._lexicon
        if len(word) < _SHORTEST_GLUED or lexicon.is_listed(word) or lexicon.occurrences(word) > 1:
            return None
        found = [
            (word[:at], word[at:])
            for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
            if _INFLECTED.search(fold(word[:at]))
            and lexicon.is_known(word[:at])
            and lexicon.is_known(word[at:])
        ]
        return found[0] if len(found) == 1 else None

    def _space_out(self, number: int, line: str) -> str:
        def space(match: re.Match[str]) -> str:
            at = match.start()
            if line[at - 1] == ")" and not self._lexicon.is_known(match[1]):
                return ""  # perhaps a case ending after a bracket
            before = line[max(0, at - _CONTEXT) : at]
            after = line[at : at + _CONTEXT]
            self.repairs.append(
                Repair("missing-space", number, before + after, f"{before} {after}")
            )
            return " "

        return _NO_SPACE_AFTER.sub(space, line)


def _still_spaced(words: list[str]) -> bool:
    """Two lone letters side by side are a word nobody recognised."""
    alone = [len(word) == 1 and fold(word) != "o" for word in words]
    return any(first and second for first, second in pairwise(alone))
