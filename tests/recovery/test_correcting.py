"""What was settled wrongly is corrected for a reason, and what stood there before stays."""

import json

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.cases.actions.writing import Overtaken
from dayaq.cases.states import ConsentForm
from dayaq.recovery.actions import plans, supports
from dayaq.recovery.actions.correcting import correct
from dayaq.recovery.models import Correction, FollowUp, Support
from dayaq.recovery.states import Barrier, Corrected, GoalStatus, Housing, Result, ServiceKind
from dayaq.vault.context import asking, house
from dayaq.vault.sealing import unseal

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(support, amina, noon):
    day = localdate(noon)
    with asking(amina, at=noon):
        supports.begin_support(support, from_on=day, by=amina, at=noon)
        return supports.finish_support(
            support, until_on=day, result=Result.NOTHING, outcome="Kömək olmadı.",
            by=amina, at=noon,
        )  # fmt: skip


def kept() -> list[dict[str, str]]:
    with house("story"):
        rows = Correction.objects.for_house().select_related("case__subject__key")
        return [unseal(row) for row in rows]


def test_both_stay_and_the_reason_is_under_cover(finished, amina, noon):
    values = {"result": Result.REACHED, "barriers": [Barrier.DISTANCE], "outcome": "Kömək oldu."}
    with asking(amina, at=noon):
        correct(
            finished, Corrected.HELP, values, why="Başqa iş ilə qarışdırılıb.",
            revision=finished.revision, by=amina, at=noon,
        )  # fmt: skip
        row = Support.about(finished.case).visible_to(amina).get(pk=finished.pk)
        assert (row.status, row.result, row.barriers) == ("finished", "reached", ["distance"])
    [one] = kept()
    assert one["why"] == "Başqa iş ilə qarışdırılıb."
    assert json.loads(one["was"]) == {
        "result": "nothing", "barriers": [], "outcome": "Kömək olmadı.",
    }  # fmt: skip
    entry = Entry.objects.get(did="recovery.corrected")
    assert entry.details["fields"] == ["barriers", "outcome", "result"]
    with house("story"):
        stored = Correction.objects.for_house().values().get()
    assert "qarışdırılıb" not in str(stored)


def test_what_is_open_is_not_corrected_nor_what_is_not_different(
    finished, case, amina, noon, marat, outside
):
    said = {"why": "x", "by": amina, "at": noon}
    with asking(amina, at=noon):
        goal = plans.write_goal(
            case, {"kind": ServiceKind.SOCIAL, "words": "Ev."}, by=amina, at=noon
        )
        with pytest.raises(Denied, match="Only what was settled"):
            correct(goal, Corrected.GOAL, {"outcome": "x"}, revision=goal.revision, **said)
        with pytest.raises(Denied, match="Nothing is different"):
            correct(
                finished, Corrected.HELP, {"result": "nothing"}, revision=finished.revision, **said
            )
        with pytest.raises(Overtaken):
            correct(finished, Corrected.HELP, {"result": "partly"}, revision=1, **said)
    assert kept() == []


def test_a_follow_up_that_was_written_down_wrongly(case, plan, support, amina, noon):
    with asking(amina, at=noon):
        plans.agree(case, form=ConsentForm.SPOKEN, agreed_on=localdate(noon), by=amina, at=noon)
        due = FollowUp.about(case).visible_to(amina).get()
        held = plans.hold_follow_up(
            due, held_on=localdate(noon), words="Təhlükə var.", is_in_danger=True,
            housing=Housing.SAFE, by=amina, at=noon,
        )  # fmt: skip
        correct(
            held, Corrected.FOLLOW_UP, {"is_in_danger": False}, why="Səhv seçilib.",
            revision=held.revision, by=amina, at=noon,
        )  # fmt: skip
    with house("story"):
        assert FollowUp.objects.for_house().get(pk=held.pk).is_in_danger is False
        assert FollowUp.objects.for_house().count() == 2
    assert json.loads(kept()[0]["was"]) == {"is_in_danger": True}


def test_the_page_shows_what_stood_there_once_the_plan_is_opened(finished, case, amina, client):
    client.force_login(amina)
    page = reverse("recovery:correct", args=[case.reference, "help"])
    form = client.post(page, {"row": str(finished.pk)}).content.decode()
    assert "Kömək olmadı." in form
    today = localdate(now()).isoformat()
    told = {
        "row": str(finished.pk), "do": "save", "revision": finished.revision, "from_on": today,
        "until_on": today, "result": "partly", "outcome": "Bir az.", "why": "",
    }  # fmt: skip
    assert client.post(page, told).status_code == 422
    assert client.post(page, told | {"why": "Dəqiqləşdirildi."}).status_code == 302
    covered = client.get(reverse("recovery:plan", args=[case.reference])).content.decode()
    assert "Kömək olmadı." not in covered
    opened = client.post(reverse("recovery:open_plan", args=[case.reference])).content.decode()
    assert "Kömək olmadı." in opened
    assert "Dəqiqləşdirildi." in opened


def test_a_settled_goal_keeps_its_words_and_changes_what_came_of_it(case, plan, amina, noon):
    with asking(amina, at=noon):
        goal = plans.write_goal(
            case, {"kind": ServiceKind.SOCIAL, "words": "Ev."}, by=amina, at=noon
        )
        settled = plans.write_goal(
            case, {"status": GoalStatus.REACHED, "outcome": "Ev tapıldı."}, row=goal,
            revision=goal.revision, by=amina, at=noon,
        )  # fmt: skip
        correct(
            settled, Corrected.GOAL, {"outcome": "Otaq tapıldı."}, why="Ev deyil, otaq.",
            revision=settled.revision, by=amina, at=noon,
        )  # fmt: skip
    assert json.loads(kept()[0]["was"]) == {"outcome": "Ev tapıldı."}
