"""The decree of 22 July 2020, read whole: every count that the law gives."""

import hashlib
from collections import Counter
from datetime import date

from dayaq.plan.decree.source import decode
from tests.plan.decrees import ORIGINAL, measure, the_decree


def test_the_shipped_decree_is_the_original_byte_for_byte():
    assert len(ORIGINAL) == 44806
    expected = "23b2435d69fa16550dd88f1ca0cc0108f6c2772f216d65df340fce6135c956bb"
    assert hashlib.sha256(ORIGINAL).hexdigest() == expected
    assert the_decree().sha256 == expected
    assert the_decree().original == ORIGINAL


def test_nothing_is_asked_and_nothing_is_lost():
    assert the_decree().questions == ()
    assert the_decree().conserved


def test_nine_directions_hold_sixty_nine_measures():
    directions = the_decree().directions
    assert [d.clause for d in directions] == [f"4.{n}" for n in range(1, 10)]
    assert [len(d.measures) for d in directions] == [12, 11, 6, 9, 9, 7, 7, 5, 3]
    for direction in directions:
        count = len(direction.measures)
        assert [m.clause for m in direction.measures] == [
            f"{direction.clause}.{n}" for n in range(1, count + 1)
        ]


def test_executors_are_twenty_eight_bodies_and_five_groups_in_291_links():
    links = [party for _, party in the_decree().links("executor")]
    bodies = [party for party in links if party.kind == "body"]
    groups = Counter(party.name for party in links if party.kind == "group")
    assert (len(links), len(bodies), groups.total()) == (291, 273, 18)
    assert len({party.code for party in bodies}) == 28
    assert len({party.name for party in bodies}) == 28
    assert groups.pop("digər aidiyyəti dövlət orqanları") == 10
    assert groups.pop("yerli icra hakimiyyəti orqanları") == 5
    assert sorted(groups.values()) == [1, 1, 1]
    assert all(party.code for party in links)


def test_the_ministry_of_internal_affairs_executes_48_measures_and_is_listed_first_in_23():
    measures = [m for m, party in the_decree().links("executor") if party.code == "mia"]
    first = Counter(m.by_role("executor")[0].code for m in the_decree().measures())
    assert len(measures) == 48
    assert (first["mia"], first["cabinet"]) == (23, 14)


def test_the_first_listed_body_leads_by_inference_only():
    for found in the_decree().measures():
        leads = [party for party in found.parties if party.lead_inferred]
        assert leads == [found.by_role("executor")[0]]


def test_fourteen_measures_involve_others():
    involving = {m.clause for m, _ in the_decree().links("involved")}
    assert involving == {
        *("4.2.2", "4.2.4", "4.2.5", "4.4.4", "4.5.3", "4.5.4", "4.5.6"),
        *("4.7.5", "4.7.7", "4.8.1", "4.8.2", "4.8.3", "4.8.4", "4.8.5"),
    }


def test_state_bodies_in_the_accusative_are_involved_and_the_coordinator_is_told():
    found = measure(the_decree(), "4.2.2")
    assert [p.name for p in found.by_role("executor")] == ["Daxili İşlər Nazirliyi"]
    assert [(p.name, p.kind, p.code) for p in found.by_role("involved")][:2] == [
        ("digər aidiyyəti dövlət orqanlarını", "group", "other-state-bodies"),
        ("Azərbaycan Milli Elmlər Akademiyasını", "body", "academy-of-sciences"),
    ]
    assert [p.name for p in found.by_role("involved")][2:] == [
        "ali təhsil müəssisələrini",
        "ixtisaslaşmış qeyri-hökumət təşkilatlarını",
    ]
    (remark,) = the_decree().remarks
    assert (remark.code, remark.clause) == ("involved-group", "4.2.2")


def test_two_classes_in_one_clause_are_two_parties():
    involved = measure(the_decree(), "4.7.7").by_role("involved")
    assert [party.name for party in involved] == [
        "ixtisaslaşmış qeyri-hökumət təşkilatlarını",
        "beynəlxalq təşkilatları",
    ]


def test_five_bodies_are_recommended_for_37_measures():
    links = Counter(party.code for _, party in the_decree().links("recommended"))
    assert links == {
        "supreme-court": 7,
        "prosecutor-general": 8,
        "bar": 4,
        "ombudsman": 13,
        "press-council": 5,
    }
    assert [len(note.clauses) for note in the_decree().notes] == [7, 8, 4, 13, 5]


def test_a_recommended_body_is_named_as_its_note_names_it():
    (ombudsman,) = the_decree().notes[3].bodies
    assert (
        ombudsman.name == "Azərbaycan Respublikasının İnsan Hüquqları üzrə Müvəkkilinə (Ombudsmana)"
    )
    assert ombudsman.lines == (1515,)


