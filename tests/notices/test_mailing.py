"""Notices by e-mail: one digest a day, in the person's language, through a real mail server."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.mail import get_connection
from django.db import IntegrityError, transaction

from dayaq.notices import actions, mailing, tasks, texts
from dayaq.notices.models import Digest, Notice
from tests import given
from tests.notices.postmaster import Postmaster, house

BAKU = ZoneInfo("Asia/Baku")
EVENING = datetime(2024, 1, 9, 18, 0, tzinfo=BAKU)
MORNING = datetime(2024, 1, 10, 8, 0, tzinfo=BAKU)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _texts(monkeypatch):
    monkeypatch.setattr(texts, "_known", dict(texts.KNOWN))
    monkeypatch.setattr(texts, "KNOWN", texts._known)
    texts.register("tests.due", "Due", "A report on %(clause)s is due on %(day)s.")
    texts.register("tests.clock", "Soon", "Something waits until %(day)s.", is_urgent=True)


@pytest.fixture
def postmaster(settings):
    """The product writes to a mail server that is really there."""
    master = Postmaster()
    server = house(master)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = server.port
    settings.PUBLIC_ADDRESS = "https://dayaq.example"
    settings.DEFAULT_FROM_EMAIL = "dayaq@dayaq.example"
    yield master
    server.stop()


@pytest.fixture
def rena(db):
    return given.person("rena", at=given.body("labour"), role=None)


@pytest.fixture
def samir(db):
    return given.person("samir", at=given.body("labour"), role=None)


def tell(*people, code: str = "tests.due", clause: str = "4.1.1", at: datetime = EVENING) -> None:
    told = {"clause": clause, "day": date(2024, 1, 20)}
    actions.tell(people, code, key=f"{code}:{clause}", url="/obligations/7/", at=at, **told)


def test_the_morning_brings_one_e_mail_with_what_was_told(postmaster, rena):
    tell(rena)
    tell(rena, clause="4.9.1")

    assert mailing.send_digests(at=MORNING) == 1

    [mail] = postmaster.taken
    assert mail["To"] == "rena@example.org"
    assert mail["From"] == "dayaq@dayaq.example"
    assert mail["Subject"] == "Dayaq: 2 notices"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content()
    assert "A report on 4.1.1 is due on 20 January 2024." in text
    assert "A report on 4.9.1 is due on 20 January 2024." in text
    assert "https://dayaq.example/notices/" in text
    assert Digest.objects.get().sent_at == MORNING
    assert set(Notice.objects.values_list("mailed_at", flat=True)) == {MORNING}


def test_an_e_mail_speaks_its_persons_language(postmaster, rena):
    rena.language = "az"
    rena.save()
    actions.tell(
        [rena],
        "reporting.accepted",
        key="1",
        url="/",
        at=EVENING,
        clause="4.1.1",
        cycle="2023",
    )

    mailing.send_digests(at=MORNING)

    [mail] = postmaster.taken
    assert mail["Subject"] == "Dayaq: 1 bildiriş"
    assert "2023 üzrə 4.1.1" in mail.get_content()
    assert "unread" not in mail.get_content()


def test_an_e_mail_names_nobody_and_leads_only_to_the_list(postmaster, rena):
    tell(rena)

    mailing.send_digests(at=MORNING)

    said = postmaster.taken[0].as_string()
    assert "Rena" not in said
    assert "/obligations/7/" not in said
    assert "trafficking" not in said.lower()


def test_before_the_morning_nothing_is_sent(postmaster, rena):
    tell(rena)

    assert mailing.send_digests(at=MORNING - timedelta(minutes=1)) == 0
    assert not postmaster.taken


def test_a_person_gets_one_digest_a_day(postmaster, rena):
    tell(rena)
    for minutes in (0, 10, 600):
        tell(rena, clause=f"4.2.{minutes + 1}", at=MORNING + timedelta(minutes=minutes))
        mailing.send_digests(at=MORNING + timedelta(minutes=minutes))

    assert len(postmaster.taken) == 1

    mailing.send_digests(at=MORNING + DAY)

    assert [mail["Subject"] for mail in postmaster.taken] == ["Dayaq: 1 notice", "Dayaq: 3 notices"]


def test_what_was_read_is_not_mailed(postmaster, rena):
    tell(rena)
    actions.read_all(by=rena, at=EVENING)

    assert mailing.send_digests(at=MORNING) == 0
    assert not Digest.objects.exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_whoever_may_not_sign_in_or_has_no_address_gets_none(postmaster, rena, samir, change):
    tell(rena, samir)
    type(rena).objects.filter(pk=rena.pk).update(**change)

    assert mailing.send_digests(at=MORNING) == 1
    assert postmaster.addressees == ["samir@example.org"]
    assert not Digest.objects.filter(to=rena).exists()


def test_a_refused_e_mail_leaves_no_row_and_is_tried_again(postmaster, rena, samir):
    tell(rena, samir)
    postmaster.refused = {"rena@example.org"}

    assert mailing.send_digests(at=MORNING) == 1
    assert postmaster.addressees == ["samir@example.org"]
    assert not Digest.objects.filter(to=rena).exists()

    postmaster.refused = set()
    assert mailing.send_digests(at=MORNING + timedelta(minutes=10)) == 1
    assert postmaster.addressees == ["samir@example.org", "rena@example.org"]


def test_an_e_mail_that_may_have_arrived_is_not_sent_again_that_day(postmaster, rena):
    tell(rena)
    postmaster.is_breaking = True

    mailing.send_digests(at=MORNING)
    postmaster.is_breaking = False
    mailing.send_digests(at=MORNING + timedelta(minutes=10))

    assert len(postmaster.taken) == 1
    assert Digest.objects.get().sent_at is None
    assert Notice.objects.get().mailed_at is None

    mailing.send_digests(at=MORNING + DAY)

    assert len(postmaster.taken) == 2, "the next digest counts what stayed unread"


def test_a_connection_that_broke_costs_the_next_person_nothing(postmaster, rena, samir):
    tell(rena, samir)
    postmaster.is_breaking = True

    mailing.send_digests(at=MORNING)

    assert sorted(postmaster.addressees) == ["rena@example.org", "samir@example.org"]


def test_a_worker_that_was_killed_while_sending_sends_no_second(postmaster, rena):
    tell(rena)
    actions.begin_digest(rena, on=MORNING.date(), told_before=MORNING)

    assert mailing.send_digests(at=MORNING) == 0
    assert not postmaster.taken


def test_without_a_mail_server_nothing_was_begun(settings, rena, postmaster):
    tell(rena)
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1

    assert mailing.send_digests(at=MORNING) == 0
    assert not Digest.objects.exists()

    settings.EMAIL_PORT = there
    assert mailing.send_digests(at=MORNING + timedelta(minutes=10)) == 1


def test_an_address_that_is_none_holds_nobody_up(postmaster, rena, samir):
    tell(rena, samir)
    type(rena).objects.filter(pk=rena.pk).update(email="rena@exa mple@org")

    assert mailing.send_digests(at=MORNING) == 1
    assert postmaster.addressees == ["samir@example.org"]


def test_a_long_digest_says_how_many_more(postmaster, rena):
    for number in range(1, mailing.MOST_LINES + 4):
        tell(rena, clause=f"4.1.{number}")

    mailing.send_digests(at=MORNING)

    text = postmaster.taken[0].get_content()
    assert text.count("A report on") == mailing.MOST_LINES
    assert "and 3 more" in text


def test_the_database_refuses_a_second_digest_of_a_day(rena):
    Digest.objects.create(to=rena, on=MORNING.date())

    with pytest.raises(IntegrityError, match="one_digest_a_day"), transaction.atomic():
        Digest.objects.create(to=rena, on=MORNING.date())


def test_what_is_urgent_is_mailed_at_once_and_not_again_in_the_morning(postmaster, rena):
    tell(rena, code="tests.clock")
    tell(rena)

    assert mailing.send_urgent(at=EVENING + timedelta(minutes=1)) == 1
    assert mailing.send_urgent(at=EVENING + timedelta(minutes=2)) == 0
    mailing.send_digests(at=MORNING)

    urgent, digest = postmaster.taken
    assert urgent["Subject"] == "Dayaq: 1 urgent notice"
    assert "Something waits until 20 January 2024." in urgent.get_content()
    assert digest["Subject"] == "Dayaq: 1 notice"
    assert "Something waits" not in digest.get_content()


def test_what_is_urgent_and_refused_is_tried_again_and_comes_with_the_digest(postmaster, rena):
    tell(rena, code="tests.clock")
    postmaster.refused = {"rena@example.org"}
    assert mailing.send_urgent(at=EVENING + timedelta(minutes=1)) == 0

    postmaster.refused = set()
    assert mailing.send_urgent(at=EVENING + mailing.INSISTENCE) == 0
    mailing.send_digests(at=MORNING)

    assert [mail["Subject"] for mail in postmaster.taken] == ["Dayaq: 1 notice"]


def test_the_clocks_rounds_send_both(postmaster, rena):
    tell(rena)
    tell(rena, code="tests.clock", at=MORNING)

    tasks.urgent(MORNING)
    tasks.digest(MORNING)

    assert len(postmaster.taken) == 2


def test_in_the_demonstration_e_mails_are_files(settings, tmp_path, rena):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    tell(rena)

    mailing.send_digests(at=MORNING)

    assert vars(get_connection())["file_path"] == str(tmp_path)
    [file] = tmp_path.iterdir()
    assert "rena@example.org" in file.read_text()
