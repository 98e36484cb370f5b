"""Spellings of one name meet; names that differ do not."""

from random import Random

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.portal.demonstration import spelling
from dayaq.portal.demonstration.crowd import Crowd, Told, women_form
from dayaq.vault import names

CROWD = Crowd()


@pytest.mark.parametrize(
    "spellings",
    [
        "Əliyev Eliyev Aliyev Алиев Әлијев Aliev ALİYEV ƏLİYEVA Алиева Əlizadə",
        "Hüseynov Гусейнов Һүсејнов Huseynov Husseinov Hüseynova Guseynov Hüseynli",
        "Cəfərov Джафаров Jafarov Cafarov Djafarov Ҹәфәров Dzhafarov",
        "Musayev Мусаев Мусајев Musaev",
        "Qasımov Гасымов Касимов Gasimov Gasymov Kasimov",
        "Xəlilov Халилов Khalilov Xelilov Хәлилов",
        "Hacıyev Гаджиев Hajiyev Haciyev Һаҹыјев Gadzhiev Hajyyev",
        "Məmmədov Мамедов Mammadov Memmedov Мәммәдов Məmmədli Мамедова",
        "Quliyev Гулиев Кулиев Guliyev Гулијев",
        "Abbaszadə Аббасзаде Abbaszade Abbaszada Abbaszadeh",
    ],
)
def test_the_spellings_of_a_family_meet(spellings):
    assert len({names.stem(one) for one in spellings.split()}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        "Hüseyn Гусейн Һүсејн Huseyn Hussein Husein",
        "Gülnarə Гюльнара Gulnara Ҝүлнарә Gulnare",
        "Ülviyyə Ульвия Ulviyya Ulviya Үлвијјә",
        "Sevinc Севиндж Sevinj Севинҹ",
        "Xəyyam Хайям Khayyam Xeyyam",
        "İsmayıl Исмаил Ismayil Исмајыл ISMAYIL",
        "Əkbər Акпер Акбер Akbar Әкбәр",
        "Mehdi Мехти",
        "İshaq Исхак Ishaq",
    ],
)
def test_the_spellings_of_a_given_name_meet(spellings):
    assert len({names.skeleton(one) for one in spellings.split()}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        "Vaqif oğlu|Вагифович|Вагиф оглы|Vagif oglu|Vaqif|Вагифовна|Vaqif qızı|Vaqifoğlu|Vagif kizi",
        "Əli oğlu|Алиевич|Алиевна|Али оглы|Әли оғлу",
        "Musa oğlu|Мусаевич|Musa o.",
        "Heydər qızı|Гейдаровна|Һејдәр гызы",
    ],
)
def test_the_father_is_found_in_a_patronymic(spellings):
    assert len({names.father(one) for one in spellings.split("|")}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Əliyev", "Vəliyev"), ("Həsənov", "Hüseynov"), ("Rəhimov", "İbrahimov"), ("Musa", "İsa")],
)
def test_different_families_stay_apart(one, other):
    assert names.stem(one) != names.stem(other)


def test_nearly_all_people_have_one_skeleton_in_every_script():
    chance = Random(7)
    missed = total = 0
    for _ in range(3000):
        is_woman = chance.random() < 0.5
        family = CROWD.families.draw(chance)
        told = Told(
            women_form(family) if is_woman else family,
            (CROWD.women if is_woman else CROWD.men).draw(chance),
            CROWD.men.draw(chance),
            is_woman,
        )
        sought = names.stem(told.family), names.skeleton(told.given), names.skeleton(told.father)
        for written in (
            spelling.latin(told),
            spelling.ascii_latin(told),
            spelling.russian(told, chance),
            spelling.old_cyrillic(told),
            spelling.passport(told, chance),
        ):
            found = names.stem(written[0]), names.skeleton(written[1]), names.father(written[2])
            total += 1
            missed += found[:2] != sought[:2] or found[2] not in {"", sought[2]}
    assert missed / total < 0.005


@forall(st.text(max_size=40))
def test_any_text_has_a_skeleton_of_small_letters(text):
    for form in (names.skeleton(text), names.stem(text), names.father(text)):
        assert form == "" or (form.isascii() and form.isalpha() and form.islower())


@forall(st.text(alphabet="abcçdeəfgğhxıijkqlmnoöprsştuüvyz", min_size=1, max_size=20))
def test_case_does_not_matter(word):
    shouted = word.replace("i", "İ").replace("ı", "I").upper()
    assert names.skeleton(shouted) == names.skeleton(word)
