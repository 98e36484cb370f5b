"""Two grounds for tests of work in the background.

`work` does, within the test's own transaction, what was asked for. `lasting` gives the test a copy
of the database in which everything is committed, for whatever other processes must see.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

if TYPE_CHECKING:
    from dayaq.jobs.models import Job
    from tests.grounds import Grounds


@pytest.fixture
def work() -> "Callable[[], list[Job]]":
    """Do all jobs that wait, in the order they were asked for; how each of them ended."""
    from dayaq.jobs.models import Job
    from dayaq.jobs.progress import perform
    from dayaq.jobs.states import Status

    def do_all() -> list[Job]:
        did = []
        while (job := Job.objects.filter(status=Status.WAITING).order_by("pk").first()) is not None:
            perform(job.pk)
            job.refresh_from_db()
            did.append(job)
        return did

    return do_all


def _copy(source: str, copy: str) -> None:
    """A copy of a database to which nobody is connected, replacing one of that name."""
    from tests.database import owner_url

    with psycopg.connect(owner_url(), autocommit=True) as owner:
        # WITH (FORCE) would also have to end the server's own autovacuum, which the owner may not.
        # So we end the people's connections and wait for them; a plain DROP sends autovacuum away.
        owner.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE datname = %s AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
            [copy],
        )
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(copy)))
        if source:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            owner.execute(statement.format(sql.Identifier(copy), sql.Identifier(source)))


@pytest.fixture
def lasting(_grounds: "Grounds", db: None) -> Iterator[None]:
    """A copy of the tests' database where changes stay, thrown away afterwards."""
    from django.db import connections

    usual = connections["default"]
    copy = f"{usual.settings_dict['NAME']}_lasting"
    _copy(_grounds.name, copy)
    lasting = connections.create_connection("default")
    lasting.settings_dict = {**usual.settings_dict, "NAME": copy}
    connections["default"] = lasting
    yield
    lasting.close()
    connections["default"] = usual
    _copy("", copy)
