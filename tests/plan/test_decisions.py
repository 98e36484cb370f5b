"""Who leads, whom a group means, what became of a measure: decisions of people, dated."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.plan import actions
from dayaq.plan.models import GroupDecision, Lead, Lineage, Measure, Party
from dayaq.plan.models.lines import suggestions
from dayaq.plan.states import Basis, PartyRole, Relation
from tests import given
from tests.plan import texts

pytestmark = pytest.mark.django_db

DECIDED: dict[str, Any] = {"decided_by": "Nazirlər Kabineti", "document": "№ 12"}


def group_parties(code: str = "other-state-bodies"):
    return Party.objects.of_groups(given.the_plan()).filter(
        group__code=code, role=PartyRole.EXECUTOR
    )


def test_a_lead_is_confirmed_or_changed_by_a_dated_word(leyla, noon):
    lead = Lead.objects.of(given.the_plan()).filter(measure__clause="4.2.1")[0]
    other = lead.measure.parties.get(role=PartyRole.EXECUTOR, order=2)

    actions.confirm_lead(
        lead.measure,
        other,
        decided_by="Milli Koordinator",
        decided_on=date(2021, 1, 20),
        by=leyla,
        at=noon,
    )

    lead.refresh_from_db()
    assert (lead.party, lead.basis, lead.decided_on) == (
        other,
        Basis.CONFIRMED,
        date(2021, 1, 20),
    )
    assert Entry.objects.get(did="lead.confirmed").details["lead"] == other.verbatim


def test_only_an_executor_of_the_measure_leads_it(leyla, noon):
    lead = Lead.objects.of(given.the_plan()).filter(measure__clause="4.2.1")[0]
    recommended = lead.measure.parties.filter(role=PartyRole.RECOMMENDED)[0]
    elsewhere = Party.objects.filter(role=PartyRole.EXECUTOR).exclude(measure=lead.measure)[0]

    for party in (recommended, elsewhere):
        with pytest.raises(Denied):
            actions.confirm_lead(
                lead.measure, party, decided_by="x", decided_on=noon.date(), by=leyla, at=noon
            )


def test_all_inferred_leads_are_confirmed_at_once(leyla, noon):
    measures = Measure.objects.of(given.the_plan())

    confirmed = actions.confirm_leads(
        measures, decided_by="İşçi Qrup", decided_on=date(2021, 3, 1), by=leyla, at=noon
    )

    assert len(confirmed) == 69
    assert not Lead.objects.filter(basis=Basis.INFERRED).exists()


def test_a_group_means_a_body_from_a_day_on(leyla, noon):
    party = group_parties()[0]
    foreign = given.body("mfa")

    actions.decide_group(party, foreign, since=date(2021, 1, 1), **DECIDED, by=leyla, at=noon)

    party = group_parties()[0]
    assert party.deciding_on(date(2020, 12, 31)) == []
    assert [d.body for d in party.deciding_on(date(2021, 1, 1))] == [foreign]


def test_the_same_body_is_not_decided_twice_for_the_same_days(leyla, noon):
    party, body = group_parties()[0], given.body("mfa")
    actions.decide_group(
        party, body, since=date(2021, 1, 1), until=date(2021, 12, 31), **DECIDED, by=leyla, at=noon
    )

    with pytest.raises(Denied):
        actions.decide_group(party, body, since=date(2021, 6, 1), **DECIDED, by=leyla, at=noon)
    actions.decide_group(party, body, since=date(2022, 1, 1), **DECIDED, by=leyla, at=noon)

    assert GroupDecision.objects.filter(party=party).count() == 2


def test_a_body_that_the_measure_names_itself_is_not_meant_again(leyla, noon):
    party = group_parties()[0]
    named = party.measure.parties.filter(role=PartyRole.EXECUTOR, body__isnull=False)[0]

    with pytest.raises(Denied):
        actions.decide_group(
            party, named.body, since=date(2021, 1, 1), **DECIDED, by=leyla, at=noon
        )


def test_one_decision_reaches_every_measure_that_names_the_group(leyla, noon):
    parties = group_parties()
    assert len(parties) == 10
    body = given.body("statistics", "Dövlət Statistika Komitəsi", kind="committee")

    decided = actions.decide_group_everywhere(
        given.the_plan(),
        parties[0].group,
        body,
        since=date(2021, 1, 1),
        **DECIDED,
        by=leyla,
        at=noon,
    )
    again = actions.decide_group_everywhere(
        given.the_plan(),
        parties[0].group,
        body,
        since=date(2021, 1, 1),
        **DECIDED,
        by=leyla,
        at=noon,
    )

    assert len(decided) == 11  # ten as executor, one where it is only involved
    assert again == []


def test_a_decision_ends_but_stays_on_record(leyla, noon):
    party = group_parties()[0]
    decision = actions.decide_group(
        party, given.body("mfa"), since=date(2021, 1, 1), **DECIDED, by=leyla, at=noon
    )

    actions.end_group_decision(
        decision, until=date(2022, 5, 31), reason="Yeni qərar", by=leyla, at=noon
    )

    decision.refresh_from_db()
    assert not decision.holds_on(date(2022, 6, 1))
    assert Entry.objects.get(did="group_decision.ended").details["reason"] == "Yeni qərar"


@pytest.mark.parametrize("who", ["rashad", "nigar", "orkhan"])
def test_nobody_but_the_coordinator_decides(who, noon, request):
    person = request.getfixturevalue(who)
    party = group_parties()[0]

    with pytest.raises(Denied):
        actions.decide_group(
            party, given.body("mfa"), since=date(2021, 1, 1), **DECIDED, by=person, at=noon
        )
    with pytest.raises(Denied):
        actions.link_measures(None, party.measure, Relation.NEW, by=person, at=noon)


def test_a_decision_is_recorded_on_the_page(leyla, client):
    client.force_login(leyla)
    address = reverse("plan:group", args=["other-state-bodies"])
    body = given.body("statistics", "Dövlət Statistika Komitəsi", kind="committee")
    form = {"body": body.pk, "since": "2021-01-01", "decided_by": "NK", "document": "12s"}

    response = client.post(address, form)

    assert response.status_code == 302
    assert len([p for p in group_parties() if p.deciding_on(date(2021, 1, 1))]) == 10
    page = client.get(reverse("plan:groups")).content.decode()
    assert "Dövlət Statistika Komitəsi" in page


def test_suggestions_wait_for_a_person(digital, leyla, noon, client):
    first = given.the_plan()
    text = texts.small().replace(
        "Maarifləndirici materialların hazırlanması",
        Measure.objects.of(first).get(clause="4.9.2").text,
    )
    later = given.plan(text.encode(), at=noon)
    assert not Lineage.objects.exists()

    by_clause = {s.later.clause: s for s in suggestions(first, later, [])}
    assert by_clause["2.2.1"].earlier.clause == "4.9.2"
    assert by_clause["2.1.1"].relation == Relation.NEW

    client.force_login(leyla)
    likely = by_clause["2.2.1"]
    client.post(
        reverse("plan:link", args=[first.pk, later.pk]),
        {"earlier": likely.earlier.pk, "later": likely.later.pk, "relation": likely.relation},
    )
    link = Lineage.objects.get()
    assert (link.earlier.clause, link.relation) == ("4.9.2", Relation.SAME)

    client.post(reverse("plan:unlink", args=[first.pk, later.pk, link.pk]))
    assert not Lineage.objects.exists()
    assert Entry.objects.filter(did="lineage.unlinked").exists()


@pytest.mark.parametrize(
    ("has_earlier", "has_later", "relation"),
    [(True, False, Relation.NEW), (False, True, Relation.DROPPED), (True, False, Relation.SAME)],
)
def test_a_relation_needs_its_ends(has_earlier, has_later, relation, leyla, noon):
    measure = Measure.objects.of(given.the_plan())[0]
    earlier, later = measure if has_earlier else None, measure if has_later else None

    with pytest.raises(Denied):
        actions.link_measures(earlier, later, relation, by=leyla, at=noon)
