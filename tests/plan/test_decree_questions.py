"""What the reader asks instead of guessing, and that each question says where and about what."""

import pytest

from dayaq.plan.decree.questions import QUESTIONS, REFUSALS, REMARKS, Doubts
from tests.plan.decrees import (
    LINES,
    TABLE_TO,
    TEXT,
    codes,
    measure,
    reading_of,
    structure,
    the_decree,
)


def changed(before: str, after: str) -> str:
    assert before in TEXT
    return TEXT.replace(before, after, 1)


@pytest.mark.parametrize(
    ("before", "after", "clause"),
    [
        ("Nazirlər Kabineti 2020\ufffd2022", "Kosmos Nazirliyi 2020\ufffd2022", "4.1.1"),
        ("Xarici İşlər Nazirliyi,\nDaxili", "Kosmos Nazirliyi,\nDaxili", "4.2.8"),
        ("Daxili İşlər Nazirliyi mütəmadi", "Kosmos Nazirliyi mütəmadi", "4.2.8"),
        (
            "İqtisadiyyat Nazirliyi,\n\nyerli icra hakimiyyəti orqanları",
            "Kosmos Nazirliyi",
            "4.2.5",
        ),
    ],
    ids=["alone", "first", "last", "before a clause of involving"],
)
def test_an_unknown_ministry_is_asked_about_with_its_lines(before, after, clause):
    reading = reading_of(changed(before, after))
    (question,) = reading.questions
    assert (question.code, question.clause) == ("unknown-body", clause)
    assert question.params["text"] == "Kosmos Nazirliyi"
    assert all("Kosmos" in reading.lines[line - 1] for line in question.lines)
    names = [party.name for _, party in reading.links("executor")]
    assert not any("Kosmos" in name for name in names)
    assert reading.conserved, "what nobody explained is kept as such, not dropped"


def test_a_misspelt_ministry_comes_with_candidates():
    reading = reading_of(changed("Nazirlər Kabineti 2020", "Nazirlər Kabinedi 2020"))
    (question,) = reading.questions
    assert question.candidates[0].code == "cabinet"


def test_a_comma_that_leads_to_no_name_is_asked_about():
    reading = reading_of(
        changed("Xarici İşlər Nazirliyi,\nDaxili İşlər Nazirliyi mü", "Xarici İşlər Nazirliyi,\nmü")
    )
    (question,) = reading.questions
    assert (question.code, question.clause) == ("name-missing", "4.2.8")
    assert question.params["text"] == "Xarici İşlər Nazirliyi"
    assert reading.conserved


def test_a_title_without_its_first_line_or_its_last_is_asked_about():
    headless = reading_of(changed("Azərbaycan Respublikasının tərəfdar çıxdığı beynəlxalq\n", ""))
    assert ("title-beginning", "4.1.1") in codes(headless)
    cut = changed(
        "məşğulluğunun təmin edilməsi, insan alverindən zərər\nçəkmiş şəxslərin işə götürülməsi üçün "
        "sahibkarların\nhəvəsləndirilməsi\n",
        "məşğulluğunun təmin edilməsi,\n",
    )
    assert codes(reading_of(cut)) == [("title-ending", "4.2.5")]


def test_a_word_that_is_almost_a_known_one_is_asked_about_with_the_known_one():
    reading = reading_of(changed("hazırlanması və yayımlanması", "hazırlanması və yyımlanması"))
    (question,) = reading.questions
    assert (question.code, question.clause) == ("word-like", "4.2.1")
    assert question.params == {"text": "yyımlanması", "like": "yayımlanması"}
    assert [candidate.text for candidate in question.candidates] == ["yayımlanması"]


def test_two_words_without_their_space_are_asked_about():
    reading = reading_of(
        changed("müəssisələrini və ixtisaslaşmış", "müəssisələrinivə ixtisaslaşmış")
    )
    assert ("word-like", "4.2.2") in codes(reading)


def test_an_ending_nobody_has_seen_is_remarked_on_and_stops_nobody():
    reading = reading_of(changed("hazırlanması və yayımlanması", "hazırlanması və yayımlanmasıı"))
    assert "word-once" in [remark.code for remark in reading.remarks if remark.clause == "4.2.1"]


def test_a_body_under_a_known_one_is_not_taken_for_it():
    text = changed("Nazirlər Kabineti 2020", "Ədliyyə Nazirliyi yanında Kosmos Xidməti 2020")
    reading = reading_of(text)
    (question,) = reading.questions
    assert question.params["text"] == "Ədliyyə Nazirliyi yanında Kosmos Xidməti"
    assert measure(reading, "4.1.1").by_role("executor") == ()


