"""May this file be kept? Judged by what is in it, never by its name alone. And handing it out again."""

import html
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO, TYPE_CHECKING

import docx
from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.errors import PyPdfError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
}
"""What is taken: the ending and the media type under which it is handed out again."""

_BEGINS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_MAIN_PART = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MACROS = ("vbaproject", "vbadata", "activex/", "macrosheets/", "basic/script", "scripts/")
_LARGEST_PARTS = 4000

Content = bytes | IO[bytes]
"""The whole, or a stream of it that can be read from anywhere."""


def _stream(content: Content) -> IO[bytes]:
    stream = BytesIO(content) if isinstance(content, bytes) else content
    stream.seek(0)
    return stream


def kind_of(content: Content) -> str | None:
    """The ending that the bytes themselves deserve, or None where they are nothing we take."""
    head = _stream(content).read(16)
    for start, kind in _BEGINS.items():
        if head.startswith(start):
            return kind
    names = _parts(content)
    if "mimetype" in names and _odt(content):
        return "odt"
    if "[Content_Types].xml" in names:
        return next((kind for part, kind in _MAIN_PART.items() if part in names), None)
    return None


def has_macros(content: Content) -> bool:
    """Does an office document carry something that runs?"""
    return any(macro in name.lower() for name in _parts(content) for macro in _MACROS)


def _parts(content: Content) -> frozenset[str]:
    stream = _stream(content)
    if stream.read(2) != b"PK":
        return frozenset()
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return frozenset()
    return frozenset(names) if len(names) <= _LARGEST_PARTS else frozenset()


def _odt(content: Content) -> bool:
    with zipfile.ZipFile(_stream(content)) as archive, archive.open("mimetype") as declared:
        return declared.read(100) == KINDS["odt"].encode()


def why_not_keep(content: bytes) -> "str | _StrPromise | None":
    if not content:
        return _("The file is empty.")
    if len(content) > settings.UPLOAD_MAX_BYTES:
        return _("The file is larger than %(limit)d MB.") % {
            "limit": settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        }
    if kind_of(content) is None:
        return _("Only PDF, PNG, JPG, DOCX, XLSX and ODT files are taken.")
    if has_macros(content):
        return _("The document carries macros. Save it without them and try again.")
    return None


MOST_PAGES, MOST_LETTERS = 500, 1_000_000
_PARAGRAPH = re.compile(r"<text:(?:p|h)[ />].*?(?:</text:(?:p|h)>|/>)", re.DOTALL)


def words_of(content: bytes) -> str:
    """The words of a document, a paragraph a line; empty where there are none that a program reads."""
    readers = {"docx": _words_of_docx, "odt": _words_of_odt, "pdf": _words_of_pdf}
    reader = readers.get(kind_of(content) or "")
    try:
        lines = reader(content) if reader else []
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, PyPdfError):
        return ""
    return "\n".join(line for part in lines if (line := " ".join(part.split())))[:MOST_LETTERS]


def _words_of_docx(content: bytes) -> Iterator[str]:
    for block in docx.Document(BytesIO(content)).element.body.iter(qn("w:p")):
        yield "".join(
            piece.text or "" if piece.tag == qn("w:t") else " "
            for piece in block.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        )


def _words_of_odt(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        told = archive.read("content.xml").decode("utf-8", "replace")
    for paragraph in _PARAGRAPH.findall(told):
        yield html.unescape(
            re.sub(r"<[^>]*>", "", re.sub(r"<text:(?:s|tab)\b[^>]*>", " ", paragraph))
        )


def _words_of_pdf(content: bytes) -> Iterator[str]:
    for page in PdfReader(BytesIO(content)).pages[:MOST_PAGES]:
        yield from page.extract_text().splitlines()


def named(name: str, kind: str) -> str:
    """A file name without a path, with the ending that its bytes deserve."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or "document"
    kept = "".join(c for c in stem if c.isalnum() or c in " -_.()№").strip()[:150]
    return f"{kept or 'document'}.{kind}"


def handed_out(content: bytes, content_type: str, name: str) -> HttpResponse:
    """The file, always as a download that no browser runs and no cache keeps."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name)
            or "attachment",
            "Content-Security-Policy": "sandbox",
            "Cache-Control": "private, no-store",
        },
    )
