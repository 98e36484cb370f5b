"""Words in which a letter or a space may be lost or changed: no text proves them, so it asks.

Conservation compares the cells with the source and so cannot see what the source itself lost.
A word that stands nowhere else and is one letter from a known one is therefore pointed at.
"""

import re
from collections.abc import Iterable, Iterator

from dayaq.plan.decree.questions import Candidate, Doubts
from dayaq.plan.decree.records import Cell
from dayaq.plan.decree.spelling import Lexicon, common_beginning, fold

# Not the ending of a name in quotes or of a number: `“Şəhadətnamə”nin`, `4.1.1-ci`.
_WHOLE_WORD = re.compile(r"(?<!\w)(?<![\w.)][\"”»)’'])(?<!\d-)[^\W\d_]+")
_SHORTEST = 6  # letters; shorter words are one letter from too many others
_SHORTEST_PART = 4  # letters
_AND = "və"
_ENDING = 4
"""Letters at the end of a word where endings differ lawfully: `tədbirləri`, `tədbirlərin`."""


def ask_about_slips(
    cells: Iterable[Cell], lexicon: Lexicon, doubts: Doubts, *, clause: str | None = None
) -> None:
    """A question where the stem differs from a known word, a remark where only the ending does."""
    for cell in cells:
        for word in dict.fromkeys(_WHOLE_WORD.findall(cell.text)):
            if not lexicon.is_lonely(word):
                continue
            like = lexicon.one_letter_from(word)
            stems = tuple(other for other in like if _differ_in_stem(fold(word), other))
            stems += tuple(_divided(word, lexicon))
            if stems:
                options = tuple(map(Candidate, stems))
                doubts.ask(
                    "word-like",
                    cell.lines,
                    clause=clause,
                    candidates=options,
                    text=word,
                    like=stems[0],
                )
            elif like:
                doubts.remark("word-once", cell.lines, clause=clause, text=word, like=like[0])


def _differ_in_stem(word: str, other: str) -> bool:
    shortest = min(len(word), len(other))
    return shortest >= _SHORTEST and common_beginning(word, other) < shortest - _ENDING


def _divided(word: str, lexicon: Lexicon) -> Iterator[str]:
    """The word as two known ones between which a space was lost; short ones prove nothing."""
    for at in range(1, len(word)):
        parts = fold(word[:at]), fold(word[at:])
        is_telling = min(map(len, parts)) >= _SHORTEST_PART or _AND in parts
        if is_telling and all(map(lexicon.is_known, parts)):
            yield " ".join(parts)
