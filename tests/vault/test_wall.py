"""The wall, asked in plain SQL as the web's own database role: it tells nothing beyond the context."""

import uuid
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from dayaq.cases.models import Case
from dayaq.config.connection import connection_from_folder
from dayaq.vault.context import (
    Asker,
    NoContext,
    asking,
    current,
    house,
    signed,
    tokens_of,
)
from dayaq.vault.protection import gaps
from tests import database

TABLES = ("vault_datakey", "cases_person", "cases_identity", "cases_contact", "cases_case")


def plain(question: str, *values: Any, said: str | None = None) -> list[tuple[object, ...]]:
    """Plain SQL past the guard, under whatever context is said: what injected SQL could ask."""
    with connection.cursor() as cursor:
        if said is not None:
            cursor.execute("SELECT set_config('dayaq.context', %s, true)", [said])
        wrappers, connection.execute_wrappers[:] = list(connection.execute_wrappers), []
        try:
            cursor.execute(question, values)
            return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]
        finally:
            connection.execute_wrappers[:] = wrappers


def counted(*, said: str) -> int:
    """How many rows all five tables show together."""
    return sum(int(str(plain(f"SELECT count(*) FROM {t}", said=said)[0][0])) for t in TABLES)


def genuine(user) -> str:
    return signed(Asker(f"user:{user.pk}", tokens_of(user)))


def test_a_genuine_context_opens_what_is_its_own_and_none_opens_nothing(case, amina, chloe):
    assert counted(said=genuine(amina)) == 4  # a key, a person, an identity, a case
    assert counted(said=genuine(chloe)) == 0
    assert counted(said="") == 0


def test_the_house_token_cannot_be_written_by_hand(case, chloe):
    head, _tokens, tail = genuine(chloe).partition("{")[0], "", genuine(chloe).partition("}")[2]

    assert counted(said=f"{head}{{0}}{tail}") == 0


@pytest.mark.parametrize("part", range(6))
def test_a_context_with_any_part_changed_opens_nothing(case, amina, part):
    parts = genuine(amina).split("|")
    parts[part] = {2: "{0}", 3: "1", 4: "99999999999"}.get(part, "0" * len(parts[part]))

    assert counted(said="|".join(parts)) == 0


def test_a_context_of_another_backend_opens_nothing(case, amina):
    known = connection_from_folder(database.VAR)
    assert known is not None
    said = genuine(amina)
    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(known["web"], dbname=name) as other:
        other.execute("SELECT set_config('dayaq.context', %s, true)", [said])
        assert other.execute("SELECT sec.readers()").fetchone() == ([],)

    assert plain("SELECT cardinality(sec.readers())", said=said) != [(0,)]


def test_a_context_that_ran_out_opens_nothing(case, amina, monkeypatch):
    monkeypatch.setattr("dayaq.vault.context.LASTS", -1)

    assert counted(said=genuine(amina)) == 0


def test_a_context_signed_with_another_key_opens_nothing(case, amina, monkeypatch):
    monkeypatch.setattr(settings, "CONTEXT_KEY", "the key of another house")

    assert counted(said=genuine(amina)) == 0


def test_the_wall_says_who_asks_and_nothing_of_the_signature(case, amina):
    said = genuine(amina)

    told = [plain(f"SELECT sec.said({part})", said=said)[0][0] for part in range(8)]
    assert told == [None, None, f"user:{amina.pk}", said.split("|")[2], *[None] * 4]


@pytest.mark.parametrize("said", ["|||||", "a|b|{1|2|3|4", "x", "|", "'", "{0}", "0|0|{0}|0|0|0"])
def test_nonsense_opens_nothing_and_breaks_nothing(case, said):
    assert counted(said=said) == 0


@pytest.mark.parametrize(
    "attempt",
    [
        "SELECT * FROM sec.key",
        "CREATE OR REPLACE FUNCTION sec.said(integer) RETURNS text LANGUAGE sql AS 'SELECT 0'",
        "DELETE FROM sec.key",
        "SET ROLE dayaq_guard",
        "SET ROLE dayaq_owner",
        "SET SESSION AUTHORIZATION dayaq_owner",
        "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE cases_case NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY readers ON cases_case",
        "CREATE OR REPLACE FUNCTION sec.readers() RETURNS integer[] LANGUAGE sql AS 'SELECT ''{0}''::integer[]'",
        "CREATE FUNCTION sec.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "TRUNCATE cases_case CASCADE",
        "TRUNCATE vault_datakey CASCADE",
        "CREATE VIEW all_cases AS SELECT * FROM cases_case",
        "ALTER ROLE dayaq_web BYPASSRLS",
        "COPY cases_case TO PROGRAM 'cat'",
    ],
)
def test_the_web_role_cannot_take_the_wall_down(case, attempt):
    with pytest.raises(DatabaseError, match=r"permission denied|must be"), transaction.atomic():
        plain(attempt)


