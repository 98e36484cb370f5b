"""Several people in a case: each known to those who may know them, and to nobody by taking part."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions import people, sharing
from dayaq.cases.actions.finding import find
from dayaq.cases.actions.keeping import decide_retention
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Identity, Participation, Person
from dayaq.cases.states import Basis, Fate, Involvement, Part, Purpose
from dayaq.vault.context import asking, house
from dayaq.vault.models import DataClass

WITNESS = {"family_name": "Şahidova", "given_name": "Gövhər", "born": "1980"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon():
    return now()


@pytest.fixture
def witness(case, amina, noon):
    """Somebody who saw it, recorded with the case; nothing else is known of her."""
    with asking(amina, at=noon):
        return people.add_person(
            case,
            Involvement.WITNESS,
            by=amina,
            at=noon,
            searched_at=noon,
            identity=WITNESS,
            remark="Qonşu.",
        )


@pytest.fixture
def theirs(outside, chloe, noon):
    """A case of somebody else, at a body that has nothing to do with this one."""
    with asking(chloe, at=noon):
        return acts.open_case(lead=outside, by=chloe, at=noon, searched_at=noon)


def knows(person, whom, at) -> bool:
    with asking(person, at=at):
        return Identity.objects.visible_to(person).filter(person=whom).exists()


def let_read(case, body, parts, by, at):
    with asking(by, at=at):
        sharing.grant(
            case,
            body=body,
            parts=parts,
            purpose=Purpose.ASSISTANCE,
            basis=Basis.REFERRAL,
            lapses_at=at.replace(year=at.year + 1),
            by=by,
            at=at,
        )


def page(client, user, name, *arguments):
    client.force_login(user)
    return client.get(reverse(f"cases:{name}", args=arguments))


def test_who_came_with_a_case_is_known_to_those_who_read_its_people(
    case, witness, amina, bella, chloe, centre, noon
):
    let_read(case, centre, [Part.NEEDS], amina, noon)
    assert not knows(bella, witness.person_id, noon)
    let_read(case, centre, [Part.FAMILY], amina, noon)

    assert [knows(one, witness.person_id, noon) for one in (amina, bella, chloe)] == [
        True,
        True,
        False,
    ]
    assert not knows(bella, case.subject_id, noon)


def test_whoever_has_a_case_of_their_own_is_known_by_that_alone(
    case, witness, unit, amina, bella, centre, noon
):
    let_read(case, centre, [Part.FAMILY], amina, noon)
    with asking(amina, at=noon):
        person = Person.objects.visible_to(amina).get(pk=witness.person_id)
        own = acts.open_case(lead=unit, by=amina, at=noon, searched_at=None, person=person)

    assert not knows(bella, person.pk, noon)
    with asking(bella, at=noon):
        assert Participation.objects.visible_to(bella).get() == witness
    with asking(amina, at=noon), pytest.raises(Denied, match="a case of their own"):
        save_record(case, Identity, WITNESS, by=amina, at=noon, revision=1, of=person)
    assert own.subject == person


def test_taking_part_in_another_case_opens_nothing_to_its_readers(
    case, theirs, unit, chloe, amina, marat, outside, noon
):
    """Marat may know both; by putting the one into the other's case she tells Chloe no name."""
    with asking(chloe, at=noon):
        acts.hand_over(theirs, to=unit, by=chloe, at=noon, why="Moved.")
    let_read(theirs, outside, [Part.FAMILY], marat, noon)
    with asking(marat, at=noon):
        taken = people.add_person(
            theirs,
            Involvement.AFFECTED,
            by=marat,
            at=noon,
            searched_at=None,
            person=case.subject,
        )

    with asking(chloe, at=noon):
        assert Participation.objects.visible_to(chloe).get() == taken
        assert not Person.objects.visible_to(chloe).filter(pk=case.subject_id).exists()
    assert not knows(chloe, case.subject_id, noon)
    assert knows(amina, case.subject_id, noon)


def test_nobody_adds_whom_they_may_not_know_nor_the_same_part_twice(
    case, witness, theirs, amina, noon
):
    with asking(amina, at=noon):
        for person, sentence in ((theirs.subject, "not open to you"), (witness.person, "already")):
            with pytest.raises(Denied, match=sentence):
                people.add_person(
                    case,
                    Involvement.WITNESS,
                    by=amina,
                    at=noon,
                    searched_at=None,
                    person=person,
                )


def test_who_came_with_a_case_is_found_and_told_of_like_others(
    case, witness, amina, chloe, unit, noon
):
    with asking(amina, at=noon):
        (mine,) = find("Gövhər Şahidova", by=amina, at=noon)
    with asking(chloe, at=noon):
        (hers,) = find("Шахидова Говхар 1980", by=chloe, at=noon)

    assert (mine.name, list(mine.cases), mine.may_open) == ("Şahidova Gövhər", [case], True)
    assert (hers.name, list(hers.cases), list(hers.leads)) == ("", [], [unit])


