"""The source text as it stands on the page: numbered lines, what became of each, repairs marked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from dayaq.plan.models.texts import Json, Row


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line. A mended one says what is read in its place."""

    text: str
    mended: str = ""

    @property
    def markup(self) -> SafeString:
        if not self.mended:
            return escape(self.text)
        return format_html('<mark title="{}">{}</mark>', self.mended, self.text)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source, with what it was read as: title, executors, period or nothing."""

    number: int
    runs: tuple[Run, ...]
    part: str = ""
    is_asked: bool = False

    @property
    def markup(self) -> SafeString:
        """The line as an item of a list. Written here, for pages of fifteen hundred of them."""
        marks = (f"of-{self.part}" if self.part else "", "is-asked" if self.is_asked else "")
        return format_html(
            '<li class="{}" value="{}" id="l{}"><span class="no">{}</span><span class="tx">{}</span></li>',
            " ".join(filter(None, marks)),
            number := str(self.number),
            number,
            number,
            format_html_join("", "{}", ((run.markup,) for run in self.runs)),
        )


def source_lines(
    lines: Sequence[str],
    first: int,
    last: int,
    repairs: Mapping[int, list[Json]],
    *,
    parts: Mapping[int, str] | None = None,
    asked: frozenset[int] = frozenset(),
) -> list[SourceLine]:
    """Lines `first` to `last`, both included."""
    parts = parts or {}
    return [
        SourceLine(
            number,
            tuple(_runs(lines[number - 1], repairs.get(number, ()))),
            parts.get(number, ""),
            number in asked,
        )
        for number in range(max(first, 1), min(last, len(lines)) + 1)
    ]


def by_line(repairs: Iterable[Json]) -> dict[int, list[Json]]:
    found: dict[int, list[Json]] = defaultdict(list)
    for repair in repairs:
        found[repair["line"]].append(repair)
    return found


def parts_of(row: Row) -> dict[int, str]:
    """Which cell each line of a row went into. A line of two cells is named by the first."""
    parts: dict[int, str] = {}
    for line in row.period["lines"] if row.period else ():
        parts[line] = "period"
    for piece in row.pieces:
        for line in piece["lines"]:
            parts[line] = "executors"
    for line in row.title_lines:
        parts[line] = "title"
    return parts


def _runs(line: str, repairs: Iterable[Json]) -> Iterator[Run]:
    """The line with the mended stretches set apart, as far as the line itself shows them."""
    spots = sorted(spot for repair in repairs if (spot := _spot(line, repair)))
    at = 0
    for start, end, mended in spots:
        if start < at:
            continue
        if start > at:
            yield Run(line[at:start])
        yield Run(line[start:end], mended)
        at = end
    if at < len(line):
        yield Run(line[at:])


def _spot(line: str, repair: Json) -> tuple[int, int, str] | None:
    """Where a repair begins and ends on its line, without the context that the log gives it."""
    before, after = repair["before"], repair["after"]
    start = line.find(before)
    if start < 0:
        return None
    if repair["kind"] in {"lost-character", "missing-space"}:
        head = _shared(before, after)
        tail = _shared(before[head:][::-1], after[head:][::-1])
        end = len(before) - tail
        # A missing space has no width of its own: the letter after it carries the mark.
        widened = end + (end == head)
        return start + head, start + widened, after[head : len(after) - tail] + before[end:widened]
    return start, start + len(before), after


def _shared(one: str, other: str) -> int:
    """How many letters two texts share from their beginning."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
