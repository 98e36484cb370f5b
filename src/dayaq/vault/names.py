"""Names as people spell them: one skeleton for the spellings of one name in four scripts.

`Əliyev`, `Eliyev`, `Aliyev`, `Aliev`, `Алиев` and `Әлијев` are one family. A skeleton is for finding,
never for showing, and it is deliberately blunt: what it brings together is told apart again when the
people found are compared (`vault.likeness`).
"""

import re
import unicodedata
from functools import lru_cache

from dayaq.kernel.text import fold

# Letters that stand for two sounds, or for none. The rest `kernel.text.fold` turns one for one.
_SOUNDS = str.maketrans(
    {
        "ё": "yo",
        "ю": "yu",
        "я": "ya",
        "ц": "ts",
        "щ": "ş",
        "ь": None,
        "ъ": None,
        "і": "i",
        "ї": "yi",
        "є": "e",
        "ґ": "г",
        "ў": "u",
        "қ": "q",
        "ғ": "ğ",
        "ҳ": "h",
        "ң": "n",
        "ұ": "u",
        "ñ": "n",
        "ň": "n",
        "ž": "j",
        "š": "ş",
        "č": "ç",
        "ý": "y",
        "ā": "a",
        "â": "a",
        "î": "i",
        "û": "u",
        "ß": "ss",
    }
)
_MARKED = re.compile(r"[^a-z]+")

_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("w", "v"),
        ("ph", "f"),
        ("s[hx]+", "s"),  # sh, and the s + h of İshaq, which Russian writes sx
        ("z[hx]+", "c"),  # zh; dzh in its last two letters
        ("ch", "c"),
        ("j", "c"),
        ("[dt]c", "c"),  # дж, dj, tch
        ("oo|ou", "u"),
        ("ee", "i"),
        ("[qkgxh]+", "g"),  # Qasım, Kasum, Гасым; Xəlil, Khalil; Həsən, Гасан
        ("gt", "gd"),  # Mehdi, Мехти
        ("gp", "gb"),  # Əkbər, Акпер
        ("(?<![aeiouy])yy(?=[aeou])", "iy"),  # Hajyyev
        ("y(?=ev$|eva$|evic$|evna$)", ""),  # Musayev, Мусаев
        ("(?<![aeou])y+(?=[aeiou])", ""),  # the glide: Əliyev, Yusif, Гюльнара
        ("y+", "i"),
        ("[ea]+", "a"),
        (r"(.)\1+", r"\1"),
    )
)
_FAMILY = re.compile(
    r"(?<=..)(?:(?:ov|off?|y?ev)a?|z[ae]d(?:a|e|eg)|sg(?:i|iy|aya)|ogl[uiy]|giz[iy])$"
)
_OF_A_PLACE = re.compile(r"(?<=...)l[iuy]$")
_BORN_OF = re.compile(r"(?<=..)(?:(?:o|y?e)(?:vic|vna)|ogl[uiy]|giz[iy]|ic)$")

SON_OR_DAUGHTER = frozenset({"oglu", "ogli", "ogl", "o", "giz", "gizi", "g"})
"""What stands after the father's name, as `sound` spells it: oğlu, qızı, оглы, кызы, o., q."""


@lru_cache(maxsize=200_000)
def letters(word: str) -> str:
    """The word in plain small Latin letters, whatever its script; marks and signs are dropped."""
    small = unicodedata.normalize("NFC", word).replace("I", "ı").replace("İ", "i").lower()
    latin = fold(small.translate(_SOUNDS))
    bare = unicodedata.normalize("NFD", latin)
    return _MARKED.sub("", bare)


def _sound(plain: str, *, upto: int | None = None) -> str:
    for pattern, sound in _SPELLINGS[:upto]:
        plain = pattern.sub(sound, plain)
    return plain


_BEFORE_VOWELS = len(_SPELLINGS) - 4
"""As many spellings are read before endings are looked for, while `e` and `y` still tell."""


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The form in which all spellings of a name meet, its endings kept: `Ələkbər` → `alagbar`."""
    return _sound(letters(word))


@lru_cache(maxsize=200_000)
def stem(family: str) -> str:
    """The skeleton of a family name without what gender or fashion adds.

    Məmmədov, Məmmədova, Məmmədzadə and Məmmədli give one stem. An ending is taken off only where
    a name remains.
    """
    plain = _sound(letters(family), upto=_BEFORE_VOWELS)
    for ending in (_FAMILY, _OF_A_PLACE):
        bare = ending.sub("", plain)
        if bare != plain:
            plain = bare
            break
    return _sound(plain)


@lru_cache(maxsize=200_000)
def father(patronymic: str) -> str:
    """The skeleton of the father's name in a patronymic: `Vaqif oğlu`, `Вагифович` → `vagif`."""
    kept = [word for word in patronymic.split() if _sound(letters(word)) not in SON_OR_DAUGHTER]
    plain = _sound(letters("".join(kept)), upto=_BEFORE_VOWELS)
    bare = _BORN_OF.sub("", plain)
    return _sound(bare)


def is_patronymic(word: str) -> bool:
    """Whether the word by itself says that it is a father's name: `Вагифович`, `Vaqifqızı`."""
    return bool(_BORN_OF.search(_sound(letters(word), upto=_BEFORE_VOWELS)))


def is_family(word: str) -> bool:
    """Whether the word ends as family names do."""
    return bool(_FAMILY.search(_sound(letters(word), upto=_BEFORE_VOWELS)))
