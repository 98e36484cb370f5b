"""How shipped Word templates look: styles, tables with repeated headers, fields."""

import io
import re
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Times New Roman"
LOCALES = {"az": "az-Latn-AZ", "en": "en-GB", "ru": "ru-RU"}

MEASURE = (1.3, 5.9, 4.7, 2.1, 2.5)
"""Widths in centimetres of the columns of a chapter's table."""

INK = RGBColor(0x1A, 0x1A, 0x1A)


class Sheet:
    """A template being written."""

    def __init__(self, language: str, *, is_wide: bool = False) -> None:
        self.paper = docx.Document()
        prepare_styles(self.paper, language)
        section = self.paper.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if is_wide:
            section.page_width, section.page_height = section.page_height, section.page_width
            section.orientation = WD_ORIENT.LANDSCAPE
        section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2)
        properties = self.paper.core_properties
        properties.author = properties.comments = ""
        properties.language = language

    def say(self, text: str, *, size: float = 0, align: Any = None, bold: bool = False) -> None:
        paragraph = self.paper.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if align is not None:
            paragraph.alignment = align

    def head(self, text: str) -> None:
        self.paper.add_paragraph(text, style="Heading 2")

    def tag(self, text: str) -> None:
        self.paper.add_paragraph("{%p " + text + " %}")

    def each(self, loop: str, *lines: str) -> None:
        self.tag(f"for {loop}")
        for line in lines:
            self.say(line)
        self.tag("endfor")

    def made(self) -> bytes:
        written = io.BytesIO()
        self.paper.save(written)
        return written.getvalue()


def prepare_styles(paper: Any, language: str) -> None:
    """Serif letters, black ink, headings that stay with what follows them."""
    styles = paper.styles
    normal = styles["Normal"]
    _letters(normal, 12)
    locale = OxmlElement("w:lang")
    locale.set(qn("w:val"), LOCALES[language])
    normal.element.get_or_add_rPr().append(locale)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name, size, before in (("Heading 1", 15, 20), ("Heading 2", 13, 16), ("Heading 3", 12, 12)):
        heading = styles[name]
        _letters(heading, size, bold=True)
        heading.paragraph_format.space_before = Pt(before)
        heading.paragraph_format.space_after = Pt(8)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _contents_styles(styles)
    for name in ("Header", "Footer"):
        _letters(styles[name], 9)
        for tabs in styles[name].element.iter(qn("w:tabs")):
            tabs.getparent().remove(tabs)
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    cell = styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    _letters(cell, 9)
    cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.0
    cell.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    head = styles.add_style("Cell heading", WD_STYLE_TYPE.PARAGRAPH)
    head.base_style = cell
    _letters(head, 9, bold=True)
    after = styles.add_style("After table", WD_STYLE_TYPE.PARAGRAPH)
    after.base_style = normal
    _letters(after, 6)
    after.paragraph_format.space_after = Pt(4)


def _contents_styles(styles: Any) -> None:
    title = styles.add_style("Contents heading", WD_STYLE_TYPE.PARAGRAPH)
    title.base_style = styles["Normal"]
    _letters(title, 15, bold=True)
    title.paragraph_format.space_after = Pt(12)
    for level, indent in ((1, 0), (2, 0.8)):
        entry = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        entry.base_style = styles["Normal"]
        _letters(entry, 12 if level == 1 else 11)
        entry.paragraph_format.left_indent = Cm(indent)
        entry.paragraph_format.right_indent = Cm(1)
        entry.paragraph_format.space_after = Pt(3)
        entry.paragraph_format.line_spacing = 1.0
        entry.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        entry.paragraph_format.tab_stops.add_tab_stop(
            Cm(16.5), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )


def _letters(style: Any, size: float, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in [name for name in fonts.attrib if "heme" in name]:
        del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)


def field(paragraph: Any, instruction: str, *, shown: str = "1") -> None:
    """A field that Word works out: a page number, the contents."""
    for kind in ("begin", None, "separate", "shown", "end"):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = shown
            continue
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {instruction} "
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def table(
    paper: Any,
    loop: str,
    labels: Sequence[str],
    cells: Sequence[str | Sequence[str]],
    widths: Sequence[float],
) -> None:
    """A ruled table: a header row repeated on every page, then one row a turn of the loop."""
    made = _ruled(paper, labels, rows=4)
    _header, opening, row, closing = made.rows
    _loop(opening, closing, loop)
    for cell, content in zip(row.cells, cells, strict=True):
        _fill(cell, [content] if isinstance(content, str) else content)
    _widen(made, widths)


def measure_table(
    paper: Any,
    loop: str,
    labels: Sequence[str],
    cells: Sequence[Sequence[str]],
    *,
    below: Sequence[str],
    widths: Sequence[float],
) -> None:
    """A table in which each measure has two rows: what the law says, and below it what was done."""
    made = _ruled(paper, labels, rows=5)
    _header, opening, law, work, closing = made.rows
    _loop(opening, closing, loop)
    for cell, content in zip(law.cells, cells, strict=True):
        _fill(cell, content)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
    _mark(law, "w:cantSplit")
    _widen(made, widths)
    law.cells[0].merge(work.cells[0])
    _fill(work.cells[1].merge(work.cells[-1]), below)


def _ruled(paper: Any, labels: Sequence[str], *, rows: int) -> Any:
    made = paper.add_table(rows=rows, cols=len(labels))
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    _rule(made)
    header = made.rows[0]
    for cell, label in zip(header.cells, labels, strict=True):
        _write(cell, label, "Cell heading")
        _shade(cell)
    _mark(header, "w:cantSplit")
    _mark(header, "w:tblHeader")
    return made


def _loop(opening: Any, closing: Any, loop: str) -> None:
    _write(opening.cells[0], f"{{%tr for {loop} %}}", "Cell")
    _write(closing.cells[0], "{%tr endfor %}", "Cell")


def _fill(cell: Any, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        _write(cell, line, "Cell", is_first=number == 0)


def _widen(made: Any, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths):
        made.columns[column].width = Cm(width)
        for one in made.rows:
            one.cells[column].width = Cm(width)


def _write(cell: Any, text: str, style: str, *, is_first: bool = True) -> None:
    """Text into a cell; what stands between double asterisks is bold."""
    paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    paragraph.style = style
    for position, part in enumerate(re.split(r"\*\*", text)):
        if part:
            paragraph.add_run(part).bold = True if position % 2 else None


def _mark(row: Any, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement(name))


def _shade(cell: Any) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EDEFF2")):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _rule(made: Any) -> None:
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "8A8F98")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties.append(borders)


def shaded(paragraph: Any) -> None:
    """A rule under the paragraph, to sign on."""
    properties = paragraph._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "1A1A1A")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties.append(borders)
