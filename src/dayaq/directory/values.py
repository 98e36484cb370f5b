"""What may stand as the value of a parameter, by its kind: the form in which rules read it."""

import re
from calendar import monthrange
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from types import MappingProxyType

from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST = 1_000_000_000


class NotAValue(ValueError):
    """A text that no rule could read; says in a sentence what is expected instead."""


def normal(text: str, value_type: str, unit: str = "") -> str:
    """The text in the one form in which it is stored: `+030` → `30`, `bəli` → `true`.

    Raises NotAValue for anything else than a value of that kind.
    """
    text = text.strip().replace("−", "-")
    if not text:
        raise NotAValue(_("Enter a value."))
    value = _KINDS.get(value_type, str)(text)
    if unit == "percent" and not 0 <= Decimal(value) <= 100:
        raise NotAValue(_("A percentage lies between 0 and 100."))
    if value_type in {"integer", "decimal"} and Decimal(value) < 0:
        raise NotAValue(_("This value cannot be negative."))
    return value


def _integer(text: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        raise NotAValue(_("Enter a whole number, for example 30."))
    return str(int(text))


def _decimal(text: str) -> str:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > MOST:
        raise NotAValue(_("Enter a number, for example 400 or 12.50."))
    return f"{number:f}"


def _boolean(text: str) -> str:
    word = text.replace("İ", "i").lower()
    if word in {"true", "yes", "bəli", "hə", "1"}:
        return "true"
    if word in {"false", "no", "xeyr", "yox", "0"}:
        return "false"
    raise NotAValue(_("Enter “yes” or “no”."))


def _fraction(text: str) -> str:
    found = re.fullmatch(r"([0-9]{1,4})\s*/\s*([0-9]{1,4})", text)
    if not found or int(found[2]) == 0 or not 0 < Fraction(int(found[1]), int(found[2])) <= 1:
        raise NotAValue(_("Enter a share that is not more than one, for example 2/3."))
    return f"{int(found[1])}/{int(found[2])}"


def _month_day(text: str) -> str:
    found = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", text)
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2023, month)[1]:
        raise NotAValue(_("Enter the month and the day, for example 01-20 for 20 January."))
    return f"{month:02d}-{day:02d}"


def _body(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise NotAValue(_("Enter the code of a body, as its page in the directory shows it."))
    return text


def _integer_list(text: str) -> str:
    numbers = [_integer(part.strip()) for part in text.split(",")]
    if len(set(numbers)) != len(numbers):
        raise NotAValue(_("Each number may stand only once."))
    return ",".join(sorted(numbers, key=int))


_KINDS: MappingProxyType[str, Callable[[str], str]] = MappingProxyType(
    {
        "integer": _integer,
        "decimal": _decimal,
        "boolean": _boolean,
        "fraction": _fraction,
        "month_day": _month_day,
        "integer_list": _integer_list,
        "body": _body,
    }
)

HINTS = MappingProxyType(
    {
        "integer": gettext_lazy("A whole number, for example 30."),
        "decimal": gettext_lazy("A number, for example 400 or 12.50."),
        "boolean": gettext_lazy("“yes” or “no”."),
        "fraction": gettext_lazy("A share, for example 2/3."),
        "month_day": gettext_lazy("Month and day, for example 01-20 for 20 January."),
        "integer_list": gettext_lazy(
            "Whole numbers with commas between them, for example -7,-1,7."
        ),
        "body": gettext_lazy("The code of a body, for example mia-anti-trafficking."),
    }
)

UNITS = MappingProxyType(
    {
        "minutes": gettext_lazy("minutes"),
        "hours": gettext_lazy("hours"),
        "days": gettext_lazy("days"),
        "working_days": gettext_lazy("working days"),
        "months": gettext_lazy("months"),
        "percent": gettext_lazy("per cent"),
        "megabytes": gettext_lazy("megabytes"),
        "count": gettext_lazy("in number"),
        "bool": "",
        "date": "",
    }
)


def told(value: str, value_type: str) -> str:
    """A stored value as a person reads it: `true` → `yes`, `01-20` → `20 January`."""
    if value_type == "boolean":
        return _("yes") if value == "true" else _("no")
    if value_type == "month_day":
        month, _dash, day = value.partition("-")
        return f"{int(day)} {MONTHS_ALT.get(int(month), MONTHS[int(month)])}"
    if value_type == "integer_list":
        return value.replace(",", ", ").replace("-", "−")
    return value
