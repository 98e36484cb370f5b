"""What changed between two drafts: whole paragraphs, and the words within those that were reworded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 1
"""How many unchanged paragraphs stand round a change."""

MOST_WORDS = 2000
"""A longer paragraph is shown as taken out and put in whole."""

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words, the same in both drafts or not."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: `same`, `added`, `removed`, `changed`; or how many unchanged ones are `left_out`."""

    kind: str
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    left_out: int = 0


def compare(before: str, after: str) -> list[Line]:
    """The paragraphs of both, side by side, in the order of reading."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[Line] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for verb, a, b, c, d in matcher.get_opcodes():
        if verb == "equal":
            lines += [Line("same", (Piece(text),), (Piece(text),)) for text in old[a:b]]
        else:
            lines += _changed(old[a:b], new[c:d])
    return list(_folded(lines))


def counts(lines: list[Line]) -> dict[str, int]:
    """How many paragraphs were added, removed and reworded."""
    return {
        kind: sum(line.kind == kind for line in lines) for kind in ("added", "removed", "changed")
    }


def _changed(old: list[str], new: list[str]) -> Iterator[Line]:
    """Paragraphs that replace each other stand beside each other, as far as they go."""
    both = min(len(old), len(new))
    for before, after in zip(old[:both], new[:both], strict=True):
        yield _reworded(before, after)
    for text in old[both:]:
        yield Line("removed", before=(Piece(text, is_changed=True),))
    for text in new[both:]:
        yield Line("added", after=(Piece(text, is_changed=True),))


def _reworded(before: str, after: str) -> Line:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return Line("changed", (Piece(before, is_changed=True),), (Piece(after, is_changed=True),))
    left: list[Piece] = []
    right: list[Piece] = []
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_changed = verb != "equal"
        if b > a:
            left.append(Piece("".join(old[a:b]), is_changed))
        if d > c:
            right.append(Piece("".join(new[c:d]), is_changed))
    return Line("changed", tuple(left), tuple(right))


def _folded(lines: list[Line]) -> Iterator[Line]:
    """Long runs of unchanged paragraphs become one line that says how many there are."""
    near = {
        place + step
        for place, line in enumerate(lines)
        if line.kind != "same"
        for step in range(-CONTEXT, CONTEXT + 1)
    }
    skipped = 0
    for place, line in enumerate(lines):
        if place in near:
            if skipped:
                yield Line("left_out", left_out=skipped)
            skipped = 0
            yield line
        else:
            skipped += 1
    if skipped:
        yield Line("left_out", left_out=skipped)
