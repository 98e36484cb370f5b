"""Whatever happens to the layout the law stays; whatever happens to a letter is noticed."""

import random
import re
from dataclasses import asdict
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.plan.decree.conservation import difference, is_retold
from dayaq.plan.decree.gazetteer import Gazetteer
from dayaq.plan.decree.questions import NotADecree
from dayaq.plan.decree.reading import read
from dayaq.plan.decree.records import Reading
from dayaq.plan.decree.rendering import as_json, as_summary
from dayaq.plan.decree.spelling import Lexicon, letters, shipped_words
from tests.plan.decrees import (
    LINES,
    ORIGINAL,
    SECOND_PLAN,
    TABLE_FROM,
    TABLE_TO,
    TEXT,
    measure,
    reading_of,
    shipped,
    small_gazetteer,
    structure,
    the_decree,
    with_table,
)

few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_or_refused(original: bytes, gazetteer: Gazetteer) -> Reading | str:
    """The reading, or the one sentence that refuses it; anything else is a failure."""
    try:
        return read(original, gazetteer)
    except NotADecree as refusal:
        sentence = str(refusal)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def rewrapped(words: list[str], chance: random.Random, *, blanks: bool) -> list[str]:
    """The words of a cell on lines of other lengths, with blank lines between if allowed."""
    lines: list[str] = []
    while words:
        count = chance.randint(1, 9)
        lines.append(" ".join(words[:count]))
        words = words[count:]
        if blanks and words and chance.random() < 0.3:
            lines += [""] * chance.randint(1, 3)
    return lines


@forall(st.integers(0, 2**32))
@few
def test_wrapping_the_cells_in_another_way_changes_nothing(seed):
    chance = random.Random(seed)
    table: list[str] = []
    for direction in the_decree().directions:
        table += [f"{direction.clause}. {direction.title.text}", ""]
        for found in direction.measures:
            cell = " ".join(piece.text for piece in found.pieces) + f" {found.period.text}"
            dot = chance.choice([".", ""])
            table += [f"{found.clause}{dot}", *[""] * chance.randint(0, 2)]
            table += rewrapped(found.title.text.split(), chance, blanks=False)
            table += [""] * chance.randint(1, 3)
            table += rewrapped(cell.split(), chance, blanks=True)
            table += [""] * chance.randint(0, 4)
    reading = reading_of(with_table(table))
    assert structure(reading) == structure(the_decree())
    assert reading.questions == ()
    assert reading.conserved


TABLE = range(sum(len(line) + 1 for line in LINES[:TABLE_FROM]), len(TEXT))


@forall(st.integers(TABLE.start, TABLE.stop - 1))
@example(13139)  # “yer[l]i icra hakimiyyəti orqanları”, before the words that involve others
@example(11464)  # “müəssisələrin[i] və ixtisaslaşmış”, two classes that would become one
@many
def test_a_deleted_character_is_a_question_or_one_letter_and_never_a_crash(at):
    reading = reading_of(TEXT[:at] + TEXT[at + 1 :])
    as_json(reading)
    if reading.questions:
        return
    ours, theirs = "".join(told(reading)), "".join(told(the_decree()))
    gap = len(letters(theirs)) - len(letters(ours))
    assert gap in {0, 1}
    assert reading.conserved
    assert [m.clause for m in reading.measures()] == [m.clause for m in the_decree().measures()]
    assert duties(reading) == duties(the_decree())


def duties(reading):
    """What must never change in silence: who does what, in which part, until when."""
    return [
        (found.clause, [(party.code, party.role) for party in found.parties], said(found.period))
        for found in reading.measures()
    ]


def said(period):
    """A period without the lines it stands on, which move when a line is lost."""
    return period and {name: value for name, value in asdict(period).items() if name != "lines"}


def says_so(reading):
    """Whether the reader doubts anything, be it a row or a single word."""
    words = (remark for remark in reading.remarks if remark.code == "word-once")
    return bool(reading.questions or not reading.conserved or [*words])


def changed_in_silence(texts):
    """Of texts that differ from the decree, those whose duties differ without a word of doubt."""
    expected = duties(the_decree())
    for where, text in texts:
        reading = reading_of(text)
        if not says_so(reading) and duties(reading) != expected:
            yield where


@pytest.mark.parametrize("beginning", range(3))
def test_no_duty_is_lost_in_silence_wherever_a_character_is(beginning):
    places = TABLE[beginning * 301 :: 903]
    lost = ((TEXT[at - 20 : at + 20], TEXT[:at] + TEXT[at + 1 :]) for at in places)
    assert not [*changed_in_silence(lost)]


def test_no_duty_changes_in_silence_wherever_a_letter_is_another():
    places = [at for at in TABLE[100::1409] if TEXT[at].isalnum()]
    other = {at: "7" if TEXT[at].isdigit() else "x" for at in places}
    lost = ((TEXT[at - 20 : at + 20], TEXT[:at] + other[at] + TEXT[at + 1 :]) for at in places)
    assert not [*changed_in_silence(lost)]


def test_no_duty_is_lost_in_silence_with_a_line_unless_the_line_was_a_whole_name():
    """What is left without such a line is as whole as before: only a second source can tell."""
    names = {letters(party.name) for found in the_decree().measures() for party in found.parties}
    places = [
        at
        for at in range(TABLE_FROM, TABLE_TO, 19)
        if letters(LINES[at]) and letters(LINES[at]) not in names
    ]
    lost = ((LINES[at], "\n".join([*LINES[:at], *LINES[at + 1 :]])) for at in places)
    assert not [*changed_in_silence(lost)]


