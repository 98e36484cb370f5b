"""What a sheet of many rows consists of: its columns, how each cell is read, and what takes the rows.

A room says `register(Sheet(…))` in its `AppConfig.ready`; the pages, the template to download, the
reading with remarks and the storing are then here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from dayaq.access.permissions import Permission, holds
from dayaq.kernel.text import fold

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from dayaq.accounts.models import User
    from dayaq.directory.models import Body

Phrase: TypeAlias = "str | _StrPromise"
LANGUAGES = ("az", "en")
"""The languages in which the titles of columns are understood."""


class Wrong(ValueError):
    """A cell that cannot be taken; the message is a sentence for whoever filled it in."""


class Read(Protocol):
    """How a cell becomes a value. Raises Wrong. What it allows is told in the template."""

    def __call__(self, cell: Any) -> Any: ...

    @property
    def told(self) -> str: ...


@dataclass(frozen=True)
class Text:
    """Words, as they stand; at most so many letters."""

    most: int = 300

    @property
    def told(self) -> str:
        return _("Text of at most %(most)s letters") % {"most": self.most}

    def __call__(self, cell: Any) -> str:
        text = " ".join(plain(cell).split())
        if "\x00" in text:
            raise Wrong(_("This cell holds a sign that no text has."))
        if len(text) > self.most:
            raise Wrong(
                _("At most %(most)s letters; this cell has %(count)s.")
                % {"most": self.most, "count": len(text)}
            )
        return text


@dataclass(frozen=True)
class Whole:
    """A whole number that is not negative."""

    most: int = 1_000_000

    @property
    def told(self) -> str:
        return _("A whole number from 0 on")

    def __call__(self, cell: Any) -> int:
        said = plain(cell).replace("\u00a0", "").replace(" ", "")
        try:
            number = float(said.replace(",", "."))
        except ValueError:
            raise Wrong(
                _("“%(cell)s” is not a number. Enter digits only.") % {"cell": said[:40]}
            ) from None
        if isinstance(cell, bool | date) or not number.is_integer():
            raise Wrong(_("“%(cell)s” is not a whole number.") % {"cell": said[:40]})
        if not 0 <= number <= self.most:
            raise Wrong(_("Enter a number from 0 to %(most)s.") % {"most": self.most})
        return int(number)


@dataclass(frozen=True)
class Amount:
    """An amount of money that is not negative, with at most two places."""

    most: Decimal = Decimal("999999999999.99")

    @property
    def told(self) -> str:
        return _("An amount from 0 on, with at most two places")

    def __call__(self, cell: Any) -> Decimal:
        said = plain(cell).replace("\u00a0", "").replace(" ", "").replace(",", ".")
        try:
            amount = Decimal(said)
        except InvalidOperation:
            amount = Decimal("NaN")
        if isinstance(cell, bool | date) or not amount.is_finite():
            raise Wrong(_("“%(cell)s” is not a number. Enter digits only.") % {"cell": said[:40]})
        if not 0 <= amount <= self.most or amount != round(amount, 2):
            raise Wrong(_("Enter an amount from 0 on, with at most two places."))
        return round(amount, 2)


@dataclass(frozen=True)
class Link(Text):
    """An address in the web."""

    @property
    def told(self) -> str:
        return _("An address that begins with https:// or http://")

    def __call__(self, cell: Any) -> str:
        address = super().__call__(cell)
        try:
            URLValidator(schemes=("http", "https"))(address)
        except ValidationError:
            raise Wrong(
                _("“%(cell)s” is no address that begins with https:// or http://.")
                % {"cell": address[:40]}
            ) from None
        return address


@dataclass(frozen=True)
class Day:
    """A day of the calendar, as Excel has it or as people write it."""

    written = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y")

    @property
    def told(self) -> str:
        return _("A day, as 07.03.2024")

    def __call__(self, cell: Any) -> date:
        if isinstance(cell, datetime):
            return self._sensible(cell.date())
        if isinstance(cell, date):
            return self._sensible(cell)
        said = plain(cell)
        for form in self.written:
            try:
                day = datetime.strptime(said, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
            return self._sensible(day)
        raise Wrong(_("“%(cell)s” is not a day. Write it as 07.03.2024.") % {"cell": said[:40]})

    def _sensible(self, day: date) -> date:
        if not 1990 <= day.year <= 2100:
            raise Wrong(_("The year %(year)s cannot be meant.") % {"year": day.year})
        return day


Named = Iterable[tuple[Iterable[str], Any]]
"""Things with the names by which people may call them, the first of which is offered."""


@dataclass
class OneOf:
    """One thing of a list, called by any of its names in any spelling."""

    find: Callable[[], Named]
    what: Phrase

    @cached_property
    def _found(self) -> tuple[dict[str, Any], set[str], list[str]]:
        known: dict[str, Any] = {}
        doubtful: set[str] = set()
        offered: list[str] = []
        for called, thing in self.find():
            names = [name for name in called if name]
            offered.extend(names[:1])
            for key in {" ".join(fold(name).split()) for name in names}:
                if known.setdefault(key, thing) != thing:
                    doubtful.add(key)
        return known, doubtful, offered

    @cached_property
    def _read(self) -> dict[str, Any]:
        return {}

    @property
    def told(self) -> str:
        return str(self.what)

    @property
    def offered(self) -> list[str]:
        """What may be chosen, as the template lists it."""
        return self._found[2]

    def fresh(self) -> "OneOf":
        """For one file: what stands in the directory now, looked up once."""
        return OneOf(self.find, self.what)

    def __call__(self, cell: Any) -> Any:
        said = plain(cell)
        if said in self._read:
            return self._read[said]
        known, doubtful, _offered = self._found
        key = " ".join(fold(said).split())
        if key in doubtful:
            raise Wrong(_("“%(cell)s” may mean several. Write its code.") % {"cell": said[:100]})
        if key not in known:
            raise Wrong(
                _("“%(cell)s” is not in the list. See the sheet of choices in the template.")
                % {"cell": said[:100]}
            )
        self._read[said] = known[key]
        return known[key]


@dataclass
class Several:
    """Several things of a list, with semicolons between them."""

    one: OneOf

    @property
    def told(self) -> str:
        return _("%(what)s; several with semicolons between them") % {"what": self.one.told}

    def fresh(self) -> "Several":
        return Several(self.one.fresh())

    def __call__(self, cell: Any) -> list[Any]:
        parts = [part for part in plain(cell).split(";") if part.strip()]
        return list(dict.fromkeys(self.one(part) for part in parts))


def plain(cell: Any) -> str:
    """A cell as text: a number without the dot that Excel adds, a day as people write it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}"
    return str(cell).strip()


