"""A fragment of a template that a page shows hundreds of times: drawn once, printed with other words."""

import re
from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_MARK = "90071992547409{:02}"
"""Digits stand unchanged in texts, attributes and addresses, and nobody has so many of anything."""


class Stamp:
    """The fragment with places left open for `changing`; everything else is the `same` each time.

    The template may print what changes, and hand it to `url`; it cannot ask what it is.
    """

    def __init__(self, template: str, changing: Sequence[str], **same: object) -> None:
        names = {_MARK.format(number): name for number, name in enumerate(changing)}
        marks = {name: mark for mark, name in names.items()}
        drawn = render_to_string(template, {**same, **marks}).strip()
        cut = re.split(f"({'|'.join(names)})", drawn)
        self._between = cut[::2]
        self._places = [names[mark] for mark in cut[1::2]]

    def printed(self, **words: str | int) -> SafeString:
        """The fragment with these words in their places, escaped."""
        said = {name: escape(word) for name, word in words.items()}
        parts = [self._between[0]]
        for place, after in zip(self._places, self._between[1:], strict=True):
            parts += (said[place], after)
        return mark_safe("".join(parts))  # noqa: S308 - drawn by a template, or escaped
