"""Everything is killed while people save and an edition is built: what was acknowledged stands."""

import base64
import re
import secrets
import threading
from uuid import UUID, uuid4

import psycopg
import requests

from dayaq.vault.keys import LocalKeyring, read_keys
from tests.config.demonstration import Person, ask, kill_everything, know, superuser
from tests.config.test_launch import Installation, linux, until

pytestmark = linux


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


KEYS = 20_000
REWRAPPED = "SELECT count(*) FROM vault_datakey WHERE master_version = 2"


def test_what_was_written_in_cases_and_a_change_over_of_keys_survive_whole(place):
    """One kill for both: it comes while notes are written, cases opened, and keys wrapped anew."""
    worker = Person(place, "case_worker.mia-anti-trafficking")
    administrator = Person(place, "administrator.mia")
    file = place.folder / "secrets" / "master"
    known = _many_keys(place, LocalKeyring(read_keys(file.read_text())))
    before = _written(place)
    acknowledged: list[str] = []
    opened: list[str] = []

    def write() -> None:
        """Opens a case and writes notes in it, until nobody answers any more."""
        try:
            while True:
                opened.append(_open_case(worker))
                for turn in range(4):
                    path = f"/cases/{opened[-1]}/write/note/"
                    worker.send(path, row="", text=f"Note {turn}. " * 300, do="save")
                    acknowledged.append(path)
        except requests.RequestException:
            return

    writer = threading.Thread(target=write)
    writer.start()
    with file.open("a") as keys:
        keys.write(f"2:{base64.b64encode(secrets.token_bytes(32)).decode()}\n")
    until(lambda: len(acknowledged) >= 6)
    administrator.send_and_show_who("/administration/keys/master/change/")
    until(lambda: know(place, REWRAPPED) > (KEYS // 20,))
    kill_everything(place)
    writer.join()
    place.start()
    until(place.is_well)

    # At most one act was under way; if it stands, it stands whole, with its line in the record.
    after = _written(place)
    added = {name: after[name] - before[name] for name in after}
    assert len(acknowledged) <= added["notes"] <= len(acknowledged) + 1
    assert len(opened) <= added["cases"] <= len(opened) + 1
    assert added["notes"] == added["saved"]
    assert {added[what] for what in ("cases", "opened", "grants", "steps", "traces")} == {
        added["cases"]
    }
    # The change-over goes on by itself, and every key is the one it was.
    rest = "SELECT count(*) FROM vault_datakey WHERE master_version = 1"
    until(lambda: know(place, rest) == (0,), within=120)
    ring = LocalKeyring(read_keys(file.read_text()))
    with psycopg.connect(superuser(place)) as connection:
        rows = connection.execute("SELECT id, wrapped FROM vault_datakey").fetchall()
    found = {key: ring.unwrap(2, wrapped) for key, wrapped in rows}
    assert {key: found.get(key) for key in known} == known


def _many_keys(place: Installation, ring: LocalKeyring) -> dict[UUID, bytes]:
    """Keys of as many people, so that the change-over takes a while; id → the key itself."""
    known = {uuid4(): secrets.token_bytes(32) for _ in range(KEYS)}
    with psycopg.connect(superuser(place)) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        columns = "COPY vault_datakey (id, readers, wrapped, master_version, made_at) FROM STDIN"
        with connection.cursor().copy(columns) as copy:
            for key, secret in known.items():
                copy.write_row((key, [0], ring.wrap(1, secret), 1, "2026-01-01T00:00:00Z"))
    return known


WRITTEN = {
    "notes": "SELECT count(*) FROM cases_note",
    "saved": "SELECT count(*) FROM audit_entry WHERE did = 'section.saved'"
    " AND details->>'part' = 'notes'",
    "cases": "SELECT count(*) FROM cases_case",
    "opened": "SELECT count(*) FROM audit_entry WHERE did = 'case.opened'",
    "grants": "SELECT count(*) FROM cases_grant WHERE basis = 'lead'",
    "steps": "SELECT count(*) FROM cases_transition WHERE after = 'presumed' AND before = ''",
    "traces": "SELECT count(*) FROM cases_trace",
}


def _written(place: Installation) -> dict[str, int]:
    """What there is of each kind, in one look."""
    question = f"SELECT {', '.join(f'({part})' for part in WRITTEN.values())}"
    return dict(zip(WRITTEN, map(int, map(str, know(place, question))), strict=True))


def _open_case(worker: Person) -> str:
    """A new case through the pages, after the search that must come first; its reference."""
    worker.send("/cases/find/", name="Nobody Knows")
    asked = ("open-lead", "open-majority")
    fields = {name: worker.field("/cases/open/", name) for name in asked}
    return worker.send("/cases/open/", **fields).url.rstrip("/").rpartition("/")[2]
