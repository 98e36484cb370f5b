"""An edition as an Excel workbook: its tables, ready to sort and filter."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from dayaq.reporting.editions.document import Document

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST_CELL = 32_767
"""Excel's own limit, in characters."""

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def render(document: Document) -> bytes:
    """Measures, reports by body, financing, bodies without report, indicators: a sheet each.

    Everything is written as text, so that nothing a report says is carried out as a formula.
    """
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": document["cover"]["running"], "created": _EPOCH})
    writer = _Book(book, document)
    labels = document["labels"]
    writer.sheet(
        "measures",
        [
            *((labels[name], width) for name, width in MEASURES),
        ],
        _measures(document),
    )
    writer.sheet("works", [(labels[name], width) for name, width in WORKS], _works(document))
    writer.sheet(
        "financing", [(labels[name], width) for name, width in FINANCING], _financing(document)
    )
    writer.sheet(
        "silent",
        [(labels[name], width) for name, width in SILENT],
        [
            (row["name"], int(row["owed"]), int(row["missing"]), row["clauses"])
            for row in document["silent"]["rows"]
        ],
    )
    writer.sheet(
        "figures",
        [(labels[name], width) for name, width in FIGURES],
        [
            (row["clause"], row["name"], row["breakdown"], row["value"], row["parts"])
            for row in document["figures"]["each"]
        ],
    )
    book.close()
    return made.getvalue()


MEASURES = (
    *(("clause", 9), ("measure", 70), ("executors", 50), ("period", 14)),
    *(("reports", 12), ("verified", 26)),
)
WORKS = (("clause", 9), ("body", 40), ("declared", 28), ("text", 90), ("documents", 40))
FINANCING = (("source", 36), ("entries", 16), ("sum", 24), ("unknown", 24))
SILENT = (("body", 60), ("owed", 20), ("missing", 20), ("measures", 60))
FIGURES = (("clause", 9), ("indicator", 60), ("breakdown", 30), ("value", 18), ("parts", 24))

Rows = Iterable[Sequence[str | int]]


def _measures(document: Document) -> Rows:
    return [
        tuple(
            row[name] for name in ("clause", "text", "executors", "period", "reports", "verified")
        )
        for direction in document["annex_measures"]["directions"]
        for row in direction["rows"]
    ]


def _works(document: Document) -> Rows:
    return [
        (
            measure["clause"],
            work["body"],
            work["declared"],
            "\n".join(work["paragraphs"]),
            work["documents"],
        )
        for direction in document["directions"]
        for measure in direction["measures"]
        for work in measure["works"]
    ]


def _financing(document: Document) -> Rows:
    return [
        (row["source"], int(row["entries"]), row["sum"], int(row["unknown"]))
        for row in document["financing"]["rows"]
    ]


class _Book:
    """A workbook in one look: a bold first row that stays in sight, a filter, wrapped text."""

    def __init__(self, book: Any, document: Document) -> None:
        self._book, self._document = book, document
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "bg_color": "#EDEFF2", "border": 1, "valign": "top"}
        )
        self._cell = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, name: str, columns: Sequence[tuple[str, int]], rows: Rows) -> None:
        page = self._book.add_worksheet(self._document["sheets"][name])
        for column, (label, width) in enumerate(columns):
            page.set_column(column, column, width)
            page.write_string(0, column, label, self._head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    page.write_number(last, column, value, self._cell)
                else:
                    page.write_string(last, column, value[:LONGEST_CELL], self._cell)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, last, len(columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
