"""Coded values as people read them: `control-method@2.0:DebtBondage` in the words of its list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dayaq.cases.models.coded import Coded, CodedList
from dayaq.cases.models.texts import in_order
from dayaq.directory.models import Code, Language
from dayaq.kernel.text import sort_key

if TYPE_CHECKING:
    from dayaq.cases.models.texts import ConsentText

CODED = (Coded, CodedList)
ALPHABETICAL = 40
"""From so many codes on (countries) they are looked for by name; shorter lists keep their order."""


def written(code: Code) -> str:
    """The value that a record keeps: list, version and code, so that it says by itself what it means."""
    return f"{code.list.code}@{code.list.version}:{code.code}"


@dataclass(frozen=True)
class Codes:
    """The lists that a page or form needs, asked for in one query."""

    lists: frozenset[str]

    @classmethod
    def of(cls, *models: type[Any]) -> "Codes":
        """The lists that the fields of these models draw on."""
        fields = (f for model in models for f in model._meta.concrete_fields)
        return cls(frozenset(f.list_code for f in fields if isinstance(f, CODED)))

    @cached_property
    def _all(self) -> list[Code]:
        rows = Code.objects.filter(list__code__in=sorted(self.lists)).select_related("list")
        return list(rows.order_by("list__code", "-list_id", "position", "code"))

    @cached_property
    def _words(self) -> dict[str, str]:
        name = "name_en" if get_language() == Language.EN else "name_az"
        rows = Code.objects.filter(list__code__in=sorted(self.lists)).order_by()
        told = rows.values_list("list__code", "list__version", "code", name)
        return {f"{listed}@{version}:{code}": words for listed, version, code, words in told}

    def said(self, value: str) -> str:
        """A value in the words of its list; a value of an unknown list as it stands."""
        return self._words.get(value, value)

    def choices(
        self, list_code: str, *, on: date, kept: Iterable[str] = ()
    ) -> list[tuple[str, str]]:
        """What may be chosen on that day, of the newest version; what a record holds stays choosable."""
        kept = set(kept)
        newest = next((c.list_id for c in self._all if c.list.code == list_code), None)
        found = [
            (written(code), code.name)
            for code in self._all
            if code.list.code == list_code
            and (written(code) in kept or (code.list_id == newest and code.holds_on(on)))
        ]
        return (
            sorted(found, key=lambda one: sort_key(one[1])) if len(found) > ALPHABETICAL else found
        )


class Languages:
    """The names of languages, asked for once in a page."""

    LIST = "language"

    def __init__(self) -> None:
        self._codes = Codes(frozenset({self.LIST}))

    @cached_property
    def _names(self) -> dict[str, str]:
        """By plain code; of several versions of the list the newest says the name."""
        return {code.code: str(code.name) for code in reversed(self._codes._all)}

    def name(self, language: str) -> str:
        return self._names.get(language, language)

    def said(self, text: "ConsentText") -> str:
        """A text of consent by its language and version."""
        named = _("%(language)s, version %(version)s")
        return named % {"language": self.name(text.language), "version": text.version}

    def choices(self, *, on: date) -> list[tuple[str, str]]:
        """Plain codes and names, those first that most people speak."""
        found = {
            value.rpartition(":")[2]: name for value, name in self._codes.choices(self.LIST, on=on)
        }
        return sorted(found.items(), key=lambda one: in_order(one[0]))
