"""Everything is killed while people save and an edition is built: what was acknowledged stands."""

import os
import re
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import requests

from dayaq.config.connection import connection_from_folder
from dayaq.config.postgres import Server
from tests.config.test_launch import Installation, linux, until

pytestmark = linux


@pytest.fixture(scope="module")
def place(ground) -> Iterator[Installation]:
    """The demonstration, with one year of reporting."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAYAQ_DEMO_YEARS", "1")
        place = Installation(ground / "acknowledged", demo=True)
        place.start()
        until(place.is_well, within=180)
        yield place
        if place.launcher is not None and place.launcher.poll() is None:
            place.stop()
        if (left := Server.running(place.folder)) is not None:
            left.stop()


class Person:
    """Somebody at a browser."""

    def __init__(self, place: Installation, username: str) -> None:
        self.address = f"http://127.0.0.1:{place.port}"
        self.browser = requests.Session()
        self.open("/demo/")
        self.send("/demo/sign-in/", username=username)

    def open(self, path: str) -> str:
        answer = self.browser.get(self.address + path, timeout=30)
        answer.raise_for_status()
        return answer.text

    def send(self, path: str, **fields: str) -> requests.Response:
        fields["csrfmiddlewaretoken"] = str(self.browser.cookies["csrftoken"])
        answer = self.browser.post(self.address + path, data=fields, timeout=30)
        answer.raise_for_status()
        return answer


def ask(place: Installation, question: str) -> tuple[object, ...]:
    known = connection_from_folder(place.folder)
    assert known is not None
    with psycopg.connect(known["owner"]) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row is not None, question
        return row


def kill_everything(place: Installation) -> None:
    """As when the power fails: no process is asked, none ends in order."""
    server = Server.running(place.folder)
    assert server is not None
    assert place.launcher is not None
    main = int((server.data / "postmaster.pid").read_text().split()[0])
    database = [main, *children_of(main)]
    for pid in (place.launcher.pid, *place.parts(), *database):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    place.launcher.wait()
    until(lambda: not place.parts())


def children_of(parent: int) -> list[int]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = process.joinpath("stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(process.name))
    return found


DRAFT = """
    SELECT r.id, r.obligation_id, u.username FROM reporting_report r
      JOIN reporting_obligation o ON o.id = r.obligation_id
      JOIN accounts_appointment a ON a.body_id = o.body_id AND a.role = 'drafter'
      JOIN accounts_user u ON u.id = a.user_id
     WHERE r.status = 'draft' ORDER BY r.id LIMIT 1
"""


def test_a_report_that_was_acknowledged_as_saved_is_there(place):
    report, obligation, username = ask(place, DRAFT)
    drafter = Person(place, str(username))
    page = drafter.open(f"/reporting/obligations/{obligation}/")
    found = re.search(r'name="edit_number" value="(\d+)"', page)
    assert found is not None
    number = found[1]
    acknowledged: list[str] = []

    def write() -> None:
        """Saves and saves, one sentence after the other, until nobody answers any more."""
        edit = number
        for turn in range(10_000):
            said = f"Sentence {turn}. " * 200
            try:
                answer = drafter.send(
                    f"/reporting/reports/{report}/autosave/", edit_number=edit, facts=said
                )
            except requests.RequestException:
                return
            saved = re.search(r'value="(\d+)"', answer.text)
            assert saved is not None, answer.text
            edit = saved[1]
            acknowledged.append(said)

    writer = threading.Thread(target=write)
    writer.start()
    until(lambda: len(acknowledged) >= 10)
    kill_everything(place)
    writer.join()
    place.start()
    until(place.is_well)

    (facts,) = ask(place, f"SELECT facts FROM reporting_report WHERE id = {report}")
    last = len(acknowledged) - 1
    # The one that was under way may stand or not; if it stands, it stands whole.
    allowed = {f"Sentence {turn}. " * 200 for turn in (last, last + 1)}
    assert str(facts).strip() in {text.strip() for text in allowed}


def test_an_edition_that_was_being_built_is_built_whole(place):
    (cycle,) = ask(
        place,
        "SELECT id FROM reporting_cycle WHERE kind = 'annual' AND status <> 'planned' LIMIT 1",
    )
    coordinator = Person(place, "coordinator.mia")
    coordinator.send("/reporting/editions/build/", cycle=str(cycle))
    newest = "SELECT status, id FROM reporting_edition ORDER BY id DESC LIMIT 1"
    done = "SELECT COALESCE(max(done), 0) FROM jobs_job WHERE task = 'reporting.build_edition'"
    until(lambda: ask(place, done) >= (2,))  # of its files
    assert ask(place, newest)[0] == "building"

    kill_everything(place)
    place.start()
    until(place.is_well)

    until(lambda: ask(place, newest)[0] == "draft", within=120)
    (edition,) = ask(place, newest)[1:]
    files = f"SELECT count(*), min(length(content)) FROM reporting_editionfile WHERE edition_id = {edition}"
    count, smallest = ask(place, files)
    assert count == 6
    assert int(str(smallest)) > 1000
