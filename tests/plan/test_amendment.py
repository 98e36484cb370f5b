"""A changed text of a known plan: the difference, the next version, and what carries over."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.plan import actions, policies
from dayaq.plan.models import GroupDecision, Lead, Lineage, Measure, Party, Reading
from dayaq.plan.models.differences import difference
from dayaq.plan.states import Basis, PartyRole, Relation
from tests import given
from tests.plan import texts

pytestmark = pytest.mark.django_db

BY_ACT: dict[str, Any] = {
    "kind": "Sərəncam",
    "number": "3001",
    "adopted_on": "2022-02-14",
    "effective_from": "2022-02-15",
    "title": "Dəyişiklik edilməsi haqqında",
    "year_from": 2020,
    "year_to": 2024,
}


@pytest.fixture
def reading(leyla, noon) -> Reading:
    content = texts.amended().encode()
    return actions.begin_reading(content, "amended.txt", by=leyla, at=noon)


def taken_in(reading, by, at):
    reading = actions.state_act(reading, by=by, at=at, **BY_ACT)
    reading = actions.confirm_all_clean_rows(reading, by=by, at=at)
    return actions.confirm(reading, by=by, at=at)


def test_the_text_is_known_as_a_change_of_the_plan(reading):
    version = given.the_plan()
    changed = difference(version.reading.result, reading.result)

    assert reading.questions == []
    assert reading.amends == version.plan
    assert [(row.clause, row.change) for row in changed.changed_rows] == [
        ("4.1.8", "changed"),
        ("4.9.3", "changed"),
        ("4.9.4", "added"),
    ]
    words = {row.clause: [w for w in row.title if w.kind != "kept"] for row in changed.changed_rows}
    assert [w.text for w in words["4.9.3"]] == ["və genişləndirilməsi"]
    assert words["4.1.8"] == []


def test_an_amendment_needs_an_act_of_its_own(reading, leyla, noon):
    reading = actions.confirm_all_clean_rows(reading, by=leyla, at=noon)

    with pytest.raises(Denied):
        actions.confirm(reading, by=leyla, at=noon)
    assert policies.why_not_confirm(reading, leyla)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "2173", "adopted_on": "2020-07-22"},
        {"adopted_on": "2020-01-10", "effective_from": "2020-01-11"},
    ],
    ids=["the act of the first version", "in force before it"],
)
def test_an_act_that_cannot_have_changed_the_plan_is_refused(wrong, reading, leyla, noon):
    reading = actions.state_act(reading, by=leyla, at=noon, **{**BY_ACT, **wrong})
    reading = actions.confirm_all_clean_rows(reading, by=leyla, at=noon)

    with pytest.raises(Denied):
        actions.confirm(reading, by=leyla, at=noon)


def test_it_becomes_the_next_version_and_leaves_the_first_as_it_was(reading, leyla, noon):
    first = given.the_plan()

    second = taken_in(reading, leyla, noon)

    assert (second.number, second.act.number) == (2, "3001")
    assert second.plan.current == second
    assert Measure.objects.of(first).count() == 69
    assert Measure.objects.of(second).count() == 70
    kept = Lineage.objects.filter(later__direction__version=second)
    assert kept.filter(relation=Relation.SAME).count() == 67
    assert {row.later.clause for row in kept.filter(relation=Relation.AMENDED)} == {
        "4.1.8",
        "4.9.3",
    }
    assert kept.get(relation=Relation.NEW).later.clause == "4.9.4"


def test_the_first_text_again_is_still_version_one(reading, leyla, noon):
    first = given.the_plan()
    taken_in(reading, leyla, noon)

    again = actions.begin_reading(texts.DECREE.encode(), "old.txt", by=leyla, at=noon)

    assert again.version == first


def test_what_people_decided_holds_on_where_the_law_did_not_change(reading, leyla, noon):
    first = given.the_plan()
    group = Party.objects.of_groups(first).filter(role=PartyRole.EXECUTOR)[0]
    actions.decide_group(
        group,
        given.body("mfa"),
        since=date(2021, 1, 1),
        decided_by="Nazirlər Kabineti",
        document="12s",
        by=leyla,
        at=noon,
    )
    lead = Lead.objects.of(first)[3]
    actions.confirm_lead(
        lead.measure,
        lead.party,
        decided_by="Milli Koordinator",
        decided_on=date(2021, 2, 1),
        by=leyla,
        at=noon,
    )

    second = taken_in(reading, leyla, noon)

    carried = GroupDecision.objects.get(party__measure__direction__version=second)
    assert carried.party.measure.clause == group.measure.clause
    assert (carried.body.code, carried.document) == ("mfa", "12s")
    confirmed = Lead.objects.of(second).get(basis=Basis.CONFIRMED)
    assert confirmed.measure.clause == lead.measure.clause
    assert confirmed.decided_by == "Milli Koordinator"


def test_the_difference_is_shown_before_and_after(reading, leyla, noon, client):
    client.force_login(leyla)
    before = client.get(reverse("plan:reading", args=[reading.pk])).content.decode()
    second = taken_in(reading, leyla, noon)
    after = client.get(reverse("plan:changes", args=[second.pk])).content.decode()

    for page in (before, after):
        assert "<ins>və genişləndirilməsi</ins>" in page
        assert "4.9.4" in page


def test_a_text_may_be_said_to_be_a_plan_of_its_own(reading, leyla, noon):
    reading = actions.place(reading, None, by=leyla, at=noon)
    reading = actions.confirm_all_clean_rows(reading, by=leyla, at=noon)

    version = actions.confirm(reading, by=leyla, at=noon)

    assert (version.number, version.plan.code) == (1, "2020-2024-2173")
