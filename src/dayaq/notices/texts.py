"""What each code of a notice says. Rooms register theirs when they are ready.

Texts are neutral: they go into e-mails and onto screens that others can see. They name a clause, a
number, a date; never a person, a case, or what the product is about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from dayaq.kernel.text import fold

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Phrase: TypeAlias = "str | _StrPromise"


@dataclass(frozen=True, slots=True)
class Text:
    """The few words over a notice, and its sentence with `%(name)s` for what is told."""

    subject: Phrase
    line: Phrase
    is_urgent: bool = False
    """Whether it is mailed at once, and not with the next morning's digest."""


NEWS = Text(_("News"), _("There is news for you."))
_GAP = re.compile(r"%\(\w+\)s")
_known: dict[str, Text] = {}
KNOWN = MappingProxyType(_known)


def register(code: str, subject: Phrase, line: Phrase, *, is_urgent: bool = False) -> None:
    """Say what a code means. Called from a room's `AppConfig.ready`, with lazy translations."""
    _known[code] = Text(subject, line, is_urgent)


def urgent_codes() -> list[str]:
    return [code for code, text in _known.items() if text.is_urgent]


def codes_saying(word: str) -> list[str]:
    """Codes whose text has the word, in the language of the moment, whatever the spelling."""
    wanted = fold(word)
    return [
        code
        for code, text in _known.items()
        if wanted in fold(str(text.subject)) or wanted in fold(_GAP.sub(" ", str(text.line)))
    ]


def subject(code: str) -> str:
    return str(_known.get(code, NEWS).subject)


def line(code: str, params: Mapping[str, Any]) -> str:
    """The sentence in the language of the moment; days are written as that language writes them."""
    told = {name: _shown(value) for name, value in params.items()}
    try:
        return str(_known.get(code, NEWS).line) % told
    except KeyError:  # told before its sentence asked for more
        return str(NEWS.line)


def kept(params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as they are stored: text and numbers as they are, days so that they stay days."""
    return {
        name: {"day": value.isoformat()[:10]}
        if isinstance(value, date)
        else value
        if isinstance(value, int)
        else str(value)
        for name, value in params.items()
    }


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return date_format(date.fromisoformat(value["day"]), "DATE_FORMAT")
    return str(value)