def test_a_part_ends_with_a_reason_and_stays_told(case, witness, amina, noon):
    with asking(amina, at=noon):
        people.end_part(witness, why="Moved abroad.", by=amina, at=noon)
        again = people.add_person(
            case,
            Involvement.WITNESS,
            by=amina,
            at=noon,
            searched_at=None,
            person=witness.person,
        )
        with pytest.raises(Denied, match="no more"):
            people.end_part(witness, why="Again.", by=amina, at=noon)

    assert again.pk != witness.pk
    assert knows(amina, witness.person_id, noon)
    said = Entry.objects.filter(did__startswith="participation.").order_by("pk")
    assert [e.did.partition(".")[2] for e in said] == ["added", "ended", "added"]


@pytest.mark.parametrize("fate", [Fate.SHRED, Fate.PSEUDONYMISE])
def test_who_came_with_a_case_goes_with_it_unless_needed_elsewhere(
    case, witness, amina, petra, unit, noon, fate
):
    with asking(amina, at=noon):
        other = acts.open_case(lead=unit, by=amina, at=noon, searched_at=noon)
        kept = people.add_person(
            case, Involvement.CHILD, by=amina, at=noon, searched_at=noon, identity=WITNESS
        )
        people.add_person(
            other,
            Involvement.CHILD,
            by=amina,
            at=noon,
            searched_at=None,
            person=kept.person,
        )
        acts.close(case, by=amina, at=noon, reason="closure-reason@1:plan_completed")
    with asking(petra, at=noon):
        decide_retention(
            case, fate, data_class=DataClass.IDENTIFYING, reason="Time is up", by=petra, at=noon
        )

    with asking(amina, at=noon):
        assert [hit.person for hit in find("Gövhər Şahidova", by=amina, at=noon)] == [kept.person]


# --- the pages ------------------------------------------------------------------------------------


def test_the_page_of_a_person_tells_no_name_until_it_is_asked_for(case, client, amina):
    answer = page(client, amina, "person", case.subject_id)

    assert "Kanarlı" not in answer.text
    assert case.reference in answer.text
    opened = client.post(
        reverse("cases:open_person", args=[case.subject_id, Part.IDENTITY]),
    )
    assert "Kanarlı" in opened.text
    read = Entry.objects.filter(did="section.read", by=amina).latest("pk")
    assert (read.case_reference, read.details["section"]) == (case.reference, "identity")


def test_whoever_reads_other_sections_finds_no_person(case, shared, client, bruno):
    """They read needs under a reference: two such cases of one person must not be told apart or together."""
    assert page(client, bruno, "person", case.subject_id).status_code == 404
    assert str(case.subject_id) not in page(client, bruno, "case", case.reference).text


def test_people_are_shown_with_names_that_are_open_and_recorded(
    case, witness, client, amina, bella, centre, noon
):
    let_read(case, centre, [Part.FAMILY], amina, noon)
    address = reverse("cases:people", args=[case.reference])

    covered = page(client, bella, "people", case.reference)
    shown = client.post(address)

    assert "Witness" in covered.text
    assert "Şahidova" not in covered.text
    assert "Şahidova Gövhər" in shown.text
    assert "Qonşu." in shown.text
    assert "Kanarlı" not in shown.text
    assert Entry.objects.filter(did="section.read", by=bella, purpose="people").count() == 1


def test_somebody_is_added_after_a_search_and_what_was_typed_is_there(case, client, amina):
    client.force_login(amina)
    address = reverse("cases:add_person", args=[case.reference])
    searched = client.post(address, {"name": "Yenizadə Lalə", "born": "2015"})
    assert 'value="Yenizadə"' in searched.text
    assert 'value="2015"' in searched.text

    wrong = client.post(address, {"do": "add", "person": "new", "family_name": "Yenizadə"})
    assert wrong.status_code == 422
    assert 'value="Yenizadə"' in wrong.text
    said = {"do": "add", "person": "new", "family_name": "Yenizadə", "involvement": "child"}
    assert client.post(address, said).status_code == 302

    with house("story"):
        taken = Participation.objects.for_house().get()
    person = reverse("cases:person", args=[taken.person_id])
    assert "Came with the case" in client.get(person).text
    write = reverse("cases:write_person", args=[taken.person_id, "contact"])
    client.post(write, {"do": "save", "phone": "+994501112233"})
    opened = client.post(reverse("cases:open_person", args=[taken.person_id, Part.CONTACT]))
    assert "+994501112233" in opened.text


def test_hidden_and_missing_people_are_the_same_answer(case, client, chloe):
    for name in ("person", "people"):
        argument = case.subject_id if name == "person" else case.reference
        assert page(client, chloe, name, argument).status_code == 404
    assert client.post(reverse("cases:people", args=[case.reference])).status_code == 404
