"""An edition as a Word file, made from the ministry's template or from the shipped one."""

from pathlib import Path

from dayaq.kernel.word import WORD, poured, saved
from dayaq.reporting.editions.contents import list_headings
from dayaq.reporting.editions.document import Document

__all__ = ["DATA", "WORD", "render", "shipped"]

DATA = Path(__file__).parents[1] / "data"


def shipped(language: str) -> bytes:
    """The template that came with the product."""
    return (DATA / f"edition-{language}.docx").read_bytes()


def render(document: Document, template: bytes) -> bytes:
    """The document poured into the template. Raises jinja2's errors for a broken or unknown tag."""
    word = poured(document, template)
    list_headings(word.docx.element.body)
    return saved(word)
