"""What people answer is applied, checked like the reading itself, and never overrides the law."""

from dayaq.plan.decree.corrections import Answer, Correction, GivenParty, Review
from dayaq.plan.decree.gazetteer import Name
from dayaq.plan.decree.reading import read
from dayaq.plan.decree.rendering import as_json
from tests.plan.decrees import ORIGINAL, TEXT, codes, measure, shipped, structure, the_decree

UNKNOWN = TEXT.replace("Nazirlər Kabineti 2020\ufffd2022", "Kosmos Nazirliyi 2020\ufffd2022", 1)
SPLIT = TEXT.replace("haqqında” Avropa Şurası", "\nhaqqında” Avropa Şurası")
NO_PERIOD = TEXT.replace("Nazirlər Kabineti 2020\ufffd2022", "Nazirlər Kabineti", 1)


def reviewed(text: str, *corrections: Correction, **answers: Answer):
    return read(text.encode(), shipped(), Review(answers, corrections))


def question(text: str):
    (only,) = read(text.encode(), shipped()).questions
    return only


def test_naming_an_unknown_body_answers_its_question():
    answer = Answer(names=(Name("Kosmos Nazirliyi", "space", "body"),))
    reading = reviewed(UNKNOWN, **{question(UNKNOWN).id: answer})
    assert reading.questions == ()
    (party,) = measure(reading, "4.1.1").by_role("executor")
    assert (party.code, party.lead_inferred) == ("space", True)
    assert reading.conserved


def test_accepting_a_reading_settles_the_question_and_keeps_it_on_record():
    asked = question(SPLIT)
    reading = reviewed(SPLIT, **{asked.id: Answer(accept=True)})
    assert reading.questions == ()
    assert reading.settled == (asked,)
    assert structure(reading) == structure(the_decree())


def test_giving_the_parties_answers_what_was_asked_about_the_row():
    parties = (GivenParty("Kosmos Nazirliyi", "executor", "body", "space"),)
    reading = reviewed(UNKNOWN, Correction("4.1.1", parties=parties))
    assert reading.questions == ()
    found = measure(reading, "4.1.1")
    assert found.is_corrected
    assert [(p.name, p.lines) for p in found.by_role("executor")] == [("Kosmos Nazirliyi", (135,))]
    assert reading.conserved
    assert len(found.by_role("recommended")) == 4, "the notes' bodies stay"


def test_a_correction_that_loses_letters_is_reported():
    parties = (GivenParty("Xarici İşlər Nazirliyi", "executor", "body", "mfa"),)
    reading = reviewed(TEXT, Correction("4.2.8", parties=parties))
    assert not reading.conserved
    (asked,) = reading.questions
    assert (asked.code, asked.clause) == ("not-conserved", "4.2.8")
    assert asked.params == {"missing": "DaxiliİşlərNazirliyi", "added": ""}


def test_a_correction_that_adds_letters_is_reported():
    found = measure(the_decree(), "4.2.8")
    given = [GivenParty(p.name, p.role, p.kind, p.code) for p in found.by_role("executor")]
    given.append(GivenParty("Ədliyyə Nazirliyi", "executor", "body", "justice"))
    reading = reviewed(TEXT, Correction("4.2.8", parties=tuple(given)))
    assert codes(reading) == [("not-conserved", "4.2.8")]
    assert reading.questions[0].params["added"] == "ƏdliyyəNazirliyi"


def test_a_question_about_lost_letters_cannot_be_accepted_away():
    correction = Correction("4.2.8", parties=())
    asked = next(q for q in reviewed(TEXT, correction).questions if q.code == "not-conserved")
    reading = reviewed(TEXT, correction, **{asked.id: Answer(accept=True)})
    assert not reading.conserved


def test_correcting_the_title_reads_the_executors_again_from_its_end():
    title = measure(the_decree(), "4.1.1").title.text
    reading = reviewed(SPLIT, Correction("4.1.1", title=title))
    assert reading.questions == ()
    assert structure(reading) == structure(the_decree())
    assert measure(reading, "4.1.1").title.lines == (129, 130, 132, 133, 134) or reading.conserved


def test_a_title_corrected_into_other_words_is_reported():
    title = measure(the_decree(), "4.1.1").title.text.replace("təkliflər", "rəylər")
    assert codes(reviewed(TEXT, Correction("4.1.1", title=title))) == [("not-conserved", "4.1.1")]


