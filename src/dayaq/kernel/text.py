"""Azerbaijani text: casing, search keys, alphabetical order and ordinal endings.

Python's and PostgreSQL's own casing turn `I` into `i`; in Azerbaijani `I` pairs with `ı` and `İ`
with `i`. Everything that compares what people typed goes through this module.
"""

import unicodedata
from typing import Any

from django.db.models import CharField, F, Func, Value
from django.utils.functional import lazy
from django.utils.translation import get_language

ALPHABET = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
"""The Azerbaijani alphabet in its legal order (law of 25 December 1991)."""

_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(ALPHABET)}

# One letter for one letter, so that PostgreSQL's `translate` says exactly the same. Cyrillic stands
# for the former Azerbaijani script and for Russian spellings of the same names.
_FOLD_FROM = (
    "İIıƏəÇçĞğÖöŞşÜüАБВГҒДЕӘЖЗИЙЈКҜЛМНОӨПРСТУҮФХҺЧҸШЫЭабвгғдеәжзийјкҝлмноөпрстуүфхһчҹшыэЁёЦЩЪЬЮЯ"
)
_FOLD_TO = (
    "iiieeccggoossuuabvggdeejziyykglmnooprstuufxhccsieabvggdeejziyykglmnooprstuufxhccsieeeцщъьюя"
)
_FOLD = str.maketrans(_FOLD_FROM, _FOLD_TO)


def lower(text: str) -> str:
    """Lower case by Azerbaijani rules: `I` → `ı`, `İ` → `i`."""
    return text.replace("I", "ı").replace("İ", "i").lower()


def upper(text: str) -> str:
    """Upper case by Azerbaijani rules: `ı` → `I`, `i` → `İ`."""
    return text.replace("i", "İ").replace("ı", "I").upper()


def large_first(text: str) -> str:
    """With a large first letter, in the language of the moment: `ilk gün` → `İlk gün`, `item` → `Item`."""
    is_ours = (get_language() or "az").startswith("az")
    first = upper(text[:1]) if is_ours else text[:1].upper()
    return first + text[1:]


large_first_later: Any = lazy(large_first, str)
"""The same for words whose language is chosen later, as labels of forms are."""


def fold(text: str) -> str:
    """The form in which two spellings of one word meet: for searching, never for showing.

    `İCRAÇI`, `icraçı`, `icraci` and `ичрачы` give one key. Length is kept, letter for letter.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(c.lower() if c.isascii() else c for c in composed.translate(_FOLD))


def sort_key(text: str) -> tuple[str, str]:
    """A key that orders words as an Azerbaijani dictionary does. Strings order it in any database."""
    small = lower(unicodedata.normalize("NFC", text))
    return "".join(_RANK.get(c, f"~{c}" if c.isalpha() else f"!{c}") for c in small), text


class Fold(Func):
    """`fold`, told in SQL: `Model.objects.annotate(key=Fold("title")).filter(key__contains=fold(q))`."""

    function = "translate"
    template = (
        "lower(translate(normalize(%(expressions)s, NFC), '"
        + _FOLD_FROM
        + "', '"
        + _FOLD_TO
        + '\') COLLATE "C")'
    )
    output_field = CharField()

    def __init__(self, expression: str | F | Value | Func, **extra: Any) -> None:
        super().__init__(F(expression) if isinstance(expression, str) else expression, **extra)


_RANK_FROM = "".join(small + upper(small) for small in ALPHABET) + "wW"
_RANK_TO = "".join(chr(0xE000 + rank) * 2 for rank in range(len(ALPHABET) + 1))
"""Letters of no alphabet, one for each place in ours, so that the order of bytes is ours. `w` is last."""


class AzOrder(Func):
    """`sort_key`, told in SQL: `order_by(AzOrder("name"))`, whatever collations the server has."""

    function = "translate"
    template = (
        f"translate(normalize(%(expressions)s, NFC), '{_RANK_FROM}', '{_RANK_TO}') COLLATE \"C\""
    )
    output_field = CharField()

    def __init__(self, expression: str | F | Value | Func, **extra: Any) -> None:
        super().__init__(F(expression) if isinstance(expression, str) else expression, **extra)


_ORDINAL_OF_DIGIT = {
    0: "cı",
    1: "ci",
    2: "ci",
    3: "cü",
    4: "cü",
    5: "ci",
    6: "cı",
    7: "ci",
    8: "ci",
    9: "cu",
}
_ORDINAL_OF_TENS = {1: "cu", 2: "ci", 3: "cu", 4: "cı", 5: "ci", 6: "cı", 7: "ci", 8: "ci", 9: "cı"}


def ordinal(number: int) -> str:
    """The number with its Azerbaijani ordinal ending, as decrees write it: `1-ci`, `3-cü`, `10-cu`."""
    if number % 10:
        return f"{number}-{_ORDINAL_OF_DIGIT[number % 10]}"
    if number % 100:
        return f"{number}-{_ORDINAL_OF_TENS[number // 10 % 10]}"
    return f"{number}-{'cü' if number % 1000 else 'ci'}"  # yüz → yüzüncü, min → mininci


def clause_ordinal(clause: str) -> str:
    """A clause number with its ending, as the law cites it: `4.1.10-cu`, `4.2.6-cı`."""
    head, _, last = clause.rpartition(".")
    return f"{head}.{ordinal(int(last))}" if head else ordinal(int(last))
