"""What `docs/deploy.md` tells an operator to do is done here, and works."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from dayaq.config import connection as kept
from dayaq.config.schema import __file__ as schema_module

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "deploy.md").read_text()
PYTHON = "".join(path.read_text() for path in (ROOT / "src" / "dayaq").rglob("*.py"))
READ = set(re.findall(r"\b((?:DAYAQ_[A-Z_]+|DATABASE_[A-Z_]*URL|PORT))\b", PYTHON))


def told(name: str) -> bool:
    if name.startswith("DAYAQ_SMTP_"):  # the table names the first, and the endings of the others
        return f"…_{name.rpartition('_')[2]}`" in GUIDE or f"`{name}`" in GUIDE
    return f"`{name}`" in GUIDE


def test_every_setting_is_told():
    assert not {name for name in READ if not told(name)}


def test_no_setting_is_told_that_nobody_reads():
    table = GUIDE.partition("## Settings")[2].partition("\n## ")[0]
    named = set(re.findall(r"`((?:DAYAQ|DATABASE)_[A-Z_]+|PORT)`", table))

    assert named
    assert named <= READ


@pytest.fixture
def served(start):
    """A served PostgreSQL on which the administrator has done what the guide says, by psql."""
    server = start("served", route="wheel")
    script = re.search(r"```sql\n(CREATE ROLE.*?)```", GUIDE, re.DOTALL)
    assert script is not None
    subprocess.run(
        [server.binaries.program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"],
        input=script[1].encode(),
        env={
            **os.environ,
            "PGHOST": server.host,
            "PGPORT": str(server.port),
            "PGUSER": server.superuser,
            "PGDATABASE": "postgres",
            "PGPASSWORD": kept.secret(server.folder, "database_superuser"),
        },
        check=True,
    )
    return {
        "owner": server.url(user="dayaq_owner", password="change me", database="dayaq"),
        "web": server.url(user="dayaq_web", password="change me too", database="dayaq"),
        "superuser": server.url(
            user=server.superuser,
            password=kept.secret(server.folder, "database_superuser"),
            database="dayaq",
        ),
        "folder": str(server.folder),
    }


def test_the_tables_come_to_a_served_database_and_the_web_role_owns_none(served):
    production = {
        "DAYAQ_MODE": "production",
        "DAYAQ_SECRET_KEY": "x" * 64,
        "DAYAQ_AUDIT_KEY": "A" * 43 + "=",
        "DAYAQ_CONTEXT_KEY": "signs who is asking",
        "DAYAQ_INDEX_KEY": "keys the search tokens",
        "DAYAQ_MASTER_KEYS": "1:" + "A" * 43 + "=",
        "DAYAQ_HOSTS": "dayaq.example.gov.az",
        "DAYAQ_SMTP_HOST": "mail.example.gov.az",
        "DAYAQ_VAR": served["folder"],
        "DATABASE_URL": served["web"],
        "DATABASE_OWNER_URL": served["owner"],
        "PATH": os.environ["PATH"],
    }

    def run(*command: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *command],
            env=production | more,
            cwd=Path(schema_module).parent,
            capture_output=True,
            text=True,
            check=False,
        )

    too_early = run("dayaq.config.schema")
    assert too_early.returncode == 1
    assert "dayaq database prepare" in too_early.stderr
    assert "Traceback" not in too_early.stderr

    prepared = run(
        "dayaq.config.cli", "database", "prepare", DATABASE_SUPERUSER_URL=served["superuser"]
    )
    assert "row security can be forced" in prepared.stdout, prepared.stderr

    for expected in ("migrations applied", "up to date"):
        ran = run("dayaq.config.schema")
        assert expected in ran.stdout, ran.stderr

    with psycopg.connect(served["web"]) as connection:
        owned = "SELECT count(*) FROM pg_class WHERE relowner = 'dayaq_web'::regrole"
        assert connection.execute(owned).fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM accounts_user").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DROP TABLE accounts_user")