@dataclass(frozen=True)
class Column:
    """A column: the code by which the room knows it, its title, and how its cells are read."""

    code: str
    title: Phrase
    read: Any
    is_required: bool = False
    example: Phrase = ""
    note: Phrase = ""

    def titles(self) -> set[str]:
        """The title in every language, as it is recognised."""
        found = {fold(self.code)}
        for language in LANGUAGES:
            with override(language):
                found.add(" ".join(fold(str(self.title)).split()))
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """One row that could be read: its number in the sheet, and a value for each column or None."""

    number: int
    values: Mapping[str, Any]

    def __getitem__(self, code: str) -> Any:
        return self.values.get(code)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: in which row, in which column (empty for the row as a whole)."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rows came to: new ones, and those that stood there already."""

    stored: int
    known: int


class Faulty(Exception):
    """The rows do not fit what stands there; nothing of them is stored."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(f"{len(self.faults)} faults")


class Take(Protocol):
    """Stores all rows or none, within the transaction that is open. Raises Faulty.

    `is_trial` looks for faults and stores nothing.
    """

    def __call__(
        self,
        rows: Sequence[Row],
        *,
        body: "Body",
        by: "User",
        at: datetime,
        is_trial: bool,
    ) -> Outcome: ...


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: what its rows are, who may send them, and what stores them."""

    code: str
    title: Phrase
    lead: Phrase
    columns: tuple[Column, ...]
    keep: Permission
    take: Take
    register: str
    """The name of the address of the list to which the rows are added."""

    rows_per_file: int = field(default=100_000)

    def column(self, code: str) -> Column:
        return next(column for column in self.columns if column.code == code)


_KNOWN: dict[str, Sheet] = {}


def register(sheet: Sheet) -> None:
    """Called once, from the `AppConfig.ready` of the room whose rows they are."""
    _KNOWN[sheet.code] = sheet


def sheet_of(code: str) -> Sheet:
    """Raises KeyError for a kind that no room has registered."""
    return _KNOWN[code]


def way_in(code: str, user: "User") -> list[tuple[str, str]]:
    """The button of a list that leads to sending rows, for those who may."""
    if not holds(user, sheet_of(code).keep):
        return []
    return [(reverse("imports:send", args=[code]), _("Import from Excel"))]
