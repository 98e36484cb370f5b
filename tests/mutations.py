"""Each wall taken down in turn: `make mutations` says which stories notice. None that does not is a wall.

`python -m tests.mutations` runs the stories that guard the confidential core once for each mutation, in
a process of its own with MUTATION set; there this module is a plugin that takes the wall down.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

STORIES = (
    "tests/addresses/test_tables.py",
    "tests/addresses/test_leaks.py",
    "tests/cases/test_readers_machine.py",
)
NARROW = "alone or plain_sql or model_says or one_policy or section or hear_does"


def _owner(statement: str) -> None:
    """As the owner of the tables, in the database of this run."""
    import psycopg
    from django.db import connection

    from tests.database import owner_url

    connection.close()
    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(owner_url(), dbname=name) as owner:
        owner.execute(statement.encode())


def belt(patch: pytest.MonkeyPatch) -> None:
    """visible_to lets everything through"""
    from dayaq.cases.models.people import ReadQuerySet

    patch.setattr(ReadQuerySet, "visible_to", lambda rows, _user: rows.scoped())


def wall(_patch: pytest.MonkeyPatch) -> None:
    """row security is switched off for one table (cases_identity)"""
    _owner("ALTER TABLE cases_identity DISABLE ROW LEVEL SECURITY")


def force(_patch: pytest.MonkeyPatch) -> None:
    """a policy that lets everything through stands beside the true one (referrals_told)"""
    _owner("CREATE POLICY open ON referrals_told USING (true)")


def policy(patch: pytest.MonkeyPatch) -> None:
    """why_not_read refuses nobody"""
    from dayaq.cases.policies import cases

    patch.setattr(cases, "why_not_read", lambda *_asked, **_more: None)


def readers(patch: pytest.MonkeyPatch) -> None:
    """a withdrawn or lapsed grant still counts"""
    from dayaq.cases.models.sharing import Grant

    patch.setattr(Grant, "is_live", lambda _grant, **_at: True)


MUTATIONS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    one.__name__: one for one in (belt, wall, force, policy, readers)
}


@pytest.fixture(scope="session", autouse=True)
def _mutated(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        MUTATIONS[os.environ["MUTATION"]](patch)
        with django_db_blocker.block():
            yield


def main() -> int:
    """One line for each wall: how many stories fail without it. Fails if none does."""
    unnoticed = 0
    for name, mutation in MUTATIONS.items():
        environment = os.environ | {"MUTATION": name, "DAYAQ_TEST_DB": f"mutation_{name}"}
        said = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "tests.mutations", "-k", NARROW, *STORIES],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        failed = sorted(
            {m[1] for m in re.finditer(r"^(?:FAILED|ERROR) \S+::(\w+)", said, re.MULTILINE)}
        )
        print(f"{mutation.__doc__}: {', '.join(failed) or 'NOTHING FAILS'}", flush=True)
        unnoticed += not failed
    return unnoticed


if __name__ == "__main__":
    sys.exit(main())