def test_spaces_of_a_title_may_be_corrected_freely():
    text = TEXT.replace("qoşulması\nməsələsi", "qoşul ması\nməsələsi")
    title = measure(the_decree(), "4.1.2").title.text
    reading = reviewed(text, Correction("4.1.2", title=title))
    assert reading.questions == ()
    assert structure(reading) == structure(the_decree())


def test_a_lost_letter_is_given_by_a_correction():
    text = TEXT.replace("tələbləri nəzərə\n", "tələblə\ufffdi nəzərə\n")
    title = measure(the_decree(), "4.1.1").title.text
    asked = question(text)
    correction = Correction("4.1.1", title=title)
    reading = reviewed(text, correction, **{asked.id: Answer(accept=True)})
    assert reading.questions == ()
    assert reading.conserved
    assert structure(reading) == structure(the_decree())


def test_a_period_that_the_text_lacks_is_supplied_without_source_lines():
    reading = reviewed(NO_PERIOD, Correction("4.1.1", period="2020–2022"))
    assert reading.questions == ()
    period = measure(reading, "4.1.1").period
    assert (period.year_from, period.year_to, period.lines) == (2020, 2022, ())
    assert reading.conserved


def test_a_period_that_the_text_has_cannot_be_changed():
    reading = reviewed(TEXT, Correction("4.1.1", period="2020–2024"))
    assert codes(reading) == [("not-conserved", "4.1.1")]


def test_a_period_that_is_none_leaves_the_question():
    assert codes(reviewed(NO_PERIOD, Correction("4.1.1", period="tezliklə"))) == [
        ("period-missing", "4.1.1")
    ]


def test_involved_parties_may_be_made_executors_by_a_person():
    found = measure(the_decree(), "4.2.2")
    given = [
        GivenParty(p.name, "executor" if n == 1 else p.role, p.kind, p.code)
        for n, p in enumerate(p for p in found.parties if p.role != "recommended")
    ]
    reading = reviewed(TEXT, Correction("4.2.2", parties=tuple(given)))
    assert reading.questions == ()
    assert reading.remarks == ()
    executors = measure(reading, "4.2.2").by_role("executor")
    assert [p.code for p in executors] == ["mia", "other-state-bodies"]


def test_the_first_line_tells_rows_of_one_clause_apart():
    text = TEXT.replace("\n4.1.3.\n", "\n4.1.2.\n")
    rows = [m for m in read(text.encode(), shipped()).measures() if m.clause == "4.1.2"]
    parties = (GivenParty("X", "executor", "body", "x"),)
    reading = reviewed(text, Correction("4.1.2", line=rows[1].lines[0], parties=parties))
    corrected = [m.is_corrected for m in reading.measures() if m.clause == "4.1.2"]
    assert corrected == [False, True]


def test_a_correction_for_no_row_is_asked_about():
    assert codes(reviewed(TEXT, Correction("9.9.9", title="X"))) == [
        ("correction-unplaced", "9.9.9")
    ]


def test_a_reading_corrected_into_itself_is_the_same():
    corrections = [
        Correction(
            m.clause,
            title=m.title.text,
            period=m.period.text,
            parties=tuple(
                GivenParty(p.name, p.role, p.kind, p.code)
                for p in m.parties
                if p.role != "recommended"
            ),
        )
        for m in the_decree().measures()
    ]
    reading = reviewed(TEXT, *corrections)
    assert structure(reading) == structure(the_decree())
    assert reading.questions == ()
    assert reading.conserved
    lines = [[p.lines for p in m.parties] for m in reading.measures()]
    assert lines == [[p.lines for p in m.parties] for m in the_decree().measures()]


def test_a_review_is_kept_as_json():
    content = {
        "answers": {
            question(UNKNOWN).id: {
                "names": [{"text": "Kosmos Nazirliyi", "code": "space", "kind": "body"}]
            }
        },
        "corrections": [
            {
                "clause": "4.2.8",
                "parties": [
                    {
                        "name": "Xarici İşlər Nazirliyi",
                        "role": "executor",
                        "kind": "body",
                        "code": "mfa",
                    }
                ],
            }
        ],
    }
    reading = read(UNKNOWN.encode(), shipped(), Review.from_json(content))
    assert codes(reading) == [("not-conserved", "4.2.8")]
    assert as_json(reading)["directions"][1]["measures"][7]["corrected"] is True
    assert read(ORIGINAL, shipped(), Review.from_json({})).questions == ()
