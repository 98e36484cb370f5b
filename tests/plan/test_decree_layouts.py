"""The same law in other clothes: encodings, line ends, real signs, shuffled rows, page headers."""

import random
import re
import unicodedata

import pytest

from dayaq.plan.decree.reading import read
from tests.plan.decrees import (
    LINES,
    ORIGINAL,
    TABLE_FROM,
    TEXT,
    blocks,
    codes,
    measure,
    reading_of,
    shipped,
    structure,
    the_decree,
    with_table,
)

REAL_SIGNS = re.sub("\ufffd(?=-si| 2173)", "№", TEXT).replace("\ufffd", "–")


@pytest.mark.parametrize(
    "original",
    [
        b"\xef\xbb\xbf" + ORIGINAL,
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        ("\ufeff" + unicodedata.normalize("NFD", REAL_SIGNS)).replace("\n", "\r\n").encode(),
        REAL_SIGNS.encode(),
        TEXT.replace(" ", "\u00a0").encode(),
        TEXT.replace("\n\n\n\n", "\n\n\f\n\n").encode(),
        "\n".join(f"    {line}  " for line in LINES).encode(),
    ],
    ids=[
        *("mark", "crlf", "cr", "decomposed", "utf-16", "utf-16-le", "utf-16-be"),
        *("all at once", "real signs", "hard spaces", "form feeds", "indented"),
    ],
)
def test_the_clothes_do_not_change_the_law(original):
    reading = read(original, shipped())
    assert structure(reading) == structure(the_decree())
    assert reading.questions == ()
    assert reading.conserved
    assert reading.act == the_decree().act
    assert [note.clauses for note in reading.notes] == [n.clauses for n in the_decree().notes]


def test_real_signs_need_no_repair():
    kinds = {repair.kind for repair in reading_of(REAL_SIGNS).repairs}
    assert "lost-character" not in kinds
    assert "letter-spacing" in kinds


def test_a_cyrillic_schwa_is_read_as_the_azerbaijani_one():
    reading = reading_of(TEXT.replace("ə", "ә").replace("Ə", "Ә"))
    assert structure(reading) == structure(the_decree())
    assert reading.conserved
    assert "lookalike-letter" in {repair.kind for repair in reading.repairs}


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_rows_read_the_same_and_the_order_is_remarked(seed):
    shuffled = blocks()
    random.Random(seed).shuffle(shuffled)
    reading = reading_of(with_table([line for block in shuffled for line in block]))
    assert structure(reading) == structure(the_decree())
    assert reading.questions == ()
    assert reading.conserved
    assert {remark.code for remark in reading.remarks} == {"order", "involved-group"}


def test_a_header_repeated_on_each_page_is_skipped_and_remarked():
    header = "\n".join(LINES[TABLE_FROM - 7 : TABLE_FROM])
    assert header.startswith("Sıra")
    between = TEXT.replace("\n4.3. İnsan", f"\n{header}\n4.3. İnsan")
    inside = TEXT.replace("\nNazirlər Kabineti,\nDaxili", f"\n{header}\nNazirlər Kabineti,\nDaxili")
    for text in (between, inside):
        reading = reading_of(text)
        assert structure(reading) == structure(the_decree())
        assert reading.conserved
        assert "repeated-header" in {remark.code for remark in reading.remarks}


def test_without_column_numbers_the_column_titles_open_the_table():
    reading = reading_of(TEXT.replace("\n1 2 3 4\n", "\n"))
    assert structure(reading) == structure(the_decree())


def test_without_blank_lines_the_last_word_of_the_title_is_the_second_opinion():
    reading = reading_of("\n".join(line for line in LINES if line.strip()))
    assert structure(reading) == structure(the_decree())
    remarks = [remark for remark in reading.remarks if remark.code == "boundary-by-verb"]
    assert len(remarks) == 69
    assert reading.questions == ()


def test_a_row_in_one_line_reads_the_same():
    text = TEXT.replace("4.2.8.\n\n", "4.2.8. ").replace(
        "təqdim olunması\n\nXarici İşlər Nazirliyi,\n", "təqdim olunması Xarici İşlər Nazirliyi, "
    )
    assert structure(reading_of(text)) == structure(the_decree())


def test_names_without_commas_or_with_stray_spaces_are_still_found():
    text = TEXT.replace("Təhsil Nazirliyi,", "Təhsil  Nazirliyi").replace(
        "Səhiyyə Nazirliyi,", "SƏHİYYƏ NAZİRLİYİ ;"
    )
    reading = reading_of(text)
    assert reading.questions == ()
    links = [party.code for _, party in reading.links("executor")]
    assert links == [party.code for _, party in the_decree().links("executor")]


def test_two_names_glued_together_are_two_parties():
    reading = reading_of(
        TEXT.replace(
            "Daxili İşlər Nazirliyi,digər", "Daxili İşlər NazirliyiƏdliyyə Nazirliyi, digər"
        )
    )
    parties = measure(reading, "4.2.2").by_role("executor")
    assert [party.code for party in parties] == ["mia", "justice"]
    assert codes(reading) == []
