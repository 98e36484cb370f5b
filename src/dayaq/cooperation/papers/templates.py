"""By which template a paper is made: the ministry's newest, else the one that was shipped."""

from pathlib import Path

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from dayaq.cooperation.models import PaperTemplate
from dayaq.cooperation.papers import samples
from dayaq.cooperation.states import Paper
from dayaq.kernel.word import poured, saved, why_not_pour

DATA = Path(__file__).parents[1] / "data"
LANGUAGES = ("az", "en")
SHIPPED = 1
"""The number of the template that came with the product; uploaded ones go on from there."""


def shipped(paper: Paper, language: str) -> bytes:
    return (DATA / f"{paper.value}-{language}.docx").read_bytes()


def in_use(paper: Paper, language: str) -> bytes:
    newest = PaperTemplate.objects.of(paper, language).first()
    return bytes(newest.content) if newest else shipped(paper, language)


def language_of_paper() -> str:
    """Papers are made in the reader's language where there is a template, else in Azerbaijani."""
    language = (get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def made(paper: Paper, language: str, content: dict[str, object]) -> bytes:
    """The paper as a Word file. Raises jinja2's errors for a template with a broken tag."""
    return saved(poured(content, in_use(paper, language)))


def why_not_use(paper: Paper, language: str, content: bytes) -> str | None:
    """Why this file cannot be the template of the paper; it is tried out with sample content."""
    with override(language):
        sample = samples.of(paper)
    left_out = _("The template leaves out what the paper is for: the tag {{ %(tag)s }} is missing.")
    must_hold = {words: left_out % {"tag": tag} for words, tag in samples.ESSENTIAL[paper].items()}
    return why_not_pour(sample, content, must_hold=must_hold)