def test_an_executor_in_the_wrong_case_is_asked_about():
    reading = reading_of(changed("Nazirlər Kabineti 2020", "Nazirlər Kabinetinə 2020"))
    assert codes(reading) == [("unknown-body", "4.1.1")]
    assert reading.questions[0].candidates[0].code == "cabinet"


def test_a_missing_period_is_asked_about_and_left_empty():
    reading = reading_of(changed("Nazirlər Kabineti 2020\ufffd2022", "Nazirlər Kabineti"))
    assert codes(reading) == [("period-missing", "4.1.1")]
    assert measure(reading, "4.1.1").period is None
    assert [p.code for p in measure(reading, "4.1.1").by_role("executor")] == ["cabinet"]


def test_a_period_beyond_the_plan_or_backwards_is_asked_about():
    assert codes(reading_of(changed("2020\ufffd2022", "2020\ufffd2026"))) == [
        ("period-outside-plan", "4.1.1")
    ]
    assert codes(reading_of(changed("2020\ufffd2022", "2023\ufffd2022"))) == [
        ("period-reversed", "4.1.1")
    ]


def test_a_repeated_clause_is_asked_about_and_both_rows_are_kept():
    reading = reading_of(changed("\n4.1.3.\n", "\n4.1.2.\n"))
    assert codes(reading) == [
        ("clause-duplicate", "4.1.2"),
        ("clause-missing", "4.1.3"),
        ("note-reference", None),
    ]
    assert len(list(reading.measures())) == 69
    assert reading.conserved


def test_a_direction_without_its_heading_is_asked_about():
    reading = reading_of(changed("4.3. İnsan alveri cinayətlərinə qarşı cinayət təqibi\n", ""))
    assert codes(reading) == [("clause-missing", "4.3"), ("direction-missing", "4.3")]
    assert len(reading.directions) == 9


def test_a_heading_without_measures_is_asked_about():
    text = changed("\n4.2. İnsan", "\n4.10. Yeni istiqamət\n\n4.2. İnsan")
    assert codes(reading_of(text)) == [("direction-empty", "4.10")]


def test_text_outside_every_row_is_asked_about_and_breaks_conservation():
    reading = reading_of(changed("1 2 3 4\n", "1 2 3 4\nBaşqa mətn\n"))
    (question,) = reading.questions
    assert (question.code, question.params["text"]) == ("stray-text", "Başqa mətn")
    assert not reading.conserved


def test_a_blank_line_inside_a_title_makes_the_methods_disagree():
    reading = reading_of(changed("haqqında” Avropa Şurası", "\nhaqqında” Avropa Şurası"))
    (question,) = reading.questions
    assert (question.code, question.clause) == ("boundary", "4.1.1")
    assert structure(reading) == structure(the_decree()), "the names still show the right place"


def test_a_title_that_names_no_action_is_asked_about():
    reading = reading_of(
        changed("hazırlanması\n\nNazirlər Kabineti 2020", "\nNazirlər Kabineti 2020")
    )
    assert codes(reading) == [("title-ending", "4.1.1")]


def test_a_row_without_executors_is_asked_about():
    reading = reading_of(changed("Nazirlər Kabineti 2020\ufffd2022", "2020\ufffd2022"))
    assert codes(reading) == [("no-executor", "4.1.1")]


def test_a_letter_that_was_lost_inside_a_word_is_never_guessed():
    reading = reading_of(changed("tələbləri nəzərə\n", "tələblə\ufffdi nəzərə\n"))
    (question,) = reading.questions
    assert question.code == "lost-character"
    assert [candidate.text for candidate in question.candidates] == ["tələbləri"]
    assert "tələblə\ufffdi" in measure(reading, "4.1.1").title.text
    assert reading.conserved


def test_a_lost_sign_between_a_word_and_a_number_may_be_either():
    reading = reading_of(changed("il 24 iyul", "il \ufffd 24 iyul"))
    (question,) = reading.questions
    assert [candidate.text for candidate in question.candidates] == ["–", "№"]


def test_a_spaced_out_word_that_nobody_knows_is_asked_about_and_left():
    reading = reading_of(changed("A v r o p a", "K o s m o s"))
    assert codes(reading) == [("letter-spaced", None)]
    assert measure(reading, "4.1.2").title.text.startswith("K o s m o s")


def test_two_spaced_out_words_side_by_side_come_apart():
    reading = reading_of(changed("n ə z ə r ə alınmaqla", "n ə z ə r ə v ə alınmaqla"))
    assert "nəzərə və alınmaqla" in measure(reading, "4.1.4").title.text


