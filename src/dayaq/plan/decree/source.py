"""The bytes as they came: decoded into numbered lines, or refused with one sentence."""

import hashlib
import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

from dayaq.plan.decree.questions import NotADecree

LARGEST = 2 * 1024 * 1024
_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "office"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"{\\rtf", "office"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", "image"),
)
# Word processors and PDF readers leave these behind; they carry no meaning of their own.
_SPACES = dict.fromkeys(map(ord, "\t\v\f\x85\xa0\u2002\u2003\u2007\u2009\u202f\u2028\u2029"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_LAYOUT = {**_SPACES, **_INVISIBLE}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Source:
    """The original and its lines: canonical composition, spaces for tabs, nothing repaired."""

    original: bytes
    sha256: str
    encoding: str
    lines: tuple[str, ...]


def decode(original: bytes) -> Source:
    """Decode UTF-8 or UTF-16, with or without a mark. Raises NotADecree for anything else."""
    if len(original) > LARGEST:
        raise NotADecree("too-large", limit=str(LARGEST // 1024**2))
    for signature, refusal in _SIGNATURES:
        if signature in original[:1024] if refusal == "pdf" else original.startswith(signature):
            raise NotADecree(refusal)
    encoding = _encoding(original)
    text = unicodedata.normalize("NFC", _text(original, encoding))
    if _CONTROL.search(text):
        raise NotADecree("encoding")
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LAYOUT)
    if not text.strip():
        raise NotADecree("empty")
    digest = hashlib.sha256(original).hexdigest()
    return Source(original, digest, encoding, tuple(text.split("\n")))


def _encoding(original: bytes) -> str:
    if original.startswith(BOM_UTF8):
        return "utf-8-sig"
    if original.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark, the zero bytes of Latin letters give UTF-16 away by their side.
    sample = original[:4096]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if sample[::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    return "utf-8"


def _text(original: bytes, encoding: str) -> str:
    try:
        return original.decode(encoding)
    except UnicodeDecodeError as error:
        # Cut text fails in its last letter; anything else fails earlier.
        is_cut = error.end >= len(original) - 1 and len(original) > 64
        raise NotADecree("cut-letter" if is_cut else "encoding") from None
