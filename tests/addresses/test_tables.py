"""Every confidential table, asked in plain SQL as the web's own role: nothing beyond the grants.

As whoever got code into a web process would ask: reads, counts, joins, changes, deletions, plans and
statistics, past the guard in Python. A new table is asked too, as soon as it is there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from dayaq.vault.context import Asker, signed, tokens_of
from dayaq.vault.models import Protected
from tests.addresses.world import World

pytestmark = pytest.mark.django_db

TABLES = sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, Protected))
NOBODY = "nobody"
ASKERS = (NOBODY, "roleless", "coordinator", "other_worker", "helper", "responder", "worker")


def plain(question: str, *values: Any) -> list[tuple[Any, ...]]:
    """Plain SQL, past the guard."""
    wrappers, connection.execute_wrappers[:] = list(connection.execute_wrappers), []
    try:
        with connection.cursor() as cursor:
            cursor.execute(question, values)
            return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]
    finally:
        connection.execute_wrappers[:] = wrappers


@contextmanager
def asked_by(world: World, who: str, *, is_house: bool = False) -> Iterator[frozenset[int]]:
    """Everything within is asked by this person, and undone."""
    tokens = tokens_of(world.people[who]) if who != NOBODY else frozenset()
    mine = frozenset({0}) if is_house else tokens
    before = transaction.savepoint()
    try:
        said = "" if who == NOBODY and not is_house else signed(Asker("user:7", mine))
        plain("SELECT set_config('dayaq.context', %s, true)", said)
        yield tokens
    finally:
        transaction.savepoint_rollback(before)


def refused(question: str) -> int:
    """How many rows a statement touches; none where it is refused."""
    before = transaction.savepoint()
    try:
        return int(plain(question)[0][0])
    except DatabaseError:
        return 0
    finally:
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize("table", TABLES)
def test_plain_sql_sees_and_touches_what_was_granted_and_nothing_more(worlds, table):
    world = worlds["cases"]
    with asked_by(world, NOBODY, is_house=True):
        readers = {pk: set(tokens) for pk, tokens in plain(f"SELECT id, readers FROM {table}")}
    for who in ASKERS:
        with asked_by(world, who) as tokens:
            granted = {pk for pk, named in readers.items() if named & tokens}
            assert {pk for (pk,) in plain(f"SELECT id FROM {table}")} == granted, who
            assert plain(f"SELECT count(*) FROM {table}") == [(len(granted),)]
            assert plain(f"SELECT count(*) FROM {table} a LEFT JOIN {table} b ON a.id = b.id") == [
                (len(granted),)
            ]
            assert refused(f"UPDATE {table} SET id = id") <= len(granted)
            assert refused(f"DELETE FROM {table}") <= len(granted)
            assert plain("SELECT count(*) FROM pg_stats WHERE tablename = %s", table) == [(0,)]


@pytest.mark.parametrize("who", [NOBODY, "other_worker"])
def test_the_plan_of_a_question_tells_no_value_of_a_hidden_row(worlds, who):
    """PostgreSQL says in a plan how many rows it passed over, and in its catalogue about how many there
    are: numbers of the whole table, to which nobody's name belongs. It says no more than that.
    """
    world = worlds["cases"]
    with asked_by(world, NOBODY, is_house=True):
        hidden = [
            str(value) for row in plain("SELECT id, reference FROM cases_case") for value in row
        ]
    with asked_by(world, who):
        told = "\n".join(
            str(line)
            for table in TABLES
            for line in plain(f"EXPLAIN (ANALYZE, VERBOSE, COSTS OFF) SELECT * FROM {table}")
        )
        told += str(
            plain(
                "SELECT * FROM pg_stats WHERE schemaname = 'public' AND tablename = ANY(%s)", TABLES
            )
        )

    assert "actual time" in told
    assert [value for value in hidden if value in told] == []


def test_a_hidden_row_and_none_are_joined_alike(worlds):
    """By each foreign key between confidential tables: no hidden parent is reached through a child."""
    world = worlds["cases"]
    keys = plain(
        "SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text"
        " FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
        " WHERE c.contype = 'f' AND c.conrelid::regclass::text = ANY(%s)"
        " AND c.confrelid::regclass::text = ANY(%s)",
        TABLES,
        TABLES,
    )
    assert len(keys) > 30
    for child, column, parent in keys:
        for who in ("other_worker", "helper"):
            with asked_by(world, who):
                reached = plain(
                    f"SELECT p.id FROM {child} c JOIN {parent} p ON p.id = c.{column}"
                    f" EXCEPT SELECT id FROM {parent}"
                )
                assert reached == [], (child, column)


def test_whatever_refers_to_a_confidential_row_is_confidential_too(db):
    """A table that points at a person or a case stands behind the same wall, whichever room made it."""
    open_to_all = plain(
        "SELECT DISTINCT c.conrelid::regclass::text FROM pg_constraint c"
        " JOIN pg_class child ON child.oid = c.conrelid"
        " WHERE c.contype = 'f' AND c.confrelid::regclass::text = ANY(%s)"
        " AND NOT (child.relrowsecurity AND child.relforcerowsecurity)",
        TABLES,
    )
    assert open_to_all == []


EMPTY = {
    "cases_disclosure", "cases_retentiondecision", "referrals_interview", "shelters_assessment",
    "shelters_stayentry",
}  # fmt: skip
"""What nobody in this world has written yet: the policy, which is one for all, speaks for them."""


def test_every_other_table_has_rows_to_be_asked_for(worlds):
    """Of an empty table nothing was shown."""
    with asked_by(worlds["cases"], NOBODY, is_house=True):
        empty = {table for table in TABLES if plain(f"SELECT count(*) FROM {table}") == [(0,)]}

    assert empty <= EMPTY


def test_one_policy_stands_before_every_table(db):
    """For all statements and all roles; none beside it that would let more through."""
    policies = plain(
        "SELECT tablename, policyname, permissive, roles::text, cmd, qual FROM pg_policies"
        " WHERE schemaname = 'public' ORDER BY 1"
    )

    assert [policy[0] for policy in policies] == TABLES
    assert len({policy[1:] for policy in policies}) == 1
