"""What is typed finds the person, in any order, script and with a slip; tokens come and go rightly."""

from random import Random

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.portal.demonstration import spelling
from dayaq.portal.demonstration.crowd import Crowd
from dayaq.vault import names
from dayaq.vault.blind import BlindIndex, numbered, padded
from dayaq.vault.likeness import STRONG, WEAK, distance, likeness
from dayaq.vault.words import Known, Name, understand, waves, words_of, written_name

AYGUN = Known((Name("Məmmədova", "Aygün", "Rəşad qızı"),), "1994-03-07", ("AZE1234567",))


@pytest.mark.parametrize(
    "typed",
    [
        "Aygün Məmmədova 1994",
        "Мамедова Айгюн Рашадовна 07.03.1994",
        "məmmədov aygün rəşad qızı",
        "Aygün Rəşad Məmmədova",
        "Mammad-zadeh Aygun 1994-03-07",
        "Мәммәдова Ајҝүн",
        "aze 1234567",
    ],
)
def test_a_person_is_found_and_recognised(typed):
    query = understand(typed)

    assert any(set(wave.words) & words_of(AYGUN) for wave in waves(query))
    assert likeness(query, AYGUN) >= STRONG


@pytest.mark.parametrize("typed", ["Mamedva Aygun", "Məmmədova Aygn", "Memmdova Aygun", "Məm Ayg"])
def test_a_slip_or_a_beginning_is_forgiven(typed):
    query = understand(typed)

    assert any(set(wave.words) & words_of(AYGUN) for wave in waves(query))
    assert likeness(query, AYGUN) >= WEAK


@pytest.mark.parametrize(
    "typed", ["Nərgiz İbrahimova", "Elçin Quliyev 1971", "AZE7654321", "", "!?"]
)
def test_strangers_are_not_shown(typed):
    assert likeness(understand(typed), AYGUN) < WEAK


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("Əliyev 7.3.1994", "1994-03-07"),
        ("Əliyev 1994-03-07", "1994-03-07"),
        ("Əliyev 03.1994", "1994-03"),
        ("Əliyev 1994", "1994"),
        ("Əliyev 12345", ""),
    ],
)
def test_dates_are_read_as_people_write_them(typed, born):
    assert understand(typed).born == born


def test_one_slip_leaves_a_way_to_the_person():
    """Any slip in the skeleton of one name: the words of the query still meet those of the person."""
    chance, crowd = Random(5), Crowd()
    met = 0
    for one in crowd.people(0, 400):
        known = Known((Name(one.family, one.given),))
        family, given = names.letters(one.family), names.letters(one.given)
        if chance.random() < 0.5:
            family = spelling.with_slip(family, chance)
        else:
            given = spelling.with_slip(given, chance)
        query = understand(f"{given} {family}")
        met += any(set(wave.words) & words_of(known) for wave in waves(query))
    assert met / 400 >= 0.97


@forall(st.text(max_size=120))
def test_nothing_typed_breaks_the_search(text):
    query = understand(text)

    assert len([word for wave in waves(query) for word in wave.words]) < 2000
    assert isinstance(likeness(query, AYGUN), float)


WORD = st.text(alphabet="abcde", max_size=8)


@forall(WORD, WORD)
def test_distance_is_a_distance(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) is (one == other)


# --- tokens ---------------------------------------------------------------------------------------


@forall(st.integers(0, 100), st.integers(0, 60))
def test_tokens_drawn_together_are_those_drawn_singly(begin, many):
    index = BlindIndex("key")
    word = index.word("fg:mamad|aigun")

    numbers = range(begin, begin + many)
    assert index.tokens(word, numbers) == [index.token(word, number) for number in numbers]


def test_another_key_gives_other_tokens():
    one, other = BlindIndex("one key"), BlindIndex("another key")

    assert one.token(one.word("f:ali"), 0) != other.token(other.word("f:ali"), 0)
    assert one.mask(7) != other.mask(7)


@forall(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
def test_a_tally_comes_back_from_behind_its_mask(bucket, tally):
    index = BlindIndex("key")

    assert index.unmasked(bucket, index.masked(bucket, tally)) == tally


def test_every_number_of_a_bucket_is_given_once():
    index = BlindIndex("key")
    tallies: dict[int, int] = {}
    word = index.word("f:ali")

    given = numbered([word, word], tallies) + numbered([word], tallies)
    assert [number for _, number in given] == [0, 1, 2]
    assert tallies == {word.bucket: 3}


def test_how_many_words_a_person_has_does_not_show():
    assert len(padded([5])) == len(padded([1, 2, 3, 4, 5, 6, 7])) == 8
    assert padded([3, 1], to=2) == [1, 3]


def test_the_key_does_not_show():
    assert "secret" not in repr(BlindIndex("secret"))


@pytest.mark.parametrize(
    ("typed", "family", "given", "patronymic"),
    [
        ("Aygün Məmmədova", "Məmmədova", "Aygün", ""),
        ("Məmmədova Aygün", "Məmmədova", "Aygün", ""),
        ("Aygün Məmmədova 1994", "Məmmədova", "Aygün", ""),
        ("Ниджат Алиев Вагифович", "Алиев", "Ниджат", "Вагифович"),
        ("Aygün Məmmədova Rəşad qızı", "Məmmədova", "Aygün", "Rəşad qızı"),
        ("Aygün", "", "Aygün", ""),
        ("Məmmədova", "Məmmədova", "", ""),
        ("Leyla Nicat", "Leyla", "Nicat", ""),  # nothing tells: as typed
        ("Leyla Nicat AZE 1234567", "Leyla", "Nicat", ""),
        ("Ali Wali Pir Baxtiyar Zal", "Ali", "Wali", "Pir Baxtiyar Zal"),
    ],
)
def test_a_typed_name_is_divided_by_its_endings_and_no_word_is_lost(
    typed, family, given, patronymic
):
    assert written_name(understand(typed), typed) == Name(family, given, patronymic)
