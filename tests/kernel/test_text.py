"""Azerbaijani text: what people type finds what the law wrote."""

import pytest
from django.db import connection
from django.utils.translation import override
from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.kernel.text import clause_ordinal, fold, large_first, lower, sort_key, upper


def test_dotted_and_dotless_i_keep_apart_when_cased():
    assert upper("icraçı idarə") == "İCRAÇI İDARƏ"
    assert lower("İCRAÇI IŞIQ") == "icraçı ışıq"


@pytest.mark.parametrize("spelling", ["İcraçı", "ICRAÇI", "icraci", "ичрачы", "ИҸРАЧЫ"])
def test_spellings_of_one_word_meet(spelling):
    assert fold(spelling) == "icraci"


@pytest.mark.parametrize(
    ("typed", "written"), [("ЦЕЛЬ", "цель"), ("Ёлка", "ЕЛКА"), ("ЩИТ", "щит"), ("ЮНОСТЬ", "Юность")]
)
def test_russian_words_meet_in_any_case(typed, written):
    assert fold(typed) == fold(written)


def test_words_stand_in_the_order_of_the_alphabet():
    words = ["zəng", "əmək", "exo", "çay", "cəza", "ığdır", "iş", "xəta", "hava", "şura", "sual"]
    assert sorted(words, key=sort_key) == [
        "cəza", "çay", "exo", "əmək", "hava", "xəta", "ığdır", "iş", "sual", "şura", "zəng",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "cited"),
    [
        ("4.1.1", "4.1.1-ci"),
        ("4.1.3", "4.1.3-cü"),
        ("4.2.6", "4.2.6-cı"),
        ("4.1.10", "4.1.10-cu"),
        ("4.7.4", "4.7.4-cü"),
        ("4.2.9", "4.2.9-cu"),
        ("4.2.40", "4.2.40-cı"),
    ],
)
def test_clauses_are_cited_as_the_law_cites_them(clause, cited):
    assert clause_ordinal(clause) == cited


@pytest.mark.django_db
@forall(
    text=st.text(
        alphabet='İIıiƏəÇçĞğÖöŞşÜüАБВГҒДЕӘЖЗИЙЈКҜЛМНОӨПРСТУҮФХҺЧҸШЫЭЁЦЩЪЬЮЯабвгзиёцщъьюя abcXYZ19-"’',
        max_size=40,
    )
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
def test_python_and_the_database_fold_alike(text):
    from django.db.models import Value

    from dayaq.kernel.text import Fold

    sql = str(Fold(Value("x")).template).replace("%(expressions)s", "%s::text")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [text])
        assert cursor.fetchone()[0] == fold(text)


def test_a_sentence_begins_with_the_large_letter_of_its_own_language():
    with override("az"):
        assert large_first("ilk gün") == "İlk gün"
        assert large_first("ərazi") == "Ərazi"
    with override("en"):
        assert large_first("item") == "Item"
        assert large_first("") == ""
