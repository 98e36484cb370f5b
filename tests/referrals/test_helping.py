"""Somebody asks for help themself: no account, no name, no cookie, no condition; heard at once."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.timezone import now

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.referrals.actions import receipts, taking
from dayaq.referrals.actions.referrals import read_told
from dayaq.referrals.models import Clock, Referral, Told
from dayaq.referrals.states import ClockKind, Status, Track
from dayaq.vault.context import asking, house

pytestmark = pytest.mark.django_db

DOOR = "referrals:help"
NUMBER = "+994 50 000 00 99"
SAYS = {
    "lang": "ru", "safety": "safe", "majority": "adult", "channel": "phone",
    "phone": NUMBER, "safe_times": "Kanar səhər", "never": "Kanar mesaj qoymayın",
}  # fmt: skip


@pytest.fixture(autouse=True)
def nobody_knocked(unit):
    cache.clear()


def found(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    assert match is not None
    return match[1]


def code_on(page) -> str:
    return found(r'door-call">\s*([A-Z2-9 ]{19})', page.content.decode())


def once(client):
    page = client.get(reverse(DOOR)).content.decode()
    return found(r'name="once" value="([^"]+)"', page)


def asked(client, **more: str):
    return client.post(reverse(DOOR), {"once": once(client)} | SAYS | more)


def all_referrals() -> list[Referral]:
    with house("story"):
        return list(Referral.objects.for_house().select_related("receiver"))


def test_what_is_asked_stands_at_the_desk_at_once_under_its_clock(client, amina, unit):
    page = asked(client)
    assert page.status_code == 200
    assert page.cookies == {}
    assert NUMBER not in page.content.decode()
    assert "no-store" in page["Cache-Control"]

    [referral] = all_referrals()
    assert (referral.status, referral.track, referral.source) == (
        Status.SENT, Track.ADULT, "referral-source@1:person",
    )  # fmt: skip
    assert (referral.is_own, referral.receiver) == (True, unit)
    with house("story"):
        [clock] = Clock.objects.for_house().filter(referral=referral)
        assert NUMBER not in str(Told.objects.for_house().values().get(referral=referral))
    assert (clock.kind, clock.due_at - clock.begun_at) == (ClockKind.ANSWER, timedelta(hours=24))
    with asking(amina):
        told, clear = read_told(referral, by=amina, at=now())
    assert (clear["phone"], clear["never"]) == (NUMBER, "Kanar mesaj qoymayın")
    assert told.language == "language@1:ru"
    assert Entry.objects.filter(did="referral.asked", by=None).count() == 1


def test_the_code_on_the_page_opens_the_own_page_and_follows_into_the_case(client, amina):
    code = code_on(asked(client))
    own = receipts.own(code, at=now())
    assert own.state == "sent"
    [referral] = all_referrals()
    with asking(amina):
        taken = taking.accept(referral, by=amina, at=now())
    assert taken.status == Status.ACCEPTED
    assert receipts.own(code, at=now()).receipt.case == taken.case


def test_a_second_click_asks_for_nothing_new_and_a_forged_code_gives_another(client):
    same = once(client)
    pages = [client.post(reverse(DOOR), SAYS | {"once": same}) for _n in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert len(all_referrals()) == 1
    client.post(reverse(DOOR), SAYS | {"once": same + "x"})
    assert len(all_referrals()) == 2


@pytest.mark.parametrize(("majority", "agrees"), [("child", None), ("not_sure", None)])
def test_a_child_or_whoever_is_not_sure_goes_the_way_of_children(client, majority, agrees):
    asked(client, majority=majority, safety="danger")
    [referral] = all_referrals()
    with house("story"):
        told = Told.objects.for_house().get(referral=referral)
        [clock] = Clock.objects.for_house().filter(referral=referral)
    assert (referral.track, referral.is_urgent, told.agrees) == (Track.CHILD, True, agrees)
    assert clock.due_at - clock.begun_at == timedelta(hours=2)


def test_nothing_is_demanded_that_is_not_needed_and_nothing_typed_is_lost(client):
    page = asked(client, channel="phone", phone="", never="Kanar", lang="en")
    assert page.status_code == 422
    assert "Write the number" in page.content.decode()
    assert "Kanar" in page.content.decode()
    assert asked(client, channel="none", phone=NUMBER).status_code == 200
    [referral] = all_referrals()
    with house("story"):
        assert not Told.objects.for_house().get(referral=referral).phone


def test_nobody_floods_the_desk_from_one_place(client):
    answers = [asked(client).status_code for _n in range(11)]
    assert answers == [200] * 10 + [429]
    assert len(all_referrals()) == 10


def test_there_is_nobody_to_return_it_to_so_it_is_set_aside_and_forgotten(
    client, amina, sent, noon
):
    code = code_on(asked(client))
    [own] = [one for one in all_referrals() if one.is_own]
    client.force_login(amina)
    page = reverse("referrals:send_back", args=[own.reference])
    assert 'name="words"' not in client.get(page).content.decode()
    assert client.post(page, {"reason": "return-reason@1:mistake"}).status_code == 302
    [own] = [one for one in all_referrals() if one.is_own]
    assert (own.status, own.is_told_here) == (Status.WITHDRAWN, False)
    assert receipts.own(code, at=now()).state == "ended"
    with asking(amina, at=noon), pytest.raises(Denied, match="returned"):
        taking.set_aside(sent, reason="return-reason@1:mistake", by=amina, at=noon)
