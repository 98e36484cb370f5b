"""A table as a file: the rows and columns that are seen, nothing that a spreadsheet would run."""

import csv
import html
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import django_tables2 as tables
import xlsxwriter
from django.http import HttpResponse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, make_naive
from django.utils.translation import gettext as _

from dayaq.kernel.cells import values

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767
"""How many characters Excel keeps in a cell."""

Value = str | int | float | Decimal | date | datetime


def neutral(text: str) -> str:
    """The text so that a spreadsheet shows it and never computes it (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain(value: Any) -> Value:
    """What a cell says, without markup: numbers and days stay what they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return make_naive(value) if is_aware(value) else value
    if isinstance(value, int | float | Decimal | date):
        return value
    text = str(value)
    if isinstance(value, SafeString):
        text = html.unescape(strip_tags(text))
    return " ".join(text.split()) if isinstance(value, SafeString) else text


def exported(table: tables.Table) -> Iterator[list[Value]]:
    """The headers, then every row, of the columns that are shown."""
    columns = [c for c in table.columns.itervisible() if not c.column.exclude_from_export]
    yield [str(column.header) for column in columns]
    for row in values(table, columns):
        yield [plain(value) for value in row]


def csv_file(table: tables.Table, name: str) -> HttpResponse:
    """Comma-separated, UTF-8 with the mark by which Excel recognises it."""
    response = _attachment("text/csv; charset=utf-8", f"{name}.csv")
    response.write("\ufeff")
    writer = csv.writer(response)
    for row in exported(table):
        writer.writerow(neutral(cell) if isinstance(cell, str) else _iso(cell) for cell in row)
    return response


def _iso(cell: Value) -> Value:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat() if isinstance(cell, date) else cell


def xlsx_file(table: tables.Table, name: str) -> HttpResponse:
    """An Excel workbook, written row by row. Text is always text: never a formula, never a link."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
        },
    )
    sheet = book.add_worksheet(_("List")[:31])
    header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    formats = {
        datetime: book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"}),
        date: book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
        str: book.add_format({"text_wrap": True, "valign": "top"}),
    }
    widths: list[int] = []
    for number, row in enumerate(exported(table)):
        widths = widths or [0] * len(row)
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], min(60, len(str(cell)) + 2))
            _write(sheet, number, column, cell, header if number == 0 else formats.get(type(cell)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, max(9, width))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    book.close()
    response = _attachment(EXCEL, f"{name}.xlsx")
    response.write(buffer.getvalue())
    return response


def _write(sheet: Any, row: int, column: int, cell: Value, form: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:LONGEST_CELL], form)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, form)
    else:
        sheet.write_number(row, column, cell)


def _attachment(content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
