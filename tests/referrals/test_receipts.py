"""The person's own view: a code opens how it stands and what comes next, and nothing of who somebody is."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from dayaq.access.refusal import Denied
from dayaq.cases.models import Case
from dayaq.notices.models import Notice
from dayaq.referrals.actions import deciding, identification, taking
from dayaq.referrals.actions import receipts as acts
from dayaq.referrals.actions import referrals as referring
from dayaq.referrals.models import Receipt
from dayaq.referrals.models.clocks import clocks_of
from dayaq.referrals.states import NextStep, Outcome, Stage
from dayaq.referrals.views.doors import words_of
from dayaq.vault.context import asking, house
from tests.referrals.telling import SONG

pytestmark = pytest.mark.django_db

WHY = ("trafficking", "alver", "торговл", "qurban", "victim", "жертв", "exploit", "istismar")


@pytest.fixture(autouse=True)
def _nobody_has_knocked(db):
    cache.clear()


def given(subject, by, at, **said) -> str:
    with asking(by, at=at):
        return acts.give(subject, by=by, at=at, **{"language": "ru"} | said)


def seen(code, at) -> str | None:
    found = acts.own(code, at=at)
    return found.state if found else None


def test_the_page_says_what_comes_next_and_nothing_that_identifies(case, amina, client):
    from django.utils.timezone import now

    moment = now()
    with house("story"):
        Case.objects.for_house().filter(pk=case.pk).update(opened_at=moment)
    tomorrow = moment + timedelta(days=1)
    code = given(
        case, amina, moment, phone="+994 12 000 00 00", next_step=NextStep.TALK, next_at=tomorrow
    )
    said = client.post(reverse("referrals:own"), {"code": code.lower()})
    page = said.content.decode()

    assert 'lang="ru"' in page
    assert words_of("own", "ru")["state_assistance"] in page
    assert "+994 12 000 00 00" in page
    assert "152" in page
    assert "Безопасное жильё" in page
    assert not [word for word in (*WHY, case.reference, "Kanar", "Gizlin") if word in page.lower()]
    assert said.cookies == {}
    assert "no-store" in said["Cache-Control"]


@pytest.mark.parametrize("language", ["az", "en", "ru"])
def test_every_state_has_its_words_in_every_language_and_none_says_why(language):
    say = words_of("own", language)
    states = {*acts.OF_REFERRAL.values(), *(str(stage) for stage in Stage)}
    assert all(say[f"state_{one}"] and say[f"next_{one}"] for one in states)
    assert all(say[f"step_{step}"] for step in NextStep)
    assert set(say) == set(words_of("own", "az"))
    assert not [word for word in WHY if word in " ".join(say.values()).lower()]


def test_the_code_goes_with_the_person_from_the_referral_into_the_case(sent, sevda, amina, noon):
    code = given(sent, sevda, noon)
    assert seen(code, noon) == "sent"

    with asking(amina, at=noon):
        case = taking.accept(sent, by=amina, at=noon).case
    assert seen(code, noon) == Stage.ASSISTANCE
    with asking(sevda, at=noon), pytest.raises(Denied, match="works on the case"):
        acts.give(sent, language="az", by=sevda, at=noon)
    assert seen(given(case, amina, noon), noon) == Stage.ASSISTANCE
    assert seen(code, noon) is None  # the new one took its place


def test_a_decision_is_seen_after_somebody_told_it(case, amina, noon):
    code = given(case, amina, noon)
    with asking(amina, at=noon):
        for stage in (Stage.INQUIRY, Stage.SCREENING):
            identification.advance(case, stage, by=amina, at=noon)
        decision = deciding.decide(
            case, outcome=Outcome.IDENTIFIED, decided_on=noon.date(), explanation="x", plain="y",
            reasons=["decision-reason@1:indicators"], language="language@1:ru", by=amina, at=noon,
        )  # fmt: skip
        assert seen(code, noon) == Stage.SCREENING
        deciding.tell_person(decision, told_on=noon.date(), told_how="in_person", by=amina, at=noon)
    assert seen(code, noon) == Stage.RECOVERY


def test_a_code_ends_by_itself_is_taken_back_and_dies_with_the_referral(
    case, sent, sevda, amina, noon
):
    code = given(case, amina, noon)
    assert seen(code, noon + timedelta(days=181)) is None
    with asking(amina, at=noon):
        acts.revoke(case, by=amina, at=noon)
    assert seen(code, noon) is None

    code = given(sent, sevda, noon)
    with asking(sevda, at=noon):
        referring.withdraw(sent, why="x", by=sevda, at=noon)
    assert seen(code, noon) is None


def test_nothing_of_the_code_is_kept_and_nobody_else_gives_one(case, amina, bruno, noon):
    code = given(case, amina, noon)
    with house("story"):
        row = Receipt.objects.for_house().values().get()
    assert code not in str(row)
    assert SONG not in str(row)
    with pytest.raises(Denied):
        given(case, bruno, noon)


def test_codes_are_not_tried_out_and_every_bad_one_gets_the_same_words(client):
    door = reverse("referrals:own")
    pages = [client.post(door, {"code": f"{n:04}"}) for n in range(21)]
    assert {page.status_code for page in pages[:20]} == {404}
    assert len({page.content for page in pages[:20]}) == 1
    assert pages[20].status_code == 429


def test_whoever_leaves_leaves_nothing_behind(client):
    away = client.get(reverse("referrals:leave"))
    assert away.status_code == 302
    assert away["Clear-Site-Data"] == '"cache", "storage"'
    assert "dayaq" not in away["Location"]


def test_what_the_person_asks_for_waits_once_under_a_clock_until_somebody_answers(
    case, amina, bruno, noon
):
    code = given(case, amina, noon)
    assert all(acts.wish(code, "consent", at=noon) for _n in range(2))
    assert not acts.wish("2222222222222222", "consent", at=noon)
    [one] = acts.wishes_of(case)
    assert [c.kind for c in clocks_of(cases=[case]) if c.is_running].count("request") == 1
    assert Notice.objects.filter(to=amina).exists()

    with asking(bruno, at=noon), pytest.raises(Denied):
        acts.answer_wish(case, one.pk, by=bruno, at=noon)
    with asking(amina, at=noon):
        acts.answer_wish(case, one.pk, by=amina, at=noon)
    assert acts.wishes_of(case) == []
    assert "request" not in [c.kind for c in clocks_of(cases=[case]) if c.is_running]
