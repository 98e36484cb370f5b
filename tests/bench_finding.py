"""How long a search takes, and whom it finds, among a thousand, ten thousand and a hundred thousand people.

`python -m tests.bench_finding [PEOPLE…]`. Fills an embedded database of its own with fictional people,
sealed and indexed as the product does it, and asks for some of them as case workers would: in another
script, with a slip, with a year, by number. Prints milliseconds and the share found. Asserts nothing.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from dayaq.portal.demonstration.crowd import Person

ROOT = Path(__file__).parents[1]
ASKED = int(os.environ.get("BENCH_ROUNDS", "100"))
AT = datetime(2026, 3, 9, 8, tzinfo=UTC)
BATCH = 1000


def main(sizes: list[int]) -> int:
    """Grow the crowd from size to size, and measure at each."""
    folder = ROOT / "var" / "bench" / "finding"
    shutil.rmtree(folder, ignore_errors=True)
    os.environ.update(DAYAQ_VAR=str(folder), DJANGO_SETTINGS_MODULE="dayaq.config.settings")
    from dayaq.config.postgres import Server
    from dayaq.config.provision import prepare

    server = Server.ensure_running(folder, durable=False)
    try:
        prepare(server)
        subprocess.run([sys.executable, "-m", "dayaq.config.schema"], check=True)
        os.environ["DAYAQ_DB_ROLE"] = "web"
        import django

        django.setup()
        with _unwritten():
            _run(sizes)
    finally:
        server.stop()
    return 0


@contextmanager
def _unwritten() -> Iterator[None]:
    """What the database writes down of each row is left out: it would take most of the time to load."""
    with _as_owner() as connection:
        for table in (
            "vault_datakey",
            "cases_person",
            "cases_identity",
            "cases_trace",
            "cases_case",
        ):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER written_down".encode())
    yield


@contextmanager
def _as_owner() -> "Iterator[psycopg.Connection]":
    from dayaq.config.connection import connection_from_folder

    known = connection_from_folder(Path(os.environ["DAYAQ_VAR"]))
    assert known is not None
    with psycopg.connect(known["owner"], autocommit=True) as connection:
        yield connection


def _run(sizes: list[int]) -> None:
    from dayaq.accounts.models import Role
    from dayaq.portal.demonstration.crowd import Crowd
    from tests import given

    unit, other = given.body("unit"), given.body("other")
    ours = given.person("ours", at=unit, role=Role.CASE_MANAGER)
    theirs = given.person("theirs", at=other, role=Role.CASE_MANAGER)
    crowd, tallies, there = Crowd(), dict[int, int](), 0
    for size in sizes:
        begun = time.perf_counter()
        _fill(crowd, there, size, tallies, lead=unit, by=ours)
        there = size
        print(
            f"\n{size} people, loaded in {time.perf_counter() - begun:.0f} s; index {_index_size()}"
        )
        _measure(crowd, size, by=ours, stranger=theirs)


def _fill(crowd: Any, begin: int, end: int, tallies: dict[int, int], *, lead: Any, by: Any) -> None:
    from dayaq.vault.context import house
    from dayaq.vault.index import index
    from dayaq.vault.models import Tally

    people = crowd.people(begin, end)
    while batch := list(islice(people, BATCH)):
        with house("bench"):
            _add(batch, tallies, lead=lead, by=by)
    blind = index()
    with house("bench"):
        Tally.objects.for_house().delete()
        Tally.objects.bulk_create(
            [Tally(bucket=b, written=blind.masked(b, many)) for b, many in tallies.items()],
            batch_size=5000,
        )
    _analyse()


def _add(people: "list[Person]", tallies: dict[int, int], *, lead: Any, by: Any) -> None:
    import secrets

    from dayaq.cases.models import Case, Identity, Person, Trace
    from dayaq.vault.blind import numbered, padded
    from dayaq.vault.index import index
    from dayaq.vault.keys import keyring
    from dayaq.vault.models import DataKey
    from dayaq.vault.sealing import seal
    from dayaq.vault.words import Known, Name, words_of

    blind = index()
    keys = [keyring().wrap(secrets.token_bytes(32)) for _ in people]
    rows = [DataKey(wrapped=wrapped, master_version=version) for version, wrapped in keys]
    DataKey.objects.bulk_create(rows)
    persons = [Person(key=key, opened_at=AT, readers=[0, lead.pk]) for key in rows]
    Person.objects.bulk_create(persons)
    identities, traces = [], []
    for told, person in zip(people, persons, strict=True):
        identity = Identity(person=person, saved_at=AT, saved_by=by, readers=[0, lead.pk])
        seal(
            identity,
            family_name=told.family,
            given_name=told.given,
            patronymic=told.patronymic,
            born=told.born,
            document_number=told.document,
        )
        identities.append(identity)
        name = Name(told.family, told.given, told.patronymic)
        words = words_of(Known((name,), told.born, tuple(filter(None, (told.document,)))))
        given = numbered([blind.word(word) for word in sorted(words)], tallies)
        traces.append(Trace(person=person, tokens=padded({blind.token(*one) for one in given})))
    Identity.objects.bulk_create(identities)
    Trace.objects.bulk_create(traces)
    Case.objects.bulk_create(
        Case(
            subject=person,
            lead=lead,
            opened_at=AT,
            opened_by=by,
            reviewed_at=AT,
            readers=[0, lead.pk],
        )
        for person in persons
    )


def _analyse() -> None:
    with _as_owner() as connection:
        connection.execute("VACUUM ANALYZE")


def _index_size() -> str:
    from django.db import connection

    from dayaq.vault.context import house

    with house("bench"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_size_pretty(pg_relation_size('traces_by_token')),"
            " pg_size_pretty(pg_total_relation_size('vault_tally'))"
        )
        return " and tallies ".join(cursor.fetchone() or ())


# --- what is asked --------------------------------------------------------------------------------


def _questions() -> "dict[str, Callable[[Person, Random], str]]":
    from dayaq.portal.demonstration import spelling
    from dayaq.vault import names

    def letters(person: "Person") -> tuple[str, str]:
        return names.letters(person.family), names.letters(person.given)

    def slip(person: "Person", chance: Random) -> str:
        family, given = letters(person)
        if chance.random() < 0.5:
            return f"{spelling.with_slip(family, chance)} {given}"
        return f"{family} {spelling.with_slip(given, chance)}"

    return {
        "name, year": lambda p, _c: f"{p.family} {p.given} {p.born[:4]}",
        "name as written": lambda p, _c: f"{p.given} {p.family} {p.patronymic}",
        "name, other letters": lambda p, _c: " ".join(letters(p)),
        "name with a slip, year": lambda p, c: f"{slip(p, c)} {p.born[:4]}",
        "name with a slip": slip,
        "family name alone": lambda p, _c: p.family,
        "given name, year": lambda p, _c: f"{p.given} {p.born[:4]}",
        "document": lambda p, _c: p.document or f"{p.family} {p.given}",
        "nobody": lambda _p, c: f"Yoxdurov{c.randrange(99)} Heçkim",
    }


def _measure(crowd: Any, size: int, *, by: Any, stranger: Any) -> None:
    from dayaq.cases.actions.finding import find
    from dayaq.cases.models import Identity
    from dayaq.vault.context import asking, house
    from dayaq.vault.sealing import unseal

    chance, every = Random(11), []
    print(f"{'asked':<26}{'median ms':>10}{'p95 ms':>9}{'worst':>9}{'found':>8}{'shown':>8}")
    for asked, ask in _questions().items():
        seconds, found, shown = [], 0, 0
        for number in range(ASKED):
            person = crowd.person(chance.randrange(size))
            user = by if number % 2 else stranger
            begun = time.perf_counter()
            with asking(user, at=AT):
                hits = find(ask(person, chance), by=user, at=AT)
            seconds.append(time.perf_counter() - begun)
            shown += len(hits)
            with house("bench"):
                rows = Identity.objects.for_house().filter(person__in=[h.person.pk for h in hits])
                clear = [unseal(row) for row in rows.select_related("person__key")]
            found += any(
                (c["family_name"], c["given_name"], c["born"])
                == (person.family, person.given, person.born)
                for c in clear
            )
        every += seconds
        _line(asked, seconds, f"{found / ASKED:.0%}", f"{shown / ASKED:.1f}")
    _line("all", every, "", "")


def _line(asked: str, seconds: list[float], found: str, shown: str) -> None:
    ms = sorted(second * 1000 for second in seconds)
    high, worst = ms[int(len(ms) * 0.95) - 1], ms[-1]
    print(f"{asked:<26}{statistics.median(ms):>10.0f}{high:>9.0f}{worst:>9.0f}{found:>8}{shown:>8}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main([int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000]))
