"""An edition from snapshot to files, step by step."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.directory.models import Language
from dayaq.reporting.actions.editions import Made, finish_edition
from dayaq.reporting.editions import pdf, sheet, snapshot, word
from dayaq.reporting.editions.document import Document, compose
from dayaq.reporting.models import Edition, EditionTemplate

if TYPE_CHECKING:
    from dayaq.accounts.models import User

LANGUAGES = ("az", "en")
"""The text of the law stays as it was adopted in both."""

FORMATS = {"docx": word.WORD, "pdf": pdf.PDF, "xlsx": sheet.EXCEL}
"""The forms of an edition, and how each is named to a browser."""

FILES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}

STEPS = 2 + len(LANGUAGES) * len(FORMATS)


def template_of(language: str) -> tuple[bytes, EditionTemplate | None]:
    """The template in use: the last uploaded one, or None with the one that was shipped."""
    uploaded = EditionTemplate.objects.of(language).first()
    if uploaded is None:
        return word.shipped(language), None
    return bytes(uploaded.content), uploaded


def carry_out(
    edition: Edition,
    *,
    by: "User | None",
    at: datetime,
    say: Callable[[str], None] = lambda _text: None,
) -> Edition:
    """Take the snapshot, render every file, and keep all of it in one transaction.

    `say` hears each step before it is done, and may raise to stop. A run that ends early leaves
    nothing behind.
    """
    say(_("Gathering the year"))
    previous = Edition.objects.before(edition.cycle)
    taken = snapshot.take(edition.cycle, at, number=edition.number, previous=previous)
    made: list[Made] = []
    for language in LANGUAGES:
        document = compose(taken, language)
        for form in FORMATS:
            say(f"{FILES[form]}, {Language(language).label}")
            made.append(render(document, language, form))
    say(_("Keeping the files"))
    return finish_edition(edition, snapshot=taken, previous=previous, files=made, by=by, at=at)


def render(document: Document, language: str, form: str) -> Made:
    """One file of the document; Word by the template in use."""
    if form == "docx":
        content, template = template_of(language)
        return Made(language, form, word.render(document, content), template)
    content = pdf.render(document) if form == "pdf" else sheet.render(document)
    return Made(language, form, content)
