"""An edition as PDF, typeset without system libraries and without fonts of the machine."""

from pathlib import Path

from dayaq.kernel.pdf import PDF, typeset
from dayaq.reporting.editions.document import Document

__all__ = ["DATA", "PDF", "render"]

DATA = Path(__file__).parents[1] / "data"


def render(document: Document) -> bytes:
    """The document typeset as tagged PDF.

    The words are data to the typesetter, never markup, so nothing that people wrote is carried out.
    The same document gives the same bytes: the file tells no time of its own.
    """
    return typeset((DATA / "edition.typ").read_bytes(), document)
