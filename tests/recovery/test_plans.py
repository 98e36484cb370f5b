"""A plan is written with the person, agreed, followed up each half year, closed and reopened."""

import json
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from dayaq.access.refusal import Denied
from dayaq.cases.actions import cases as acts
from dayaq.cases.states import ConsentForm
from dayaq.notices.models import Notice
from dayaq.recovery.actions import plans, reminding, supports
from dayaq.recovery.models import FollowUp, Goal, Plan, PlanVersion, Risk
from dayaq.recovery.models.plans import standing
from dayaq.recovery.states import (
    AfterHalfYear,
    FollowUpStatus,
    GoalStatus,
    Housing,
    PlanEnd,
    PlanStatus,
    Result,
    RiskLevel,
    ServiceKind,
    SupportStatus,
)
from dayaq.vault.context import asking, house
from dayaq.vault.sealing import unseal


def goal(case, by, at, words="Öz evim olsun."):
    values = {"kind": ServiceKind.SOCIAL, "words": words}
    with asking(by, at=at):
        return plans.write_goal(case, values, by=by, at=at)


def agreed(case, by, at):
    with asking(by, at=at):
        return plans.agree(case, form=ConsentForm.SPOKEN, agreed_on=localdate(at), by=by, at=at)


def the(model):
    with house("story"):
        return model.objects.for_house().get()


def test_an_empty_plan_is_not_agreed(plan, case, amina, noon):
    with asking(amina, at=noon), pytest.raises(Denied, match="at least one goal"):
        plans.agree(case, form=ConsentForm.SPOKEN, agreed_on=localdate(noon), by=amina, at=noon)


def test_each_agreement_keeps_the_plan_word_for_word(plan, case, amina, noon):
    first = goal(case, amina, noon)
    agreed(case, amina, noon)
    with asking(amina, at=noon):
        plans.write_goal(
            case,
            {"words": "Qızımla yaşamaq istəyirəm."},
            row=first,
            revision=first.revision,
            by=amina,
            at=noon,
        )
    later = noon + timedelta(days=30)
    agreed(case, amina, later)

    with house("story"):
        kept = {
            version.number: json.loads(unseal(version)["words"])["goals"][0]["words"]
            for version in PlanVersion.about(case).for_house()
        }
    assert kept == {1: "Öz evim olsun.", 2: "Qızımla yaşamaq istəyirəm."}
    assert the(Plan).version == 2


def test_six_months_on_somebody_asks_and_the_next_time_is_set(plan, case, amina, noon):
    goal(case, amina, noon)
    agreed(case, amina, noon)
    due = the(FollowUp)
    assert due.due_on == date(2026, 9, 9)

    reminding.tell_of_follow_ups(at=noon + timedelta(days=178))
    reminding.tell_of_follow_ups(at=noon + timedelta(days=179))
    assert Notice.objects.filter(to=amina, code="recovery.follow_up").count() == 1

    then = noon + timedelta(days=190)
    with asking(amina, at=then):
        plans.hold_follow_up(
            due, held_on=localdate(then), words="Yaxşıdır.", housing=Housing.SAFE, by=amina, at=then
        )
    with house("story"):
        rows = list(FollowUp.objects.for_house().order_by("due_on").values_list("status", "due_on"))
    assert rows == [
        (FollowUpStatus.HELD, date(2026, 9, 9)),
        (FollowUpStatus.DUE, date(2027, 3, 15)),
    ]


def test_a_missed_follow_up_says_why(plan, case, amina, noon):
    goal(case, amina, noon)
    agreed(case, amina, noon)
    with asking(amina, at=noon):
        plans.miss_follow_up(the(FollowUp), why_missed="Not reached by phone.", by=amina, at=noon)
    with house("story"):
        missed = FollowUp.objects.for_house().get(status=FollowUpStatus.MISSED)
    assert missed.why_missed == "Not reached by phone."


def test_a_danger_judged_again_keeps_what_was_judged_before(plan, case, amina, noon):
    kind = "risk-kind@1:traffickers"
    for days, level in ((0, RiskLevel.HIGH), (30, RiskLevel.LOW)):
        at = noon + timedelta(days=days)
        with asking(amina, at=at):
            values = {"kind": kind, "level": level, "assessed_on": localdate(at)}
            plans.write_risk(case, values, by=amina, at=at)
    with house("story"):
        rows = list(Risk.about(case).for_house())
    assert len(rows) == 2
    assert [risk.level for risk in standing(rows)] == [RiskLevel.LOW]


def test_a_goal_goes_only_where_its_life_leads(plan, case, amina, noon):
    row = goal(case, amina, noon)
    with asking(amina, at=noon):
        row = plans.write_goal(
            case, {"status": GoalStatus.REACHED}, row=row, revision=1, by=amina, at=noon
        )
        assert row.settled_on == localdate(noon)
        with pytest.raises(Denied, match="cannot go"):
            plans.write_goal(
                case, {"status": GoalStatus.DROPPED}, row=row, revision=2, by=amina, at=noon
            )


def test_a_closed_plan_is_not_written_in_until_it_is_reopened(plan, case, amina, noon):
    goal(case, amina, noon)
    agreed(case, amina, noon)
    with asking(amina, at=noon):
        plans.close_plan(case, end=PlanEnd.WISH, words="Özü istədi.", by=amina, at=noon)
    with pytest.raises(Denied, match="This plan is closed"):
        goal(case, amina, noon)
    with house("story"):
        assert not FollowUp.objects.for_house().due(on=date(2030, 1, 1)).exists()

    with asking(amina, at=noon):
        plans.reopen_plan(case, by=amina, at=noon, why="Geri qayıtdı.")
    assert the(Plan).status == PlanStatus.IN_FORCE
    with house("story"):
        assert FollowUp.objects.for_house().due(on=date(2030, 1, 1)).count() == 1


def test_the_plan_ends_with_its_case(plan, case, amina, noon):
    with asking(amina, at=noon):
        acts.close(case, by=amina, at=noon, reason="closure-reason@1:person_wish")
    assert (the(Plan).status, the(Plan).end) == (PlanStatus.CLOSED, PlanEnd.CASE_CLOSED)


def test_a_service_given_by_the_lead_itself(support, case, amina, noon):
    later = noon + timedelta(days=9)
    with asking(amina, at=later):
        row = supports.begin_support(support, from_on=localdate(later), by=amina, at=later)
        assert row.waited() == 9
        row = supports.finish_support(
            row, until_on=localdate(later), result=Result.PARTLY, by=amina, at=later
        )
        row = supports.ask_after(row, after=AfterHalfYear.GOES_ON, by=amina, at=later)
        assert (row.status, row.after) == (SupportStatus.FINISHED, AfterHalfYear.GOES_ON)
        with pytest.raises(Denied, match="cannot go"):
            supports.drop_support(row, by=amina, at=later)


def test_nobody_else_reads_or_writes_the_plan(plan, case, amina, chloe, dalia, pari, noon):
    row = goal(case, amina, noon)
    for stranger in (chloe, dalia, pari):
        with asking(stranger, at=noon):
            assert not Plan.objects.visible_to(stranger).exists()
            assert not Goal.objects.visible_to(stranger).exists()
            with pytest.raises(Denied):
                plans.write_goal(case, {"words": "x"}, row=row, revision=1, by=stranger, at=noon)
