"""Two records of one person: held to be one when both sides agree, and nobody reads more by it."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.cases.actions import cases as acts
from dayaq.cases.actions import merging
from dayaq.cases.actions.comparing import compare_what_changed
from dayaq.cases.actions.finding import find
from dayaq.cases.actions.sealing import seal_case
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Case, Identity, Merge, Person, Protection
from dayaq.notices.models import Notice
from dayaq.vault.context import asking, house
from dayaq.vault.models import Protected
from tests.cases.conftest import CANARY

pytestmark = pytest.mark.django_db

OTHER = CANARY | {"given_name": "Sirnaz", "personal_number": ""}


@pytest.fixture
def noon():
    return now()


def tell(lead, by, at, **identity):
    with asking(by, at=at):
        case = acts.open_case(lead=lead, by=by, at=at, searched_at=at)
        save_record(case, Identity, identity, by=by, at=at, revision=None)
    return case


@pytest.fixture
def double(outside, chloe, noon):
    """The same person at a body that nobody asked, under another spelling, a little later."""
    return tell(outside, chloe, noon + timedelta(seconds=1), **OTHER)


@pytest.fixture
def proposed(case, double, amina, noon):
    with asking(amina, at=noon):
        return merging.propose(
            case.subject, double.subject, reason="Same birth date.", by=amina, at=noon
        )


@pytest.fixture
def merged(proposed, marat, chloe, noon):
    for manager in (marat, chloe):
        with asking(manager, at=noon):
            made = merging.agree(proposed, why="Spoke on the phone.", by=manager, at=noon)
    return made


def rows_as_they_are(*but) -> dict[str, list[str]]:
    """Every confidential row of the database, with its readers."""
    found = {}
    with house("story"), connection.cursor() as cursor:
        for model in apps.get_models():
            if issubclass(model, Protected) and model not in but:
                cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t ORDER BY id")
                found[model.__name__] = [row for (row,) in cursor.fetchall()]
    return found


def sees(person, at):
    """What the wall opens to somebody, table by table."""
    with asking(person, at=at), connection.cursor() as cursor:
        found = {}
        for model in apps.get_models():
            if issubclass(model, Protected) and model is not Merge:
                cursor.execute(f"SELECT id FROM {model._meta.db_table}")
                found[model.__name__] = {row for (row,) in cursor.fetchall()}
    return found


def test_nobody_reads_more_by_a_merge_and_undoing_it_restores_both(
    case, double, amina, marat, chloe, bruno, shared, noon
):
    cast = (amina, marat, chloe, bruno)
    before, seen = rows_as_they_are(Merge), [sees(one, noon) for one in cast]
    with asking(amina, at=noon):
        made = merging.propose(
            case.subject, double.subject, reason="Same birth date.", by=amina, at=noon
        )
    for manager in (marat, chloe):
        with asking(manager, at=noon):
            made = merging.agree(made, why="Spoke on the phone.", by=manager, at=noon)

    assert made.status == "standing"
    assert [sees(one, noon) for one in cast] == seen
    assert rows_as_they_are(Merge, Person) == {k: v for k, v in before.items() if k != "Person"}

    with asking(chloe, at=noon):
        merging.undo(made, why="Two cousins after all.", by=chloe, at=noon)
    assert rows_as_they_are(Merge) == before
    said = Entry.objects.filter(did__startswith="merge.").order_by("pk")
    assert [e.did.partition(".")[2] for e in said] == ["proposed", "agreed", "made", "undone"]


def test_both_sides_decide_and_nobody_alone(proposed, case, amina, marat, bella, chloe, noon):
    for person, sentence in (
        (amina, "A case manager of a body that leads"),
        (bella, "A case manager of a body that leads"),
    ):
        with asking(person, at=noon), pytest.raises(Denied, match=sentence):
            merging.agree(proposed, why="I think so.", by=person, at=noon)
    with asking(marat, at=noon):
        half = merging.agree(proposed, why="It is she.", by=marat, at=noon)
        assert half.status == "proposed"
        with pytest.raises(Denied, match="other side has not answered"):
            merging.agree(half, why="It is she.", by=marat, at=noon)
    with asking(chloe, at=noon):
        merging.refuse(half, why="Mine is older.", by=chloe, at=noon)
        with pytest.raises(Denied, match="has been decided"):
            merging.agree(half, why="Or not.", by=chloe, at=noon)
    with house("story"):
        assert not Person.objects.for_house().exclude(merged_into=None).exists()


def test_of_two_records_of_one_body_a_second_person_decides(case, unit, amina, marat, noon):
    twin = tell(unit, marat, noon, **OTHER)
    with asking(marat, at=noon):
        made = merging.propose(case.subject, twin.subject, reason="Same.....", by=marat, at=noon)
        with pytest.raises(Denied, match="A second person must agree"):
            merging.agree(made, why="It is she.", by=marat, at=noon)
        merging.refuse(made, why="Taken back.", by=marat, at=noon)
    with asking(amina, at=noon):
        again = merging.propose(twin.subject, case.subject, reason="Same.....", by=amina, at=noon)
    with asking(marat, at=noon):
        assert merging.agree(again, why="It is she.", by=marat, at=noon).status == "standing"


def test_three_records_make_one_person_and_come_apart_one_by_one(
    merged, case, double, unit, amina, marat, chloe, noon
):
    third = tell(unit, amina, noon, **OTHER)
    with asking(amina, at=noon):
        made = merging.propose(third.subject, case.subject, reason="Again one.", by=amina, at=noon)
    with asking(marat, at=noon):
        merging.agree(made, why="It is she.", by=marat, at=noon)
        with pytest.raises(Denied, match="one person already"):
            merging.propose(case.subject, third.subject, reason="Again.", by=marat, at=noon)
        (hit,) = find("Kanarlı Sirrnaz 1999", by=marat, at=noon)
        assert {c.pk for c in hit.cases} == {case.pk, third.pk}
        assert [b.code for b in hit.leads] == ["migration"]
        merging.undo(merged, why="Two cousins.", by=marat, at=noon)
        hits = find("Kanarlı Sirrnaz 1999", by=marat, at=noon)
    assert sorted(len(hit.cases) for hit in hits) == [0, 2]


def test_a_merge_is_known_to_those_who_know_either_and_to_the_desk(
    merged, case, amina, marat, chloe, bella, bruno, shared, petra, omar, noon
):
    def told(person):
        with asking(person, at=noon):
            return Merge.objects.visible_to(person).count()

    people = (amina, marat, chloe, petra, bella, bruno, omar)
    assert [told(one) for one in people] == [1, 1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("way", ["sealed", "protected"])
def test_of_whom_nothing_may_be_told_no_merge_tells(
    merged, double, unit, outside, amina, chloe, noon, way
):
    if way == "sealed":
        with asking(chloe, at=noon):
            seal_case(
                double,
                kind="court",
                decided_by="Court",
                decided_on=date(2026, 3, 1),
                number="1",
                holders=[outside],
                by=chloe,
                at=noon,
            )
    else:
        with house("story"):
            Protection.objects.create(case=double, saved_at=noon, saved_by=chloe)
            from dayaq.cases.actions.settling import settle

            settle(Case.objects.for_house().get(pk=double.pk), at=noon)

    with asking(amina, at=noon):
        assert not Merge.objects.visible_to(amina).exists()
        (hit,) = find("Kanarlı Sirrnaz 1999", by=amina, at=noon)
        assert not hit.leads
    with asking(chloe, at=noon):
        assert Merge.objects.visible_to(chloe).exists()


# --- the house compares ---------------------------------------------------------------------------


def test_the_house_proposes_once_what_agrees_and_nothing_else(
    case, unit, outside, amina, chloe, marat, noon
):
    tell(outside, chloe, noon, family_name="Kanarova", given_name="Sirrnaz", born="1999-03-18")
    tell(outside, chloe, noon, family_name="Başqa", given_name="Adam", personal_number="5QX7Z1K")
    same = tell(
        outside, chloe, noon, family_name="Канарлы", given_name="Сиррназ", born="1999-03-08"
    )
    assert compare_what_changed(noon) == 4
    compare_what_changed(noon)

    with house("story"):
        made = Merge.objects.for_house().get()
    assert {made.kept_id, made.merged_id} == {case.subject_id, same.subject_id}
    assert made.proposed_by is None
    assert set(Notice.objects.filter(code="cases.merge_proposed").values_list("to", flat=True)) == {
        marat.pk,
        chloe.pk,
    }
    with asking(chloe, at=noon):
        merging.refuse(made, why="Two cousins.", by=chloe, at=noon)
        save_record(same, Identity, {"born": "1999-03-09"}, by=chloe, at=noon, revision=1)
        save_record(same, Identity, {"born": "1999-03-08"}, by=chloe, at=noon, revision=2)
    compare_what_changed(noon)
    with house("story"):
        assert Merge.objects.for_house().count() == 1


# --- the pages ------------------------------------------------------------------------------------


def test_from_the_search_to_one_person_and_back(case, double, client, amina, marat, chloe, petra):
    client.force_login(amina)
    found = client.post(reverse("cases:find"), {"name": "Kanarlı Sirrnaz", "born": "1999"})
    marked = [hit.handle for hit in found.context["hits"]]
    assert len(marked) == 2
    propose = reverse("cases:propose_merge")
    beside = client.post(propose, {"same": marked})
    assert "Gizlin" in beside.text
    assert "Sirnaz" not in beside.text
    assert "Talk to" in beside.text
    said = {"same": marked, "do": "propose", "reason": "Same birth date."}
    address = client.post(propose, said).headers["Location"]

    client.force_login(marat)
    assert "Gizlin" not in client.get(address).text
    assert "Gizlin" in client.post(address).text
    client.post(f"{address}agree/", {"why": "Spoke on the phone."})
    client.force_login(chloe)
    assert "Sirrnaz" not in client.post(address).text
    client.post(f"{address}agree/", {"why": "Spoke on the phone."})
    assert "Held to be one person" in client.get(address).text
    assert case.reference not in client.get(reverse("cases:person", args=[double.subject_id])).text

    client.force_login(petra)
    seen = client.get(reverse("cases:merges"))
    assert case.reference in seen.text
    assert double.reference in seen.text
    client.post(f"{address}undo/", {"why": "The person asked."})
    assert "Taken apart again" in client.get(address).text


def test_a_handle_is_of_use_to_whoever_searched_alone(case, double, client, amina, marat):
    client.force_login(amina)
    found = client.post(reverse("cases:find"), {"name": "Kanarlı Sirrnaz", "born": "1999"})
    marked = [hit.handle for hit in found.context["hits"]]

    client.force_login(marat)
    answer = client.post(reverse("cases:propose_merge"), {"same": marked})

    assert answer.headers["Location"] == reverse("cases:find")
