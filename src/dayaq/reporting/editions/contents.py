"""The list of contents: Word's own field, already filled in with the headings that are there."""

import copy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LEVELS = {"Heading1": 1, "Heading2": 2}


def list_headings(body: Any) -> None:
    """Fill the field of contents with entries that point at the headings.

    The page numbers are Word's to find: the field is marked as stale, and Word works it out when
    the file is opened. A template without the field stays as it is.
    """
    found = _field(body)
    if found is None:
        return
    first, last = found
    entries = [_marked(paragraph, number) for number, paragraph in enumerate(_headings(body), 1)]
    if not entries:
        return
    for number, (level, text, mark) in enumerate(entries):
        entry = _entry(level, text, mark)
        if number == 0:
            _insert(entry, first, at_start=True)
        if number == len(entries) - 1:
            _insert(entry, last, at_start=False)
        first[0].getparent().addprevious(entry)
    holder = first[0].getparent()
    holder.getparent().remove(holder)


def _field(body: Any) -> tuple[list[Any], list[Any]] | None:
    """The runs that open and those that close the field, where it stands in one paragraph."""
    for paragraph in body.iter(qn("w:p")):
        runs = list(paragraph.iter(qn("w:r")))
        kinds = [_kind(run) for run in runs]
        if "TOC" in kinds and "separate" in kinds and kinds[-1] == "end":
            opening = runs[kinds.index("begin") : kinds.index("separate") + 1]
            return opening, runs[-1:]
    return None


def _kind(run: Any) -> str:
    mark = run.find(qn("w:fldChar"))
    if mark is not None:
        return str(mark.get(qn("w:fldCharType")))
    instruction = run.find(qn("w:instrText"))
    if instruction is not None and (instruction.text or "").strip().startswith("TOC"):
        return "TOC"
    return ""


def _headings(body: Any) -> list[Any]:
    return [
        paragraph
        for paragraph in body.iter(qn("w:p"))
        if (style := paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) is not None
        and style.get(qn("w:val")) in LEVELS
    ]


def _marked(paragraph: Any, number: int) -> tuple[int, str, str]:
    """The heading's level and words, with a bookmark put round it for the entry to point at."""
    mark = f"_Toc{number:09d}"
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(9000 + number))
    start.set(qn("w:name"), mark)
    properties = paragraph.find(qn("w:pPr"))
    properties.addnext(start)
    paragraph.append(end)
    style = properties.find(qn("w:pStyle")).get(qn("w:val"))
    text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
    return LEVELS[style], text, mark


def _entry(level: int, text: str, mark: str) -> Any:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    style = OxmlElement("w:pStyle")
    style.set(qn("w:val"), f"toc{level}")
    properties.append(style)
    paragraph.append(properties)
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), mark)
    link.set(qn("w:history"), "1")
    link.append(_run(text))
    paragraph.append(link)
    return paragraph


def _run(text: str) -> Any:
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = text
    run.append(words)
    return run


def _insert(entry: Any, runs: list[Any], *, at_start: bool) -> None:
    copies = [copy.deepcopy(run) for run in runs]
    if at_start:
        copies[0].find(qn("w:fldChar")).set(qn("w:dirty"), "true")
        for offset, run in enumerate(copies):
            entry.insert(1 + offset, run)
    else:
        for run in copies:
            entry.append(run)
