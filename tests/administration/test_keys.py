"""The page of keys and the commands at the machine: how keys stand, and changing over."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dayaq.audit.models import Entry
from dayaq.jobs.states import Status
from dayaq.vault.context import house
from dayaq.vault.keys import add_to_file, keyring
from dayaq.vault.models import DataKey, IndexKey, MasterKey
from dayaq.vault.register import drawing_key
from dayaq.vault.sealing import new_key
from tests import given

MOST_QUERIES = 12


def url(name: str, *arguments: object) -> str:
    return reverse(f"administration:{name}", args=arguments)


@pytest.fixture
def five(db, file):
    """Five people are under the first master key, and tokens are drawn from the first search key."""
    with house("story"):
        for _ in range(5):
            new_key()
        drawing_key()


@pytest.fixture
def client(amina):
    browser = Client()
    browser.cookies["django_language"] = "en"
    browser.force_login(amina)
    given.stepped_up(browser)
    return browser


def command(capsys, *words: str) -> str:
    call_command("keep_keys", *words)
    return str(capsys.readouterr().out)


def test_the_page_tells_how_keys_stand_and_shows_none(client, five, file):
    page = client.get(url("keys"))

    assert keyring().fingerprint(1) in page.text
    assert "In use: all that is new is under it" in page.text
    assert "There is no newer key here" in page.text
    secret = file.read_text().partition(":")[2].strip()
    assert secret not in page.text
    assert url("rotate_master_key") not in page.text
    assert url("keys") in client.get(url("home")).text


def test_a_new_key_is_offered_taken_into_use_and_the_old_one_retired(client, five, work):
    add_to_file()
    assert "Here, and not in use yet" in client.get(url("keys")).text

    answer = client.post(url("rotate_master_key"), {"csrfmiddlewaretoken": "x"}, follow=True)
    assert "The change-over is under way." in answer.text
    assert 'hx-trigger="every 2s"' in answer.text
    assert "HX-Refresh" not in client.get(url("keys_progress")).headers
    refused = client.post(url("retire_master_key", 1), {"why": "All is under the new one"})
    assert refused.status_code == 403
    (job,) = work()

    assert job.status == Status.DONE
    assert client.get(url("keys_progress")).headers["HX-Refresh"] == "true"
    assert url("retire_master_key", 1) in client.get(url("keys")).text
    client.post(url("retire_master_key", 1), {"why": "All is under the new one"})
    assert MasterKey.objects.get(pk=1).status == "retired"
    assert "retired" in client.get(url("keys")).text
    assert Entry.objects.get(did="master_key.retired").details["why"] == "All is under the new one"


def test_the_page_asks_the_database_little(client, five, work):
    add_to_file()
    client.post(url("rotate_master_key"), {"csrfmiddlewaretoken": "x"})
    work()

    with CaptureQueriesContext(connection) as asked:
        client.get(url("keys"))
    assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) <= MOST_QUERIES


def test_the_search_key_is_changed_over_from_the_page(client, five, work, request):
    assert "There is no newer search key here" in client.get(url("keys")).text
    request.getfixturevalue("new_search_key")

    assert url("rotate_search_key") in client.get(url("keys")).text
    client.post(url("rotate_search_key"), {"csrfmiddlewaretoken": "x"})
    (job,) = work()

    assert (job.status, job.failure) == (Status.DONE, "")
    assert [key.status for key in IndexKey.objects.all()] == ["current", "retired"]


def test_a_failed_change_over_says_why_and_may_be_taken_up_again(client, five, file, work):
    old = file.read_text()
    add_to_file()
    client.post(url("rotate_master_key"), {"csrfmiddlewaretoken": "x"})
    both = file.read_text()
    file.write_text(both.replace(old, ""))
    work()

    page = client.get(url("keys")).text
    assert "Master key 1 is not here" in page
    assert "Not here: what is under it does not open" in page
    file.write_text(both)
    client.post(url("rotate_master_key"), {"csrfmiddlewaretoken": "x"})
    (job,) = work()
    assert job.status == Status.DONE


# --- at the machine -------------------------------------------------------------------------------


def test_the_whole_way_at_the_machine(five, file, work, capsys):
    assert re.search(r"1 +[0-9a-f]{16} +In use.*people: 5", command(capsys, "list"))

    said = command(capsys, "add")
    assert "Master key 2" in said
    assert "escrow" in said
    assert Entry.objects.get(did="master_key.added").details["number"] == 2
    assert "not in use yet" in command(capsys, "list")
    command(capsys, "rotate")
    with pytest.raises(CommandError, match="still under this key"):
        call_command("keep_keys", "retire", "1", "--why=done")
    assert "0 of 0" in command(capsys, "list")
    work()
    listed = command(capsys, "list")
    assert re.search(r"2 +[0-9a-f]{16} +In use.*people: 5", listed)
    assert "Done, 1 of 1" in listed
    with pytest.raises(CommandError, match="Say why"):
        call_command("keep_keys", "retire", "1")
    assert "out of the file" in command(capsys, "retire", "1", "--why=done", "--take-out")

    assert keyring().versions == {2}
    with house("story"):
        assert {key.master_version for key in DataKey.objects.for_house()} == {2}
    entry = Entry.objects.get(did="master_key.rotated")
    assert (entry.by, bool(entry.details["operator"])) == (None, True)


def test_the_search_key_at_the_machine(five, new_search_key, work, capsys):
    command(capsys, "rotate", "--search")
    work()

    assert [key.status for key in IndexKey.objects.all()] == ["current", "retired"]
    with pytest.raises(CommandError, match="no newer search key"):
        call_command("keep_keys", "rotate", "--search")


def test_there_is_nothing_to_change_over_to(five, capsys):
    with pytest.raises(CommandError, match="no newer key"):
        call_command("keep_keys", "rotate")
