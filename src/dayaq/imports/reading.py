"""Reading a workbook row by row, without ever holding the whole of it, and saying what is wrong in it."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from dayaq.imports.sheets import Column, Fault, OneOf, Row, Several, Sheet, Wrong
from dayaq.imports.writing import REMARKS
from dayaq.kernel.text import fold

LARGEST_UNPACKED = 400 * 1024 * 1024
"""Bytes that a workbook may hold once unpacked: what is beyond was made to break its reader."""

MOST_COLUMNS = 60
LOOKED_FOR_HEADER = 15
"""In how many of the first rows the titles of columns are looked for."""


class Unreadable(Exception):
    """The file as a whole cannot be taken. The message is a sentence for whoever sent it."""


@dataclass
class Reading:
    """What a workbook says: rows that could be read, what is wrong in the others, and how many there are."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    count: int = 0
    unread: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where the rows are: the worksheet, the row of the titles, and which column stands where."""

    worksheet: str
    header: int
    titles: tuple[str, ...]
    columns: Mapping[int, Column]
    expected: int = 0
    """How many rows the workbook itself says it has: to show how far one is, not to rely on."""


class Workbook:
    """A workbook that is read as a stream; close it when done."""

    def __init__(self, content: bytes) -> None:
        _refuse_what_swells(content)
        try:
            self._book = load_workbook(
                BytesIO(content), read_only=True, data_only=False, keep_links=False
            )
        except (
            InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, ParseError, TypeError,
        ):  # fmt: skip
            raise Unreadable(_BROKEN()) from None

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(self, *_what: object) -> None:
        self._book.close()

    def find(self, sheet: Sheet) -> Place:
        """The worksheet with the titles of this kind of sheet. Raises Unreadable."""
        titles = {title: column for column in sheet.columns for title in column.titles()}
        best: Place | None = None
        for worksheet in self._book.worksheets:
            expected = worksheet.max_row or 0
            worksheet.reset_dimensions()
            for number, cells in enumerate(self._cells(worksheet.title, LOOKED_FOR_HEADER), 1):
                said = [" ".join(str(cell.value or "").split()) for cell in cells[:MOST_COLUMNS]]
                found: dict[int, Column] = {}
                for place, title in enumerate(said):
                    column = titles.get(" ".join(fold(title.rstrip(" *")).split()))
                    if column is not None and column not in found.values():
                        found[place] = column
                if best is None or len(found) > len(best.columns):
                    best = Place(worksheet.title, number, tuple(said), found, expected)
        return _sound(best, sheet)

    def _cells(self, worksheet: str, most: int | None = None, first: int = 1) -> Iterator[Any]:
        rows = self._book[worksheet].iter_rows(min_row=first)
        try:
            yield from islice(rows, most)
        except (ParseError, zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError):
            raise Unreadable(_BROKEN()) from None

    def rows(self, place: Place) -> Iterator[tuple[int, Sequence[Any]]]:
        """Each row under the titles with its number in the sheet; empty ones are passed over."""
        for number, cells in enumerate(
            self._cells(place.worksheet, first=place.header + 1), place.header + 1
        ):
            if any(cell.value not in (None, "") for cell in cells[: len(place.titles)]):
                yield number, cells


def _BROKEN() -> str:  # noqa: N802 - a sentence, said in the language of the moment
    return _(
        "The file is damaged or is no Excel workbook. Open it in Excel and save it anew as “Excel Workbook (XLSX)”."
    )


def _refuse_what_swells(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        raise Unreadable(_BROKEN()) from None
    if unpacked > LARGEST_UNPACKED:
        raise Unreadable(_("Unpacked, the file is far too large. Send it in several parts."))


def _sound(place: Place | None, sheet: Sheet) -> Place:
    found = list(place.columns.values()) if place else []
    missing = [column for column in sheet.columns if column.is_required and column not in found]
    if place is None or not found:
        raise Unreadable(
            _(
                "The titles of the columns were not found. Use the template: its first row names them."
            )
        )
    if missing:
        raise Unreadable(
            _("These columns are missing: %(columns)s. The template has them.")
            % {"columns": ", ".join(str(column.title) for column in missing)}
        )
    return place


class Reader:
    """Reads the cells of one file, each column in its way."""

    def __init__(self, place: Place) -> None:
        self.columns = {
            number: replace(column, read=column.read.fresh())
            if isinstance(column.read, OneOf | Several)
            else column
            for number, column in place.columns.items()
        }

    def row(self, number: int, cells: Sequence[Any]) -> Row | list[Fault]:
        """The values of a row, or everything that is wrong in it."""
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        for place, column in self.columns.items():
            cell = cells[place] if place < len(cells) else None
            try:
                values[column.code] = self._value(column, cell)
            except Wrong as wrong:
                faults.append(Fault(number, column.code, str(wrong)))
        return faults or Row(number, values)

    @staticmethod
    def _value(column: Column, cell: Any) -> Any:
        value = getattr(cell, "value", None)
        if value is None or (isinstance(value, str) and not value.strip()):
            if column.is_required:
                raise Wrong(_("This cell is empty and must not be."))
            return None
        if cell.data_type == "f":
            raise Wrong(_("This cell holds a formula. Paste its value in its place."))
        if cell.data_type == "e":
            raise Wrong(_("This cell holds an error of Excel (%(error)s).") % {"error": value})
        return column.read(value)


def read(workbook: Workbook, sheet: Sheet, place: Place) -> Iterator[Reading]:
    """Read everything; tells after every thousand rows how far it is. The last one told is the whole.

    Raises Unreadable.
    """
    reader, reading = Reader(place), Reading()
    asked = set(place.columns)
    ours = {fold(title) for title in REMARKS.values()}
    reading.unread = [
        title
        for number, title in enumerate(place.titles)
        if title and number not in asked and fold(title) not in ours
    ]
    for number, cells in workbook.rows(place):
        reading.count += 1
        if reading.count > sheet.rows_per_file:
            raise Unreadable(
                _("The file has more than %(most)s rows. Send it in several parts.")
                % {"most": sheet.rows_per_file}
            )
        found = reader.row(number, cells)
        if isinstance(found, Row):
            reading.rows.append(found)
        else:
            reading.faults.extend(found)
        if reading.count % 1000 == 0:
            yield reading
    if not reading.count:
        raise Unreadable(_("There is no row under the titles of the columns."))
    yield reading
