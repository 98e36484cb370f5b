"""Trying out a template before it is kept: a fault is named in a sentence, by its tag."""

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

from dayaq.reporting.editions import sample, word
from dayaq.reporting.editions.document import compose

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal

LARGEST = 5 * 2**20
LARGEST_UNPACKED = 60 * 2**20

_QUOTED = re.compile(r"'([^']+)'")


def why_not_use(content: bytes, language: str) -> "Refusal | None":
    """Why this file cannot be the template in that language, or None when a sample comes out."""
    if refusal := _why_not_open(content):
        return refusal
    document = compose(sample.SNAPSHOT, language)
    try:
        made = word.render(document, content)
        told = "".join(docx.Document(io.BytesIO(made)).element.body.itertext())
    except TemplateError as fault:
        return told_plainly(fault)
    except (SyntaxError, ValueError, KeyError, TypeError, AttributeError):
        return _(
            "The tags of the template damage the document. A tag such as {%tr …%} or {%p …%} "
            "must stand alone in its own row or paragraph."
        )
    if sample.LAW not in told:
        return _(
            "The template leaves out the text of the measures: the tag {{ one.text }} is missing."
        )
    return None


def _why_not_open(content: bytes) -> "Refusal | None":
    not_word = _("This is not a Word document (.docx).")
    if len(content) > LARGEST:
        return _("The file is larger than 5 MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            return _("The file is too large when unpacked.")
        if any("vbaproject" in part.filename.lower() for part in parts):
            return _("The file holds macros. Save it as a Word document without macros (.docx).")
        docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError):
        return not_word
    return None


def told_plainly(fault: TemplateError) -> str:
    """What is wrong with a tag, naming the tag."""
    if isinstance(fault, UndefinedError):
        named = _QUOTED.findall(fault.message or "")
        return _("The edition does not know the tag “%(tag)s”.") % {
            "tag": named[-1] if named else "?"
        }
    if isinstance(fault, TemplateSyntaxError):
        near = {"near": _near(fault)}
        return (
            _("A tag of the template is unknown, incomplete or not closed near “%(near)s”.") % near
        )
    named = _QUOTED.findall(fault.message or "")
    return _("The template asks for “%(tag)s”, which is not allowed.") % {
        "tag": named[0] if named else "?"
    }


def _near(fault: TemplateSyntaxError) -> str:
    """The words of the template round the fault, as they stand in Word."""
    lines = [str(line).strip() for line in getattr(fault, "docx_context", ())]
    return " ".join(line for line in lines if "{" in line or "}" in line)[-120:]
