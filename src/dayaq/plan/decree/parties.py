"""Who carries a measure out: an executors' cell explained by known names, never by its commas.

Names stand in the nominative. What a clause "… cəlb etməklə" ("by involving …") governs stands
in the accusative: known bodies and groups, or classes such as "ixtisaslaşmış qeyri-hökumət
təşkilatlarını". Whatever fits neither is left over, and asked about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dayaq.plan.decree.gazetteer import Found, Gazetteer, Name, Searchable
from dayaq.plan.decree.passage import Passage
from dayaq.plan.decree.records import Kind
from dayaq.plan.decree.spelling import fold

INVOLVING = re.compile(r"cəlb\s+(?:etmək|edilmək|olunmaq)l[aə]\b", re.IGNORECASE)
CONNECTOR = re.compile(r"(?:və|habelə|həmçinin|o\s+cümlədən)\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s,;.]*")
_WORD = re.compile(r"[^\s,;]+")
_ACCUSATIVE = re.compile(r"(?:l[aə]r[ıi](?:n[ıi])?|n[ıiuü]|[^\W\d_][ıiuü])$")
# A word of a class that is not its last one: a plural here is a name of its own, an object ends
# another class, a verbal noun is the end of the title.
_NOT_IN_A_CLASS = re.compile(r"(?:l[aə]r(?:[ıi](?:n[ıi])?)?|m[aə]s[ıi])$")
# "müəssisələrin və …": either a genitive, or the object "müəssisələrini" without its last letter.
_OBJECT_CUT_SHORT = re.compile(r"l[aə]r[ıi]n$")
# "X yanında Y" names Y, not X.
_SUBORDINATE = re.compile(r"(?:yanında|nəzdində|tabeliyində)\b")

_LONGEST_CLAUSE = 1000  # characters; a cell holds far fewer

SegmentKind = Literal["executor", "involved", "connector", "unexplained"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the cell and what it was taken for. `names` is empty for a free class."""

    kind: SegmentKind
    start: int
    end: int
    names: tuple[Name, ...] = ()

    @property
    def party_kind(self) -> Kind:
        return self.names[0].kind if self.names else "group"

    @property
    def code(self) -> str | None:
        return self.names[0].code if len(self.names) == 1 else None


