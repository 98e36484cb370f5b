"""Notices: told once, read by whom they are for."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from dayaq.access.refusal import Denied
from dayaq.notices import actions, texts
from dayaq.notices.models import Notice
from tests import given


@pytest.fixture(autouse=True)
def _a_text(monkeypatch):
    monkeypatch.setattr(texts, "_known", dict(texts.KNOWN))
    monkeypatch.setattr(texts, "KNOWN", texts._known)
    texts.register("tests.due", "Due", "A report on %(clause)s is due on %(day)s.")


@pytest.fixture
def rena(db):
    return given.person("rena", at=given.body("labour"), role=None)


@pytest.fixture
def samir(db):
    return given.person("samir", at=given.body("labour"), role=None)


def tell(*people) -> None:
    actions.tell(
        people, "tests.due", key="due:1", url="/", at=now(), clause="4.1.1", day=date(2024, 1, 20)
    )


def test_the_same_thing_is_told_to_a_person_once(rena, samir):
    tell(rena)
    tell(rena, samir)

    assert Notice.objects.filter(key="due:1").count() == 2


def test_a_notice_is_told_in_the_readers_language(rena):
    tell(rena)

    with translation.override("en"):
        assert "4.1.1" in Notice.objects.get().text
        assert "2024" in Notice.objects.get().text


def test_a_code_without_a_text_is_refused(rena):
    with pytest.raises(LookupError):
        actions.tell([rena], "tests.unheard", key="1", url="/", at=now())


@pytest.mark.parametrize("url", ["//elsewhere.example", "https://elsewhere.example"])
def test_a_notice_leads_nowhere_else(rena, url):
    with pytest.raises(ValueError, match="address of ours"):
        actions.tell([rena], "tests.due", key="1", url=url, at=now())


def test_nobody_reads_what_is_for_another(rena, samir, client):
    tell(rena)
    notice = Notice.objects.get()
    client.force_login(samir)

    assert client.post(reverse("notices:open", args=[notice.pk])).status_code == 404
    with pytest.raises(Denied):
        actions.read(notice, by=samir, at=now())


def test_opening_a_notice_reads_it_and_leads_on(rena, client):
    tell(rena)
    notice = Notice.objects.get()
    client.force_login(rena)

    assert "4.1.1" in client.get(reverse("notices:list")).text
    assert client.post(reverse("notices:open", args=[notice.pk])).url == "/"
    assert not Notice.objects.visible_to(rena).unread().exists()


def test_all_are_read_at_once(rena, client):
    tell(rena)
    client.force_login(rena)

    client.post(reverse("notices:read_all"))

    assert not Notice.objects.visible_to(rena).unread().exists()


@pytest.fixture
def three(rena, client):
    """Rena has read one notice of three."""
    tell(rena)
    texts.register("tests.came", "Arrived", "Something came about %(clause)s.")
    for clause in ("4.9.1", "4.2.1"):
        actions.tell([rena], "tests.came", key=clause, url="/", at=now(), clause=clause)
    actions.read(Notice.objects.get(key="4.9.1"), by=rena, at=now())
    client.force_login(rena)
    return client


def told(client, **asked) -> set[str]:
    """The keys of the notices that the list shows."""
    page = client.get(reverse("notices:list"), asked)
    return {record.key for record in page.context["table"].page.object_list.data}


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({}, {"due:1", "4.9.1", "4.2.1"}),
        ({"state": "unread"}, {"due:1", "4.2.1"}),
        ({"state": "read"}, {"4.9.1"}),
        ({"q": "ARRIVED"}, {"4.9.1", "4.2.1"}),
        ({"q": "came 4.9.1"}, {"4.9.1"}),
        ({"q": "due 4.1.1"}, {"due:1"}),
        ({"q": "arrived", "state": "unread"}, {"4.2.1"}),
        ({"q": "clause"}, set()),  # the name of a gap is no word that anybody reads
        ({"q": "nothing of this"}, set()),
    ],
)
def test_search_and_filter_narrow_the_list(three, asked, keys):
    assert told(three, **asked) == keys


def test_the_unread_stand_first(three):
    page = three.get(reverse("notices:list"))

    states = [record.read_at is None for record in page.context["table"].page.object_list.data]
    assert states == [True, True, False]


def test_the_list_is_exported_as_it_is_seen(three):
    answer = three.get(reverse("notices:list"), {"q": "arrived", "export": "csv"})

    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert "Something came about 4.9.1." in text.decode("utf-8-sig")
    assert "is due" not in text.decode("utf-8-sig")


def test_nobodys_list_shows_what_another_was_told(three, samir, client):
    client.force_login(samir)

    assert told(client) == set()
