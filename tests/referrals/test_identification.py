"""Identification: four stages, rights that start and stop with them, reasons in plain words, review."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dayaq.access.refusal import Denied
from dayaq.cases.actions import cases as of_cases
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Case, Identity
from dayaq.cases.states import Status as CaseStatus
from dayaq.directory.models import Code
from dayaq.notices.models import Notice
from dayaq.referrals.actions import deciding, taking
from dayaq.referrals.actions import identification as acts
from dayaq.referrals.actions import referrals as referring
from dayaq.referrals.models import (
    Clock,
    Decision,
    Entitlement,
    Identification,
    Opinion,
    Referral,
    Right,
    Step,
)
from dayaq.referrals.models.clocks import clocks_of
from dayaq.referrals.models.identification import STATUS_AT
from dayaq.referrals.models.plain import plain_words
from dayaq.referrals.states import ClockKind, Outcome, Stage
from dayaq.vault.context import asking, house
from dayaq.vault.sealing import unseal
from tests.referrals.telling import THE_CHILD, WHAT_HAPPENED, somewhere

pytestmark = pytest.mark.django_db

YES = {"outcome": Outcome.IDENTIFIED, "reasons": ["decision-reason@1:indicators"]}
NO = {"outcome": Outcome.NOT_IDENTIFIED, "reasons": ["decision-reason@1:no_indicators"]}
WORDS: dict[str, Any] = {
    "explanation": "Əlamətlər yoxlanıldı.",
    "plain": "Siz tanındınız.",
    "language": "language@1:ru",
}


def stage_of(case) -> Stage:
    with house("story"):
        return Stage(Identification.objects.for_house().get(case=case).status)


def status_of(case) -> str:
    with house("story"):
        return Case.objects.for_house().get(pk=case.pk).status


def rights_of(case) -> set[str]:
    with house("story"):
        rows = Entitlement.objects.for_house().filter(case=case).standing()
        return set(rows.values_list("right__code", flat=True))


def running(case) -> set[str]:
    return {clock.kind for clock in clocks_of(cases=[case]) if clock.is_running}


def at_screening(case, by, at):
    with asking(by, at=at):
        acts.advance(case, Stage.INQUIRY, by=by, at=at)
        acts.advance(case, Stage.SCREENING, by=by, at=at)


def decided(case, by, at, **said):
    with asking(by, at=at):
        return deciding.decide(case, decided_on=at.date(), by=by, at=at, **WORDS, **said)


@pytest.mark.parametrize("stage", [Stage.ASSISTANCE, Stage.RECOVERY])
def test_a_case_from_before_begins_where_it_stands_and_only_once(case, amina, bruno, noon, stage):
    with house("story"):
        for kept in (Entitlement, Step, Clock):
            kept.objects.for_house().filter(case=case).delete()
        Identification.objects.for_house().filter(case=case).delete()
        Case.objects.for_house().filter(pk=case.pk).update(status=STATUS_AT[stage])
    with asking(bruno, at=noon), pytest.raises(Denied):
        acts.begin_late(case, by=bruno, at=noon)

    with asking(amina, at=noon):
        acts.begin_late(case, by=amina, at=noon)
        with pytest.raises(Denied, match="already"):
            acts.begin_late(case, by=amina, at=noon)

    assert stage_of(case) == stage
    assert "interpreter" in rights_of(case)
    assert (ClockKind.DECISION in running(case)) == (stage == Stage.ASSISTANCE)


# --- begun with the case --------------------------------------------------------------------------


def test_help_and_clocks_begin_when_the_case_is_opened(case, noon):
    assert stage_of(case) == Stage.ASSISTANCE
    assert {"safe_place", "urgent_medical", "interpreter", "reflection"} <= rights_of(case)
    assert {"allowance", "guardian", "residence"} & rights_of(case) == set()
    assert running(case) == {ClockKind.ASSISTANCE, ClockKind.REFLECTION, ClockKind.DECISION}
    [reflection] = [c for c in clocks_of(cases=[case]) if c.kind == ClockKind.REFLECTION]
    assert (reflection.due_at - noon).days == 30


def test_a_child_and_a_foreigner_have_what_is_theirs(child, sevda, amina, noon):
    with asking(sevda, at=noon):
        values = THE_CHILD | {"citizenships": ["country@alpha-2, 2024:GE"]}
        for page, told in ((2, values | somewhere()), (3, WHAT_HAPPENED)):
            child = referring.save_page(
                child, page, told, by=sevda, at=noon, revision=child.revision
            )
        sent = referring.send(child, by=sevda, at=noon)
    with asking(amina, at=noon):
        case = taking.accept(sent, by=amina, at=noon).case
        assert case is not None
        acts.advance(case, Stage.INQUIRY, by=amina, at=noon)

    assert {"guardian", "schooling", "safe_return"} <= rights_of(case)


def test_stages_follow_one_another(case, amina, noon):
    with asking(amina, at=noon):
        with pytest.raises(Denied, match="present stage"):
            acts.advance(case, Stage.SCREENING, by=amina, at=noon)
        with pytest.raises(Denied, match="reached by a decision"):
            acts.advance(case, Stage.RECOVERY, by=amina, at=noon)


@pytest.mark.parametrize("who", ["chloe", "bruno", "sevda"])
def test_nobody_but_the_lead_takes_it_further(case, who, noon, request):
    other = request.getfixturevalue(who)
    with asking(other, at=noon), pytest.raises(Denied):
        acts.advance(case, Stage.INQUIRY, by=other, at=noon)


# --- decided --------------------------------------------------------------------------------------


def test_a_decision_changes_case_stage_and_rights_at_once(case, amina, noon):
    at_screening(case, amina, noon)
    decided(case, amina, noon, **YES)

    assert (stage_of(case), status_of(case)) == (Stage.RECOVERY, CaseStatus.IDENTIFIED)
    assert {"allowance", "compensation", "recovery_plan"} <= rights_of(case)
    assert "reflection" not in rights_of(case)
    assert running(case) == set()


def test_it_is_decided_after_the_screening_and_not_before(case, amina, noon):
    with pytest.raises(Denied, match="after the screening"):
        decided(case, amina, noon, **YES)


def test_nobody_is_refused_while_they_may_still_reflect(case, amina, noon):
    at_screening(case, amina, noon)
    with pytest.raises(Denied, match="reflection period"):
        decided(case, amina, noon, **NO)
    later = noon + timedelta(days=31)
    assert acts.end_reflection_periods(at=later) == 1
    assert acts.end_reflection_periods(at=later) == 0
    assert "reflection" not in rights_of(case)
    decided(case, amina, later, **NO)

    assert (stage_of(case), status_of(case)) == (Stage.NOT_IDENTIFIED, CaseStatus.NOT_IDENTIFIED)
    assert {"assistance_centre", "review", "interpreter"} <= rights_of(case)
    assert "safe_place" not in rights_of(case)


def test_the_reflection_period_can_be_extended(case, amina, noon):
    with asking(amina, at=noon):
        clock = acts.extend_reflection(case, days=15, why="health", by=amina, at=noon)

    assert ((clock.due_at - noon).days, clock.extended) == (45, 1)
    assert acts.end_reflection_periods(at=noon + timedelta(days=40)) == 0


def test_a_decision_without_a_reason_is_no_decision(case, amina, noon):
    at_screening(case, amina, noon)
    decision = decided(case, amina, noon, **YES)
    with (
        pytest.raises(IntegrityError, match="names_its_reasons"),
        transaction.atomic(),
        house("story"),
    ):
        Decision.objects.for_house().filter(pk=decision.pk).update(reasons=[])


@pytest.mark.parametrize("language", ["az", "en", "ru"])
@pytest.mark.parametrize("outcome", Outcome)
def test_every_reason_has_plain_words_that_say_nothing_of_the_law(outcome, language):
    codes = Code.objects.filter(list__code="decision-reason").values_list("code", flat=True)
    for code in codes:
        said = plain_words(outcome, [f"decision-reason@1:{code}"], f"language@1:{language}")
        assert len(said.splitlines()) == 2, code
        assert not any(word in said.lower() for word in ("article", "144", "maddə", "статья"))


def test_what_the_person_is_told_is_sealed(case, amina, noon):
    at_screening(case, amina, noon)
    decided(case, amina, noon, **YES)
    with house("story"):
        decision = Decision.objects.for_house().select_related("case__subject__key").get()
        assert unseal(decision)["plain"] == WORDS["plain"]
        assert str(decision.plain) == "•••"


# --- the referring body takes part ----------------------------------------------------------------


def test_the_referring_body_is_asked_and_heard_before_a_refusal(sent, sevda, amina, noon):
    with asking(amina, at=noon):
        case = taking.accept(sent, by=amina, at=noon).case
        assert case is not None
    at_screening(case, amina, noon)
    assert Notice.objects.filter(to=sevda, code="referrals.opinion_asked").count() == 1
    with house("story"):
        opinion = Opinion.objects.for_house().select_related("referral").get()
    late = noon + timedelta(days=31)
    acts.end_reflection_periods(at=late)
    with pytest.raises(Denied, match="may still answer"):
        decided(case, amina, noon + timedelta(days=3), **NO)
    with asking(sevda, at=noon):
        acts.give_opinion(opinion, position="victim", text="Qorxurdu.", by=sevda, at=noon)
    decided(case, amina, late, **NO)

    with asking(sevda, at=late):
        own = Referral.objects.visible_to(sevda).get()
        assert (own.stage, own.outcome_reasons) == (
            Stage.NOT_IDENTIFIED,
            ["decision-reason@1:no_indicators"],
        )
        assert not Case.objects.visible_to(sevda).exists()
        assert not Opinion.objects.visible_to(sevda).exists()


def test_only_the_keeper_of_the_referral_gives_the_opinion(sent, rauf, amina, noon):
    with asking(amina, at=noon):
        case = taking.accept(sent, by=amina, at=noon).case
        assert case is not None
        acts.advance(case, Stage.INQUIRY, by=amina, at=noon)
    with house("story"):
        opinion = Opinion.objects.for_house().get()
    with asking(rauf, at=noon), pytest.raises(Denied):
        acts.give_opinion(opinion, position="victim", text="", by=rauf, at=noon)


# --- looked at again ------------------------------------------------------------------------------


@pytest.fixture
def refused(case, amina, noon):
    at_screening(case, amina, noon)
    at = noon + timedelta(days=31)
    acts.end_reflection_periods(at=at)
    decided(case, amina, at, **NO)
    return at


def asked(case, by, at):
    with asking(by, at=at):
        return deciding.challenge(
            case,
            kind="review",
            asked_on=at.date(),
            by_whom="person",
            addressed_to="",
            grounds="Yeni şahid var.",
            by=by,
            at=at,
        )


def test_until_a_review_is_answered_the_person_is_presumed_to_be_a_victim(case, refused, amina):
    asked(case, amina, refused)

    assert (stage_of(case), status_of(case)) == (Stage.REVIEW, CaseStatus.PRESUMED)
    assert "safe_place" in rights_of(case)
    assert running(case) == {ClockKind.CHALLENGE}


@pytest.mark.parametrize(("said", "result"), [(YES, "changed"), (NO, "upheld")])
def test_a_review_ends_with_a_decision(case, refused, amina, said, result):
    challenge = asked(case, amina, refused)
    decision = decided(case, amina, refused, **said)

    with house("story"):
        challenge.refresh_from_db()
    assert (challenge.status, decision.is_after_review) == (result, True)


def test_a_request_that_is_taken_back_leaves_the_decision(case, refused, amina):
    challenge = asked(case, amina, refused)
    with asking(amina, at=refused):
        deciding.take_back_challenge(challenge, by=amina, at=refused)

    assert (stage_of(case), status_of(case)) == (
        Stage.NOT_IDENTIFIED,
        CaseStatus.NOT_IDENTIFIED,
    )


def test_told_once_and_written_down(case, amina, noon):
    at_screening(case, amina, noon)
    decision = decided(case, amina, noon, **YES)
    with asking(amina, at=noon):
        deciding.tell_person(decision, told_on=noon.date(), told_how="in_person", by=amina, at=noon)
        with pytest.raises(Denied, match="has heard"):
            deciding.tell_person(
                decision, told_on=noon.date(), told_how="letter", by=amina, at=noon
            )


# --- with the case --------------------------------------------------------------------------------


def test_what_ends_with_the_case_comes_back_with_it(case, amina, noon):
    at_screening(case, amina, noon)
    with asking(amina, at=noon):
        of_cases.close(case, by=amina, at=noon, reason="closure-reason@1:contact_lost")
        assert rights_of(case) == set()
        assert running(case) == set()
        of_cases.reopen(case, by=amina, at=noon, explanation="Geri gəldi.")

    assert stage_of(case) == Stage.SCREENING
    assert "safe_place" in rights_of(case)
    assert running(case) == {ClockKind.DECISION}


def test_the_case_never_says_another_thing_than_the_stage():
    assert set(STATUS_AT) == set(Stage)


def test_rights_are_dated_and_have_all_languages():
    for right in Right.objects.all():
        assert right.source
        assert all(getattr(right, f"words_{code}") for code in ("az", "en", "ru"))
        assert set(right.stages) <= set(Stage) - {Stage.ENDED}


def test_each_interview_counts(case, amina, unit, noon):
    with asking(amina, at=noon):
        for _n in range(2):
            acts.note_interview(
                case,
                held_on=noon.date(),
                body=unit,
                present=["guardian"],
                is_to_standard=True,
                remark="",
                by=amina,
                at=noon,
            )
    with house("story"):
        assert case.interviews.for_house().count() == 2


def test_a_foreigner_is_known_by_the_identity_alone(case, amina, noon):
    with asking(amina, at=noon):
        row = Identity.objects.visible_to(amina).get(person=case.subject_id)
        save_record(
            case,
            Identity,
            {"citizenships": ["country@alpha-2, 2024:UZ"]},
            by=amina,
            at=noon,
            revision=row.revision,
        )
        acts.advance(case, Stage.INQUIRY, by=amina, at=noon)

    assert "safe_return" in rights_of(case)