def test_the_word_o_stands_alone():
    assert "o cümlədən" in measure(the_decree(), "4.1.1").title.text
    reading = reading_of(changed("alveri qurbanlarının, xüsusilə", "alveri o və ya bu, xüsusilə"))
    assert "o və ya bu" in measure(reading, "4.1.3").title.text


def test_a_compound_of_known_words_stays_whole():
    assert "zərərçəkmiş şəxslərin" in measure(the_decree(), "4.7.3").title.text


def test_a_note_that_names_no_known_body_or_clause_is_asked_about():
    unknown = reading_of(changed("Ali Məhkəməsinə tövsiyə", "Kosmos Məhkəməsinə tövsiyə"))
    assert codes(unknown) == [("unknown-body", None)]
    assert len(list(unknown.links("recommended"))) == 37
    elsewhere = reading_of(changed("4.7.4-cü yarımbəndlərində", "4.7.14-cü yarımbəndlərində"))
    assert codes(elsewhere) == [("note-reference", None)]
    plain = reading_of(changed("Mətbuat Şurasına tövsiyə edilsin ki, bu", "Mətbuat Şurası bu"))
    assert codes(plain) == [("note-unread", None)]


def test_a_digit_lost_from_a_note_is_betrayed_by_the_ending_or_the_repeat():
    reading = reading_of(changed("4.1.10-cu, 4.3.3", "4.1.1-cu, 4.3.3"))
    assert codes(reading) == [("note-ending", None), ("note-repeats", None)]
    assert reading.questions[0].params["text"] == "4.1.1-cu"


def test_a_span_of_clauses_in_a_note_is_spelt_out():
    reading = reading_of(changed("4.2.1-ci, 4.2.2-ci, 4.2.3-cü, 4.2.6-cı", "4.2.1\ufffd4.2.4-cü"))
    assert reading.questions[0].code == "lost-character"
    reading = reading_of(changed("4.2.1-ci, 4.2.2-ci, 4.2.3-cü, 4.2.6-cı", "4.2.1–4.2.4-cü"))
    assert reading.notes[4].clauses == ("4.2.1", "4.2.2", "4.2.3", "4.2.4", "4.4.2")


def test_an_act_that_contradicts_itself_is_asked_about():
    reading = reading_of(changed("\ufffd 2173", "\ufffd 2174"))
    (question,) = reading.questions
    assert (question.code, question.lines) == ("act-disagrees", (36, 43))


def test_a_plan_without_its_act_is_read_and_asked_about():
    reading = reading_of("\n".join(LINES[110:]))
    assert structure(reading) == structure(the_decree())
    assert {question.code for question in reading.questions} == {
        *("act-number-missing", "act-date-missing", "act-kind-missing", "act-signatory-missing"),
        "plan-years-missing",
    }


def test_a_text_that_ends_after_a_whole_row_may_be_cut_and_is_asked_about():
    assert codes(reading_of("\n".join(LINES[:TABLE_TO]))) == [("notes-missing", None)]


@pytest.mark.parametrize(
    ("end", "code"), [("Qeyd:", "notes-missing"), ("tövsiyə edilsin", "notes-unended")]
)
def test_a_text_that_ends_within_the_notes_is_asked_about(end, code):
    cut = TEXT[: TEXT.index(end, TEXT.index("Qeyd:")) + len(end)]
    assert code in [question for question, _ in codes(reading_of(cut))]


def test_a_question_keeps_its_identity_when_the_text_moves():
    damaged = changed("Nazirlər Kabineti 2020", "Kosmos Nazirliyi 2020")
    moved = damaged.replace("1. Giriş", "\n\n\n1. Giriş")
    (first,), (second,) = reading_of(damaged).questions, reading_of(moved).questions
    assert first.id == second.id
    assert first.lines != second.lines


@pytest.mark.parametrize("code", QUESTIONS)
def test_every_question_asks(code):
    assert QUESTIONS[code].endswith("?")


@pytest.mark.parametrize("message", [*REMARKS.values(), *REFUSALS.values()])
def test_every_remark_and_refusal_is_one_sentence(message):
    assert message.endswith(".")
    assert ". " not in message


def test_every_question_that_was_asked_can_be_said():
    doubts = Doubts(the_decree().lines)
    doubts.ask("unknown-body", (1,), clause="4.1.1", text="X")
    assert doubts.questions[0].text == "“X” is not a body or group of the directory: who is it?"
