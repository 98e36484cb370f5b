"""Text as it can stand in a printed document, whatever people pasted into a report."""

import re
from typing import Any

# What XML 1.0 cannot hold, and the four control characters to which the Word template engine gives
# a meaning of its own (new paragraph, tab, page break, line break inside a run).
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0]+")

# The template engine reads these as escaped braces and would put real ones in their place; a
# zero-width joiner between them is invisible and keeps what was written.
_ESCAPED_BRACES = re.compile(r"(?<=[{}%])_(?=[{}%])")


def paragraphs(text: str) -> list[str]:
    """The text's paragraphs, without empty ones, each on one line."""
    return [told for part in _LINE_ENDS.split(text) if (told := line(part))]


def line(text: str) -> str:
    """The text on one line, with nothing in it that breaks a document."""
    text = _UNPRINTABLE.sub("", _LINE_ENDS.sub(" ", text))
    return _ESCAPED_BRACES.sub("_\u200d", _SPACES.sub(" ", text)).strip()


def clean(value: Any) -> Any:
    """Every text inside, made fit for print. Keys and numbers stay."""
    if isinstance(value, str):
        return line(value)
    if isinstance(value, dict):
        return {key: clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clean(inner) for inner in value]
    return value
