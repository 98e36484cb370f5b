"""Trying out a template before it is kept: a fault is named in a sentence, by its tag."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dayaq.kernel.word import LARGEST, told_plainly, why_not_pour
from dayaq.reporting.editions import sample
from dayaq.reporting.editions.document import compose

if TYPE_CHECKING:
    from dayaq.access.refusal import Refusal

__all__ = ["LARGEST", "told_plainly", "why_not_use"]


def why_not_use(content: bytes, language: str) -> "Refusal | None":
    """Why this file cannot be the template in that language, or None when a sample comes out."""
    left_out = _(
        "The template leaves out the text of the measures: the tag {{ one.text }} is missing."
    )
    sampled = compose(sample.SNAPSHOT, language)
    return why_not_pour(sampled, content, must_hold={sample.LAW: left_out})
