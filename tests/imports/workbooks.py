"""Workbooks as people send them."""

import io
from datetime import date

import openpyxl

TITLES = (
    "Number of the training", "Programme", "Title of the training", "First day", "Last day", "Region",
    "Place", "Body they came from", "Unit, hospital or firm", "Who they are", "Women", "Men",
    "Sex not recorded",
)  # fmt: skip

DAY = date(2024, 3, 7)
TAUGHT = "Məcburi əməyin əlamətləri"


def row(**said):
    """A row of attendance that is in order but for what is said."""
    cells = {
        "Programme": TAUGHT,
        "First day": DAY,
        "Body they came from": "labour",
        "Who they are": "labour_inspectors",
        "Women": 4,
        "Men": 3,
    }
    cells |= {title.replace("_", " "): value for title, value in said.items()}
    return [cells.get(title) for title in TITLES]


def workbook(*rows, titles=TITLES, before=()):
    book = openpyxl.Workbook()
    page = book.active
    for cells in (*before, titles, *rows):
        page.append(list(cells))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cells_of(content: bytes, sheet: int = 0) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [tuple(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]
