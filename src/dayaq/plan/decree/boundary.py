"""Where a title ends and the executors begin: two methods that must agree, and a third check."""

import re
from dataclasses import dataclass
from typing import Literal

from dayaq.plan.decree.passage import Passage
from dayaq.plan.decree.spelling import fold

# An official title names an action: a verbal noun with its possessive ending, or one of the
# Arabic nouns of action that official Azerbaijani uses in its place.
_VERBAL_NOUN = re.compile(r"m[aə](?:s[ıi]|l[aə]r[ıi])$")
_NOUNS_OF_ACTION = frozenset(
    {
        *("həlli", "təşkili", "tətbiqi", "təmini", "inkişafı", "icrası", "bərpası", "müdafiəsi"),
        *(
            "mühafizəsi",
            "təhlili",
            "tədqiqi",
            "təsdiqi",
            "təqdimi",
            "təbliği",
            "təşviqi",
            "tədrisi",
        ),
        *("nəşri", "qəbulu", "islahı", "ləğvi", "hazırlığı", "iştirakı", "monitorinqi", "auditi"),
        *("nəzarəti", "tərcüməsi", "artımı", "mübadiləsi", "elanı", "nümayişi", "tərtibi"),
    }
)


@dataclass(frozen=True, slots=True)
class Boundary:
    """The offset chosen, and whether the methods agreed on it.

    `verdict` says which evidence chose: `agreed`, `by-verb` where the row has no blank line,
    `residue` where the blank line stands and something after it is unexplained, or `disputed`.
    """

    at: int
    verdict: Literal["agreed", "by-verb", "residue", "disputed"]
    by_blank_line: int | None
    by_names: int | None


def find_boundary(row: Passage, end: int, by_names: int | None) -> Boundary:
    """Weigh the blank line against the names in the text before `end`, where the period begins."""
    blank = next((offset for offset in row.breaks if offset < end), None)
    if blank is not None and blank == by_names:
        return Boundary(blank, "agreed", blank, by_names)
    if by_names is not None and names_an_action(row.text[:by_names]):
        verdict: Literal["by-verb", "disputed"] = "by-verb" if blank is None else "disputed"
        return Boundary(by_names, verdict, blank, by_names)
    if blank is not None and names_an_action(row.text[:blank]):
        return Boundary(blank, "residue", blank, by_names)
    after_verb = _after_last_action(row, end)
    chosen = next((at for at in (by_names, blank, after_verb) if at is not None), end)
    return Boundary(chosen, "disputed", blank, by_names)


def names_an_action(title: str) -> bool:
    """Whether the last word is one with which the title of a measure can end."""
    words = re.findall(r"[^\W\d_]+", title)
    if not words:
        return False
    last = fold(words[-1])
    return last in _NOUNS_OF_ACTION or _VERBAL_NOUN.search(last) is not None


def last_word(title: str) -> str:
    return title.rpartition(" ")[-1]


def _after_last_action(row: Passage, end: int) -> int | None:
    """Where the next word begins after the last word that names an action."""
    found = None
    for word in re.finditer(r"\S+", row.text[:end]):
        if names_an_action(word[0]) and not word[0].endswith((",", ";")):
            found = word.end() + 1
    return min(found, end) if found is not None else None
