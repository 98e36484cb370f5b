"""What kind of file this is, by its bytes, and whether we take it: what is kept must not run."""

import codecs
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.kernel import files
from dayaq.vault.streams import chunks

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal

KINDS = {
    **files.KINDS,
    "txt": "text/plain; charset=utf-8",
    "webp": "image/webp",
    "heic": "image/heic",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "amr": "audio/amr",
    "mp4": "video/mp4",
}
"""Papers, pictures, recordings: the ending and the type under which each is handed out again."""

_IN_BOXES = {b"M4A ": "m4a", b"M4B ": "m4a", b"heic": "heic", b"heix": "heic", b"mif1": "heic"}
_RIFF = {b"WAVE": "wav", b"WEBP": "webp"}
_BEGINS = {b"ID3": "mp3", b"OggS": "ogg", b"#!AMR": "amr"}
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script", b"#!")


def kind_of(clear: IO[bytes]) -> str | None:
    """The ending that the bytes themselves deserve, or None where they are nothing we take."""
    clear.seek(0)
    head = clear.read(16)
    return (
        files.kind_of(clear)
        or next((kind for start, kind in _BEGINS.items() if head.startswith(start)), None)
        or _boxed(head)
        or ("mp3" if _is_mpeg_audio(head) else None)
        or ("txt" if _is_text(clear) else None)
    )


def _boxed(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return _IN_BOXES.get(head[8:12], "mp4")
    return _RIFF.get(head[8:12]) if head[:4] == b"RIFF" else None


def _is_mpeg_audio(head: bytes) -> bool:
    """A frame of layer III: eleven bits set, then a version, rate and sampling that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[1] & 0x18 != 0x08 and head[2] & 0xF0 not in {0, 0xF0} and head[2] & 0x0C != 0x0C


def _is_text(clear: IO[bytes]) -> bool:
    """Words in UTF-8, without control characters, and nothing that a browser would run."""
    decode = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        for number, piece in enumerate(_and_end(chunks(clear))):
            text = decode.decode(piece, final=not piece)
            if number == 0 and text.encode().lstrip()[:16].lower().startswith(_MARKUP):
                return False
            if any(c < " " and c not in "\t\n\r\f" for c in text):
                return False
    except UnicodeDecodeError:
        return False
    return True


def _and_end(pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield from pieces
    yield b""


def why_not_take(clear: IO[bytes], *, most: int) -> "Refusal | None":
    """A sentence that says what to do, or None. `most` is the largest number of bytes."""
    size = clear.seek(0, 2)
    if size == 0:
        return _("The file is empty.")
    if size > most:
        return _("The file is larger than %(limit)d MB.") % {"limit": most // 1024**2}
    if kind_of(clear) is None:
        return _(
            "This kind of file is not taken. Take a PDF, a picture (JPG, PNG, WEBP, HEIC), a document "
            "(DOCX, XLSX, ODT, TXT) or a recording (MP3, M4A, WAV, OGG, AMR, MP4)."
        )
    if files.has_macros(clear):
        return _("The document carries macros. Save it without them and try again.")
    return None
