"""What proposals, meetings and recommendations come to: counted from records, shown where it is asked for."""

from datetime import date, timedelta

from dayaq.councils.actions import tasks as acts
from dayaq.evidence.actions import freeze
from dayaq.evidence.compile import count, indicators
from dayaq.evidence.releases import for_edition, for_report
from dayaq.indicators.terms import Scope
from dayaq.kernel.periods import Period
from dayaq.plan.models.kinds import Kind, expected_in, kind_of
from dayaq.proposals.actions import opinions as asking
from dayaq.proposals.actions import proposals as proposing
from dayaq.proposals.aggregates import OF_PROPOSALS
from dayaq.proposals.states import Stage
from dayaq.recommendations.actions import recommendations as recommending
from dayaq.recommendations.actions import replies as answering
from dayaq.recommendations.states import Fulfilment

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


def told(code, **scope):
    """The cells of an indicator, by breakdown and category."""
    shown = count(indicators()[code], Scope(scope.pop("period", YEAR), **scope))
    return {(one.cell.breakdown, one.cell.category): one for one in shown}


PLAN = "2020-2024"


def whole(code, **scope):
    return told(code, **scope)["", ""].value


def test_every_measure_that_asks_for_proposals_has_its_numbers():
    asked = [
        clause
        for clause in dict.fromkeys(clause for clause, _one in expected_in(PLAN))
        if Kind.PROPOSAL in kind_of(PLAN, clause).kinds
    ]
    assert len(asked) == 15
    assert set(asked) <= set(OF_PROPOSALS)
    for clause in OF_PROPOSALS:
        for code in ("proposals", "proposal-days", "opinions"):
            assert f"{clause}-{code}" in indicators()


def test_proposals_are_counted_by_what_they_reached_by_the_last_day(
    asked, proposal, leyla, orxan, elza, labour, border, noon
):
    asking.write_opinion(asked, stance="remarks", text="A day.", by=orxan, at=noon)
    asking.give_opinion(asked, by=elza, at=noon)
    proposal = proposing.move(proposal, Stage.AGREED, on=date(2024, 3, 18), by=leyla, at=noon)
    proposing.move(proposal, Stage.SENT, on=date(2024, 5, 1), document="1-2", by=leyla, at=noon)

    found = told("4.1.5-proposals")
    assert [found["reached", code].value for code in ("drafted", "agreed", "sent", "adopted")] == [
        1, 1, 1, 0,
    ]  # fmt: skip
    assert found["stage", "sent"].value == found["lead", "labour"].value == 1
    spring = told("4.1.5-proposals", period=Period(date(2024, 1, 1), date(2024, 4, 1)))
    assert spring["stage", "agreed"].value == 1
    assert spring["reached", "sent"].value == 0
    assert whole("4.1.5-proposals", period=Period(date(2023, 1, 1), date(2023, 12, 31))) == 0
    assert whole("4.1.5-proposals", body=labour) == 1
    assert whole("4.1.5-proposals", body=border) == 0

    days = told("4.1.5-proposal-days")
    assert days["stage", "opinions"].value == 10
    assert days["stage", "agreed"].value == 44
    assert days["", ""].value == 18, "the mean of 0, 10 and 44 days"


def test_a_step_that_was_a_mistake_counts_nowhere(proposal, leyla, noon):
    day = noon.date()
    proposing.move(proposal, Stage.AGREED, on=day, note="Ours.", by=leyla, at=noon)
    proposing.move(proposal, Stage.ADOPTED, on=day, act_number="1", by=leyla, at=noon)
    assert told("4.1.5-proposals")["reached", "adopted"].value == 1

    proposing.take_back(proposal, why="Another act", by=leyla, at=noon)

    assert told("4.1.5-proposals")["reached", "adopted"].value == 0


