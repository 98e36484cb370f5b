"""An edition as PDF, typeset without system libraries and without fonts of the machine."""

import json
from datetime import UTC, datetime
from pathlib import Path

import typst

from dayaq.reporting.editions.document import Document

DATA = Path(__file__).parents[1] / "data"
PDF = "application/pdf"

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def render(document: Document) -> bytes:
    """The document typeset as tagged PDF.

    The words are data to the typesetter, never markup, so nothing that people wrote is carried out.
    The same document gives the same bytes: the file tells no time of its own.
    """
    made = typst.compile(  # type: ignore[call-overload]  # its stubs do not know of several files
        {
            "main.typ": (DATA / "edition.typ").read_bytes(),
            "document.json": json.dumps(document, ensure_ascii=False).encode(),
        },
        format="pdf",
        ignore_system_fonts=True,
        timestamp=_EPOCH,
    )
    if not isinstance(made, bytes):  # one PDF is one file
        raise TypeError(type(made))
    return made
