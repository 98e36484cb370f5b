"""Papers as PDF, typeset without system libraries and without fonts of the machine."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import typst

PDF = "application/pdf"

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def typeset(layout: bytes, document: object, **beside: bytes) -> bytes:
    """The document laid out as tagged PDF; `document.json` is what the layout reads it from.

    The words are data to the typesetter, never markup. `beside` are pictures, by name without ending.
    The same document gives the same bytes: the file tells no time of its own.
    """
    files: Mapping[str, bytes] = {
        "main.typ": layout,
        "document.json": json.dumps(document, ensure_ascii=False).encode(),
        **{f"{name}.svg": picture for name, picture in beside.items()},
    }
    made = typst.compile(  # type: ignore[call-overload]  # its stubs do not know of several files
        files, format="pdf", ignore_system_fonts=True, timestamp=_EPOCH
    )
    if not isinstance(made, bytes):  # one PDF is one file
        raise TypeError(type(made))
    return made
