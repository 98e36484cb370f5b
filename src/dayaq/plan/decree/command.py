"""`plan parse`: read a decree's text and print what was found. Changes nothing."""

import json
import sys
from pathlib import Path
from typing import TextIO

from dayaq.plan.decree.gazetteer import Gazetteer
from dayaq.plan.decree.questions import NotADecree
from dayaq.plan.decree.reading import read
from dayaq.plan.decree.rendering import as_json, as_summary

CLEAN, NOT_A_DECREE, WITH_QUESTIONS = 0, 2, 3


def parse(path: str, *, as_json: bool, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Print the reading of one file and say by the exit code how it went.

    0: read without a question; 3: read, with questions; 2: not a decree, with one sentence.
    """
    try:
        reading = read(_bytes(path), Gazetteer.shipped())
    except NotADecree as refusal:
        _say(str(refusal), err or sys.stderr)
        return NOT_A_DECREE
    out = out or sys.stdout
    if as_json:
        out.write(json.dumps(_json(reading), ensure_ascii=not _is_unicode(out), indent=1) + "\n")
    else:
        _say("\n".join(as_summary(reading)), out)
    return WITH_QUESTIONS if reading.questions else CLEAN


_json = as_json


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise NotADecree("unreadable", path=path, reason=error.strerror or "error") from None


def _is_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().startswith("utf")


def _say(text: str, stream: TextIO) -> None:
    """Print, whatever the terminal's alphabet: letters that it lacks are escaped."""
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