def test_periods_are_counted_and_33_are_regular():
    texts = Counter(m.period.text for m in the_decree().measures() if m.period)
    assert texts == {
        "mütəmadi": 33,
        "2020–2024": 16,
        "2020–2021": 10,
        "2020–2022": 7,
        "2020–2023": 2,
        "2021–2022": 1,
    }
    regular = measure(the_decree(), "4.2.6").period
    assert (regular.kind, regular.year_from, regular.year_to) == ("regular", None, None)


def test_the_word_regular_inside_a_title_is_no_period():
    assert "mütəmadi monitorinqini" in measure(the_decree(), "4.2.6").title.text
    found = measure(the_decree(), "4.3.3")
    assert "mütəmadi görüşlər" in found.title.text
    assert found.period.lines == (558,)


def test_46_lost_characters_nine_spaced_words_and_one_glued_pair_are_mended():
    kinds = Counter(repair.kind for repair in the_decree().repairs)
    assert kinds["lost-character"] == 46
    assert kinds["letter-spacing"] == 9
    assert kinds["glued-words"] == 1
    assert kinds["missing-space"] == 2
    words = [r.after for r in the_decree().repairs if r.kind == "letter-spacing"]
    assert Counter(words) == {"İnsan": 5, "Avropa": 1, "və": 1, "nəzərə": 1, "Xidmət": 1}
    (glued,) = (r for r in the_decree().repairs if r.kind == "glued-words")
    assert (glued.line, glued.before, glued.after) == (
        124,
        "sahəsindənormativ",
        "sahəsində normativ",
    )


def test_no_lost_character_is_left_in_what_was_read():
    texts = [m.title.text for m in the_decree().measures()]
    texts += [note.text for note in the_decree().notes]
    texts += [p.text for s in the_decree().plan.sections for p in s.paragraphs]
    assert not [text for text in texts if "\ufffd" in text]


def test_a_hyphen_at_the_end_of_a_line_stays_and_takes_no_space():
    assert "dövlət və qeyri-dövlət sığınacaq" in measure(the_decree(), "4.4.4").title.text
    assert "4.1.1-ci, 4.1.3-cü" in the_decree().notes[3].text


def test_a_title_stands_as_the_law_says_it():
    assert measure(the_decree(), "4.1.2").title.text == (
        "Avropa Şurasının İnsan orqanlarının alverinə qarşı Konvensiyasına Azərbaycan "
        "Respublikasının qoşulması məsələsi barədə təkliflər hazırlanması"
    )


def test_every_value_knows_its_lines():
    lines = decode(ORIGINAL).lines
    assert the_decree().lines == lines
    for found in the_decree().measures():
        first, last = found.lines
        assert lines[first - 1].startswith(found.clause)
        assert found.title.lines
        assert all(first <= line <= last for line in found.title.lines)
        for party in found.parties:
            assert party.lines
            if party.role != "recommended":
                assert all(first <= line <= last for line in party.lines)
        assert found.period is not None
        assert found.period.lines[-1] == last


def test_the_act_says_what_it_is():
    act = the_decree().act
    assert (act.kind, act.number, act.signed_on) == ("Sərəncam", "2173", date(2020, 7, 22))
    assert act.signatory.text == "İlham ƏLİYEV, Azərbaycan Respublikasının Prezidenti"
    assert act.signatory.lines == (30, 31)
    assert [p.number for p in act.paragraphs] == ["", "1", "2", "2.1", "2.2", "3"]


def test_the_plan_has_its_title_years_goal_principles_and_financing():
    plan = the_decree().plan
    assert (plan.year_from, plan.year_to) == (2020, 2024)
    assert plan.title.text.endswith("2020–2024-cü illər üçün Milli Fəaliyyət Planı")
    assert [s.number for s in plan.sections] == ["1", "2", "3", "4"]
    assert [p.number for p in plan.goal] == ["2.1", *(f"2.1.{n}" for n in range(1, 8))]
    assert [p.number for p in plan.principles] == ["2.3", *(f"2.3.{n}" for n in range(1, 7))]
    (financing,) = plan.financing
    assert financing.text.startswith("Milli Fəaliyyət Planında göstərilən tədbirlərin icrası")
    assert financing.lines == (105, 106, 107)


def test_the_first_note_asks_for_two_things_more():
    confiscation, trainings = the_decree().commitments()
    assert "xüsusi müsadirə edilməsi üçün tədbirlər görməklə" in confiscation.text
    assert trainings.text.startswith("hakimlərə və Azərbaycan Respublikasının Baş Prokurorluğu")
    assert trainings.text.endswith("treninqlər keçirsin")
    assert (confiscation.lines, trainings.lines) == ((1503, 1504, 1505), (1505, 1506, 1507))
    assert [body.code for body in trainings.by] == ["supreme-court"]
    assert [body.code for body in trainings.jointly_with] == ["prosecutor-general"]
