"""Another plan of the same form: other numbers, counts, years and bodies, and no code for it."""

from datetime import date

from dayaq.plan.decree.gazetteer import Gazetteer, Name
from tests.plan.decrees import (
    SECOND_PLAN,
    measure,
    reading_of,
    shipped,
    small_gazetteer,
    structure,
)


def second(text: str = SECOND_PLAN):
    return reading_of(text, small_gazetteer())


def test_it_reads_without_a_question():
    reading = second()
    assert reading.questions == ()
    assert reading.conserved
    assert [(d.clause, len(d.measures)) for d in reading.directions] == [
        ("5.1", 2),
        ("5.2", 1),
        ("5.3", 1),
    ]
    assert [d.title.text for d in reading.directions] == [
        "Qanunvericiliyin təkmilləşdirilməsi",
        "Maarifləndirmə",
        "Nəticələrin qiymətləndirilməsi",
    ]


def test_its_act_plan_and_chapters_are_its_own():
    reading = second()
    assert (reading.act.kind, reading.act.number) == ("Fərman", "31")
    assert reading.act.signed_on == date(2026, 1, 5)
    assert (reading.plan.year_from, reading.plan.year_to) == (2026, 2030)
    assert [section.number for section in reading.plan.sections] == ["1", "2", "3", "4", "5"]
    assert [p.text for p in reading.plan.financing] == [
        "Tədbirlər dövlət büdcəsi hesabına maliyyələşdirilir."
    ]


def test_periods_are_single_years_ranges_and_regular():
    periods = {m.clause: m.period for m in second().measures()}
    assert {clause: (p.kind, p.year_from, p.year_to) for clause, p in periods.items()} == {
        "5.1.1": ("single", 2027, 2027),
        "5.1.2": ("range", 2026, 2028),
        "5.2.1": ("regular", None, None),
        "5.3.1": ("single", 2030, 2030),
    }


def test_renamed_ministries_keep_their_codes():
    assert [p.code for p in measure(second(), "5.1.2").by_role("executor")] == ["digital", "mia"]
    parties = measure(second(), "5.2.1").parties
    assert [(p.code, p.role, p.kind) for p in parties] == [
        ("science", "executor", "body"),
        ("future", "executor", "body"),
        ("municipalities", "executor", "group"),
        (None, "involved", "group"),
        (None, "involved", "group"),
        ("court", "recommended", "body"),
    ]
    assert [p.name for p in parties if p.role == "involved"] == [
        "vətəndaş cəmiyyəti institutlarını",
        "elm və təhsil müəssisələrini",
    ]


def test_its_notes_follow_its_own_clauses():
    (note,) = second().notes
    assert note.clauses == ("5.1.1", "5.2.1")
    assert note.commitments == ()


def test_with_the_directory_of_today_only_its_own_bodies_are_unknown():
    reading = reading_of(SECOND_PLAN, shipped())
    asked = {question.params["text"] for question in reading.questions}
    assert asked == {
        "Gələcəyin Təhsili üzrə Dövlət Komitəsi",
        "bələdiyyələr",
        "Azərbaycan Respublikasının Konstitusiya Məhkəməsinə",
    } or asked == {
        "Gələcəyin Təhsili üzrə Dövlət Komitəsi, bələdiyyələr",
        "Azərbaycan Respublikasının Konstitusiya Məhkəməsinə",
    }


def test_a_name_that_two_bodies_had_is_resolved_by_the_day_of_the_act():
    names = [
        Name("Daxili İşlər Nazirliyi", "old", "body", until=date(2024, 12, 31)),
        Name("Daxili İşlər Nazirliyi", "new", "body", since=date(2025, 1, 1)),
    ]
    reading = reading_of(SECOND_PLAN, Gazetteer(names))
    assert measure(reading, "5.1.1").by_role("executor")[0].code == "new"


def test_a_name_that_two_bodies_have_today_is_asked_about():
    names = [Name("Daxili İşlər Nazirliyi", code, "body") for code in ("one", "other")]
    reading = reading_of(SECOND_PLAN, Gazetteer(names))
    question = next(q for q in reading.questions if q.code == "ambiguous-body")
    assert [candidate.code for candidate in question.candidates] == ["one", "other"]
    assert measure(reading, "5.1.1").by_role("executor")[0].code is None


def test_abbreviations_are_names_only_in_capitals():
    names = [Name("DİN", "mia", "body"), Name("Daxili İşlər Nazirliyi", "mia", "body")]
    gazetteer = Gazetteer(names)
    text = SECOND_PLAN.replace("Daxili İşlər Nazirliyi 2027", "DİN 2027")
    assert measure(reading_of(text, gazetteer), "5.1.1").by_role("executor")[0].code == "mia"
    text = SECOND_PLAN.replace("Daxili İşlər Nazirliyi 2027", "din 2027")
    assert measure(reading_of(text, gazetteer), "5.1.1").by_role("executor") == ()


def test_a_word_divided_by_the_typesetter_is_whole_again():
    text = SECOND_PLAN.replace(
        "Rəqəmsal xidmətlərin təşkili", "Qanunvericiliyin təkmil-\nləşdirilməsi"
    )
    reading = second(text)
    assert measure(reading, "5.1.2").title.text == "Qanunvericiliyin təkmilləşdirilməsi"
    assert "hyphenation" in {repair.kind for repair in reading.repairs}


def test_chapter_numbers_with_other_digits_do_not_confuse_rows():
    renumbered = (
        SECOND_PLAN.replace("5.1.", "12.1.").replace("5.2.", "12.2.").replace("5.3.", "12.3.")
    )
    reading = second(renumbered)
    assert [d.clause for d in reading.directions] == ["12.1", "12.2", "12.3"]
    ours = [(title, [m[1:] for m in measures]) for _, title, measures in structure(reading)]
    theirs = [(title, [m[1:] for m in measures]) for _, title, measures in structure(second())]
    assert ours == theirs
