"""How cells about bodies, measures and words are read, in whichever sheet of these rooms they stand."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dayaq.directory.models import Body
from dayaq.imports.sheets import Named, Wrong, plain
from dayaq.indicators.clauses import clauses


def bodies() -> Named:
    """By every name that they have or had, and by their code."""
    for body in Body.objects.to_choose_from():
        names = [name for one in body.names.all() for name in (one.full, one.short)]
        yield [body.name, *names, body.code], body


def measures() -> Named:
    for clause in clauses():
        yield [clause.number], clause.number


@dataclass(frozen=True)
class Verbatim:
    """Words as the document has them, with their paragraphs."""

    most: int = 10_000

    @property
    def told(self) -> str:
        return _("The words of the document, at most %(most)s letters") % {"most": self.most}

    def __call__(self, cell: Any) -> str:
        text = plain(cell).strip()
        if "\x00" in text:
            raise Wrong(_("This cell holds a sign that no text has."))
        if len(text) > self.most:
            raise Wrong(
                _("At most %(most)s letters; this cell has %(count)s.")
                % {"most": self.most, "count": len(text)}
            )
        return text
