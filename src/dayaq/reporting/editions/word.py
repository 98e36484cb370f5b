"""An edition as a Word file, made from the ministry's template or from the shipped one."""

import io
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from dayaq.reporting.editions.contents import list_headings
from dayaq.reporting.editions.document import Document

DATA = Path(__file__).parents[1] / "data"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def shipped(language: str) -> bytes:
    """The template that came with the product."""
    return (DATA / f"edition-{language}.docx").read_bytes()


def render(document: Document, template: bytes) -> bytes:
    """The document poured into the template. Raises jinja2's errors for a broken or unknown tag.

    Tags run in a sandbox: whoever may upload a template still cannot run code with it.
    """
    word = DocxTemplate(io.BytesIO(template))
    # What people wrote is escaped as it goes in, so that no report can break the document's XML.
    tags = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    word.render(document, tags)
    body = word.docx.element.body
    _fill_empty_cells(body)
    list_headings(body)
    made = io.BytesIO()
    word.docx.save(made)
    return made.getvalue()


def _fill_empty_cells(body: Any) -> None:
    """Word holds a cell without a paragraph for a damaged file."""
    for cell in body.iter(qn("w:tc")):
        last = cell[-1] if len(cell) else None
        if last is None or last.tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))
