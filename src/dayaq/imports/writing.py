"""Workbooks that are given out: the template of a sheet, and a file with remarks on what is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils.timezone import is_aware, make_naive
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dayaq.imports.sheets import Fault, OneOf, Sheet
from dayaq.kernel.exports import LONGEST_CELL

if TYPE_CHECKING:
    from dayaq.imports.reading import Place, Workbook

REMARKS = {"az": "Qeydlər (Dayaq)", "en": "Remarks (Dayaq)"}
"""The title of the column of remarks. It is recognised, and not read, when the file comes back."""

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
ROWS_WITH_CHOICES = 5000


def template(sheet: Sheet) -> bytes:
    """An empty workbook of this kind: titles, what each column takes, lists to choose from."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    required = book.add_format(
        {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EEF7"}
    )
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    page = book.add_worksheet(_("Rows")[:31])
    choices = book.add_worksheet(_("Choices")[:31])
    about = book.add_worksheet(_("About the columns")[:31])
    page.freeze_panes(1, 0)
    listed = 0
    for number, column in enumerate(sheet.columns):
        title = str(column.title)
        page.write_string(0, number, title, required if column.is_required else bold)
        is_day = type(column.read).__name__ == "Day"
        page.set_column(number, number, max(14, min(40, len(title) + 4)), day if is_day else None)
        if isinstance(column.read, OneOf):
            offered = column.read.fresh().offered
            choices.write_string(0, listed, title, bold)
            choices.set_column(listed, listed, 50)
            for row, name in enumerate(offered, start=1):
                choices.write_string(row, listed, name[:LONGEST_CELL])
            if offered:
                place = xlsxwriter.utility.xl_range_abs(1, listed, len(offered), listed)
                page.data_validation(
                    1,
                    number,
                    ROWS_WITH_CHOICES,
                    number,
                    {
                        "validate": "list",
                        "source": f"='{choices.get_name()}'!{place}",
                        "error_type": "information",
                    },
                )
            listed += 1
        elif column.example:
            page.write_comment(0, number, f"{_('For example:')} {column.example}")
    if not listed:
        choices.hide()
    _explain(about, sheet, bold)
    book.close()
    return buffer.getvalue()


def _explain(page: Any, sheet: Sheet, bold: Any) -> None:
    for number, title in enumerate((_("Column"), _("Must be filled in"), _("What it takes"))):
        page.write_string(0, number, title, bold)
    for row, column in enumerate(sheet.columns, start=1):
        page.write_string(row, 0, str(column.title))
        page.write_string(row, 1, _("Yes") if column.is_required else "")
        told = [column.read.told, str(column.note)]
        if column.example:
            told.append(f"{_('For example:')} {column.example}")
        page.write_string(row, 2, ". ".join(part for part in told if part))
    page.set_column(0, 1, 30)
    page.set_column(2, 2, 90)


def with_remarks(
    workbook: "Workbook", sheet: Sheet, place: "Place", faults: Iterable[Fault]
) -> bytes:
    """The rows as they were sent, wrong cells marked, and in the last column what is wrong."""
    by_row: dict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_row[fault.row].append(fault)
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {**OPTIONS, "constant_memory": True})
    forms = _forms(book)
    page = book.add_worksheet(place.worksheet[:31])
    ours = set(REMARKS.values())
    kept = [n for n, title in enumerate(place.titles) if title not in ours]
    last = len(kept)
    for target, source in enumerate(kept):
        page.set_column(target, target, 20)
        page.write_string(0, target, place.titles[source], forms["title"])
    page.set_column(last, last, 80)
    page.write_string(0, last, REMARKS.get(get_language() or "az", REMARKS["az"]), forms["title"])
    codes = {number: column.code for number, column in place.columns.items()}
    titles = {column.code: str(column.title) for column in sheet.columns}
    usual, red = (None, forms["day"]), (forms["wrong"], forms["wrong day"])
    count = 0
    for count, (number, cells) in enumerate(workbook.rows(place), start=1):
        wrong = by_row.get(number, [])
        marked = {fault.column for fault in wrong}
        for target, source in enumerate(kept):
            if source < len(cells):
                plain, day = red if codes.get(source) in marked else usual
                _write(page, (count, target), cells[source].value, plain, day)
        if wrong:
            page.write_string(count, last, _sentences(wrong, titles)[:LONGEST_CELL], forms["said"])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(count, 1), last)
    book.close()
    return buffer.getvalue()


def _sentences(faults: Sequence[Fault], titles: dict[str, str]) -> str:
    return " ".join(
        f"{titles[fault.column]}: {fault.sentence}" if fault.column else fault.sentence
        for fault in faults
    )


def _forms(book: Any) -> dict[str, Any]:
    red = {"bg_color": "#FBE3E1"}
    return {
        "title": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "said": book.add_format({"text_wrap": True, "font_color": "#9B1C14"}),
        "day": book.add_format({"num_format": "dd.mm.yyyy"}),
        "wrong": book.add_format(red),
        "wrong day": book.add_format({**red, "num_format": "dd.mm.yyyy"}),
    }


def _write(page: Any, where: tuple[int, int], value: Any, plain: Any, day: Any) -> None:
    """Text is always text: a formula comes back as what it said, never as one."""
    if value is None:
        if plain is not None:
            page.write_blank(*where, None, plain)
    elif isinstance(value, bool) or not isinstance(value, int | float | date | time):
        text = value if isinstance(value, str) else getattr(value, "text", None) or str(value)
        page.write_string(*where, text[:LONGEST_CELL], plain)
    elif isinstance(value, int | float):
        page.write_number(*where, value, plain)
    else:
        if isinstance(value, datetime) and is_aware(value):
            value = make_naive(value)
        page.write_datetime(*where, value, day)
