"""Keys are changed over while everybody works: nothing is lost, nothing is left behind, nothing opens twice."""

import secrets
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from dayaq.access.refusal import Denied
from dayaq.audit.models import Entry
from dayaq.cases.actions import reindexing
from dayaq.cases.actions.finding import find
from dayaq.cases.actions.keeping import shred
from dayaq.cases.actions.writing import save_record
from dayaq.cases.models import Identity, Person, Trace
from dayaq.jobs.actions import start
from dayaq.jobs.states import Status
from dayaq.vault import register, rotation
from dayaq.vault.context import asking, house
from dayaq.vault.keys import (
    KeyUnavailable,
    LocalKeyring,
    add_to_file,
    keyring,
    take_out_of_file,
)
from dayaq.vault.models import DataKey, IndexKey, MasterKey, Tally
from dayaq.vault.sealing import new_key, unseal
from tests.cases.conftest import CANARY
from tests.vault.keyholder import fresh


def name_of(case) -> str:
    with house("story"):
        return unseal(Identity.objects.for_house().get(person=case.subject))["family_name"]


def under() -> list[int | None]:
    """The versions that the keys of people are under."""
    with house("story"):
        rows = DataKey.objects.for_house().order_by("master_version", "id")
        return list(rows.values_list("master_version", flat=True))


def more_people(number: int) -> None:
    with house("story"):
        for _ in range(number):
            new_key()


pytestmark = pytest.mark.usefixtures("file")

# --- the file -------------------------------------------------------------------------------------


