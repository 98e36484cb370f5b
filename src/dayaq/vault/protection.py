"""Row security as a migration, and the check that it stands."""

from typing import Any

from django.db import connection, migrations

ASKER = "readers OPERATOR(sec.|&|) (SELECT sec.readers())"
"""Asked once a statement. The query itself names the readers too, by the index (`models.read_by`)."""


class Protect(migrations.RunSQL):
    """Force row security on a table: rows open to those whose tokens stand among their readers.

    A child's policy also looks for its parent, under the parent's own policy: a hidden parent and a
    missing one are refused in the same words. TRUNCATE knows no policies, so nobody has it.
    """

    def __init__(self, table: str, *, parent: "tuple[str, str] | None" = None) -> None:
        self.table, self.parent = table, parent
        check = ASKER
        if parent is not None:
            above, column = parent
            check += f" AND EXISTS (SELECT 1 FROM {above} above WHERE above.id = {table}.{column})"  # noqa: S608 - names of our own tables
        super().__init__(
            [
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY readers ON {table} USING ({ASKER}) WITH CHECK ({check})",
            ],
            [
                f"DROP POLICY readers ON {table}",
                f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            ],
        )

    def deconstruct(self) -> Any:
        return self.__class__.__qualname__, [self.table], {"parent": self.parent}


class WriteDown(migrations.RunSQL):
    """Let the database write down each change of a table: which columns, by whom, never what."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f"CREATE TRIGGER written_down AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION dayaq_audit_change()",
            f"DROP TRIGGER written_down ON {table}",
        )

    def deconstruct(self) -> Any:
        return self.__class__.__qualname__, [self.table], {}


def gaps() -> list[str]:
    """Where the wall does not stand, each in a sentence; empty when all is as it must be."""
    from django.apps import apps

    from dayaq.vault.models import Protected

    tables = {m._meta.db_table for m in apps.get_models() if issubclass(m, Protected)}
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, 'forced' FROM pg_class WHERE relkind = 'r' AND relrowsecurity"
            " AND relforcerowsecurity AND relname = ANY(%s)"
            " UNION ALL SELECT c.relname, 'open'"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('v', 'm')"
            " AND (c.relkind = 'm' OR NOT coalesce("
            "   'security_invoker=true' = ANY(c.reloptions), false))",
            [sorted(tables)],
        )
        seen = cursor.fetchall()
        forced = {name for name, how in seen if how == "forced"}
        found += [f"Row security is not forced on {table}." for table in sorted(tables - forced)]
        found += [
            f"The view {name} would answer as its owner." for name, how in seen if how == "open"
        ]
        cursor.execute(
            "SELECT w.rolsuper OR w.rolbypassrls,"
            " EXISTS (SELECT FROM pg_roles g WHERE g.rolname = 'dayaq_guard'"
            "           AND pg_has_role(w.oid, g.oid, 'MEMBER')),"
            " EXISTS (SELECT FROM pg_class c WHERE c.relkind = 'r' AND c.relname = ANY(%s)"
            "           AND pg_has_role(w.oid, c.relowner, 'MEMBER'))"
            " FROM pg_roles w WHERE w.rolname = current_user",
            [sorted(tables)],
        )
        passes, guards, owns = cursor.fetchone() or (True, True, True)
        if passes:
            found.append("The database role of the web passes through row security.")
        if guards and not passes:
            found.append("The database role of the web belongs to the guard.")
        if owns and not passes:
            found.append("The database role of the web owns what it should only use.")
    if connection.pg_version < 150_003:  # type: ignore[attr-defined]
        found.append("PostgreSQL is older than 15.3, which row security needs.")
    return found