class Explainer:
    """Explains the stretch of one row between its title and its period."""

    def __init__(self, row: Passage, end: int, gazetteer: Gazetteer, on: date | None) -> None:
        self._text = row.text[:end]
        self._searchable = Searchable(self._text)
        self._gazetteer = gazetteer
        self._on = on
        self._found: dict[int, Found | None] = {}
        self._finishes: dict[int, bool] = {}

    def earliest(self) -> int | None:
        """The first word from which everything to the end is explained, naming an executor."""
        earliest = None
        for word in reversed(list(_WORD.finditer(self._text))):
            start = word.start()
            step = self._step(start)
            self._finishes[start] = bool(step) and self._is_finished(self._next(step[-1].end))
            if self._finishes[start] and step[-1].kind == "executor":
                earliest = start
        return earliest

    def explain(self, start: int) -> tuple[Segment, ...]:
        """The cell from `start`, segment by segment; what no name explains is left over."""
        segments: list[Segment] = []
        while (start := self._next(start)) < len(self._text):
            step = self._step(start)
            if step:
                segments += step
                start = step[-1].end
            else:
                word = _WORD.match(self._text, start)
                end = word.end() if word else len(self._text)
                segments.append(Segment("unexplained", start, end))
                start = end
        return tuple(self._merged(segments))

    def _is_finished(self, start: int) -> bool:
        """Whether names and clauses alone lead from `start` to the end. Asked from the right."""
        while start < len(self._text):
            if start in self._finishes:
                return self._finishes[start]
            step = self._step(start)
            if not step:
                return False
            start = self._next(step[-1].end)
        return True

    def _step(self, start: int) -> list[Segment]:
        """The segments that begin exactly at `start`: a name, a connector, a whole clause."""
        found = self._find(start)
        if found and found.case == "nominative":
            return [Segment("executor", found.start, found.end, found.names)]
        if clause := self._involving(start):
            return clause
        if connector := CONNECTOR.match(self._text, start):
            return [Segment("connector", start, connector.end())]
        return []

    def _involving(self, start: int) -> list[Segment]:
        """A clause "… cəlb etməklə" from `start` to its verb, if all of it is understood."""
        verb = INVOLVING.search(self._text, start, start + _LONGEST_CLAUSE)
        if verb is None:
            return []
        segments: list[Segment] = []
        at = start
        while (at := self._next(at)) < verb.start():
            segment = self._involved(at, verb.start())
            if segment is None:
                return []
            segments.append(segment)
            at = segment.end
        if not any(segment.kind == "involved" for segment in segments):
            return []
        return [*segments, Segment("connector", verb.start(), verb.end())]

    def _involved(self, start: int, end: int) -> Segment | None:
        found = self._find(start)
        if found and found.case == "accusative":
            return Segment("involved", start, found.end, found.names)
        if connector := CONNECTOR.match(self._text, start):
            return Segment("connector", start, connector.end())
        stop = self._class_end(start, end)
        if stop is None or self._gazetteer.is_nearly_named(self._text[start:stop].split()):
            return None  # a name with a slip in it is asked about, never taken for a class
        return Segment("involved", start, stop)

    def _class_end(self, start: int, end: int) -> int | None:
        """Where a class of bodies in the accusative ends: small letters, one object, no name.

        "elm və təhsil müəssisələrini" is one class; "institutlarını və vasitələrini" are two.
        """
        words = list(_WORD.finditer(self._text, start, end))
        for word, following in zip(words, [*words[1:], None], strict=True):
            folded = fold(word[0])
            if not word[0][0].islower():
                return None
            between = self._text[word.end() : following.start() if following else end]
            is_last = following is None or "," in between or bool(CONNECTOR.match(following[0]))
            if is_last and _ACCUSATIVE.search(folded):
                return word.end()
            if _NOT_IN_A_CLASS.search(folded) or (is_last and _OBJECT_CUT_SHORT.search(folded)):
                return None
        return None

    def _find(self, start: int) -> Found | None:
        if start not in self._found:
            # An opening quote belongs to the name that follows it.
            letter = start
            while letter < len(self._text) and self._text[letter] in "\"“„«'":
                letter += 1
            found = self._gazetteer.find(self._searchable, letter, on=self._on)
            if found:
                found = Found(found.names, found.case, start, self._past_quote(found.end))
            self._found[start] = found
        return self._found[start]

    def _past_quote(self, end: int) -> int:
        while end < len(self._text) and self._text[end] in '"”»“)':
            end += 1
        return end

    def _next(self, start: int) -> int:
        match = _SEPARATORS.match(self._text, start)
        return match.end() if match else start

    def _merged(self, segments: list[Segment]) -> Iterator[Segment]:
        """Neighbouring left-over words as one, with the name that "yanında" makes part of it."""
        pending: Segment | None = None
        for segment in segments:
            if pending is None:
                pending = segment
                continue
            is_tail = segment.kind == "unexplained" and (
                pending.kind == "unexplained"
                or (
                    pending.kind == "executor"
                    and _SUBORDINATE.match(self._text, segment.start) is not None
                )
            )
            if is_tail or (pending.kind == "unexplained" and self._joins(pending, segment)):
                pending = Segment("unexplained", pending.start, segment.end)
            else:
                yield pending
                pending = segment
        if pending is not None:
            yield pending

    def _joins(self, left: Segment, right: Segment) -> bool:
        """A connector straight after left-over words is part of the name nobody knows."""
        is_connector = right.kind == "connector" and CONNECTOR.match(self._text, right.start)
        return bool(is_connector) and "," not in self._text[left.end : right.start]