def test_a_new_key_is_added_to_the_file_and_wraps_nothing_yet(file, db):
    more_people(1)
    before = file.read_text()

    assert add_to_file() == 2

    assert file.read_text().startswith(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [*file.parent.iterdir()] == [file]
    assert keyring().versions == {1, 2}
    more_people(1)
    assert under() == [1, 1]


def test_two_who_add_at_once_add_two(file):
    with ThreadPoolExecutor(2) as both:
        added = sorted(both.map(lambda _: add_to_file(), range(2)))

    assert added == [2, 3]
    assert keyring().versions == {1, 2, 3}
    assert len({keyring().fingerprint(version) for version in (1, 2, 3)}) == 3


def test_a_key_is_taken_out_of_the_file_and_no_other(file):
    add_to_file()
    kept = keyring().fingerprint(2)

    take_out_of_file(1)

    assert (keyring().versions, keyring().fingerprint(2)) == (frozenset({2}), kept)
    with pytest.raises(KeyUnavailable, match="not in the file"):
        take_out_of_file(1)


def test_keys_that_are_not_in_a_file_are_changed_where_they_are(settings):
    settings.MASTER_KEYS = fresh(1)

    with pytest.raises(KeyUnavailable, match="where they are kept"):
        add_to_file()


def test_without_its_file_nothing_opens(case, file):
    file.unlink()

    with pytest.raises(KeyUnavailable, match="cannot be read"):
        name_of(case)


class Device:
    """As an HSM is: it wraps and unwraps and gives no key away."""

    def __init__(self) -> None:
        self._inner = LocalKeyring({7: secrets.token_bytes(32)})
        self.versions = self._inner.versions

    def fingerprint(self, version: int) -> str:
        return f"slot-{version}"

    def wrap(self, version: int, key: bytes) -> bytes:
        return self._inner.wrap(version, key)

    def unwrap(self, version: int, wrapped: bytes) -> bytes:
        return self._inner.unwrap(version, wrapped)


def test_a_device_is_plugged_in_by_its_name(settings, request):
    settings.KEYRING = "tests.vault.test_rotation:Device"
    case = request.getfixturevalue("case")

    assert name_of(case) == CANARY["family_name"]
    assert under() == [7]
    assert MasterKey.objects.get().fingerprint == "slot-7"


# --- master keys ----------------------------------------------------------------------------------


@pytest.fixture
def ended(work):
    """Ask for the change-over, and see how the job ends."""

    def rotate(at):
        rotation.rotate(by=None, at=at)
        (job,) = work()
        return job

    return rotate


def test_all_that_is_new_is_under_the_new_key_at_once(case, noon):
    add_to_file()
    rotation.rotate(by=None, at=noon)
    more_people(2)

    assert under() == [1, 2, 2]
    assert name_of(case) == CANARY["family_name"]


def test_the_job_brings_everybody_under_the_new_key(case, noon, ended, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 3)
    more_people(7)
    add_to_file()

    job = ended(noon)

    assert (job.status, job.done, job.total) == (Status.DONE, 3, 3)
    assert under() == [2] * 8
    assert name_of(case) == CANARY["family_name"]
    assert [(k.version, k.status) for k in MasterKey.objects.all()] == [
        (2, "current"),
        (1, "former"),
    ]
    said = Entry.objects.filter(did__startswith="master_key.").order_by("pk")
    assert [entry.did for entry in said] == ["master_key.rotated", "master_key.rewrapped"]
    assert said[1].details == {"rows": 8}


def test_a_change_over_is_one_act_in_the_record_and_anything_else_is_written_down(
    case, noon, ended
):
    add_to_file()
    changed = Entry.objects.filter(did="row.changed", kind="vault.datakey")
    before = changed.count()
    ended(noon)
    assert changed.count() == before

    with house(rotation.QUIETLY):
        DataKey.objects.for_house().update(readers=[0, 5])
    assert changed.count() == before + 1
    with house(rotation.QUIETLY):
        DataKey.objects.for_house().update(wrapped=None, master_version=None, shredded_at=noon)
    assert changed.count() == before + 2


def test_killed_in_the_middle_it_goes_on_where_it_was(case, noon, ended, work, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 2)
    more_people(5)
    add_to_file()
    once, times = rotation.rewrap_some, iter([True, True])

    def killed(**how):
        if not next(times, False):
            raise RuntimeError
        return once(**how)

    monkeypatch.setattr(rotation, "rewrap_some", killed)
    assert ended(noon).status == Status.FAILED
    assert under() == [1, 1, 2, 2, 2, 2]

    monkeypatch.setattr(rotation, "rewrap_some", once)
    assert ended(noon).status == Status.DONE
    assert under() == [2] * 6
    assert name_of(case) == CANARY["family_name"]
    assert Entry.objects.filter(did="master_key.rotated").count() == 1


def test_an_old_key_is_retired_when_nothing_is_under_it_and_not_before(case, noon, ended):
    add_to_file()
    with pytest.raises(Denied, match="in use"):
        rotation.retire(1, by=None, at=noon, why="story")
    rotation.rotate(by=None, at=noon)
    with pytest.raises(Denied, match="still under this key"):
        rotation.retire(1, by=None, at=noon, why="story")
    while rotation.rewrap_some():
        pass

    rotation.retire(1, by=None, at=noon, why="story")
    take_out_of_file(1)

    assert name_of(case) == CANARY["family_name"]
    assert register.what_is_missing() == []
    with pytest.raises(Denied, match="already retired"):
        rotation.retire(1, by=None, at=noon, why="story")
    with pytest.raises(Denied, match="no key with this number"):
        rotation.retire(9, by=None, at=noon, why="story")


def test_without_the_old_key_nothing_is_changed_and_the_reason_is_said(case, noon, file, ended):
    add_to_file()
    rotation.rotate(by=None, at=noon)
    take_out_of_file(1)

    assert register.what_is_missing() == ["Master key 1 is not here. Add it to the key file."]
    job = ended(noon)
    assert (job.status, "Master key 1 is not here" in job.failure) == (Status.FAILED, True)
    assert under() == [1]


def test_another_key_under_a_known_number_wraps_nothing(case, file):
    file.write_text(fresh(1))

    assert "another one" in register.what_is_missing()[0]
    with pytest.raises(KeyUnavailable, match="another one than the one on record"):
        more_people(1)
    with pytest.raises(KeyUnavailable, match="not the one that was used"):
        name_of(case)


def test_there_is_nothing_to_change_over_to_without_a_newer_key(case, noon):
    with pytest.raises(Denied, match="no newer key"):
        rotation.rotate(by=None, at=noon)


# --- search keys ----------------------------------------------------------------------------------


def found(amina, noon, name: str = "Kanarli Sirrnaz") -> int:
    with asking(amina, at=noon):
        return len(find(name, by=amina, at=noon))


def versions() -> set[int]:
    with house("story"):
        return set(Trace.objects.for_house().values_list("index_version", flat=True))


@pytest.fixture
def change_over(work, noon):
    def change():
        rotation.change_search_key(by=None, at=noon)
        start(reindexing.TASK, "story", by=None, at=noon, args={})
        (job,) = work()
        return job

    return change


def test_a_person_is_found_before_during_and_after_a_change_of_the_search_key(
    case, amina, noon, request, change_over
):
    assert found(amina, noon) == 1
    request.getfixturevalue("new_search_key")
    assert found(amina, noon) == 1, "handed out and not yet in use"
    rotation.change_search_key(by=None, at=noon)
    assert (found(amina, noon), versions()) == (1, {1}), "under the old one still"

    with pytest.raises(Denied, match="no newer search key"):
        rotation.change_search_key(by=None, at=noon)
    start(reindexing.TASK, "story", by=None, at=noon, args={})
    (job,) = request.getfixturevalue("work")()

    assert (job.status, job.failure) == (Status.DONE, "")
    assert (found(amina, noon), versions()) == (1, {2})
    with house("story"):
        assert not Tally.objects.for_house().filter(index_version=1).exists()
    assert [(k.version, k.status) for k in IndexKey.objects.all()] == [
        (2, "current"),
        (1, "retired"),
    ]


def test_whoever_is_named_meanwhile_is_under_the_new_key_at_once(case, amina, noon, new_search_key):
    rotation.change_search_key(by=None, at=noon)

    with asking(amina, at=noon):
        save_record(
            case, Identity, {**CANARY, "family_name": "Quliyeva"}, by=amina, at=noon, revision=1
        )

    assert versions() == {2}
    assert found(amina, noon, "Quliyeva Sirrnaz") == 1


def test_the_old_search_key_is_needed_until_the_end(
    case, amina, noon, settings, change_over, request
):
    request.getfixturevalue("new_search_key")
    rotation.change_search_key(by=None, at=noon)
    old, settings.INDEX_OLD_KEYS = settings.INDEX_OLD_KEYS, []

    assert "is not here" in register.what_is_missing()[0]
    with pytest.raises(KeyUnavailable, match="DAYAQ_INDEX_KEY_OLD"):
        found(amina, noon)

    settings.INDEX_OLD_KEYS = old
    start(reindexing.TASK, "story", by=None, at=noon, args={})
    request.getfixturevalue("work")()
    settings.INDEX_OLD_KEYS = []
    assert (found(amina, noon), register.what_is_missing()) == (1, [])


def test_an_unknown_search_key_draws_nothing(case, amina, noon, settings):
    settings.INDEX_KEY = "somebody made a slip in the environment"

    with pytest.raises(KeyUnavailable):
        found(amina, noon)
    with pytest.raises(KeyUnavailable), asking(amina, at=noon):
        save_record(case, Identity, {**CANARY, "born": "2001"}, by=amina, at=noon, revision=1)


def test_nobody_who_was_destroyed_gets_tokens_again(case, noon, new_search_key, change_over):
    with house("story"):
        shred(Person.objects.for_house().get(), at=noon)

    assert change_over().status == Status.DONE
    with house("story"):
        trace = Trace.objects.for_house().get()
    assert (trace.tokens, trace.index_version) == ([], 2)


def test_tokens_without_a_name_go(case, noon, new_search_key, change_over):
    with house("story"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_identity")

    assert change_over().status == Status.DONE
    with house("story"):
        assert Trace.objects.for_house().get().tokens == []


def test_a_change_of_tokens_is_one_act_in_the_record(case, new_search_key, change_over):
    written = Entry.objects.filter(kind="cases.trace").count()
    change_over()

    assert Entry.objects.filter(kind="cases.trace").count() == written
    said = Entry.objects.filter(did__startswith="search_key.").order_by("pk")
    assert [entry.did for entry in said] == ["search_key.rotated", "search_key.retired"]