def test_bodies_that_gave_an_opinion_are_counted_once_and_silence_is_told_apart(
    asked, proposal, orxan, elza, leyla, health, noon
):
    asking.ask_opinions(proposal, bodies=[health], due_on=date(2024, 3, 20), by=leyla, at=noon)
    asking.write_opinion(asked, stance="disagreed", text="No.", by=orxan, at=noon)
    asking.give_opinion(asked, by=elza, at=noon)
    asking.silence(at=noon + timedelta(days=30))

    found = told("4.1.5-opinions")
    assert found["", ""].value == 1
    assert found["stance", "disagreed"].value == 1
    assert found["stance", "silent"].value == 1


def test_the_day_of_accession_is_told(leyla, labour, noon):
    treaty = proposing.begin_proposal(
        body=labour, kind="treaty", title="Convention", clauses=["4.1.2"], by=leyla, at=noon
    )
    proposing.add_draft(treaty, text="Text", by=leyla, at=noon)
    day = noon.date()
    proposing.move(treaty, Stage.AGREED, on=day, note="Alone.", by=leyla, at=noon)
    proposing.move(treaty, Stage.ADOPTED, on=date(2024, 5, 3), act_number="1", by=leyla, at=noon)

    found = told("4.1.2-acceded")
    assert found["", ""].value == 1
    assert found["day", "2024-05-03"].value == 1
    assert told("4.1.2-proposals")["stage", "adopted"].value == 1


def test_meetings_quorum_and_decisions_are_counted(task, held, leyla, kamran, labour, noon):
    assert whole("4.1.9-meetings") == 1
    assert whole("4.1.9-quorum") == 100
    assert whole("4.1.9-decisions") == 0
    assert whole("4.3.3-meetings") == 0, "the agenda is about another measure"
    assert told("4.1.9-decisions", on=date(2024, 3, 20))["outcome", "open"].cell.numerator == 1
    assert told("4.1.9-decisions", on=date(2024, 4, 20))["outcome", "overdue"].cell.numerator == 1

    acts.report_task(task, result="Sent.", done_on=noon.date(), by=leyla, at=noon)
    acts.accept_task(task, by=kamran, at=noon)

    found = told("4.1.9-decisions")
    assert found["", ""].value == 100
    assert found["outcome", "in_time"].cell.numerator == 1
    assert whole("4.1.9-decisions", body=labour) == 100


def test_recommendations_linked_answered_and_done_are_shares_of_all(
    recommendation, report, labour, leyla, nigar, kamran, noon
):
    recommending.add_recommendation(report, paragraph="95", text="More.", by=kamran, at=noon)
    assert [whole(f"4.6.5-{code}") for code in ("linked", "answered", "done")] == [50, 0, 0]

    reply = answering.begin_reply(
        body=labour, text="Done.", as_of=noon.date(), recommendations=[recommendation],
        by=leyla, at=noon,
    )  # fmt: skip
    answering.send_reply(reply, by=leyla, at=noon)
    answering.approve_reply(reply, by=nigar, at=noon)
    recommending.move(recommendation, status=Fulfilment.DONE, why="Law", by=kamran, at=noon)

    assert [whole(f"4.6.5-{code}") for code in ("linked", "answered", "done")] == [50, 50, 50]
    assert told("4.6.5-done")["issuer", "greta"].value == 50
    assert whole("4.6.5-done", body=labour) == 100


def test_the_numbers_begin_the_bodys_report_and_fill_the_edition(
    asked, labour, kamran, client, noon
):
    for indicator in indicators().values():
        if indicator.room in {"councils", "proposals", "recommendations"}:
            freeze(indicator, YEAR, occasion="cycle 7", at=noon)

    [of_body] = [
        f
        for f in for_report("4.1.5", YEAR, labour)
        if f.indicator == "4.1.5-proposals" and f.is_whole
    ]
    assert of_body.value == 1
    assert {"4.1.5-proposals", "4.1.9-meetings", "4.6.5-linked"} <= {
        f.indicator for f in for_edition("cycle 7")
    }


def test_a_number_leads_to_the_list_that_was_counted(asked, proposal, kamran, client):
    behind = indicators()["4.1.5-proposals"].behind
    assert behind is not None
    address = behind(Scope(YEAR), kamran)
    client.force_login(kamran)
    assert str(proposal) in client.get(address).content.decode()
