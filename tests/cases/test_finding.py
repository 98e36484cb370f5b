"""Finding a person: by any spelling, only as much as the asker may know, and written down each time."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions import finding
from dayaq.cases.actions.finding import MOST_SHOWN, find
from dayaq.cases.actions.keeping import decide_retention
from dayaq.cases.actions.sealing import lift_seal, seal_case
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Identity, Person, Protection, Trace
from dayaq.cases.states import Fate, SealKind
from dayaq.portal.demonstration import spelling
from dayaq.portal.demonstration.crowd import Crowd, Told, women_form
from dayaq.vault import index
from dayaq.vault.context import asking, house
from dayaq.vault.index import tokens_for
from dayaq.vault.models import DataClass, Tally

CROWD = Crowd()


def found(text, by, at, **more):
    with asking(by, at=at):
        return find(text, by=by, at=at, **more)


def tell(lead, by, at, **identity):
    """A case about somebody with this identity."""
    with asking(by, at=at):
        case = acts.open_case(lead=lead, by=by, at=at, searched_at=at)
        save_record(case, Identity, identity, by=by, at=at, revision=None)
    return case


def retell(case, by, at, **identity):
    with asking(by, at=at):
        row = Identity.objects.visible_to(by).get(person=case.subject_id)
        save_record(case, Identity, identity, by=by, at=at, revision=row.revision)


@pytest.fixture
def aygun(unit, amina, noon):
    return tell(
        unit,
        amina,
        noon,
        family_name="Əliyeva",
        given_name="Aygün",
        patronymic="Qəşəm qızı",
        other_names="Aygun Mammadzade; Ayka",
        born="1994-03-07",
        document_number="AZE 1234567",
        personal_number="6XK2QP9",
    )


def somebody(chance):
    family, is_woman = CROWD.families.draw(chance), chance.random() < 0.5
    given = (CROWD.women if is_woman else CROWD.men).draw(chance)
    return Told(women_form(family) if is_woman else family, given, CROWD.men.draw(chance), is_woman)


# --- any spelling ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "Əliyeva Aygün",
        "ƏLİYEVA AYGÜN",
        "aliyeva aygun",
        "Eliyeva Aygun",
        "Алиева Айгюн",
        "Әлијева Ајҝүн",
        "Aygün Qəşəm qızı Əliyeva",
        "Айгюн Гашамовна Алиева",
        "Əliyeva Ayğün 1994",
        "Əliyeva 07.03.1994",
        "Aygün 1994",
        "Aliev Aygun",
        "Məmmədzadə Aygün",
        "Alyieva Aygun",
        "AZE1234567",
        "aze-1234567",
        "АZЕ 1234567",
        "6xk2qp9",
    ],
)
def test_the_person_is_found_however_it_is_typed(aygun, amina, noon, typed):
    (hit,) = found(typed, amina, noon)

    assert hit.person == aygun.subject
    assert hit.name == "Əliyeva Aygün Qəşəm qızı"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@forall(
    number=st.integers(0, 10**6),
    style=st.sampled_from(["latin", "ascii_latin", "old_cyrillic", "russian", "passport"]),
    order=st.permutations([0, 1]),
    chance=st.randoms(use_true_random=False),
)
def test_written_by_one_desk_and_typed_by_another(unit, amina, noon, number, style, order, chance):
    """Whoever they are, whatever script the asker writes, in any order, with the year of birth."""
    told, born = somebody(Random(number)), f"{1950 + number % 70}"
    latin = spelling.latin(told)
    case = tell(
        unit, amina, noon, family_name=latin[0], given_name=latin[1], patronymic=latin[2], born=born
    )
    write = getattr(spelling, style)
    typed = write(told, chance) if style in {"russian", "passport"} else write(told)

    hits = found(" ".join([*(typed[at] for at in order), born]), amina, noon)

    assert case.subject in [hit.person for hit in hits]


def test_what_is_likelier_comes_first(unit, amina, aygun, noon):
    sister = tell(unit, amina, noon, family_name="Əliyeva", given_name="Aygül", born="1996-01-02")

    people = [hit.person for hit in found("Əliyeva Aygün 1994", amina, noon)]

    assert people == [aygun.subject, sister.subject]


def test_a_changed_name_is_found_and_the_former_one_no_more(aygun, amina, noon):
    retell(aygun, amina, noon, family_name="Rzayeva", given_name="Nigar", other_names="")

    assert found("Rzayeva Nigar", amina, noon)
    assert not found("Əliyeva Aygün", amina, noon)


def test_of_very_many_a_few_are_shown_and_it_says_so(unit, amina, noon):
    for number in range(MOST_SHOWN + 2):
        tell(unit, amina, noon, family_name="Quliyev", given_name="Elçin", born=f"{1960 + number}")

    many = found("Quliyev Elçin", amina, noon)
    one = found("Quliyev Elçin 1965", amina, noon)

    assert (len(many), many.has_more) == (MOST_SHOWN, True)
    assert not found("Heç Kim", amina, noon).has_more
    assert [hit.born for hit in one][:1] == ["1965"]


@pytest.fixture
def few_at_a_time(monkeypatch):
    """Two on a page, three opened at a time."""
    monkeypatch.setattr(finding, "MOST_SHOWN", 2)
    monkeypatch.setattr(finding, "MOST_OPENED", 3)


def turned(text, by, at):
    """All pages, as somebody turns them who wants to see everybody."""
    pages = [found(text, by, at)]
    while pages[-1].has_more:
        pages.append(found(text, by, at, page=len(pages) + 1))
    return pages


def test_turning_the_pages_shows_everybody_once_and_the_likeliest_first(
    unit, amina, noon, few_at_a_time
):
    same = [
        tell(unit, amina, noon, family_name="Quliyev", given_name="Elçin", born=f"{1960 + n}")
        for n in range(7)
    ]
    near = tell(unit, amina, noon, family_name="Quliyev", given_name="Elçim", born="1960")

    pages = turned("Quliyev Elçin", amina, noon)

    people = [hit.person for page in pages for hit in page]
    assert [len(page) for page in pages[:-1]] == [2] * (len(pages) - 1)
    assert len(people) == len(set(people))
    assert {case.subject for case in same} == set(people[:7])
    assert near.subject in people


def test_a_page_that_would_show_only_who_is_hidden_does_not_say_that_there_is_one(
    unit, amina, chloe, noon, few_at_a_time
):
    cases = [
        tell(unit, amina, noon, family_name="Quliyev", given_name="Elçin", born=f"{1960 + n}")
        for n in range(3)
    ]
    assert [len(page) for page in turned("Quliyev Elçin", chloe, noon)] == [2, 1]

    with house("story"):
        Protection.objects.create(case=cases[0], saved_at=noon, saved_by=amina)

    assert [len(page) for page in turned("Quliyev Elçin", chloe, noon)] == [2]


def test_only_whom_a_page_shows_is_written_down_as_read(unit, amina, noon, few_at_a_time):
    for number in range(3):
        tell(unit, amina, noon, family_name="Quliyev", given_name="Elçin", born=f"{1960 + number}")

    found("Quliyev Elçin", amina, noon)

    assert Entry.objects.filter(did="section.read", purpose="search").count() == 2
    found("Quliyev Elçin", amina, noon, page=2)
    assert Entry.objects.filter(did="section.read", purpose="search").count() == 3


def test_of_a_single_common_name_only_the_newest_are_looked_at(unit, amina, noon, monkeypatch):
    monkeypatch.setattr(index, "MOST_OF_ONE_NAME", 2)
    told = [
        tell(unit, amina, noon, family_name="Quliyev", given_name=given)
        for given in ("Elçin", "Tural", "Rəşad")
    ]

    hits = found("Quliyev", amina, noon)

    assert {hit.person for hit in hits} == {case.subject for case in told[1:]}
    assert hits.is_cut


# --- only as much as one may know -----------------------------------------------------------------


def test_another_body_learns_that_a_record_exists_and_with_whom_to_talk(aygun, chloe, unit, noon):
    (hit,) = found("Əliyeva Aygün 1994", chloe, noon)

    assert (hit.name, hit.born, list(hit.cases), list(hit.leads)) == ("", "", [], [unit])
    assert hit.is_likely


def test_a_body_that_reads_other_sections_is_not_told_by_a_name_whose_case_it_is(
    case, shared, bruno, unit, noon
):
    """It works on the case under its reference; typing names must not tell it who that is."""
    (hit,) = found("Kanarlı Sirrnaz", bruno, noon)
    (named,) = found("", bruno, noon, reference=case.reference)

    assert (hit.name, list(hit.cases), list(hit.leads)) == ("", [], [unit])
    assert (named.name, list(named.cases), named.may_open) == ("", [case], False)


def test_of_what_a_court_has_sealed_others_learn_nothing(aygun, marat, chloe, unit, noon):
    with asking(marat, at=noon):
        made = seal_case(
            aygun,
            kind=SealKind.COURT,
            decided_by="Məhkəmə",
            decided_on=date(2026, 3, 1),
            number="1",
            holders=[unit],
            by=marat,
            at=noon,
        )
    assert not found("Əliyeva Aygün", chloe, noon, reference=aygun.reference)
    assert found("Əliyeva Aygün", marat, noon)

    with asking(marat, at=noon):
        lift_seal(made, decision="2", by=marat, at=noon)
    assert found("Əliyeva Aygün", chloe, noon)


def test_of_whom_the_state_protects_others_learn_nothing(aygun, amina, chloe, noon):
    with house("story"):
        Protection.objects.create(case=aygun, saved_at=noon, saved_by=amina)

    assert not found("Əliyeva Aygün", chloe, noon)
    assert found("Əliyeva Aygün", amina, noon)


def test_a_reference_is_found_as_it_is_typed(aygun, amina, chloe, unit, noon):
    (mine,) = found("", amina, noon, reference=f" {aygun.reference.lower()} ")
    (theirs,) = found("", chloe, noon, reference=aygun.reference)

    assert list(mine.cases) == [aygun]
    assert (list(theirs.cases), list(theirs.leads)) == ([], [unit])


@pytest.mark.parametrize("who", ["petra", "dalia", "omar", "adil", "karim"])
def test_nobody_else_searches(aygun, who, noon, request):
    someone = request.getfixturevalue(who)

    with pytest.raises(Denied, match="may open a case"):
        found("Əliyeva", someone, noon)


@pytest.mark.parametrize("fate", [Fate.SHRED, Fate.PSEUDONYMISE])
def test_whose_data_were_removed_is_found_no_more(aygun, amina, petra, noon, fate):
    with asking(amina, at=noon):
        acts.close(aygun, by=amina, at=noon, reason="closure-reason@1:plan_completed")
    with asking(petra, at=noon):
        decide_retention(
            aygun, fate, data_class=DataClass.IDENTIFYING, reason="Time is up", by=petra, at=noon
        )

    for typed in ("Əliyeva Aygün", "AZE1234567", "Aygün 1994", "Əliyeva"):
        assert not found(typed, amina, noon)


# --- what is written down -------------------------------------------------------------------------


def test_each_search_is_written_down_and_never_what_was_typed(aygun, amina, noon):
    found("Əliyeva Aygün", amina, noon)
    found("Yoxdurov Heçkim", amina, noon)

    first, second = Entry.objects.filter(did="person.searched", by=amina).order_by("pk")
    assert (first.details["found"], second.details["found"]) == (1, 0)
    read = Entry.objects.filter(did="section.read", by=amina).latest("pk")
    assert (read.purpose, read.case_reference) == ("search", aygun.reference)
    said = str(list(Entry.objects.values()))
    assert not [word for word in ("Aygün", "liyeva", "Yoxdurov") if word in said]


def test_who_searches_under_their_own_name_raises_a_flag(unit, noon, amina):
    amina.full_name = "Amina Quliyeva"
    found("Quliyev Tural", amina, noon)

    assert Entry.objects.get(did="person.searched").details["flags"] == ["own_name"]


def test_a_search_long_ago_does_not_open_a_case(unit, amina, noon):
    with asking(amina, at=noon), pytest.raises(Denied, match="Search for the person first"):
        acts.open_case(lead=unit, by=amina, at=noon, searched_at=noon - timedelta(minutes=31))
    with asking(amina, at=noon), pytest.raises(Denied, match="Search for the person first"):
        acts.open_case(lead=unit, by=amina, at=noon, searched_at=None)


# --- the index ------------------------------------------------------------------------------------


def test_two_people_of_one_name_share_no_token(db):
    with house("story"):
        first, second = (set(tokens_for(["fg:alav|aigun", "f:alav"])[1]) for _ in range(2))

    assert len(first) == len(second) == 8
    assert not first & second


def test_what_stands_in_the_tables_of_the_index_is_no_count(aygun):
    """A tally of one and a tally of two are both noise: nothing small stands there."""
    with house("story"):
        written = list(Tally.objects.for_house().values_list("written", flat=True))

    assert len(written) > 20
    assert not [tally for tally in written if tally < 1000]


def test_the_search_reads_its_index_though_row_security_is_in_force(aygun):
    with house("story"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        rows = Trace.objects.for_house().filter(index.under_any("tokens", [5, -7]))
        plan = rows.explain()

    assert "traces_by_token" in plan
    assert "readers OPERATOR(sec.|&|)" in plan


def test_merely_saving_again_takes_no_new_numbers(aygun, amina, noon):
    def tokens():
        with house("story"):
            return Trace.objects.for_house().get(person=aygun.subject_id).tokens

    before = tokens()
    retell(aygun, amina, noon, occupation="dərzi")
    assert tokens() == before

    retell(aygun, amina, noon, born="1994")
    assert not set(tokens()) & set(before)


def test_a_person_nothing_is_known_of_is_found_by_nothing(unit, amina, noon):
    with asking(amina, at=noon):
        case = acts.open_case(lead=unit, by=amina, at=noon, searched_at=noon)

    assert not found("Əliyev", amina, noon)
    assert isinstance(case.subject, Person)
