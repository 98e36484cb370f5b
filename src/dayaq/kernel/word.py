"""Papers made from Word templates that the ministry owns: poured in a sandbox, judged before they are kept."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST = 5 * 2**20
LARGEST_UNPACKED = 60 * 2**20

_QUOTED = re.compile(r"'([^']+)'")


def poured(content: Mapping[str, Any], template: bytes) -> Any:
    """The content poured into the template. Raises jinja2's errors for a broken or unknown tag.

    Tags run in a sandbox: whoever may upload a template still cannot run code with it.
    """
    word = DocxTemplate(io.BytesIO(template))
    # What people wrote is escaped as it goes in, so that nothing of it can break the document's XML.
    tags = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    word.render(content, tags)
    _fill_empty_cells(word.docx.element.body)
    return word


def saved(word: Any) -> bytes:
    made = io.BytesIO()
    word.docx.save(made)
    return made.getvalue()


def _fill_empty_cells(body: Any) -> None:
    """Word holds a cell without a paragraph for a damaged file."""
    for cell in body.iter(qn("w:tc")):
        last = cell[-1] if len(cell) else None
        if last is None or last.tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))


def parts_of(document: Any) -> Iterator[Any]:
    """Head, body and foot of a document, as they are read; what repeats on each page comes once."""
    own = [one for one in document.sections if not one.header.is_linked_to_previous]
    yield from (one.header._element for one in own)
    yield document.element.body
    own = [one for one in document.sections if not one.footer.is_linked_to_previous]
    yield from (one.footer._element for one in own)


def why_not_pour(
    content: Mapping[str, Any], template: bytes, *, must_hold: Mapping[str, str]
) -> str | None:
    """Why this file cannot be a template, or None when a sample comes out of it.

    `must_hold` are words of the sample that no template may leave out, each with what is said then.
    """
    if refusal := _why_not_open(template):
        return refusal
    try:
        made = saved(poured(content, template))
        told = "".join(
            text for part in parts_of(docx.Document(io.BytesIO(made))) for text in part.itertext()
        )
    except TemplateError as fault:
        return told_plainly(fault)
    except (SyntaxError, ValueError, KeyError, TypeError, AttributeError):
        return _(
            "The tags of the template damage the document. A tag such as {%tr …%} or {%p …%} "
            "must stand alone in its own row or paragraph."
        )
    return next((said for words, said in must_hold.items() if words not in told), None)


def _why_not_open(content: bytes) -> str | None:
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
        return _("Nothing is known here by the tag “%(tag)s”.") % {
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
