"""A multitude of fictional cases, written past the actions, is what the actions would have made."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection
from django.db.models import ForeignKey
from psycopg import sql

from dayaq.accounts.models import Role
from dayaq.audit.models import Entry
from dayaq.cases.actions.finding import find
from dayaq.cases.actions.settling import settle
from dayaq.cases.models import Assignment, Case, Grant, Identity, Person, Trace
from dayaq.config.postgres import Server
from dayaq.portal.demonstration.crowd import Crowd
from dayaq.portal.demonstration.multitude import filling
from dayaq.portal.demonstration.multitude.filling import Refused, fill
from dayaq.portal.demonstration.multitude.sheets import FIRST, TABLES, reference
from dayaq.vault.context import NoContext, asking, house
from dayaq.vault.models import Alarm, DataKey
from dayaq.vault.sealing import unseal
from tests import database, given
from tests.recall import tries

AT = datetime(2026, 3, 11, 8, tzinfo=UTC)
MANY, MORE = 60, 200
LEADS = ("mia-anti-trafficking", "labour", "migration")
PERSON = Crowd().person(FIRST + MORE - 1)


@pytest.fixture
def marat(lasting):
    """The manager of the body that leads most; at three bodies somebody works on cases."""
    for code in LEADS:
        given.person(f"worker-{code}", at=given.body(code), role=Role.CASE_WORKER)
    return given.person("marat", at=given.body(LEADS[0]), role=Role.CASE_MANAGER)


def superuser() -> str:
    server = Server.running(database.VAR)
    assert server is not None
    return server.superuser_of(str(connection.settings_dict["NAME"]))


def told(upto: int) -> list[str]:
    said: list[str] = []
    said.append(fill(upto, superuser=superuser(), at=AT, say=said.append))
    return said


def test_a_multitude_grows_as_asked_and_holds_what_the_product_would_have_made(marat, monkeypatch):
    """One story, because each filling takes a second: two writers with several batches each."""
    monkeypatch.setattr(filling, "BATCH", 40)
    monkeypatch.setattr(filling, "PORTION", 100)
    assert any("60 of 60 cases" in line for line in told(MANY))
    assert any("140 of 140 cases" in line for line in told(MORE))

    with pytest.raises(Refused, match="200 cases of the multitude already"):
        told(MORE)
    assert Entry.objects.filter(did="case.made_up").count() == 3
    _every_row_has_what_it_points_at()
    with house("story"):
        assert Case.objects.for_house().count() == Person.objects.for_house().count() == MORE
        _each_is_read_by_whom_the_rule_names()
        _nothing_is_anothers()
    _the_walls_stand(marat)


def _every_row_has_what_it_points_at() -> None:
    """Triggers of foreign keys slept meanwhile."""
    with psycopg.connect(superuser()) as everything:
        for model in TABLES:
            for field in model._meta.concrete_fields:
                if isinstance(field, ForeignKey):
                    statement = sql.SQL(
                        "SELECT count(*) FROM {child} c WHERE {column} IS NOT NULL"
                        " AND NOT EXISTS (SELECT FROM {parent} p WHERE p.{key} = c.{column})"
                    ).format(
                        child=sql.Identifier(model._meta.db_table),
                        parent=sql.Identifier(field.related_model._meta.db_table),
                        column=sql.Identifier(str(field.column)),
                        key=sql.Identifier(str(field.target_field.column)),
                    )
                    assert everything.execute(statement).fetchone() == (0,), field


def _each_is_read_by_whom_the_rule_names() -> None:
    crowd = Crowd()
    for number in range(0, MORE, 9):
        case = Case.objects.for_house().get(reference=reference(number))
        before = _readers(case)
        settle(case, at=AT)
        assert _readers(case) == before
        row = Identity.objects.for_house().select_related("person__key").get(person=case.subject)
        person, clear = crowd.person(FIRST + number), unseal(row)
        assert (clear["family_name"], clear["born"]) == (person.family, person.born)


def _readers(case: Case) -> list[list[list[int]]]:
    return [
        sorted(model.objects.for_house().filter(**only).values_list("readers", flat=True))
        for model, only in (
            (Case, {"pk": case.pk}),
            (Person, {"pk": case.subject_id}),
            (DataKey, {"pk": case.subject.key_id}),
            (Identity, {"person": case.subject_id}),
            (Grant, {"case": case.pk}),
            (Assignment, {"case": case.pk}),
        )
    ]


def _nothing_is_anothers() -> None:
    held = Trace.objects.for_house().values_list("tokens", flat=True)
    tokens = [token for theirs in held for token in theirs]
    assert len(tokens) - len(set(tokens)) <= 1  # 32 bits meet by accident now and then
    will_end = Grant.objects.for_house().filter(lapses_at__gt=AT, ended_at=None)
    assert {*Alarm.objects.values_list("id")} == {*will_end.values_list("id")} != set()


def _the_walls_stand(marat) -> None:
    with pytest.raises(NoContext):
        Case.objects.for_house().count()
    with asking(marat, at=AT):
        ours = Case.objects.visible_to(marat).count()
        assert ours == Case.objects.scoped().count() < MORE
        hits = find(f"{PERSON.family} {PERSON.given} {PERSON.born}", by=marat, at=AT)
    assert hits
    tried = list(tries(50, MORE, with_year=True, by=marat, at=AT))
    assert {one.spelled for one in tried if not one.is_first} == set()
