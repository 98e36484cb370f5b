"""Papers as PDF, typeset without system libraries and without fonts of the machine.

Each is typeset in a process of its own: the typesetter keeps what it has typeset for as long as its
process lives, hundreds of megabytes for a long document, and words that must not outlive their page.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime

PDF = "application/pdf"

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class NotTypeset(Exception):
    """The typesetter could not make anything of the layout."""


def typeset(layout: bytes, document: object, **beside: bytes) -> bytes:
    """The document laid out as tagged PDF; `document.json` is what the layout reads it from.

    The words are data to the typesetter, never markup. `beside` are pictures (SVG), by name without
    ending. The same document gives the same bytes: the file tells no time of its own. Nothing of it
    touches the disk. Raises NotTypeset.
    """
    files = {
        "main.typ": layout.decode(),
        "document.json": json.dumps(document, ensure_ascii=False),
        **{f"{name}.svg": picture.decode() for name, picture in beside.items()},
    }
    made = subprocess.run(
        [sys.executable, "-m", "dayaq.kernel.pdf"],
        input=json.dumps(files, ensure_ascii=False).encode(),
        capture_output=True,
        check=False,
    )
    if made.returncode:  # what it complained of may hold words of the document
        raise NotTypeset(f"The typesetter ended with {made.returncode}.")
    return made.stdout


def main() -> None:
    """Files come in as JSON, their texts by name; the PDF goes out."""
    import typst

    files: dict[str, str] = json.load(sys.stdin.buffer)
    made = typst.compile(  # type: ignore[call-overload]  # its stubs do not know of several files
        {name: text.encode() for name, text in files.items()},
        format="pdf",
        ignore_system_fonts=True,
        timestamp=_EPOCH,
    )
    if not isinstance(made, bytes):  # one PDF is one file
        raise TypeError(type(made))
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
