"""Health: 200 only when the database answers and no migration waits."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import now

from dayaq.accounts.models import User
from dayaq.audit import sealing
from dayaq.audit.models import record
from dayaq.portal.views import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered_and_all_sealed(db, tmp_path):
    sealing.seal(at=now(), folder=tmp_path)
    health._looked.clear()
    health._warned.clear()
    yield
    health._looked.clear()
    health._warned.clear()


def test_all_is_well(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.json()["migrations"] == "applied"
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


def test_a_waiting_migration_is_a_reason(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_args: ["one"])

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["migrations"] == "waiting"


def test_a_silent_database_is_a_reason_told_without_details(client, monkeypatch):
    def refuse(*_args):
        raise OperationalError("connection to server at 10.0.0.1 failed: password")

    monkeypatch.setattr(connection, "cursor", refuse)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert b"password" not in response.content


def test_migrations_are_read_once_in_a_few_seconds(client, django_assert_num_queries):
    client.get("/healthz")

    with django_assert_num_queries(1):
        client.get("/healthz")


def test_the_command_says_the_same(capsys, monkeypatch):
    call_command("check_health")
    assert "in order" in capsys.readouterr().out

    monkeypatch.setattr(health, "RECHECK_AFTER", 0)
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_args: ["one"])
    with pytest.raises(CommandError, match="Migrations wait"):
        call_command("check_health")


def test_a_gap_in_the_wall_is_a_reason_whose_place_only_the_operator_is_told(client, monkeypatch):
    gap = "Row security is not forced on cases_case."
    monkeypatch.setattr(health, "gaps_in_the_wall", lambda: [gap])

    response = client.get("/healthz")

    assert response.status_code == 503
    assert b"cases_case" not in response.content
    with pytest.raises(CommandError, match="not forced on cases_case"):
        call_command("check_health")


def test_a_record_that_is_not_sealed_is_a_warning_and_no_reason_to_stop(
    client, monkeypatch, capsys, tmp_path
):
    at = now()
    record("word.said", User, by=None, at=at)
    for since, is_late in ((timedelta(minutes=9), False), (timedelta(minutes=11), True)):
        monkeypatch.setattr(health, "now", lambda since=since: at + since)
        health._warned.clear()
        answer = client.get("/healthz")
        assert answer.status_code == 200
        assert ("warning" in answer.json()) is is_late
    assert "sealed" not in answer.text
    call_command("check_health")
    assert "The record is not sealed since" in capsys.readouterr().out

    sealing.seal(at=at, folder=tmp_path)
    health._warned.clear()
    assert "warning" not in client.get("/healthz").json()
    record("word.said", User, by=None, at=at + timedelta(minutes=11))
    health._warned.clear()
    assert "warning" not in client.get("/healthz").json(), "it has only just begun to wait"


def test_a_key_that_is_not_here_is_a_warning(client, monkeypatch, capsys):
    monkeypatch.setattr(health, "what_is_missing", lambda: ["Master key 7 is not here."])

    assert "warning" in client.get("/healthz").json()
    call_command("check_health")
    assert "Master key 7 is not here." in capsys.readouterr().out