def test_row_security_cannot_be_switched_off_for_a_session(case):
    plain("SET LOCAL row_security = off")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        plain("SELECT count(*) FROM cases_case", said="")


def test_hidden_rows_are_neither_changed_nor_removed(case, amina, chloe):
    assert plain("UPDATE cases_case SET reference = 'X'", said=genuine(chloe)) == [(0,)]
    assert plain("DELETE FROM cases_identity", said=genuine(chloe)) == [(0,)]
    assert plain("SELECT count(*) FROM cases_identity", said=genuine(amina)) == [(1,)]


def test_a_row_cannot_be_made_for_readers_among_whom_one_is_not(chloe):
    with pytest.raises(DatabaseError, match="violates row-level security"), transaction.atomic():
        plain(
            "INSERT INTO vault_datakey (id, readers, wrapped, master_version, made_at)"
            " VALUES (gen_random_uuid(), '{0}', '\\x2a', 1, now())",
            said=genuine(chloe),
        )


def test_a_hidden_parent_and_a_missing_one_are_refused_in_the_same_words(case, chloe):
    with house("test"):
        hidden = case.subject_id
    own = next(iter(tokens_of(chloe)))
    answers = []
    for person in (hidden, uuid.uuid4()):
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            plain(
                "INSERT INTO cases_trace (id, person_id, tokens, readers)"
                " VALUES (gen_random_uuid(), %s, '{}', ARRAY[%s])",
                person,
                own,
                said=genuine(chloe),
            )
        answers.append(str(refused.value))

    assert answers[0] == answers[1]
    assert "violates row-level security" in answers[0]


def test_the_owner_is_bound_too_and_only_a_superuser_is_not(case, transactional_grounds):
    owner, superuser = transactional_grounds
    assert owner == (True, False, False)
    assert superuser[1:] == (True, True)


@pytest.fixture
def transactional_grounds() -> tuple[tuple[object, ...], tuple[object, ...]]:
    """Whether the tables force row security on their owner, and who passes it all the same."""
    who = "SELECT true, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s"
    forced = plain(
        "SELECT bool_and(c.relforcerowsecurity), bool_or(r.rolsuper), bool_or(r.rolbypassrls)"
        " FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE c.relname = ANY(%s)",
        list(TABLES),
    )[0]
    return forced, plain(who.replace("rolname = %s", "oid = %s"), 10)[0]


def test_forgetting_to_say_who_asks_is_an_error(db):
    with pytest.raises(NoContext, match="cases_case"):
        list(Case.objects.for_house())
    with pytest.raises(NoContext), connection.cursor() as cursor:
        cursor.execute("WITH c AS (SELECT 1 FROM cases_case) SELECT * FROM c")


def test_an_inner_context_gives_the_outer_one_back(case, amina, chloe, noon):
    with asking(chloe, at=noon):
        assert Case.objects.for_house().count() == 0
        with house("test"):
            assert Case.objects.for_house().count() == 1
            with asking(chloe, at=noon):
                assert Case.objects.for_house().count() == 0
            assert Case.objects.for_house().count() == 1
        assert Case.objects.for_house().count() == 0
        assert plain("SELECT sec.actor()") == [(chloe.pk,)]
    assert current() is None


def test_an_inner_context_that_fails_gives_the_outer_one_back(case, chloe, noon):
    with asking(chloe, at=noon):
        with pytest.raises(ZeroDivisionError), house("test"):
            raise ZeroDivisionError
        assert Case.objects.for_house().count() == 0
        assert plain("SELECT sec.actor_name()") == [(f"user:{chloe.pk}",)]


def test_the_next_transaction_of_the_same_connection_knows_nobody(db, amina):
    known = connection_from_folder(database.VAR)
    assert known is not None
    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(known["web"], dbname=name) as other:
        said = signed(Asker("user:7", frozenset({5})), pid=other.info.backend_pid)
        other.execute("SELECT set_config('dayaq.context', %s, true)", [said])
        assert other.execute("SELECT sec.readers(), sec.actor()").fetchone() == ([5], 7)
        other.commit()

        assert other.execute("SELECT sec.readers(), sec.actor()").fetchone() == ([], None)


def test_the_wall_stands(db):
    assert gaps() == []
