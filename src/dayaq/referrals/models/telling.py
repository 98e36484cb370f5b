"""What was told, as people read it: each answer by its question, codes in the words of their lists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dayaq.cases.models import Coded, CodedList
from dayaq.cases.models.codes import Codes
from dayaq.referrals.models.referrals import Told
from dayaq.vault.sealing import SealedField


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and what was answered, in words; long ones keep their lines."""

    name: str
    label: str
    words: str
    is_long: bool


def codes_of_told() -> Codes:
    return Codes.of(Told)


def label_of(name: str) -> str:
    field: Any = Told._meta.get_field(name)
    return str(capfirst(str(field.verbose_name)))


def answers(
    told: Told, clear: Mapping[str, str], codes: Codes, names: Iterable[str]
) -> Iterator[Answer]:
    """The answers that were given, in the order of their names."""
    for name in names:
        words = _said(told, clear, codes, name)
        if words:
            is_long = getattr(Told._meta.get_field(name), "kind", "") == "text"
            yield Answer(name, label_of(name), words, is_long)


def _said(told: Told, clear: Mapping[str, str], codes: Codes, name: str) -> str:
    field: Any = Told._meta.get_field(name)
    if isinstance(field, SealedField):
        words = clear.get(name, "")
        return ".".join(reversed(words.split("-"))) if field.kind == "date" else words
    value = getattr(told, name)
    if isinstance(field, CodedList):
        return ", ".join(codes.said(one) for one in value)
    if isinstance(field, Coded):
        return codes.said(value) if value else ""
    if isinstance(value, bool):
        return _("Yes") if value else (_("No") if field.null else "")
    if field.choices:
        return str(dict(field.flatchoices).get(value, "")) if value else ""
    return "" if value is None else str(value)
