"""The act before its plan: what it is, its number and day, who signed it, what it orders."""

import re
from dataclasses import dataclass
from datetime import date

from dayaq.plan.decree.passage import Passage, join, numbered
from dayaq.plan.decree.questions import Doubts
from dayaq.plan.decree.records import Act, Cell, Paragraph
from dayaq.plan.decree.spelling import Lexicon, fold, key

_MONTHS = (
    *("yanvar", "fevral", "mart", "aprel", "may", "iyun"),
    *("iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr"),
)
_MONTH = "|".join(_MONTHS)
_KIND = re.compile(r"\s*\S.*\b(SƏRƏNCAMI|FƏRMANI|QƏRARI|QANUNU)\s*")
_KINDS = {
    "SƏRƏNCAMI": "Sərəncam",
    "FƏRMANI": "Fərman",
    "QƏRARI": "Qərar",
    "QANUNU": "Qanun",
}
_PLACE_AND_DAY = re.compile(
    rf"\s*\S+ şəhəri,\s*(\d{{1,2}})\s+({_MONTH})\s+(\d{{4}})(?:-c[ıiuü])?\s+il\s*"
)
_NUMBER = re.compile(r"\s*№\s*(\d[\w/-]*)\s*")
_APPROVED = re.compile(
    rf"(\d{{4}})-c[ıiuü]\s+il\s+(\d{{1,2}})\s+({_MONTH})\s+tarixli\s+(\d[\w/-]*)\s+nömrəli"
)
_APPROVED_END = re.compile(r".*təsdiq\s+edil(?:miş|mişdir)\W*")
_SIGNED = re.compile(r"\s*\S+(?:\s+\S+)?\s+[A-ZÇƏĞIİÖŞÜ]{2,},?\s*")
_PARAGRAPH = re.compile(r"\s*(\d{1,2}(?:\.\d{1,3})*)\.\s*(?=\D|$)(.*)")


@dataclass(frozen=True, slots=True)
class Frontmatter:
    """The act and the line from which the plan itself begins."""

    act: Act
    plan_from: int


def read_act(lines: tuple[str, ...], end: int, lexicon: Lexicon, doubts: Doubts) -> Frontmatter:
    """Everything before line `end`, where the table begins. Asks about what it does not find."""
    approved = _approved_line(lines, end)
    last = approved or end
    kind_at = _first(lines, 1, last, _KIND)
    place_at = _first(lines, kind_at or 1, last, _PLACE_AND_DAY)
    number_at = _first(lines, place_at or kind_at or 1, last, _NUMBER)
    signed_at = _signature(lines, kind_at, place_at)

    stamp = _stamp(lines, number_at or place_at or 1, approved, lexicon)
    day = _day_of_place(lines[place_at - 1]) if place_at else None
    stamped_day = _stamped_day(stamp)
    number = _matched(_NUMBER, lines, number_at)
    stamped_number = stamp[4] if stamp else ""
    _compare(doubts, "number", (number, stamped_number), (number_at, approved))
    _compare(doubts, "date", (_written(day), _written(stamped_day)), (place_at, approved))

    title = join(numbered(lines, 1, kind_at or 1), lexicon).cell()
    signatory_end = place_at or (signed_at or 0) + 3
    signatory = (
        join(numbered(lines, signed_at, signatory_end), lexicon).cell()
        if signed_at
        else Cell("", ())
    )
    if not signatory.text:
        _ask_incomplete(doubts, "signatory")
    kind = _KINDS.get(_matched(_KIND, lines, kind_at), "")
    if not kind:
        _ask_incomplete(doubts, "kind")
    body = paragraphs(lines, (kind_at or 0) + 1, signed_at or place_at or kind_at or 1, lexicon)
    act = Act(kind, number or stamped_number, day or stamped_day, title, signatory, body)
    plan_from = (approved or number_at or place_at or 0) + 1
    return Frontmatter(act, plan_from)


def paragraphs(
    lines: tuple[str, ...], start: int, end: int, lexicon: Lexicon
) -> tuple[Paragraph, ...]:
    """Numbered paragraphs between two lines; what precedes the first has no number."""
    found: list[tuple[str, list[tuple[int, str]]]] = []
    for number, line in numbered(lines, start, end):
        match = _PARAGRAPH.fullmatch(line)
        if match:
            found.append((match[1], [(number, match[2])]))
        elif found:
            found[-1][1].append((number, line))
        elif line.strip():
            found.append(("", [(number, line)]))
    result = []
    for name, own in found:
        cell = join(own, lexicon).cell()
        if cell.text:
            result.append(Paragraph(name, cell.text, cell.lines))
    return tuple(result)


def _approved_line(lines: tuple[str, ...], end: int) -> int | None:
    """The last line of "… nömrəli Sərəncamı ilə təsdiq edilmişdir" above the plan."""
    for number in range(1, end):
        if _APPROVED_END.fullmatch(lines[number - 1]):
            nearby = " ".join(lines[max(0, number - 6) : number])
            if _APPROVED.search(nearby) and key(lines[number - 1]).endswith("dir"):
                return number
    return None


def _first(lines: tuple[str, ...], start: int, end: int, pattern: re.Pattern[str]) -> int | None:
    return next(
        (number for number in range(start, end) if pattern.fullmatch(lines[number - 1])), None
    )


def _matched(pattern: re.Pattern[str], lines: tuple[str, ...], number: int | None) -> str:
    match = pattern.fullmatch(lines[number - 1]) if number else None
    return match[1] if match else ""


def _signature(lines: tuple[str, ...], after: int | None, before: int | None) -> int | None:
    """A given name and a surname in capitals, the last such line above the place and day."""
    if after is None or before is None:
        return None
    signed = [n for n in range(after + 1, before) if _SIGNED.fullmatch(lines[n - 1])]
    return signed[-1] if signed else None


def _stamp(
    lines: tuple[str, ...], start: int, approved: int | None, lexicon: Lexicon
) -> re.Match[str] | None:
    if approved is None:
        return None
    passage: Passage = join(numbered(lines, max(start, approved - 8), approved + 1), lexicon)
    return _APPROVED.search(passage.text)


def _stamped_day(stamp: re.Match[str] | None) -> date | None:
    return _day(stamp[2], stamp[3], stamp[1]) if stamp else None


def _day_of_place(line: str) -> date | None:
    match = _PLACE_AND_DAY.fullmatch(line)
    return _day(match[1], match[2], match[3]) if match else None


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), _MONTHS.index(fold(month)) + 1, int(day))
    except ValueError:
        return None


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _compare(
    doubts: Doubts, what: str, said: tuple[str, str], at: tuple[int | None, int | None]
) -> None:
    """The act and the plan's own stamp must say the same; one of them is enough."""
    first, second = said
    if not first and not second:
        _ask_incomplete(doubts, what)
    elif first and second and first != second:
        lines = tuple(line for line in at if line)
        doubts.ask("act-disagrees", lines, first=first, second=second)


def _ask_incomplete(doubts: Doubts, what: str) -> None:
    doubts.ask(f"act-{what}-missing", ())