def test_no_duty_is_lost_in_silence_where_two_lines_change_places():
    """Two whole names in a row may: who stands first is then the only thing that differs."""
    expected = [(clause, sorted(map(str, who)), due) for clause, who, due in duties(the_decree())]
    silent = []
    written = [at for at in range(TABLE_FROM, TABLE_TO) if letters(LINES[at])]
    for first, second in list(pairwise(written))[::31]:
        lines = list(LINES)
        lines[first], lines[second] = lines[second], lines[first]
        reading = reading_of("\n".join(lines))
        found = [(clause, sorted(map(str, who)), due) for clause, who, due in duties(reading)]
        if not says_so(reading) and found != expected:
            silent.append((LINES[first], LINES[second]))
    assert not silent


def test_a_letter_of_a_title_is_not_lost_without_a_word_unless_another_known_word_is_left():
    known = Lexicon((), (*shipped_words(), *(name.text for name in shipped().names)))
    silent = []
    for found in list(the_decree().measures())[::9]:
        word = max(re.findall(r"[^\W\d_]+", found.title.text), key=len)
        at = TEXT.find(word, TABLE.start)
        for lost in range(at, at + len(word), 6):
            left = word[: lost - at] + word[lost - at + 1 :]
            if at < 0 or known.is_known(left):
                continue
            if not says_so(reading_of(TEXT[:lost] + TEXT[lost + 1 :])):
                silent.append((word, left))
    assert not silent


def told(reading):
    for direction in reading.directions:
        yield direction.title.text
        for found in direction.measures:
            yield found.title.text
            yield from (piece.text for piece in found.pieces)
            yield found.period.text if found.period else ""
    yield from (note.text for note in reading.notes)


@forall(st.data())
@many
def test_a_changed_letter_in_a_body_s_name_is_asked_about(data):
    found = data.draw(st.sampled_from(list(the_decree().measures())))
    party = data.draw(st.sampled_from(found.by_role("executor")))
    line = LINES[party.lines[0] - 1]
    first_word = party.name.split()[0]
    where = line.index(first_word) + data.draw(st.integers(0, len(first_word) - 1))
    letter = data.draw(st.sampled_from("qwxzjv"))
    if not line[where].isalpha() or line[where].lower() == letter:
        return
    lines = list(LINES)
    lines[party.lines[0] - 1] = line[:where] + letter + line[where + 1 :]
    reading = reading_of("\n".join(lines))
    assert reading.conserved
    assert any(q.clause == found.clause for q in reading.questions)
    assert party.name not in {p.name for p in measure(reading, found.clause).parties}


@forall(st.integers(0, len(ORIGINAL)))
@example(ORIGINAL.rindex(b"4.2.1-ci") + len(b"4."))  # a dot that ends no sentence
@example(ORIGINAL.rindex(b"edilsin") + len("edilsin"))  # a wish that is not all of it
@many
def test_a_text_cut_anywhere_is_refused_or_asked_about(end):
    reading = read_or_refused(ORIGINAL[:end], shipped())
    if isinstance(reading, str):
        return
    is_complete = len(ORIGINAL[:end].decode().rstrip()) == len(TEXT.rstrip())
    ends_a_note = ORIGINAL[:end].decode().rstrip().endswith("sin.")
    assert reading.questions or is_complete or ends_a_note


@forall(st.binary(max_size=3000))
@many
def test_no_bytes_bring_it_down(original):
    assert isinstance(read_or_refused(original, shipped()), str)


OWN_LINES = """\
1 2 3 4|4.1. Başlıq|4.1.1.|4.1.2|4.2.1. Tədbirin keçirilməsi||Daxili İşlər Nazirliyi,|cəlb etməklə
digər aidiyyəti dövlət orqanlarını|mütəmadi|2020\ufffd2024|2020-ci il|v ə s o|Qeyd:|\ufffd|a\ufffdb
1. X-a tövsiyə edilsin ki, 4.1.1-ci yarımbənddə iştirak etsin.|qeyri-|(|"|Sıra
tədbirlərin həyata keçirilməsi|Tədbirin adı İcraçı İcra müddəti|bələdiyyələr""".replace("\n", "|")


@forall(st.lists(st.sampled_from(OWN_LINES.split("|")), max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_arrangement_of_its_own_lines_brings_it_down(lines):
    text = "\n".join(["1 2 3 4", "4.1.1.", *lines])
    reading = read_or_refused(text.encode(), small_gazetteer())
    if isinstance(reading, str):
        return
    as_json(reading)
    assert [*as_summary(reading)]
    for question in reading.questions:
        assert question.text.endswith("?")
    ids = [question.id for question in reading.questions]
    assert len(ids) == len(set(ids))


@forall(st.integers(0, len(SECOND_PLAN)), st.text(alphabet="ab.1 \n,“-\ufffd", max_size=4))
@many
def test_insertions_anywhere_in_a_plan_never_bring_it_down(at, inserted):
    text = SECOND_PLAN[:at] + inserted + SECOND_PLAN[at:]
    reading = read_or_refused(text.encode(), small_gazetteer())
    assert isinstance(reading, str) or as_json(reading)


@forall(st.text(alphabet="abç \n\ufffd", max_size=30))
def test_conservation_takes_any_letter_for_a_lost_one_and_no_other_liberty(text):
    assert is_retold([text], [text])
    assert is_retold([text], [text.replace("\ufffd", "x")])
    assert not is_retold([text], [text, "z" * (text.count("\ufffd") + 1)])
    if "ab" in text:
        assert not is_retold([text], [text.replace("ab", "qb", 1)])
        assert difference([text], [text.replace("ab", "qb", 1)]) is not None


def test_the_table_lies_where_the_tests_think():
    assert LINES[TABLE_FROM - 1] == "1 2 3 4"
    assert LINES[TABLE_TO] == "Qeyd:"
