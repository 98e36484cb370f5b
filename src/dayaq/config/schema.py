"""Brings the database's tables to what this version of the product expects, as their owner."""

import os
import sys


def bring_up_to_date() -> int:
    """Apply what is not applied yet; how many migrations that were. Safe to repeat.

    Ends with a sentence where row security could not be forced, for want of who is asking.
    """
    os.environ["DAYAQ_DB_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayaq.config.settings")
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    with connection.cursor() as cursor:  # several machines may start at once
        cursor.execute("SELECT pg_advisory_lock(hashtext('dayaq.schema'))")
        cursor.execute("SELECT to_regprocedure('sec.among(integer[], integer[])') IS NOT NULL")
        if cursor.fetchone() != (True,):
            sys.exit(
                "Dayaq: the database does not know yet who signs. Run `dayaq database prepare` first;"
                " see docs/deploy.md."
            )
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return len(plan)


def main() -> int:
    """`python -m dayaq.config.schema`."""
    applied = bring_up_to_date()
    print(f"Database: {applied} migrations applied." if applied else "Database: up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
