"""Letters as Word, on paper and as PDF: one template, and one order of words in all three."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import docx
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm

from dayaq.directory.models import Body
from dayaq.kernel.pdf import typeset
from dayaq.kernel.pictures import drawn
from dayaq.kernel.typesetting import Sheet, shaded
from dayaq.kernel.word import parts_of, poured, saved, why_not_pour
from dayaq.referrals.models import Letter, LetterTemplate
from dayaq.referrals.models.codes import spaced
from dayaq.referrals.models.letters import OwnLanguage

LAYOUT = Path(__file__).parent / "data" / "letter.typ"
LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT

SAMPLE: Mapping[str, Any] = {
    "issuer": "Sample body 7391",
    "number": "SAMPLE73",
    "issued_on": "01.01.2000",
    "addressee": "Sample addressee",
    "heading": "Sample heading",
    "lines": ["Sample person 7392", "Sample line"],
    "name": "Sample person 7392",
    "since": "01.01.2000",
    "day": "01.01.2000",
    "plain": "Sample decision",
    "rights": ["Sample right"],
    "words": "Sample help",
    "decided": True,
    "code": "SAMP LECO DE73 9373",
    "door": "https://sample.example/7394/",
}
"""What an uploaded template is tried out with; its keys are all the tags there are."""

_MUST_HOLD = ("number", "code", "door")

NEVER = re.compile(
    r"traffick|insan alver|alverçi|qurban|məcburi əmək|\bvictim|жертв|торговл\w* людьми"
    r"|exploit|istismar|эксплуат",
    re.IGNORECASE,
)
"""What no paper says: it would tell whoever sees it why the person has it."""


def gives_away(body: Body) -> bool:
    """Does the name of the body tell why somebody has a letter from it?"""
    today = localdate()
    names = [str(body.name_on(today, language=language)) for language in OwnLanguage.values]
    return NEVER.search("\n".join(names)) is not None


@cache
def shipped(language: str) -> bytes:
    """The template that comes with the product: letterhead, prepared sentences, code."""
    sheet = Sheet(language)
    sheet.say("{{ issuer }}", size=13, align=CENTRE, bold=True)
    shaded(sheet.paper.paragraphs[-1])
    sheet.say("№ {{ number }}\t{{ issued_on }}", align=LEFT)
    stops = sheet.paper.paragraphs[-1].paragraph_format.tab_stops
    stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
    sheet.tag("if addressee")
    sheet.say("{{ addressee }}", align=RIGHT)
    sheet.tag("endif")
    sheet.say("{{ heading }}", size=15, align=CENTRE, bold=True)
    sheet.each("line in lines", "{{ line }}")
    sheet.say("")
    sheet.say("________________________", align=LEFT)
    sheet.say("")
    sheet.say("{{ code }}", size=10, bold=True, align=LEFT)
    sheet.say("{{ door }}", size=9, align=LEFT)
    return sheet.made()


def version(template: "LetterTemplate | None", language: str) -> bytes:
    return bytes(template.content) if template is not None else shipped(language)


def content(letter: Letter, clear: Mapping[str, str], *, door: str) -> dict[str, Any]:
    """What the tags of a template say in this letter."""
    facts: dict[str, str] = json.loads(clear["facts"]) if letter.template else {}
    return {
        **dict.fromkeys(("name", "since", "day", "plain", "words", "decided"), ""),
        **facts,
        "rights": [line.lstrip("– ") for line in facts.get("rights", "").splitlines()],
        "issuer": str(letter.issuer.name_on(letter.issued_on, language=letter.language)),
        "number": letter.number,
        "issued_on": f"{letter.issued_on:%d.%m.%Y}",
        "addressee": clear["addressee"],
        "heading": clear["heading"],
        "lines": clear["text"].splitlines(),
        "code": spaced(clear["code"]),
        "door": door,
    }


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as print and PDF show it; what stands between tabs is spread over the line."""

    parts: Sequence[str]
    align: str
    is_bold: bool
    is_ruled: bool

    @property
    def text(self) -> str:
        return " ".join(self.parts)


_ALIGNS = {"center": "center", "right": "right", "end": "right"}


def lines_of(made: Any) -> list[Line]:
    """The words of a poured template in their order, head and foot included."""
    return [_line(one) for part in parts_of(made.docx) for one in part.iter(qn("w:p"))]


def _line(paragraph: Any) -> Line:
    set_so = paragraph.find(qn("w:pPr"))
    jc = set_so.find(qn("w:jc")) if set_so is not None else None
    is_ruled = set_so is not None and set_so.find(qn("w:pBdr")) is not None
    bold = any(mark.get(qn("w:val")) not in {"0", "false"} for mark in paragraph.iter(qn("w:b")))
    align = _ALIGNS.get(jc.get(qn("w:val")) if jc is not None else "", "left")
    return Line("".join(_pieces(paragraph)).split("\t"), align, bold, is_ruled)


def _pieces(paragraph: Any) -> Iterator[str]:
    for piece in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if piece.tag == qn("w:t"):
            yield piece.text or ""
        elif piece.getparent().tag == qn("w:r"):  # a tab stop of the style is no tab
            yield "\t" if piece.tag == qn("w:tab") else "\n"


def made(letter: Letter, clear: Mapping[str, str], *, door: str) -> Any:
    """The letter poured into the template it was issued by."""
    return poured(content(letter, clear, door=door), version(letter.template, letter.language))


def word(made_letter: Any) -> bytes:
    """As a Word file, which names nobody as its author and has no title."""
    for name in (
        "author",
        "title",
        "subject",
        "keywords",
        "comments",
        "category",
        "last_modified_by",
    ):
        setattr(made_letter.docx.core_properties, name, "")
    return saved(made_letter)


def pdf(letter: Letter, made_letter: Any, *, door: str) -> bytes:
    document = {
        "language": letter.language,
        "number": letter.number,
        "lines": [asdict(line) for line in lines_of(made_letter)],
    }
    return typeset(LAYOUT.read_bytes(), document, code=_standing_alone(drawn(door)))


def _standing_alone(picture: str) -> bytes:
    return picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()


def sample(template: bytes) -> bytes:
    """What comes out of a template, with sample words."""
    return saved(poured(SAMPLE, template))


def why_not_use(template: bytes) -> str | None:
    """Why this file cannot be the template of a letter; it is tried out with sample words."""
    left_out = _("Without the tag {{ %(tag)s }} nobody could verify the letter. Put it in.")
    must_hold = {SAMPLE[tag]: left_out % {"tag": tag} for tag in _MUST_HOLD}
    must_hold[SAMPLE["name"]] = _(
        "The letter says nobody's name: put in the tag {{ name }}, or the prepared text."
    )
    if refusal := why_not_pour(SAMPLE, template, must_hold=must_hold):
        return refusal
    made_sample = poured(SAMPLE, template)
    told = [line.text for line in lines_of(made_sample)]
    properties = docx.Document(io.BytesIO(template)).core_properties
    told += [properties.title, properties.subject, properties.keywords, properties.comments]
    found = NEVER.search("\n".join(told))
    if found:
        return _("No letter says why the person has it. Take out “%(word)s”.") % {
            "word": found.group()
        }
    return None
