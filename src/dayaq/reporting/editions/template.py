"""The Word template that ships with the product, made anew by `build_edition_templates`.

The ministry edits the template in Word: its words are ordinary text, what an edition fills in are
tags. So everything here is plain Word: styles, tables with repeated header rows, fields for pages.
"""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt

from dayaq.kernel.typesetting import (
    MEASURE,
    field,
    measure_table,
    prepare_styles,
    shaded,
    table,
)
from dayaq.reporting.editions.voices import VOICES

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


class Template:
    """A template being written, from its cover to its last annex."""

    def __init__(self, language: str) -> None:
        terms = VOICES[language].terms
        self.headings, self.labels, self.language = terms.HEADINGS, terms.LABELS, language
        self.paper = docx.Document()
        prepare_styles(self.paper, language)

    def made(self) -> bytes:
        self._cover()
        self._contents()
        self._summary()
        self._method()
        self._directions()
        self._contributions()
        self._lists()
        self._changes()
        self._signature()
        self._turn(is_wide=True)
        self._annexes()
        for section in self.paper.sections:
            self._running(section)
        properties = self.paper.core_properties
        properties.title = "{{ cover.running }}"
        properties.author = properties.comments = ""
        properties.language = self.language
        written = io.BytesIO()
        self.paper.save(written)
        return written.getvalue()

    # --- pieces ---------------------------------------------------------------------------------

    def _say(self, text: str, style: str = "Normal", **form: Any) -> Any:
        paragraph = self.paper.add_paragraph(style=style)
        run = paragraph.add_run(text)
        run.bold = form.get("bold")
        if "size" in form:
            run.font.size = Pt(form["size"])
        if "align" in form:
            paragraph.alignment = form["align"]
            paragraph.paragraph_format.first_line_indent = Cm(0)
        if "before" in form:
            paragraph.paragraph_format.space_before = Pt(form["before"])
        return paragraph

    def _tag(self, *tags: str) -> None:
        for tag in tags:
            self.paper.add_paragraph("{%p " + tag + " %}", style="Normal")

    def _heading(self, name: str) -> None:
        self.paper.add_paragraph(self.headings[name], style="Heading 1")

    def _paragraphs(self, source: str) -> None:
        self._tag(f"for text in {source}")
        self._say("{{ text }}")
        self._tag("endfor")

    def _labels(self, *names: str) -> list[str]:
        return [self.labels[name] for name in names]

    def _table(
        self,
        loop: str,
        labels: Sequence[str],
        cells: Sequence[str | Sequence[str]],
        widths: Sequence[float],
        guard: str | None = None,
    ) -> None:
        """A table with one row for each turn of the loop; without rows, none at all."""
        if guard:
            self._tag(f"if {guard}")
        table(self.paper, loop, self._labels(*labels), cells, widths)
        self.paper.add_paragraph(style="After table")
        if guard:
            self._tag("endif")

    def _turn(self, *, is_wide: bool) -> None:
        """A new page, of the other orientation."""
        section = self.paper.add_section(WD_SECTION.NEW_PAGE)
        wide = section.page_width > section.page_height
        if wide != is_wide:
            section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        section.different_first_page_header_footer = False
        if is_wide:
            section.left_margin = section.right_margin = Cm(2)
            section.top_margin, section.bottom_margin = Cm(2.5), Cm(1.5)
        else:
            section.left_margin, section.right_margin = Cm(3), Cm(1.5)
            section.top_margin = section.bottom_margin = Cm(2)

    def _running(self, section: Any) -> None:
        """Header and footer with page numbers, each section its own for its width."""
        width = section.page_width - section.left_margin - section.right_margin
        header, footer = section.header, section.footer
        header.is_linked_to_previous = footer.is_linked_to_previous = False
        top = header.paragraphs[0]
        top.style, top.text = "Header", "{{ cover.running }}"
        bottom = footer.paragraphs[0]
        bottom.style = "Footer"
        bottom.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        bottom.add_run("{{ cover.footer }}\t" + self.labels["page"] + " ")
        field(bottom, "PAGE")
        bottom.add_run(" / ")
        field(bottom, "NUMPAGES")

    # --- sections -------------------------------------------------------------------------------

    def _cover(self) -> None:
        section = self.paper.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2)
        section.different_first_page_header_footer = True
        self._say("{{ cover.addressee }}", align=RIGHT, bold=True, size=14, before=24)
        self._say("{{ cover.through }}", align=RIGHT, size=12)
        self._say("{{ cover.act }}", align=CENTRE, size=13, before=120)
        self._say("{{ cover.title }}", align=CENTRE, size=16, bold=True, before=6)
        self._say("{{ cover.kind }}", align=CENTRE, size=24, bold=True, before=30)
        self._say("{{ cover.year }}", align=CENTRE, size=18, bold=True, before=6)
        self._say("{{ cover.edition }}", align=CENTRE, size=13, before=72)
        self._say("{{ cover.period }}", align=CENTRE, size=12)
        self._say("{{ cover.as_of }}", align=CENTRE, size=12)
        self._say("{{ cover.place }}", align=CENTRE, size=12, before=96)

    def _contents(self) -> None:
        self.paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        self._say(self.headings["contents"], "Contents heading")
        field(self.paper.add_paragraph(style="toc 1"), 'TOC \\o "1-2" \\h \\z \\u', shown="…")

    def _summary(self) -> None:
        self.paper.add_paragraph(
            self.headings["summary"], style="Heading 1"
        ).paragraph_format.page_break_before = True
        self._paragraphs("summary.paragraphs")
        self._table(
            "one in summary.numbers",
            ("status", "number", "note"),
            ("{{ one.label }}", "{{ one.value }}", "{{ one.note }}"),
            (8.5, 2.5, 5.5),
        )
        self._table(
            "one in summary.statuses",
            ("verified", "all", "dated", "regular"),
            ("{{ one.label }}", "{{ one.all }}", "{{ one.dated }}", "{{ one.regular }}"),
            (7.5, 3, 3, 3),
        )

    def _method(self) -> None:
        self._heading("method")
        self._paragraphs("method.paragraphs")
        self._table(
            "one in method.facts",
            ("fact", "value"),
            ("{{ one.label }}", "{{ one.value }}"),
            (5.5, 11),
        )

    def _directions(self) -> None:
        self._heading("directions")
        self._tag("for direction in directions")
        self._say("{{ direction.clause }}. {{ direction.title }}", "Heading 2")
        self._paragraphs("direction.paragraphs")
        measure_table(
            self.paper,
            "one in direction.measures",
            self._labels("clause", "measure", "executors", "period", "verified"),
            (
                ("{{ one.clause }}",),
                ("{{ one.text }}",),
                ("{%p for text in one.executors %}", "{{ text }}", "{%p endfor %}"),
                ("{{ one.period }}",),
                ("**{{ one.verified }}**",),
            ),
            below=(
                "{%p for work in one.works %}",
                "**{{ work.body }}** ({{ work.declared }})",
                "{%p for text in work.paragraphs %}",
                "{{ text }}",
                "{%p endfor %}",
                "{%p if work.documents %}",
                self.labels["documents"] + ": {{ work.documents }}",
                "{%p endif %}",
                "{%p endfor %}",
                "{%p if one.missing %}",
                "{{ one.missing }}",
                "{%p endif %}",
                "{%p for text in one.grounds %}",
                "**" + self.labels["grounds"] + "**: {{ text }}",
                "{%p endfor %}",
            ),
            widths=MEASURE,
        )
        self.paper.add_paragraph(style="After table")
        self._tag("endfor")

    def _contributions(self) -> None:
        self._heading("contributions")
        self._paragraphs("contributions.paragraphs")
        self._tag("for body in contributions.bodies")
        self._say("{{ body.name }}", "Heading 3")
        self._table(
            "one in body.entries",
            ("clause", "measure", "text"),
            (
                "{{ one.clause }}",
                "{{ one.text }}",
                ("{%p for text in one.paragraphs %}", "{{ text }}", "{%p endfor %}"),
            ),
            (1.5, 7, 8),
        )
        self._tag("endfor")

    def _lists(self) -> None:
        def each(source: str) -> tuple[str, ...]:
            return (f"{{%p for text in {source} %}}", "{{ text }}", "{%p endfor %}")

        self._section(
            "partners",
            ("clause", "body", "text"),
            ("{{ one.clause }}", "{{ one.body }}", each("one.partners")),
            (1.5, 5, 10),
        )
        self._heading("financing")
        self._paragraphs("financing.paragraphs")
        self._table(
            "one in financing.rows",
            ("source", "entries", "sum", "unknown"),
            ("{{ one.source }}", "{{ one.entries }}", "{{ one.sum }}", "{{ one.unknown }}"),
            (6, 3, 4, 3.5),
        )
        self._table(
            "one in financing.unknown",
            ("clause", "body", "source", "reason"),
            ("{{ one.clause }}", "{{ one.body }}", "{{ one.source }}", "{{ one.reason }}"),
            (1.5, 5, 3.5, 6.5),
            "financing.unknown",
        )
        self._section(
            "difficulties",
            ("clause", "body", "problems", "decision"),
            (
                "{{ one.clause }}",
                "{{ one.body }}",
                each("one.problems"),
                each("one.decision_needed"),
            ),
            (1.5, 4, 6, 5),
        )
        self._section(
            "next_steps",
            ("clause", "body", "text"),
            ("{{ one.clause }}", "{{ one.body }}", each("one.next_plan")),
            (1.5, 5, 10),
        )
        self._section(
            "silent",
            ("clause", "body", "owed", "missing", "measures"),
            (
                "{{ one.number }}",
                "{{ one.name }}",
                "{{ one.owed }}",
                "{{ one.missing }}",
                "{{ one.clauses }}",
            ),
            (1.2, 5.3, 2.3, 2.5, 5.2),
        )
        self._section(
            "figures",
            ("clause", "indicator", "value", "parts", "breakdown"),
            (
                "{{ one.clause }}",
                "{{ one.name }}",
                "{{ one.value }}",
                "{{ one.parts }}",
                ("{%p for text in one.breakdowns %}", "{{ text }}", "{%p endfor %}"),
            ),
            (1.5, 5, 2.2, 2.3, 5.5),
        )

    def _section(
        self,
        name: str,
        labels: Sequence[str],
        cells: Sequence[str | Sequence[str]],
        widths: Sequence[float],
    ) -> None:
        self._heading(name)
        self._paragraphs(f"{name}.paragraphs")
        self._table(f"one in {name}.rows", labels, cells, widths, f"{name}.rows")

    def _changes(self) -> None:
        self._section(
            "changes", ("clause", "change"), ("{{ one.clause }}", "{{ one.what }}"), (1.5, 15)
        )
        self._heading("amendments")
        self._paragraphs("amendments.paragraphs")
        self._table(
            "one in amendments.versions",
            ("version", "act", "effective"),
            ("{{ one.number }}", "{{ one.act }}", "{{ one.effective }}"),
            (2.2, 10.8, 3.5),
        )
        self._table(
            "one in amendments.repairs",
            ("line", "note", "before", "after"),
            ("{{ one.line }}", "{{ one.kind }}", "{{ one.before }}", "{{ one.after }}"),
            (2, 4.5, 5, 5),
            "amendments.repairs",
        )

    def _signature(self) -> None:
        self._say(
            self.labels["signature"] + ":", bold=True, before=36, align=WD_ALIGN_PARAGRAPH.LEFT
        ).paragraph_format.keep_with_next = True
        line = self._say("", before=30, align=WD_ALIGN_PARAGRAPH.LEFT)
        line.paragraph_format.keep_with_next = True
        shaded(line)
        self._say(self.labels["signature_line"], align=CENTRE, size=10)

    def _annexes(self) -> None:
        self._heading("annex_measures")
        self._paragraphs("annex_measures.paragraphs")
        self._tag("for direction in annex_measures.directions")
        self._say("{{ direction.clause }}. {{ direction.title }}", "Heading 3")
        self._table(
            "one in direction.rows",
            ("clause", "measure", "executors", "period", "reports", "verified"),
            (
                "{{ one.clause }}",
                "{{ one.text }}",
                "{{ one.executors }}",
                "{{ one.period }}",
                "{{ one.reports }}",
                "{{ one.verified }}",
            ),
            (1.4, 9, 8.3, 2.2, 2, 2.8),
        )
        self._tag("endfor")
        self._section(
            "annex_commitments",
            ("note_number", "body", "commitment"),
            ("{{ one.note }}", "{{ one.body }}", "{{ one.text }}"),
            (1.7, 7, 17),
        )
        self._section(
            "annex_documents",
            ("clause", "measures", "body", "title"),
            (
                "{{ one.number }}",
                "{{ one.clause }}",
                "{{ one.body }}",
                ("{{ one.title }}", "{%p if one.link %}", "{{ one.link }}", "{%p endif %}"),
            ),
            (1.5, 2, 8, 14.2),
        )


def build(language: str) -> bytes:
    """The shipped template in that language, as a Word file."""
    return Template(language).made()
