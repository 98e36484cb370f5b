"""How desks spell Azerbaijani names: Latin, bare ASCII, Russian, the former Cyrillic, passport English.

Written from the practice of registry offices and passports, not from `vault.names`, whose work it is
to see through these spellings.
"""

from dataclasses import dataclass
from random import Random

Written = tuple[str, str, str]
"""Family, given name, patronymic; the last is empty where the style leaves it out."""


@dataclass(frozen=True)
class Told:
    """A name as the person says it: all in Azerbaijani, the father by his given name."""

    family: str
    given: str
    father: str
    is_woman: bool


def latin(told: Told) -> Written:
    """As the identity card has it: `Əliyeva Leyla Vaqif qızı`."""
    return told.family, told.given, f"{told.father} {'qızı' if told.is_woman else 'oğlu'}"


_ASCII = str.maketrans("əƏıIİğĞöÖüÜşŞçÇ", "eEiIIgGoOuUsScC")


def ascii_latin(told: Told) -> Written:
    """As a foreign keyboard has it: `Eliyeva Leyla Vaqif qizi`."""
    family, given, patronymic = (part.translate(_ASCII) for part in latin(told))
    return family, given, patronymic


_OLD = str.maketrans(
    "aəbcçdefgğhxıijkqlmnoöprsştuüvyz" + "AƏBCÇDEFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ",
    "аәбҹчдефҝғһхыижкглмноөпрсштуүвјз" + "АӘБҸЧДЕФҜҒҺХЫИЖКГЛМНОӨПРСШТУҮВЈЗ",
)


def old_cyrillic(told: Told) -> Written:
    """As birth certificates before 1992 have it: `Әлијева Лејла Вагиф гызы`."""
    family, given, patronymic = (part.translate(_OLD) for part in latin(told))
    return family, given, patronymic


# --- Russian --------------------------------------------------------------------------------------

_RUSSIAN = {
    "a": "а",
    "b": "б",
    "c": "дж",
    "ç": "ч",
    "d": "д",
    "e": "е",
    "f": "ф",
    "g": "г",
    "ğ": "г",
    "x": "х",
    "ı": "ы",
    "i": "и",
    "j": "ж",
    "k": "к",
    "l": "л",
    "m": "м",
    "n": "н",
    "o": "о",
    "p": "п",
    "r": "р",
    "s": "с",
    "ş": "ш",
    "t": "т",
    "u": "у",
    "v": "в",
    "z": "з",
}
_SOFTENED = "kgl"  # before ə and ü Russian writes я and ю


def russian(told: Told, chance: Random) -> Written:
    """As Russian papers have it: `Алиева Лейла Вагифовна`, now and then `Вагиф кызы`."""
    family, given, father = (
        _russian(part, chance) for part in (told.family, told.given, told.father)
    )
    if chance.random() < 0.3:
        son, daughter = chance.choice((("оглы", "кызы"), ("оглы", "гызы")))
        return family, given, f"{father} {daughter if told.is_woman else son}"
    joined = father[:-1] + "е" if father.endswith("ь") else father
    link = "ев" if joined[-1] in "аеиоуыэюя" else "ов"
    return family, given, joined + link + ("на" if told.is_woman else "ич")


def _russian(name: str, chance: Random) -> str:
    small = name.replace("I", "ı").replace("İ", "i").lower()
    spelled = ""
    for place, letter in enumerate(small):
        before = small[place - 1] if place else ""
        after = small[place + 1] if place + 1 < len(small) else ""
        if letter == before and letter in "mnslb" and chance.random() < 0.7:
            continue  # Мамедов, Абасов
        spelled += _russian_letter(letter, before, after, chance)
    return spelled[:1].upper() + spelled[1:]


_AFTER_Y = dict(zip("aəuüoöe", "яяююёёе", strict=True))
_EITHER = {  # letter and place → what is written now and then, how often, and what else
    ("ə", "soft"): ("я", 0.3, "а"),
    ("ə", ""): ("е", 0.25, "а"),
    ("ə", "first"): ("а", 1, "а"),
    ("ü", "soft"): ("ю", 1, "ю"),
    ("ü", ""): ("у", 1, "у"),
    ("ö", "first"): ("о", 1, "о"),
    ("ö", ""): ("ё", 0.2, "о"),
    ("e", "first"): ("э", 1, "э"),
    ("h", "last"): ("х", 1, "х"),
    ("h", ""): ("х", 0.35, "г"),
    ("q", "last"): ("к", 1, "к"),
    ("q", ""): ("к", 0.3, "г"),
    ("ı", ""): ("и", 0.4, "ы"),
    ("l", "closed"): ("ль", 0.6, "л"),
}


def _russian_letter(letter: str, before: str, after: str, chance: Random) -> str:
    if letter == "y":
        return _russian_y(before, after)
    if before == "y" and letter in _AFTER_Y:
        return _AFTER_Y[letter]
    places = {
        "first": not before,
        "last": not after,
        "soft": before != "" and before in _SOFTENED,
        "closed": after != "" and after not in "aəeıioöuüyl",
        "": True,
    }
    for place, is_here in places.items():
        if is_here and (letter, place) in _EITHER:
            now_and_then, often, else_ = _EITHER[letter, place]
            return now_and_then if chance.random() < often else else_
    return _RUSSIAN.get(letter, "")


def _russian_y(before: str, after: str) -> str:
    if after and after in "aəuüoöe":
        return "" if not before or before in "aəeıioöuüy" else "ъ" if before == "d" else "ь"
    return "й" if after != "y" else ""


# --- English --------------------------------------------------------------------------------------

_ENGLISH = {
    "ə": "a",
    "c": "j",
    "ç": "ch",
    "ğ": "gh",
    "x": "kh",
    "ı": "i",
    "ö": "o",
    "q": "g",
    "ş": "sh",
    "ü": "u",
    "j": "zh",
}


def passport(told: Told, chance: Random) -> Written:
    """As passports have it, without the father: `Aliyeva Leyla`."""
    return _english(told.family, chance), _english(told.given, chance), ""


def _english(name: str, chance: Random) -> str:
    small = name.replace("I", "ı").replace("İ", "i").lower()
    spelled = ""
    for letter in small:
        if letter == "ə" and chance.random() < 0.12:
            spelled += "e"
        elif letter == "ğ" and chance.random() < 0.4:
            spelled += "g"
        elif letter == "ı" and chance.random() < 0.2:
            spelled += "y"
        elif letter == "c" and chance.random() < 0.1:
            spelled += "dj"
        else:
            spelled += _ENGLISH.get(letter, letter)
    if chance.random() < 0.15:
        spelled = spelled.replace("iyev", "iev").replace("ayev", "aev")
    return spelled[:1].upper() + spelled[1:]


# --- slips ----------------------------------------------------------------------------------------

_NEAR = "aəeıiouüöbcçdfgğhxjklmnpqrsştvyz"


def with_slip(word: str, chance: Random) -> str:
    """The word with one letter changed, doubled away, added or swapped with its neighbour."""
    if len(word) < 3:
        return word
    while True:
        at = chance.randrange(len(word))
        kind = chance.randrange(4)
        letter = chance.choice(_NEAR)
        if kind == 0:
            slipped = word[:at] + letter + word[at + 1 :]
        elif kind == 1:
            slipped = word[:at] + word[at + 1 :]
        elif kind == 2:
            slipped = word[:at] + letter + word[at:]
        else:
            slipped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        if slipped != word:
            return slipped
