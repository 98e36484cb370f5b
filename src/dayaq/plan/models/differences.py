"""What one reading of a plan says otherwise than another, clause by clause and word by word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from dayaq.plan.models.texts import Json

Change = Literal["same", "moved", "changed", "added", "removed"]
ALIKE = 0.6
"""From this likeness on, two texts are taken for one that was changed; less is another text."""


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that stayed, went or came."""

    kind: Literal["kept", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One measure in two texts. An added measure has no `before`, a removed one no `after`."""

    before: Json | None
    after: Json | None

    @property
    def clause(self) -> str:
        row = self.after or self.before or {}
        return str(row["clause"])

    @property
    def change(self) -> Change:
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        if self.says_same(self.before, self.after):
            return "same" if self.before["clause"] == self.after["clause"] else "moved"
        return "changed"

    @staticmethod
    def says_same(before: Json, after: Json) -> bool:
        return (
            before["title"] == after["title"]
            and period_text(before) == period_text(after)
            and party_names(before) == party_names(after)
        )

    @property
    def is_renumbered(self) -> bool:
        return bool(self.before and self.after and self.before["clause"] != self.after["clause"])

    @property
    def title(self) -> list[Words]:
        return words(_of(self.before, "title"), _of(self.after, "title"))

    @property
    def period(self) -> list[Words]:
        return words(period_text(self.before), period_text(self.after))

    @property
    def parties(self) -> list[Words]:
        """Parties that stayed, went or came, in the order of the later text."""
        return list(_runs(party_names(self.before), party_names(self.after), join=None))


@dataclass(frozen=True, slots=True)
class TextChange:
    """A heading, note or paragraph in two texts."""

    label: str
    before: str
    after: str

    @property
    def words(self) -> list[Words]:
        return words(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Difference:
    """All that two readings say otherwise. Empty when only the layout differs."""

    rows: tuple[RowChange, ...]
    texts: tuple[TextChange, ...]

    @property
    def changed_rows(self) -> list[RowChange]:
        return [row for row in self.rows if row.change != "same"]

    def __bool__(self) -> bool:
        return bool(self.changed_rows or self.texts)

    def count(self, change: Change) -> int:
        return sum(row.change == change for row in self.rows)


def difference(before: Json, after: Json) -> Difference:
    """What the later reading says otherwise than the earlier one."""
    return Difference(
        tuple(pair_rows(_measures(before), _measures(after))),
        tuple(_changed_texts(before, after)),
    )


def pair_rows(before: list[Json], after: list[Json]) -> Iterator[RowChange]:
    """Each measure with what it was before, in the order of the later text; removed ones last.

    A measure is itself where its text is the same; else where its number is and its text alike.
    """
    left = {row["clause"]: row for row in before}
    partner: dict[str, Json] = {}
    for row in after:
        same_place = left.get(row["clause"])
        if same_place is not None and same_place["title"] == row["title"]:
            partner[row["clause"]] = left.pop(row["clause"])
    for row in after:
        if row["clause"] in partner:
            continue
        same_text = next((r for r in left.values() if r["title"] == row["title"]), None)
        same_place = left.get(row["clause"])
        if same_text is None and same_place and likeness(same_place, row) >= ALIKE:
            same_text = same_place
        if same_text is not None:
            partner[row["clause"]] = left.pop(same_text["clause"])
    for row in after:
        yield RowChange(partner.get(row["clause"]), row)
    for row in left.values():
        yield RowChange(row, None)


def likeness(one: Json, other: Json) -> float:
    """How alike the texts of two measures are, from 0 to 1."""
    return SequenceMatcher(a=one["title"].split(), b=other["title"].split(), autojunk=False).ratio()


def words(before: str, after: str) -> list[Words]:
    """The later text word by word, with what went from the earlier one."""
    return list(_runs(before.split(), after.split(), join=" "))


def party_names(row: Json | None) -> list[str]:
    return [party["name"] for party in row["parties"]] if row else []


def period_text(row: Json | None) -> str:
    return str(row["period"]["text"]) if row and row["period"] else ""


def _runs(before: list[str], after: list[str], *, join: str | None) -> Iterator[Words]:
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag == "equal":
            yield from _joined("kept", before[first:last], join)
        else:
            yield from _joined("removed", before[first:last], join)
            yield from _joined("added", after[new_first:new_last], join)


def _joined(
    kind: Literal["kept", "removed", "added"], parts: list[str], join: str | None
) -> Iterator[Words]:
    if join is None:
        yield from (Words(kind, part) for part in parts)
    elif parts:
        yield Words(kind, join.join(parts))


def _changed_texts(before: Json, after: Json) -> Iterator[TextChange]:
    first, second = dict(_texts(before)), dict(_texts(after))
    for label in {**first, **second}:
        old, new = first.get(label, ""), second.get(label, "")
        if old != new:
            yield TextChange(label, old, new)


def _texts(result: Json) -> Iterator[tuple[str, str]]:
    """Everything outside the rows, each text under a label that finds it again."""
    act, plan = result["act"], result["plan"]
    yield "act", f"{act['kind']} № {act['number']}, {act['signed_on'] or ''}"
    yield "plan", plan["title"]
    yield from _paragraphs("act", act["paragraphs"])
    for section in plan["sections"]:
        yield f"{section['number']}.", section["heading"]
        yield from _paragraphs(section["number"], section["paragraphs"])
    for direction in result["directions"]:
        yield direction["clause"], direction["title"]
    for note in result["notes"]:
        yield f"note {note['number']}", note["text"]


def _paragraphs(under: str, paragraphs: Iterable[Json]) -> Iterator[tuple[str, str]]:
    for position, paragraph in enumerate(paragraphs, start=1):
        yield f"{under}, {paragraph['number'] or position}", paragraph["text"]


def _measures(result: Json) -> list[Json]:
    return [row for direction in result["directions"] for row in direction["measures"]]


def _of(row: Json | None, key: str) -> str:
    return str(row[key]) if row else ""
